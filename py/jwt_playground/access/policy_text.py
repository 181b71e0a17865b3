"""Reads a policy (`policy.csv`) as casbin does, and remembers the line of each rule.

casbin skips lines that no definition fits, and a rule with a wrong number of values makes every
request fail. Here each such line has a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..text.words import quoted
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from .limits import MAX_LINKS, MAX_LINKS_COMPARED, MAX_POLICY, MAX_RULES
from .model_text import SUBJECT_PRIORITY, ModelText

_SIGN = re.compile(r"[,\[\]()]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the policy: a rule (`p, …`) or a link between roles (`g, …`)."""

    key: str
    values: list[str]
    line: int
    """The first line is 1."""
    span: Span
    text: str


@dataclass(slots=True)
class PolicyText:
    """A policy, line by line."""

    rules: list[Rule] = field(default_factory=list)
    links: list[Rule] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, message: str, place: Rule | None = None) -> None:
        """Adds a finding on a line."""
        if place:
            message = f"Line {place.line} of the policy: {message}"
        self.findings.append(Finding(code, "policy", message, place.span if place else None))


def read_policy(text: str, model: ModelText, *, compares_names: bool = False) -> PolicyText:
    """Reads a policy for a model. What is wrong with it becomes findings.

    ``compares_names``: whether names of roles or tenants are patterns.
    """
    policy = PolicyText()
    if len(text) > MAX_POLICY:
        policy.add(
            "policy-invalid", f"The policy has more than {MAX_POLICY:,} characters. Shorten it."
        )
        return policy
    at = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line, span, at = raw.strip(), (at, at + len(raw.rstrip("\r"))), at + len(raw) + 1
        if line and not line.startswith("#"):
            _read_line(policy, model, line, number, span)
    _check_size(policy, model, compares_names)
    _check_priorities(policy, model)
    if model.effect == SUBJECT_PRIORITY:
        _check_circle(policy)
    return policy


def _read_line(policy: PolicyText, model: ModelText, line: str, number: int, span: Span) -> None:
    values = _values(line)
    key = values[0] if values else ""
    rule = Rule(key, (values or [])[1:], number, span, line)
    definition = model.definitions.get(key[:1] or "?", {}).get(key)
    if values is None:
        policy.add("policy-invalid", "A bracket is closed that was not opened. Remove it.", rule)
    elif definition is None or definition.section not in "pg":
        message = f"casbin ignores it, because the model has no definition {quoted(key)}."
        policy.add("policy-line-ignored", message, rule)
    elif definition.section == "g":
        if len(rule.values) < definition.places:
            policy.add("policy-invalid", _count(definition.places, rule), rule)
        policy.links.append(rule)
    else:
        names = definition.names
        if len(rule.values) != len(names):
            policy.add(
                "policy-invalid", f"{_count(len(names), rule)} They are {', '.join(names)}.", rule
            )
        elif "eft" in names and (effect := rule.values[names.index("eft")]) not in (
            "allow",
            "deny",
        ):
            message = f"The effect {quoted(effect)} is neither allow nor deny, so the rule decides nothing."
            policy.add("policy-effect-unknown", message, rule)
        policy.rules.append(rule)
    if any(value[:1] == '"' == value[-1:] for value in rule.values):
        message = (
            "Quotation marks are part of the value here; casbin for Python does not remove them."
        )
        policy.add("policy-quotes", message, rule)


def _count(wanted: int, rule: Rule) -> str:
    return f"It has {len(rule.values)} values after {quoted(rule.key)}; the model wants {wanted}."


def _values(line: str) -> list[str] | None:
    """Splits a line at its commas, but not inside of brackets. `None`: a bracket is not open."""
    depth, start, values = 0, 0, []
    for found in _SIGN.finditer(line):
        if found[0] in "[(":
            depth += 1
        elif found[0] in "])":
            depth -= 1
            if depth < 0:
                return None
        elif not depth:
            values.append(line[start : found.start()].strip())
            start = found.end()
    return [*values, line[start:].strip()]


def _check_size(policy: PolicyText, model: ModelText, compares_names: bool) -> None:
    compares_names |= any(made.places > 2 for made in model.definitions["g"].values())
    most = MAX_LINKS_COMPARED if compares_names else MAX_LINKS
    for rules, limit in ((policy.rules, MAX_RULES), (policy.links, most)):
        if len(rules) > limit:
            message = f"This is one of more than {limit:,} lines of its kind. Shorten the policy."
            policy.add("policy-invalid", message, rules[limit])


def _check_priorities(policy: PolicyText, model: ModelText) -> None:
    """casbin sorts by the value of `priority`, and cannot sort numbers among words."""
    for key, definition in model.definitions["p"].items():
        if "priority" not in definition.names:
            continue
        place = definition.names.index("priority")
        rules = [rule for rule in policy.rules if rule.key == key and len(rule.values) > place]
        words = [rule for rule in rules if not rule.values[place].isdigit()]
        if words and len(words) < len(rules):
            message = (
                f"The priority {quoted(words[0].values[place])} is no whole number like others."
            )
            policy.add("policy-invalid", message, words[0])


def _check_circle(policy: PolicyText) -> None:
    """casbin needs links without a circle to rank subjects: it takes away who is nobody's role."""
    left = [rule for rule in policy.links if rule.key == "g" and len(rule.values) > 1]
    while left:
        roles = {(rule.values[1], *rule.values[2:3]) for rule in left}
        kept = [rule for rule in left if (rule.values[0], *rule.values[2:3]) in roles]
        if len(kept) == len(left):
            policy.add(
                "policy-invalid",
                "This link is part of a circle, so subjects have no rank.",
                left[0],
            )
            return
        left = kept
