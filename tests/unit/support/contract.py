"""Reads site/engine/contract.d.ts, and says where a reply is not of the type that it names.

It knows as much of TypeScript as the file uses for results: interfaces and types made of
primitives, string literals, unions, arrays, tuples, objects, records and `Name["member"]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

CONTRACT = Path(__file__).parents[3] / "site" / "engine" / "contract.d.ts"

# Says what is wrong with the value at a place: nothing, if it is of the type.
Type = Callable[[Any, str], Iterator[str]]

_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_TOKEN = re.compile(r'\s*("[^"]*"|\w+\??|[{}\[\]();:,|<>=&])')
_PRIMITIVES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


class Contract:
    """The types of the contract, by name."""

    def __init__(self, text: str | None = None) -> None:
        source = text if text is not None else CONTRACT.read_text(encoding="utf-8")
        self._text = _COMMENT.sub("", source)
        self._read: dict[str, Type] = {}
        self._declared: dict[str, Type] = {}

    def faults(self, value: Any, name: str) -> list[str]:
        """Where the value is not of the type of that name (`Brief[]` and the like included)."""
        if name not in self._read:
            self._read[name] = _Parser(self, name).union()
        return list(self._read[name](value, name))

    def type(self, name: str) -> Type:
        """The type of that name; it is read when it is needed, since types may name themselves."""

        def check(value: Any, where: str) -> Iterator[str]:
            if name not in self._declared:
                self._declared[name] = self._declaration(name)
            yield from self._declared[name](value, where)

        return check

    def _declaration(self, name: str) -> Type:
        """The type that an `interface` or `type` declares."""
        declared = re.search(rf"\b(?:interface {name} (?={{)|type {name} =\s)", self._text)
        assert declared is not None, f"the contract has no type {name}"
        return _Parser(self, self._text[declared.end() :]).union()

    def member(self, name: str, member: str) -> Type:
        """`Name["member"]`."""
        found = re.search(rf"\binterface {name} {{.*?\n  {member}: ([^;]*);", self._text, re.DOTALL)
        assert found is not None, f"{name} has no member {member}"
        return _Parser(self, found[1]).union()


class _Parser:
    def __init__(self, contract: Contract, text: str) -> None:
        self._contract = contract
        self._text = text
        self._at = 0

    def union(self) -> Type:
        self._take("|")  # may stand before the first one as well
        choices = [self._array()]
        while self._take("|"):
            choices.append(self._array())

        def check(value: Any, where: str) -> Iterator[str]:
            told = [list(choice(value, where)) for choice in choices]
            if all(told):
                # The closest one knows best what is wrong.
                yield from max(told, key=lambda faults: max(fault.count(".") for fault in faults))

        return check

    def _array(self) -> Type:
        found = self._single()
        while self._peek() == "[" and re.match(r"\s*\[\s*\]", self._text[self._at :]):
            self._take("[")
            self._take("]")
            found = _array_of(found)
        return found

    def _single(self) -> Type:
        token = self._next()
        if token == "{":
            return self._object()
        if token == "[":
            return self._tuple()
        if token == "(":
            inner = self.union()
            assert self._take(")")
            return inner
        if token.startswith('"'):
            return _literal(token[1:-1])
        if token == "unknown":
            return lambda value, where: iter(())
        if token == "Record":
            return self._record()
        if token in _PRIMITIVES:
            return _primitive(token)
        if re.match(r'\s*\["', self._text[self._at :]):
            self._take("[")
            member = self._next()[1:-1]
            self._take("]")
            return self._contract.member(token, member)
        return self._contract.type(token)

    def _object(self) -> Type:
        members: dict[str, Type] = {}
        optional: set[str] = set()
        while not self._take("}"):
            name = self._next()
            if name.endswith("?"):
                name = name[:-1]
                optional.add(name)
            assert self._take(":"), f"not a member: {name}"
            members[name] = self.union()
            self._take(";")

        def check(value: Any, where: str) -> Iterator[str]:
            if not isinstance(value, dict):
                yield f"{where} is {value!r}, no object"
                return
            for name in members.keys() - optional - value.keys():
                yield f"{where} lacks {name}"
            for name, inner in value.items():
                if name in members:
                    yield from members[name](inner, f"{where}.{name}")
                else:
                    yield f"{where} has {name}"

        return check

    def _record(self) -> Type:
        assert self._take("<")
        self.union()
        assert self._take(",")
        inner = self.union()
        assert self._take(">")

        def check(value: Any, where: str) -> Iterator[str]:
            if not isinstance(value, dict):
                yield f"{where} is {value!r}, no object"
                return
            for name, member in value.items():
                yield from inner(member, f"{where}.{name}")

        return check

    def _tuple(self) -> Type:
        parts = [self.union()]
        while self._take(","):
            parts.append(self.union())
        self._take("]")

        def check(value: Any, where: str) -> Iterator[str]:
            if not isinstance(value, list) or len(value) != len(parts):
                yield f"{where} is {value!r}, not {len(parts)} values"
                return
            for place, (part, inner) in enumerate(zip(parts, value, strict=True)):
                yield from part(inner, f"{where}.{place}")

        return check

    def _peek(self) -> str:
        found = _TOKEN.match(self._text, self._at)
        return found[1] if found else ""

    def _next(self) -> str:
        found = _TOKEN.match(self._text, self._at)
        assert found is not None, self._text[self._at : self._at + 40]
        self._at = found.end()
        return found[1]

    def _take(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._next()
        return True


def _array_of(inner: Type) -> Type:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where} is {value!r}, no array"
            return
        for place, one in enumerate(value):
            yield from inner(one, f"{where}.{place}")

    return check


def _literal(text: str) -> Type:
    def check(value: Any, where: str) -> Iterator[str]:
        if value != text:
            yield f"{where} is {value!r}, not {text!r}"

    return check


def _primitive(name: str) -> Type:
    def check(value: Any, where: str) -> Iterator[str]:
        wrong = not isinstance(value, _PRIMITIVES[name])
        if wrong or (isinstance(value, bool) and name != "boolean"):
            yield f"{where} is {value!r}, no {name}"

    return check
