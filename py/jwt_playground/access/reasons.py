"""Why a request is allowed or denied: a code, and a sentence for people."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from ..text.words import quoted
from ..vocabulary.characters import plain
from .enforcer import Enforcer, Outcome, Step
from .expression import Path
from .limits import MAX_NUMBER
from .model_text import ALLOW_OVERRIDE, DENY_OVERRIDE, ModelText
from .policy_text import Rule
from .request import CONTEXT, FILLED, GRANTS, TOKEN

Code = Literal[
    "rule-allows",
    "rule-denies",
    "no-rule-matches",
    "no-rule-decides",
    "no-rule-denies",
    "matcher-allows",
    "matcher-fails",
    "request-does-not-fit",
    "too-much-work",
    "policy-refused",
    "token-not-valid",
]

MAX_READS = 50
"""The most members that a decision names as read."""
_LONGEST = 300
_MANY = 20


class RuleJson(TypedDict):
    """A rule that decided: its line in the policy (the first is 1), its text, its effect."""

    line: int
    text: str
    values: list[str]


class ReadJson(TypedDict):
    """A member that the matcher read: whose it is, its path, its value as JSON."""

    of: str
    path: list[str]
    value: Any


class WayJson(TypedDict):
    """A way from a name to its role: the names on it, and the lines of the policy."""

    definition: str
    names: list[str]
    lines: list[int]
    tenant: str | None


class Decision(TypedDict):
    """The contract's `Decision`."""

    allowed: bool
    code: Code
    reason: str
    rule: RuleJson | None
    matched: list[int]
    reads: list[ReadJson]
    roles: list[WayJson]
    subject_is_of_token: bool
    expected: bool | None
    passed: bool | None


def denied(code: Code, reason: str, expected: bool | None) -> Decision:
    """Returns a decision that no policy was asked for."""
    return _decision(False, code, reason, expected)


def explained(
    outcome: Outcome, enforcer: Enforcer, model: ModelText, of_token: bool, expected: bool | None
) -> Decision:
    """Returns a decision of casbin with its reason."""
    rule = _deciding(outcome, model)
    step = next((step for other, step in outcome.matched if other is rule), None)
    code, reason = _why(outcome, rule, model)
    made = _decision(outcome.allowed, code, reason, expected)
    if rule is not None:
        made["rule"] = {"line": rule.line, "text": plain(rule.text), "values": rule.values}
    made["matched"] = [other.line for other, _ in outcome.matched if other is not None]
    reads = step.reads if step else outcome.reads
    made["reads"] = [_read(path, value) for path, value in [*reads.items()][:MAX_READS]]
    made["roles"] = _ways(step, enforcer) if step else []
    made["subject_is_of_token"] = of_token
    return made


def _deciding(outcome: Outcome, model: ModelText) -> Rule | None:
    """Returns the rule that casbin names, or an earlier one where that has no say."""
    rule = outcome.explained
    if outcome.allowed and rule is not None and _effect(rule, model) != "allow":
        allowing = (other for other, _ in reversed(outcome.matched) if other is not None)
        return next((other for other in allowing if _effect(other, model) == "allow"), rule)
    return rule


def _effect(rule: Rule, model: ModelText) -> str:
    names = model.definitions["p"][rule.key].names
    return rule.values[names.index("eft")] if "eft" in names else "allow"


def _decision(allowed: bool, code: Code, reason: str, expected: bool | None) -> Decision:
    return {
        "allowed": allowed,
        "code": code,
        "reason": plain(reason),
        "rule": None,
        "matched": [],
        "reads": [],
        "roles": [],
        "subject_is_of_token": False,
        "expected": expected,
        "passed": None if expected is None else expected is allowed,
    }


def _why(outcome: Outcome, rule: Rule | None, model: ModelText) -> tuple[Code, str]:
    if outcome.matched and outcome.matched[0][0] is None:
        return "matcher-allows", "The matcher is true, and the policy has no rule beside it."
    if model.effect == DENY_OVERRIDE and outcome.allowed:
        return "no-rule-denies", "No rule denies it, and this model allows what no rule denies."
    if rule is None:
        return "no-rule-matches", "No rule of the policy matches it, so it is denied."
    where = f"Line {rule.line} of the policy"
    if outcome.allowed:
        return "rule-allows", f"{where} allows it: {_shown(rule)}."
    if _effect(rule, model) == "deny" and model.effect != ALLOW_OVERRIDE:
        return "rule-denies", f"{where} denies it: {_shown(rule)}."
    return "no-rule-decides", f"{where} matches it, but no rule allows it: {_shown(rule)}."


def _shown(rule: Rule) -> str:
    return quoted(rule.text, _LONGEST)


def _read(path: Path, value: Any) -> ReadJson:
    name = str(path[0]).partition("_")[2]
    of = name if name in FILLED and str(path[0]).startswith("r") else "request"
    rest = path[1:] if of in (TOKEN, GRANTS, CONTEXT) else (name, *path[1:])
    return {"of": of, "path": [str(each) for each in rest], "value": _short(value)}


def _short(value: Any) -> Any:
    """Returns a value that people can read and JSON can hold; of a large one only its size."""
    if isinstance(value, (list, dict)):
        inner = value if isinstance(value, list) else [*value.values()]
        fits = len(inner) <= _MANY and all(_is_plain(each) for each in inner)
        return value if fits else f"({len(value)} values)"
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return value if _is_plain(value) else "(a number beyond all measure)"


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST
    if isinstance(value, (int, float)):
        return abs(value) <= MAX_NUMBER  # false for NaN as well
    return value is None


def _ways(step: Step, enforcer: Enforcer) -> list[WayJson]:
    found: list[WayJson] = []
    for key, (name, role, *tenants) in step.links:
        tenant = tenants[0] if tenants else None
        way = None if key in enforcer.patterns else enforcer.links.way(key, name, role, tenant)
        names, lines = (way.names, way.lines) if way else ([name, role], [])
        made: WayJson = {"definition": key, "names": names, "lines": lines, "tenant": tenant}
        if made not in found:
            found.append(made)
    return found
