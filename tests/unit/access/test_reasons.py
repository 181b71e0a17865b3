"""Each decision says why: the rule with its line, what was read, and the way over roles."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.protocol import handle
from tests.unit.cli.tokens import hs256
from tests.unit.support.access import BASIC, NOW, SECRET, ask, decide, model, token
from tests.unit.support.calls import call

ROLES = (
    model("g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act") + "\n[role_definition]\ng = _, _\n"
)
POLICY = """p, reader, data, read
# more
p, editor, data, write

g, editor, reader
g, alice, editor
g, bob, reader"""


def test_the_rule_that_allows_is_named_with_its_line_and_the_way_of_roles() -> None:
    result = ask(ROLES, POLICY, ["alice", "data", "read"], ["bob", "data", "write"])
    allowed, denied = result["decisions"]
    assert allowed["reason"] == "Line 1 of the policy allows it: “p, reader, data, read”."
    assert allowed["rule"]["values"] == ["reader", "data", "read"]
    [way] = allowed["roles"]
    assert (way["names"], way["lines"]) == (["alice", "editor", "reader"], [6, 5])
    assert (denied["code"], denied["rule"]) == ("no-rule-matches", None)
    assert result["unreached"] == [3, 7]


EFFECTS = {
    "allow-override": ("some(where (p.eft == allow))", True, "rule-allows", 2),
    "deny-override": ("!some(where (p.eft == deny))", False, "rule-denies", 3),
    "allow and deny": (
        "some(where (p.eft == allow)) && !some(where (p.eft == deny))", False, "rule-denies", 3,
    ),
    "priority": ("priority(p.eft) || deny", True, "rule-allows", 2),
}  # fmt: skip


@pytest.mark.parametrize("what", EFFECTS)
def test_an_effect_chooses_the_rule_that_decides(what: str) -> None:
    effect, allowed, code, line = EFFECTS[what]
    made = model("r.sub == p.sub", policy="sub, eft").replace(
        "some(where (p.eft == allow))", effect
    )
    policy = "p, alice, maybe\np, alice, allow\np, alice, deny"
    [decision] = ask(made, policy, ["alice", "data", "read"])["decisions"]
    assert (decision["allowed"], decision["code"]) == (allowed, code)
    assert decision["rule"]["line"] == line


def test_without_a_rule_that_denies_deny_override_allows() -> None:
    made = model("r.sub == p.sub", policy="sub, eft").replace("some(where (p.eft == allow))",
                                                             "!some(where (p.eft == deny))")  # fmt: skip
    for policy in ("p, bob, deny", "p, alice, maybe"):
        [decision] = ask(made, policy, ["alice", "data", "read"])["decisions"]
        assert (decision["allowed"], decision["code"]) == (True, "no-rule-denies")


def test_a_rule_that_only_says_deny_does_not_allow() -> None:
    made = model("r.sub == p.sub", policy="sub, eft")
    [decision] = ask(made, "p, alice, deny", ["alice", "data", "read"])["decisions"]
    assert (decision["allowed"], decision["code"]) == (False, "no-rule-decides")


def test_the_claims_and_grants_that_were_read_are_told() -> None:
    made = model(
        "r.token.dept.name == p.dept && 'admin' in r.grants.roles && r.context.ip == '::1' "
        "&& r.obj.owner == r.token.sub",
        request="token, grants, context, obj", policy="dept",
    )  # fmt: skip
    claims = {"dept": {"name": "sales"}, "realm_access": {"roles": ["admin"]}}
    request = {"values": [{"owner": "alice"}], "context": {"ip": "::1"}}
    [decision] = ask(made, "p, hr\np, sales", request, claims=claims)["decisions"]
    assert decision["allowed"]
    assert [(read["of"], read["path"], read["value"]) for read in decision["reads"]] == [
        ("token", ["dept", "name"], "sales"),
        ("grants", ["roles"], ["admin"]),
        ("context", ["ip"], "::1"),
        ("request", ["obj", "owner"], "alice"),
        ("token", ["sub"], "alice"),
    ]


LONG = ["1" + "0" * 5000, str(2**70), "1e999", "NaN", '{"a":{"b":[1]}}']
LONG += [json.dumps("x" * 999), json.dumps(["x" * 999]), json.dumps([1] * 99), "[NaN]"]


@pytest.mark.parametrize("value", LONG)
def test_what_was_read_is_short_enough_to_show(value: str) -> None:
    params = {"token": token(), "key": {"text": SECRET}, "now": NOW, "policy": "p, a, b, c"}
    params |= {"model": model("r.obj.x == p.sub"), "requests": "HERE"}
    request = json.dumps({"op": "authorize", "params": params})
    values = '[{"values": ["a", {"x": ' + value + '}, "r"]}]'
    reply = json.loads(handle(request.replace('"HERE"', values)))
    assert reply["ok"], reply
    [read] = reply["result"]["decisions"][0]["reads"]
    assert len(str(read["value"])) <= 301


def test_the_subject_is_the_tokens_where_the_request_names_none() -> None:
    for values in (["data", "read"], {"obj": "data", "act": "read"}):
        [decision] = ask(BASIC, "p, alice, data, read", {"values": values})["decisions"]
        assert decision["allowed"]
        assert decision["subject_is_of_token"]
    named = decide("r.sub == p.sub", "alice", "data", "read")
    assert named["allowed"]
    assert not named["subject_is_of_token"]
    bare = hs256("{}", SECRET.encode())
    [nobody] = ask(BASIC, "p, alice, data, read", ["data", "read"], token=bare)["decisions"]
    assert (nobody["allowed"], nobody["code"]) == (False, "request-does-not-fit")


def test_the_context_knows_hour_and_weekday_of_its_time() -> None:
    made = model("r.context.hour == 8 && r.context.weekday == 5", request="context, obj")
    request: dict[str, Any] = {"values": ["data"]}
    assert ask(made, "p, a, b, c", request)["decisions"][0]["allowed"]  # 2027-01-15 08:00, a Friday
    late = {**request, "context": {"time": NOW + 3600}}
    assert not ask(made, "p, a, b, c", late)["decisions"][0]["allowed"]


def test_expectations_make_tests_of_requests() -> None:
    decisions = ask(
        BASIC,
        "p, alice, data, read",
        *({"values": ["alice", "data", act], "expect": expect}
          for act in ("read", "write") for expect in ("allow", "deny")),
    )["decisions"]  # fmt: skip
    assert [decision["passed"] for decision in decisions] == [True, False, False, True]
    assert [decision["expected"] for decision in decisions] == [True, False, True, False]


def test_g_any_asks_for_each_role_of_the_token() -> None:
    made = ROLES.replace("r = sub", "r = grants")
    made = made.replace("g(r.sub, p.sub)", "gAny(r.grants.roles, p.sub)")
    for roles, allowed in ((["guest", "editor"], True), (["guest"], False), ([], False)):
        [decision] = ask(made, POLICY, ["data", "read"], claims={"roles": roles})["decisions"]
        assert decision["allowed"] is allowed


def test_presets_decide_their_own_requests_without_a_fault() -> None:
    presets: Any = call("access_presets")
    names = [preset["name"] for preset in presets]
    assert names == [
        "scopes",
        "roles",
        "tenants",
        "paths",
        "attributes",
        "deny-override",
        "priority",
    ]
    claims = {"roles": ["admin"], "scope": "orders:read", "tid": "blue"}
    for preset in presets:
        result = ask(preset["model"], preset["policy"], *preset["requests"], claims=claims)
        codes = [decision["code"] for decision in result["decisions"]]
        assert result["findings"] == []
        assert set(codes) <= {"rule-allows", "rule-denies", "no-rule-matches"}
        assert codes[0] == "rule-allows", preset["name"]


def test_the_same_request_has_the_same_bytes() -> None:
    params = {"token": token(roles=["a"]), "key": {"text": SECRET}, "now": NOW, "model": ROLES}
    params |= {"policy": POLICY, "requests": [{"values": ["alice", "data", "read"]}] * 3}
    request = json.dumps({"op": "authorize", "params": params})
    assert len({handle(request) for _ in range(5)}) == 1
