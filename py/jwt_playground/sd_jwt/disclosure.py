"""One disclosure: reads the salt, the name and the value in it (RFC 9901 section 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..text import base64url, json_text
from ..vocabulary.findings import has_error
from ..vocabulary.spans import Span
from . import tree

Status = Literal["joined", "orphan", "duplicate", "malformed"]
Path = list[str | int]
RESERVED = ("_sd", "...")
"""Names that no disclosed claim may have (RFC 9901 section 7.1)."""


@dataclass(slots=True)
class Disclosure:
    """A disclosure as it was read, and what became of it."""

    index: int
    """Its place in the token."""
    encoded: str
    span: Span | None
    digest: str
    salt: str | None = None
    name: str | None = None
    value: tree.Node | None = None
    value_text: str | None = None
    """The value as it is written."""
    is_element: bool = False
    """Whether it is for an element of an array."""
    status: Status = "orphan"
    message: str = ""
    path: Path | None = None
    parent: Disclosure | None = None
    """The disclosure in whose value its digest stands; ``None`` if that is the payload."""

    def refuse(self, message: str) -> None:
        """Notes that a verifier refuses it."""
        self.status, self.message = "malformed", message


def read_disclosure(index: int, encoded: str, span: Span | None, digest: str) -> Disclosure:
    """Reads one disclosure. What is wrong with it is its message."""
    made = Disclosure(index, encoded, span, digest)
    if not encoded:
        made.refuse("It is empty: between two “~” stands nothing.")
        return made
    segment = base64url.read(encoded, None, "disclosure", wrapped=False)
    try:
        text = segment.data.decode("utf-8")
    except UnicodeDecodeError:
        made.refuse("It does not decode to UTF-8 text.")
        return made
    read = json_text.read(text, "token", "disclosure")
    if has_error([*segment.findings, *read.findings]):
        fault = next(f for f in [*segment.findings, *read.findings] if f.severity == "error")
        made.refuse(fault.message)
        if not read.ok:
            return made
    if not isinstance(read.value, list) or len(read.value) not in (2, 3):
        made.refuse(
            "It must be a JSON array: salt, name and value of a claim, or salt and value of an element."
        )
        return made
    parts = tree.parse(text)
    if isinstance(parts, list):
        made.value_text = tree.elements(text.removeprefix("\ufeff"))[-1]
        _take(made, parts)
    return made


def _take(made: Disclosure, parts: list[tree.Node]) -> None:
    made.value = parts[-1]
    made.is_element = len(parts) == 2
    made.salt = tree.string(parts[0])
    if made.salt is None:
        made.refuse("Its salt, the first part, must be a string.")
    if made.is_element:
        return
    made.name = tree.string(parts[1])
    if made.name is None:
        made.refuse("The name of its claim must be a string.")
    elif made.name in RESERVED:
        made.refuse(f"No claim may be called “{made.name}”: that name is for digests.")
