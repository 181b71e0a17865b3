"""A matcher cannot reach Python, and cannot run long: it is refused, or it fails and denies."""

from __future__ import annotations

import pytest

from jwt_playground.access.limits import MAX_WORK, Work
from jwt_playground.access.patterns import Automaton, PatternError
from tests.unit.support.access import ask, decide, model

REFUSED = {
    "a walk to all classes": "r.sub.__class__.__mro__[1].__subclasses__()",
    "a method of a text": "r.sub.upper() == p.sub",
    "a format of a text": "'{0.__class__}'.format(r.sub) == p.sub",
    "an import": "__import__('os')",
    "a name of Python": "open('/etc/passwd')",
    "eval of a request": "eval(r.sub)",
    "a huge power": "9 ** 9 ** 9 ** 9 == 1",
    "a shift": "1 << 1000000000 == 1",
    "a comprehension": "[x for x in [1, 2, 3]] == []",
    "a generator in a call": "all(x for x in r.sub)",
    "a lambda": "(lambda: True)()",
    "a choice": "True if r.sub else False",
    "an assignment": "(x := 1) == 1",
    "a text with values in it": "f'{r.sub}' == p.sub",
    "bytes": "b'a' == p.sub",
    "a range": "r.sub[0:1] == p.sub",
    "a dict": "{} == r.sub",
    "a starred value": "g(*r.sub)",
    "a named value": "keyMatch(r.sub, key2=p.sub)",
    "an unknown name": "x == r.sub",
    "an unknown function": "print(r.sub)",
    "a function as a value": "keyMatch == keyMatch",
    "an identity": "r.sub is p.sub",
    "a letter that looks like another": "\uff52.sub == p.sub",
    "many brackets": "(" * 200 + "True" + ")" * 200,
    "many signs before a value": "!" * 500 + "True",
    "many minus signs": "-" * 500 + "1 == 1",
    "many members": "r.sub" + ".a" * 300 + " == 1",
    "many words": " || ".join(["r.sub == p.sub"] * 200),
    "a very long text": "r.sub == '" + "a" * 5_000 + "'",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_could_reach_python_or_run_long_is_refused_with_its_line(what: str) -> None:
    result = ask(model(REFUSED[what]), "p, alice, data, read", ["alice", "data", "read"])
    [decision] = result["decisions"]
    assert (decision["allowed"], decision["code"]) == (False, "policy-refused")
    [finding] = result["findings"]
    assert finding["code"] == "model-invalid"
    assert finding["message"].startswith("Line 12 of the model: ")
    assert decision["reason"].endswith(finding["message"])


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_a_condition_of_the_policy_as_well(what: str) -> None:
    if what in ("a very long text", "many words", "eval of a request"):
        pytest.skip("casbin reads these otherwise in a rule")
    made = model("eval(p.rule) && r.act == p.act", policy="rule, act")
    condition = REFUSED[what]
    policy = f"# one\np, r.act == 'read', read\np, {condition}, read"
    result = ask(made, policy, ["alice", "data", "read"])
    [decision] = result["decisions"]
    assert (decision["allowed"], decision["code"]) == (False, "policy-refused")
    assert result["findings"][0]["message"].startswith("Line 3 of the policy: ")


FAILS = {
    "an attribute of a class": "r.sub.__class__ == p.sub",
    "a walk over attributes": "r.sub.__class__.__base__.__subclasses__ == p.sub",
    "an attribute of a class, as a member": "r.sub['__class__'] == p.sub",
    "a member of a text": "r.sub.name == p.sub",
    "a number and a text": "r.sub < 1",
    "a division by zero": "1 / 0 == 1",
    "a text times a number": "r.sub * 1000000000 == p.sub",
    "a number beyond measure": " * ".join(["1000000000"] * 9) + " == 1",
    "no truth value": "r.sub",
    "an address that is none": "ipMatch(r.sub, '10.0.0.0/8')",
    "a function with too few values": "keyMatch(r.sub)",
    "a function with an object": "keyMatch(r.sub, 1)",
    "a reference in a pattern": r"regexMatch(r.sub, '(a)\\1')",
    "a look ahead": "regexMatch(r.sub, '(?=a)')",
    "a pattern that is none": "regexMatch(r.sub, '(')",
    "a pattern with many groups": "regexMatch(r.sub, '" + "(" * 100 + ")" * 100 + "')",
    "a pattern that repeats a lot": "regexMatch(r.sub, '(a{1000}){1000}')",
    "a long pattern": "regexMatch(r.sub, '" + "a" * 1_000 + "')",
    "braces that count": "globMatch(r.sub, '{1..10000000}')",
    "many stars": "globMatch(r.sub, '*a*a*a*a*a*b')",
    "a time without a date": "timeMatch('now', '_')",
}


@pytest.mark.parametrize("what", FAILS)
def test_a_matcher_that_fails_denies_and_says_so(what: str) -> None:
    decision = decide(FAILS[what])
    assert (decision["allowed"], decision["code"]) == (False, "matcher-fails"), decision
    assert "at line 1 of the policy" in decision["reason"]


SLOW = ["(a+)+$", "(a|a)*$", "(a*)*b", "(.*.*)*=", "a?" * 60 + "a" * 60, "(a|aa)+$"]


@pytest.mark.parametrize("pattern", SLOW)
@pytest.mark.parametrize("function", ["regexMatch", "keyMatch2", "keyMatch3", "keyMatch5"])
def test_a_pattern_that_python_would_take_years_for_takes_steps_that_are_counted(
    pattern: str, function: str
) -> None:
    decision = decide(f"{function}(r.obj, p.obj)", "alice", "a" * 200 + "!", "read",
                      policy=f"p, alice, {pattern}, read")  # fmt: skip
    assert decision["code"] in ("no-rule-matches", "rule-allows")
    if "?" not in pattern:
        work = Work()
        Automaton(pattern).matches("a" * 1_000 + "!", work)
        assert MAX_WORK - work.left < 40_000


def test_a_long_text_and_long_pattern_are_refused() -> None:
    with pytest.raises(PatternError):
        Automaton("a").matches("a" * 3_000, Work())
    assert decide("keyMatch(r.obj, p.obj)", "alice", "a" * 3_000, "read")["code"] == "matcher-fails"


def test_much_work_is_denied_and_the_reason_says_so() -> None:
    policy = "\n".join(f"p, {number}, data, read" for number in range(5_000))
    requests = [["alice", "data", "read"]] * 200
    decisions = ask(model("r.sub == p.sub && r.obj == p.obj"), policy, *requests)["decisions"]
    codes = [decision["code"] for decision in decisions]
    assert set(codes) == {"no-rule-matches", "too-much-work"}
    assert codes == sorted(codes)  # once it is used up, it stays so


@pytest.mark.parametrize("shape", ["chain", "ring", "dense"])
def test_many_links_between_roles_take_counted_work(shape: str) -> None:
    pairs = {
        "chain": [(number, number + 1) for number in range(1_999)],
        "ring": [(number, (number + 1) % 500) for number in range(500)],
        "dense": [(one, two) for one in range(44) for two in range(44)],
    }[shape]
    policy = "\n".join(["p, last, data, read", *(f"g, {one}, {two}" for one, two in pairs)])
    made = model("g(r.sub, p.sub)") + "\n[role_definition]\ng = _, _\n"
    decisions = ask(made, policy, *([str(n), "data", "read"] for n in range(300)))["decisions"]
    assert {decision["code"] for decision in decisions} <= {"no-rule-matches", "too-much-work"}
