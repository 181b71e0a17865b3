"""Reads a model (`model.conf`) as casbin does, and remembers the line of each definition.

casbin skips what it does not know and stops where a definition is missing, without a word. Here
each such line has a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..text.words import quoted
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from .limits import MAX_MODEL

SECTIONS = {
    "request_definition": "r",
    "policy_definition": "p",
    "role_definition": "g",
    "policy_effect": "e",
    "matchers": "m",
}
NEEDED = ("r", "p", "e", "m")
ALLOW_OVERRIDE = "some(where (p_eft == allow))"
DENY_OVERRIDE = "!some(where (p_eft == deny))"
ALLOW_AND_DENY = "some(where (p_eft == allow)) && !some(where (p_eft == deny))"
PRIORITY = "priority(p_eft) || deny"
SUBJECT_PRIORITY = "subjectPriority(p_eft) || deny"
EFFECTS = (ALLOW_OVERRIDE, DENY_OVERRIDE, ALLOW_AND_DENY, PRIORITY, SUBJECT_PRIORITY)
"""The effects that casbin knows, letter by letter, with `p_eft` in place of `p.eft`."""

_OF_POLICY = re.compile(r"\b(p[0-9]*+)\.")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition, such as `m = r.sub == p.sub`."""

    section: str
    """One letter: see `SECTIONS`."""
    key: str
    value: str
    line: int
    """The line that it ends on; the first one is 1."""
    span: Span

    @property
    def names(self) -> list[str]:
        """The names in a definition of requests or policies."""
        return [name.strip() for name in self.value.split(",")]

    @property
    def places(self) -> int:
        """How many values a link of roles has: the `_` of its definition."""
        return self.value.count("_")


@dataclass(slots=True)
class ModelText:
    """A model, definition by definition."""

    definitions: dict[str, dict[str, Definition]] = field(
        default_factory=lambda: {letter: {} for letter in SECTIONS.values()}
    )
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, message: str, place: Definition | None = None) -> None:
        """Adds a finding on a definition."""
        if place:
            message = f"Line {place.line} of the model: {message}"
        self.findings.append(Finding(code, "model", message, place.span if place else None))

    @property
    def effect(self) -> str:
        """The effect, as one of `EFFECTS`; empty if there is none."""
        found = self.definitions["e"].get("e")
        return _plain_effect(found.value) if found else ""


def read_model(text: str) -> ModelText:
    """Reads a model. What is wrong with it becomes findings."""
    model = ModelText()
    if len(text) > MAX_MODEL:
        model.add("model-invalid", f"The model has more than {MAX_MODEL:,} characters. Shorten it.")
        return model
    for section, line, span, content in _entries(text):
        _read_entry(model, section, line, span, content)
    _stop_at_gaps(model)
    if not model.findings or all(found.severity != "error" for found in model.findings):
        _check(model)
    return model


def _entries(text: str) -> Iterator[tuple[str, int, Span, str]]:
    """Yields section, line, span and content of each entry; one may go over several lines."""
    section, content, start, at, number = "", "", 0, 0, 0
    for number, raw in enumerate(text.split("\n"), 1):
        line, begin, at = raw.strip(), at, at + len(raw) + 1
        heading = line.startswith("[") and line.endswith("]")
        goes_on = not heading and line.endswith("\\") and line[0] not in "#;"
        if content and (heading or not line or line[0] in "#;"):
            yield section, number - 1, (start, begin), content
            content = ""
        if heading:
            section = line[1:-1]
        if heading or not line or line[0] in "#;":
            continue
        start = start if content else begin
        content += f"{line[:-1].strip()} " if goes_on else line
        if not goes_on:
            yield section, number, (start, begin + len(raw)), content
            content = ""
    if content:
        yield section, number, (start, at), content


def _read_entry(model: ModelText, section: str, line: int, span: Span, content: str) -> None:
    key, sign, value = content.partition("=")
    made = Definition(SECTIONS.get(section, ""), key.strip(), value.strip(), line, span)
    if not sign:
        model.add(
            "model-invalid", f"{quoted(content)} has no “=”. Write a name, “=” and a value.", made
        )
    elif not made.section:
        known = ", ".join(f"[{name}]" for name in SECTIONS)
        what = f"the section [{section}]" if section else "a line before the first section"
        model.add(
            "model-line-ignored", f"casbin ignores {quoted(what)}. Sections are {known}.", made
        )
    else:
        model.definitions[made.section][made.key] = made


def _stop_at_gaps(model: ModelText) -> None:
    """Leaves out what casbin does not read: it looks for r, r2, r3 … until one is missing."""
    for letter, found in model.definitions.items():
        kept: dict[str, Definition] = {}
        while (key := f"{letter}{len(kept) + 1 if kept else ''}") in found and found[key].value:
            kept[key] = found[key]
        for key in found.keys() - kept.keys():
            message = f"casbin ignores {quoted(key)} here: it reads {letter}, {letter}2, {letter}3 and so on."
            model.add("model-line-ignored", message, found[key])
        model.definitions[letter] = kept


def _check(model: ModelText) -> None:
    for heading, letter in SECTIONS.items():
        if letter in NEEDED and not model.definitions[letter]:
            model.add("model-invalid", f"The model lacks “{letter} = …” in [{heading}]. Add it.")
    for made in (*model.definitions["r"].values(), *model.definitions["p"].values()):
        wrong = [name for name in made.names if not _NAME.fullmatch(name)]
        if wrong or len(set(made.names)) < len(made.names):
            model.add("model-invalid", f"{quoted(made.value)} is no list of different names.", made)
    for made in model.definitions["g"].values():
        if "(" in made.value:
            message = "Links with conditions need functions in Python, which a text cannot give. Remove them."
            model.add("model-invalid", message, made)
        elif made.value.replace(" ", "") not in ("_,_", "_,_,_"):
            model.add("model-invalid", "Write “_, _”, or “_, _, _” with a tenant.", made)
    effect = model.definitions["e"].get("e")
    if effect and model.effect not in EFFECTS:
        known = "; ".join(each.replace("p_eft", "p.eft") for each in EFFECTS)
        model.add(
            "model-invalid", f"casbin knows these effects, letter by letter: {known}.", effect
        )
    if model.effect == SUBJECT_PRIORITY and not model.definitions["g"]:
        model.add("model-invalid", "subjectPriority needs “g = _, _” in [role_definition].", effect)


def _plain_effect(value: str) -> str:
    return _OF_POLICY.sub(r"\1_", value).partition("#")[0].strip()
