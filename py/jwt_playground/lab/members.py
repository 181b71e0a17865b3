"""Reads the members of a scenario's objects. A wrong one becomes a problem at its JSON path.

Nothing here raises: the reader goes on, so that all problems are told at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ..text.words import listed, named, quoted
from ..vocabulary.characters import plain
from . import limits


class Problem(TypedDict):
    """The contract's `ScenarioProblem`."""

    path: str
    """Such as `services[0].cache`; empty for the scenario as a whole."""
    message: str


class Problems:
    """What is wrong with a scenario, in the order in which it was found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, path: str, message: str) -> None:
        """Adds a sentence about the value at ``path``."""
        if len(self.found) < limits.PROBLEMS:
            self.found.append({"path": plain(path), "message": plain(message)})


class Members:
    """The members of one object of the scenario. A JSON `null` counts as absent.

    Every method returns a usable value, also where it has told of a problem.
    """

    def __init__(self, value: object, path: str, problems: Problems) -> None:
        self._path, self._problems = path, problems
        self._known: set[str] = set()
        self._value: Mapping[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            problems.add(path, "This must be an object.")

    def at(self, name: str) -> str:
        """Returns the path of a member."""
        return f"{self._path}.{named(name)}" if self._path else named(name)

    def number(self, name: str, least: int, most: int, otherwise: int) -> int:
        """Returns a whole number from ``least`` to ``most``."""
        value = self._take(name)
        if value is None:
            return otherwise
        if type(value) is not int:
            self._problems.add(self.at(name), "This must be a whole number.")
            return otherwise
        if not least <= value <= most:
            message = f"This must be a number from {least:,} to {most:,}."
            self._problems.add(self.at(name), message)
            return otherwise
        return value

    def optional_number(self, name: str, least: int, most: int) -> int | None:
        """Returns a whole number as `number` does, or ``None`` if it is absent."""
        return None if self._take(name) is None else self.number(name, least, most, least)

    def text(self, name: str, most: int, otherwise: str | None = None) -> str:
        """Returns a string of 1 to ``most`` characters. It must be there without ``otherwise``."""
        value = self._take(name)
        if value is None:
            if otherwise is None:
                self._problems.add(self.at(name), "This is missing; it must be a string.")
            return otherwise or ""
        return self._checked(value, self.at(name), most)

    def texts(self, name: str, items: int, most: int) -> tuple[str, ...]:
        """Returns an array of up to ``items`` strings; an absent one is empty."""
        value = self._list(name, items, "strings")
        return tuple(
            self._checked(one, f"{self.at(name)}[{index}]", most) for index, one in enumerate(value)
        )

    def choices(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        """Returns an array of strings that are all ``known``."""
        values = self.texts(name, len(known), 100)
        for index, value in enumerate(values):
            if value and value not in known:
                message = f"{quoted(value)} is not known here. Known: {', '.join(known)}."
                self._problems.add(f"{self.at(name)}[{index}]", message)
        return tuple(value for value in dict.fromkeys(values) if value in known)

    def choice(self, name: str, known: Sequence[str]) -> str:
        """Returns one of the strings that are ``known``; the first if it is absent."""
        value = self._take(name)
        if value is None:
            return known[0]
        if value not in known:
            self._problems.add(self.at(name), f"This must be one of {', '.join(known)}.")
            return known[0]
        return str(value)

    def flag(self, name: str, otherwise: bool) -> bool:
        """Returns true or false."""
        value = self._take(name)
        if value is not None and not isinstance(value, bool):
            self._problems.add(self.at(name), "This must be true or false.")
        return value if isinstance(value, bool) else otherwise

    def rows(self, name: str, least: int, most: int) -> list[Members]:
        """Returns the members of each object of an array."""
        value = self._list(name, most, "objects")
        if len(value) < least and isinstance(self._value.get(name, value), list):
            self._problems.add(self.at(name), f"This needs at least {least} object.")
        return [
            Members(one, f"{self.at(name)}[{index}]", self._problems)
            for index, one in enumerate(value)
        ]

    def sub(self, name: str) -> Members | None:
        """Returns the members of an object, or ``None`` if it is absent."""
        value = self._take(name)
        return None if value is None else Members(value, self.at(name), self._problems)

    def finish(self) -> None:
        """Tells of each member that no method has read, so that a misspelt name is noticed."""
        for name in self._value:
            if name not in self._known:
                known = listed(sorted(self._known), str)
                self._problems.add(self.at(name), f"There is no such member. Known: {known}.")

    def _list(self, name: str, most: int, what: str) -> list[Any]:
        value = self._take(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._problems.add(self.at(name), f"This must be an array of {what}.")
            return []
        if len(value) > most:
            message = f"This has {len(value):,} {what}. Give {most:,} or fewer."
            self._problems.add(self.at(name), message)
        return value[:most]

    def _checked(self, value: object, path: str, most: int) -> str:
        if not isinstance(value, str) or not value:
            self._problems.add(path, "This must be a string that is not empty.")
        elif len(value) > most:
            message = f"This has {len(value):,} characters. Give {most:,} or fewer."
            self._problems.add(path, message)
        elif any("\ud800" <= character <= "\udfff" for character in value):
            self._problems.add(path, "This has half of a surrogate pair, which is no character.")
        else:
            return value
        return ""

    def _take(self, name: str) -> Any:
        self._known.add(name)
        return self._value.get(name)
