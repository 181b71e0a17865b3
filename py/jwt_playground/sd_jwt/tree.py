"""JSON as a tree that keeps how everything is written: order, repeated names, digits, escapes.

It is for texts that `json_text.read` has found to be JSON, so they are not too deep.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

_TOKEN = re.compile(
    r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]++',
    re.DOTALL,
)


class Member(NamedTuple):
    """A member of an object."""

    name: str
    written: str
    """The name as it is written, with its quotes."""
    value: Node


class Object:
    """A JSON object."""

    __slots__ = ("members",)

    def __init__(self, members: list[Member]) -> None:
        self.members = members

    def named(self, name: str) -> list[Node]:
        """Returns the values of all members with this name."""
        return [member.value for member in self.members if member.name == name]


Node: TypeAlias = "str | list[Node] | Object"
"""A value: a string, a number and the like as it is written; an array; or an object."""


def parse(text: str) -> Node:
    """Returns the tree of a JSON text. A byte order mark at its beginning is left out."""
    tokens = (match.group() for match in _TOKEN.finditer(text.removeprefix("\ufeff")))
    return _value(next(tokens), tokens)


def _value(first: str, rest: Iterator[str]) -> Node:
    if first == "[":
        return [_value(each, rest) for each in _items(rest, "]")]
    if first != "{":
        return first
    members: list[Member] = []
    for written in _items(rest, "}"):
        next(rest)  # the colon
        members.append(Member(json.loads(written), written, _value(next(rest), rest)))
    return Object(members)


def _items(rest: Iterator[str], end: str) -> Iterator[str]:
    for mark in rest:
        if mark == end:
            return
        if mark != ",":
            yield mark


def string(node: Node) -> str | None:
    """Returns the text of a JSON string; ``None`` for every other value."""
    if isinstance(node, str) and node.startswith('"'):
        return str(json.loads(node))
    return None


def leaf(value: str) -> str:
    """Returns the node of a string."""
    return json.dumps(value, ensure_ascii=False)


def member(name: str, value: Node) -> Member:
    """Returns a member whose name is written in the usual way."""
    return Member(name, leaf(name), value)


def elements(text: str) -> list[str]:
    """Returns the elements of a JSON array, each as it is written."""
    found: list[str] = []
    depth = start = 0
    for match in _TOKEN.finditer(text):
        mark = match.group()
        if mark in ("]", "}"):
            depth -= 1
        if depth == 0 or (mark == "," and depth == 1):
            if part := text[start : match.start()].strip():
                found.append(part)
            start = match.end()
        if mark in ("[", "{"):
            depth += 1
    return found


def write(node: Node) -> str:
    """Returns the JSON text of a tree without white space."""
    if isinstance(node, list):
        return f"[{','.join([write(each) for each in node])}]"
    if isinstance(node, Object):
        written = [f"{each.written}:{write(each.value)}" for each in node.members]
        return f"{{{','.join(written)}}}"
    return node


def write_indented(node: Node, margin: str = "\n") -> str:
    """Returns the JSON text of a tree, indented by two spaces."""
    inner = f"{margin}  "
    if isinstance(node, list) and node:
        items = [write_indented(each, inner) for each in node]
        return f"[{inner}{f',{inner}'.join(items)}{margin}]"
    if isinstance(node, Object) and node.members:
        items = [f"{each.written}: {write_indented(each.value, inner)}" for each in node.members]
        return f"{{{inner}{f',{inner}'.join(items)}{margin}}}"
    return write(node)
