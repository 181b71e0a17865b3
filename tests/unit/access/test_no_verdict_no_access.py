"""A token that is not valid allows nothing, whatever the policy."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.cli.tokens import hs256
from tests.unit.support.access import BASIC, NOW, SECRET, ask, model, token

GENEROUS = (
    (model("True"), "p, alice, data, read"),
    (model("r.sub == r.sub || p.sub != p.sub"), "p, *, *, *"),
    (BASIC.replace("some(where (p.eft == allow))", "!some(where (p.eft == deny))"), ""),
    (BASIC, "p, alice, data, read"),
)
"""Policies that allow it to every valid token."""

BAD_TOKENS: dict[str, dict[str, Any]] = {
    "expired": {"token": token(exp=NOW - 1)},
    "not yet valid": {"token": token(nbf=NOW + 1)},
    "signed with another key": {"token": hs256('{"sub":"alice"}', b"x" * 32)},
    "without a key": {"token": token(), "key": None},
    "for somebody else": {"token": token(aud="them"), "expect": {"aud": "us"}},
    "of nobody expected": {"token": token(), "expect": {"iss": "us"}},
    "with an algorithm that is not allowed": {"token": token(), "algorithms": ["RS256"]},
    "with an end, at no time": {"token": token(exp=NOW + 1), "now": None},
    "unsigned": {"token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."},
    "no token": {"token": "alice"},
    "nothing": {"token": ""},
    "without claims": {"token": hs256("[]", SECRET.encode())},
}


@pytest.mark.parametrize(("made", "policy"), GENEROUS)
def test_these_policies_allow_it_to_a_valid_token(made: str, policy: str) -> None:
    [decision] = ask(made, policy, ["alice", "data", "read"])["decisions"]
    assert decision["allowed"]


@pytest.mark.parametrize("what", BAD_TOKENS)
@pytest.mark.parametrize(("made", "policy"), GENEROUS)
def test_a_token_that_is_not_valid_allows_nothing(what: str, made: str, policy: str) -> None:
    cells = [["alice", "data", "read"], ["bob", "data", "write"], {"values": {}, "expect": "deny"}]
    result = ask(made, policy, *cells, **BAD_TOKENS[what])
    assert result["verdict"] != "valid"
    assert len(result["decisions"]) == 3
    for decision in result["decisions"]:
        assert not decision["allowed"]
        assert decision["code"] == "token-not-valid"
        assert result["verdict"] in decision["reason"]
        assert result["summary"] in decision["reason"]
    assert result["decisions"][2]["passed"] is True
    assert result["unreached"] is None


def test_a_signed_text_that_holds_no_claims_allows_nothing() -> None:
    given = hs256("alice", SECRET.encode())
    [decision] = ask(model("True"), "p, alice, data, read", ["a", "b", "c"], token=given)[
        "decisions"
    ]
    assert (decision["allowed"], decision["code"]) == (False, "token-not-valid")
    assert "carries no claims" in decision["reason"]


TEXT = st.text(st.sampled_from("ab*/,. ()[]=&|!p_r\n"), max_size=40)
MATCHERS = st.sampled_from(["True", "1 == 1", "r.sub == p.sub || True", "not False"]) | TEXT
EFFECTS = st.sampled_from(["some(where (p.eft == allow))", "!some(where (p.eft == deny))"])
CLAIMS = st.dictionaries(
    st.sampled_from(["exp", "nbf", "iat", "roles", "scope", "sub"]),
    st.integers(0, 2 * NOW) | st.text(max_size=5) | st.lists(st.text(max_size=5), max_size=2),
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(
    claims=CLAIMS,
    matcher=MATCHERS,
    effect=EFFECTS,
    policy=st.just("p, alice, data, read") | TEXT,
    key=st.sampled_from([SECRET, "x" * 32, None]),
    now=st.integers(0, 2 * NOW) | st.none(),
    damage=st.sampled_from(["", "x", "."]),
)
def test_whatever_the_policy_says_only_a_valid_token_gets_access(
    claims: dict[str, Any], matcher: str, effect: str, policy: str, key: str | None,
    now: int | None, damage: str,
) -> None:  # fmt: skip
    text = hs256(json.dumps(claims), SECRET.encode()) + damage
    made = model(matcher.replace("\n", " ")).replace("some(where (p.eft == allow))", effect)
    given: dict[str, Any] = {"token": text, "key": key and {"text": key}, "now": now}
    result = ask(
        made, policy, ["alice", "data", "read"], {"values": {"obj": 1, "act": []}}, **given
    )
    inspected = ask(BASIC, "", **given)["verdict"]
    assert result["verdict"] == inspected
    for decision in result["decisions"]:
        if inspected != "valid":
            assert (decision["allowed"], decision["code"]) == (False, "token-not-valid")
