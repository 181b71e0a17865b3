"""Reads a request's parameters; a wrong one is named, with what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from .asking import Answer
from .claim_checks import Expectations
from .keys.read import ENCODINGS, KeyInput

Name = TypeVar("Name", bound=str)


class BadRequestError(Exception):
    """The call itself is wrong; the message names the parameter and what it should be."""


class Params:
    """The members of one object of a request. ``take`` methods remember what was asked for."""

    def __init__(self, value: object, name: str) -> None:
        if not isinstance(value, dict):
            raise BadRequestError(f"{name} must be an object.")
        self._value: Mapping[str, Any] = value
        self._name = name
        self._known: set[str] = set()

    def text(self, name: str) -> str:
        """A string that must be there."""
        value = self.optional_text(name)
        if value is None:
            raise BadRequestError(f"{self._name}.{name} is missing; it must be a string.")
        return value

    def optional_text(self, name: str) -> str | None:
        """A string, or ``None``."""
        value = self._take(name)
        if value is not None and not isinstance(value, str):
            raise BadRequestError(f"{self._name}.{name} must be a string.")
        return value

    def choice(self, name: str, choices: tuple[Name, ...]) -> Name:
        """One of the choices; the first if it is not there."""
        value = self.optional_text(name)
        for choice in choices:
            if value == choice:
                return choice
        if value is not None:
            raise BadRequestError(f"{self._name}.{name} must be one of {', '.join(choices)}.")
        return choices[0]

    def flag(self, name: str) -> bool:
        """True or false; false if it is not there."""
        value = self._take(name)
        if value is not None and not isinstance(value, bool):
            raise BadRequestError(f"{self._name}.{name} must be true or false.")
        return bool(value)

    def number(self, name: str) -> float | None:
        """A finite number, or ``None``."""
        value = self._take(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise BadRequestError(f"{self._name}.{name} must be a number.")
        if not abs(value) <= 1e15:  # NaN is not either
            raise BadRequestError(f"{self._name}.{name} is out of range.")
        return value

    def amount(self, name: str) -> float:
        """A number from 0 on; 0 if it is not there."""
        value = self.number(name) or 0
        if value < 0:
            raise BadRequestError(f"{self._name}.{name} must not be negative.")
        return value

    def integer(self, name: str) -> int | None:
        """A whole number, or ``None``."""
        value = self.number(name)
        if value is not None and value != int(value):
            raise BadRequestError(f"{self._name}.{name} must be a whole number.")
        return None if value is None else int(value)

    def texts(self, name: str) -> list[str] | None:
        """An array of strings, or ``None``."""
        value = self._take(name)
        if value is not None and not (
            isinstance(value, list) and all(isinstance(v, str) for v in value)
        ):
            raise BadRequestError(f"{self._name}.{name} must be an array of strings.")
        return value

    def text_or_texts(self, name: str) -> str | list[str] | None:
        """A string, an array of strings, or ``None``."""
        value = self._value.get(name)
        if value == []:
            raise BadRequestError(f"{self._name}.{name} must not be an empty array; leave it out.")
        return (
            self.optional_text(name)
            if value is None or isinstance(value, str)
            else self.texts(name)
        )

    def sub(self, name: str) -> Params | None:
        """An object's own parameters, or ``None``."""
        value = self._take(name)
        return None if value is None else Params(value, f"{self._name}.{name}")

    def finish(self) -> None:
        """Refuses members that nobody asked for: a misspelt name must not pass in silence."""
        if not self._value.keys() <= self._known:
            unknown = sorted(self._value.keys() - self._known)
            known = ", ".join(sorted(self._known)) or "none at all"
            raise BadRequestError(f"{self._name} has no parameter “{unknown[0]}”. Known: {known}.")

    def raw(self, name: str) -> Any:
        """Whatever it is."""
        return self._take(name)

    def names(self) -> list[str]:
        """The names of all members."""
        return list(self._value)

    def _take(self, name: str) -> Any:
        self._known.add(name)
        return self._value.get(name)


def answers(params: Params | None) -> dict[str, Answer]:
    """The host's answers, by question id."""
    given: dict[str, Answer] = {}
    for name in params.names() if params is not None else ():
        answer = params.sub(name) if params is not None else None
        if answer is None:
            raise BadRequestError(f"answers.{name} must be an object.")
        error = answer.optional_text("error")
        given[name] = {"error": error} if error is not None else {"value": answer.raw("value")}
    return given


def key_input(params: Params | None) -> KeyInput | None:
    """The contract's `KeyInput`."""
    if params is None:
        return None
    encoding = params.choice("encoding", ENCODINGS)
    given = KeyInput(
        params.text("text"),
        encoding,
        params.optional_text("passphrase"),
        params.optional_text("kid"),
    )
    params.finish()
    return given


def required_key(params: Params) -> KeyInput:
    """The `key` that must be there."""
    given = key_input(params.sub("key"))
    if given is None:
        raise BadRequestError("params.key is missing; it must be an object with a text.")
    return given


def expectations(params: Params | None) -> Expectations:
    """The contract's `Expectations`."""
    if params is None:
        return Expectations()
    expect = Expectations(
        iss=params.text_or_texts("iss"),
        aud=params.text_or_texts("aud"),
        sub=params.optional_text("sub"),
        jti=params.optional_text("jti"),
        typ=params.optional_text("typ"),
        require=tuple(params.texts("require") or ()),
    )
    params.finish()
    return expect
