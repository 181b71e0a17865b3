"""The limits of policies, for the test of every limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jwt_playground.access.limits import TooMuchError, Work
from tests.unit.support.access import BASIC, ask, decide, model
from tests.unit.support.request_limits import read

ALICE = "p, alice, data, read"


def is_taken(made: str, policy: str = ALICE) -> bool:
    """Whether a policy is asked."""
    [decision] = ask(made, policy, ["alice", "data", "read"])["decisions"]
    assert decision["allowed"] is (decision["code"] == "rule-allows")
    return bool(decision["allowed"])


def does_not_fail(decision: dict[str, Any]) -> bool:
    assert decision["code"] in ("matcher-fails", "rule-allows", "no-rule-matches")
    return bool(decision["code"] != "matcher-fails")


def model_length(more: int) -> bool:
    return is_taken(BASIC + "#" * (20_000 - len(BASIC) + more))


def policy_length(more: int) -> bool:
    return is_taken(BASIC, f"{ALICE}\n#".ljust(400_000 + more, "#"))


def rules(more: int) -> bool:
    return is_taken(BASIC, "\n".join([ALICE] * (5_000 + more)))


def links(more: int) -> bool:
    lines = [ALICE, *["g, alice, admin"] * (2_000 + more)]
    return is_taken(f"{BASIC}\n[role_definition]\ng = _, _", "\n".join(lines))


def links_of_tenants(more: int) -> bool:
    lines = [ALICE, *["g, alice, admin, blue"] * (300 + more)]
    return is_taken(f"{BASIC}\n[role_definition]\ng = _, _, _", "\n".join(lines))


def requests(more: int) -> bool:
    wanted: list[dict[str, Any]] = [{"values": []}] * (1_000 + more)
    return read("authorize", token="", model="", policy="", requests=wanted)


def expression(more: int) -> bool:
    return is_taken(model("r.sub != '" + "a" * (4_000 - len("r.sub != ''") + more) + "'"))


def words(more: int) -> bool:
    return is_taken(model("1 in [" + " " * more + "1," * 297 + "]"))


def brackets(more: int) -> bool:
    return is_taken(model("(" * (30 + more) + "True" + ")" * (30 + more)))


def groups(more: int) -> bool:
    pattern = "(" * (30 + more) + ")" * (30 + more)
    return does_not_fail(decide(f"regexMatch(r.sub, '{pattern}')"))


def prefixes(more: int) -> bool:
    return is_taken(model("not " * (40 + more) + ("False" if more else "True")))


def pattern(more: int) -> bool:
    return does_not_fail(decide("keyMatch(r.sub, '" + "a" * (500 + more) + "')"))


def matched(more: int) -> bool:
    return does_not_fail(decide("keyMatch(r.sub, '*')", "a" * (2_000 + more), "data", "read"))


def globbed(more: int) -> bool:
    return does_not_fail(decide("globMatch(r.sub, '*')", "a" * (500 + more), "data", "read"))


def states(more: int) -> bool:
    return does_not_fail(decide(f"regexMatch(r.sub, 'a{{{999 + more}}}')"))


def members(more: int) -> bool:
    return is_taken(model("1 == 1 || r.sub" + ".a" * (200 + more) + " == 1"))


def number(more: int) -> bool:
    return does_not_fail(decide("r.sub + 0 == r.sub", 2**64 + more, "data", "read"))


def text(more: int) -> bool:
    return does_not_fail(decide("r.sub + r.obj != ''", "a" * 10_000, "b" * (10_000 + more), ""))


def work(more: int) -> bool:
    try:
        Work().spend(8_000_000 + more)
    except TooMuchError:
        return False
    return True


def grants(more: int) -> bool:
    roles = [str(place) for place in range(2_000 + more)]
    return len(ask(BASIC, "", claims={"roles": roles})["grants"]) == 2_000 + more


def reads(more: int) -> bool:
    names = [f"a{place}" for place in range(50 + more)]
    matcher = " && ".join(f"r.obj.{name} == 1" for name in names)
    decision = decide(matcher, "alice", dict.fromkeys(names, 1), "read")
    return len(decision["reads"]) == 50 + more


def findings(more: int) -> bool:
    return len(ask(BASIC, "x\n" * (100 + more))["findings"]) == 100 + more


ACCESS_LIMITS: dict[str, list[Callable[[int], bool]]] = {
    "access/authorize.py MAX_FINDINGS": [findings],
    "access/grants.py MAX_GRANTS": [grants],
    "access/limits.py MAX_EXPRESSION": [expression],
    "access/limits.py MAX_GLOBBED": [globbed],
    "access/limits.py MAX_LINKS": [links],
    "access/limits.py MAX_LINKS_COMPARED": [links_of_tenants],
    "access/limits.py MAX_MATCHED": [matched],
    "access/limits.py MAX_MODEL": [model_length],
    "access/limits.py MAX_NUMBER": [number],
    "access/limits.py MAX_PARENTHESES": [brackets, groups],
    "access/limits.py MAX_PATTERN": [pattern],
    "access/limits.py MAX_POLICY": [policy_length],
    "access/limits.py MAX_PREFIXES": [prefixes],
    "access/limits.py MAX_REQUESTS": [requests],
    "access/limits.py MAX_RULES": [rules],
    "access/limits.py MAX_STATES": [states],
    "access/limits.py MAX_TEXT": [text],
    "access/limits.py MAX_WORDS": [words],
    "access/limits.py MAX_WORK": [work],
    "access/matcher_words.py MAX_MEMBERS": [members],
    "access/reasons.py MAX_READS": [reads],
}
