"""Reads the parameters of a request. The error for a wrong one says what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from .claims.model import Expectations, KeyBinding
from .engines.asking import FAULTS, Answer
from .keys.model import KeyInput
from .keys.secrets import ENCODINGS
from .text.words import quoted

Name = TypeVar("Name", bound=str)

MAX_ITEMS = 100
"""The most values of a list, such as the issuers that are expected. Nobody writes more by hand."""
MAX_VALUE = 10_000
"""The longest name or value in a list or of its own, in code points."""
MAX_TEXT = 4 * 1024 * 1024
"""The longest text that is read as a whole, such as the payload to sign, in code points."""
MAX_TOKENS = 200_000
"""The most tokens of one request."""
MAX_REQUESTS_PER_DAY = 1_000_000_000
"""The most requests per day that the traffic of a token is worked out for."""
DEFAULT_INFLATED = 250_000
"""The most bytes that a compressed plaintext of a JWE may have, if the caller does not say it.

It is the limit of the successor of RFC 8725.
"""
MAX_INFLATED = MAX_TEXT
MAX_LEEWAY = 86_400
"""The longest leeway, in seconds: one day.

RFC 7519 speaks of a few minutes, and verifiers allow 0 (PyJWT), 60 (Spring, Auth0) or 300 seconds
(.NET). A day is room enough for experiments. A leeway of years would only switch the check of the
times off without saying so.
"""


class BadRequestError(Exception):
    """The call itself is wrong; the message names the parameter and what it should be."""


class Params:
    """The members of one object of a request, under a name such as `params.key`.

    Most methods read the member ``name`` and remember that it is known. `finish` then refuses the
    members that no method has read. A JSON `null` counts as absent.

    Raises:
        BadRequestError: from the constructor, if the value is no object; from every method, if
            the member is not what the method reads.
    """

    def __init__(self, value: object, name: str) -> None:
        if not isinstance(value, dict):
            raise BadRequestError(f"{name} must be an object.")
        self._value: Mapping[str, Any] = value
        self._name = name
        self._known: set[str] = set()

    def text(self, name: str, most: int | None = MAX_VALUE) -> str:
        """Returns a string that must be there; see `optional_text`."""
        value = self.optional_text(name, most)
        if value is None:
            raise BadRequestError(f"{self._name}.{name} is missing; it must be a string.")
        return value

    def optional_text(self, name: str, most: int | None = MAX_VALUE) -> str | None:
        """Returns a string of no more than ``most`` characters, or ``None`` if it is absent.

        Without ``most`` the string may have any length: who reads it has a limit of its own.
        """
        value = self._take(name)
        if value is not None and not isinstance(value, str):
            raise BadRequestError(f"{self._name}.{name} must be a string.")
        if value is not None and most is not None and len(value) > most:
            raise BadRequestError(
                f"{self._name}.{name} has {len(value):,} characters. Give {most:,} or fewer."
            )
        return value

    def choice(self, name: str, choices: tuple[Name, ...]) -> Name:
        """Returns one of ``choices``; the first if it is absent."""
        value = self.optional_text(name)
        for choice in choices:
            if value == choice:
                return choice
        if value is not None:
            raise BadRequestError(f"{self._name}.{name} must be one of {', '.join(choices)}.")
        return choices[0]

    def flag(self, name: str) -> bool:
        """Returns true or false; false if it is absent."""
        value = self._take(name)
        if value is not None and not isinstance(value, bool):
            raise BadRequestError(f"{self._name}.{name} must be true or false.")
        return bool(value)

    def number(self, name: str) -> float | None:
        """Returns a number from -1e15 to 1e15, or ``None`` if it is absent."""
        value = self._take(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise BadRequestError(f"{self._name}.{name} must be a number.")
        if not abs(value) <= 1e15:  # True for NaN as well.
            raise BadRequestError(f"{self._name}.{name} is out of range.")
        return value

    def amount(self, name: str, most: int = 10**15) -> float:
        """Returns a number from 0 to ``most``; 0 if it is absent."""
        value = self.number(name) or 0
        if value < 0:
            raise BadRequestError(f"{self._name}.{name} must not be negative.")
        if value > most:
            raise BadRequestError(f"{self._name}.{name} must not be more than {most:,}.")
        return value

    def integer(self, name: str) -> int | None:
        """Returns a whole number, or ``None`` if it is absent."""
        value = self.number(name)
        if value is not None and value != int(value):
            raise BadRequestError(f"{self._name}.{name} must be a whole number.")
        return None if value is None else int(value)

    def size(self, name: str, default: int, most: int) -> int:
        """Returns a whole number from 1 to ``most``; ``default`` if it is absent."""
        self.amount(name, most)
        value = self.integer(name)
        if value == 0:
            raise BadRequestError(f"{self._name}.{name} must be 1 or more.")
        return default if value is None else value

    def texts(
        self, name: str, items: int = MAX_ITEMS, most: int | None = MAX_VALUE
    ) -> list[str] | None:
        """Returns an array of strings, or ``None`` if it is absent.

        It has no more than ``items`` strings, each of no more than ``most`` characters.
        """
        value = self._take(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise BadRequestError(f"{self._name}.{name} must be an array of strings.")
        if len(value) > items:
            raise BadRequestError(
                f"{self._name}.{name} has {len(value):,} values. Give {items:,} or fewer."
            )
        if most is not None and any(len(text) > most for text in value):
            raise BadRequestError(
                f"A value of {self._name}.{name} has more than {most:,} characters. Shorten it."
            )
        return value

    def text_or_texts(self, name: str) -> str | list[str] | None:
        """Returns a string or an array of strings that is not empty; ``None`` if it is absent."""
        value = self._value.get(name)
        if value == []:
            raise BadRequestError(f"{self._name}.{name} must not be an empty array; leave it out.")
        return (
            self.optional_text(name)
            if value is None or isinstance(value, str)
            else self.texts(name)
        )

    def sub(self, name: str) -> Params | None:
        """Returns the parameters in an object, or ``None`` if it is absent."""
        value = self._take(name)
        return None if value is None else Params(value, f"{self._name}.{name}")

    def finish(self) -> None:
        """Refuses members that no method has read, so that a misspelt name is noticed."""
        if not self._value.keys() <= self._known:
            unknown = min(self._value.keys() - self._known)
            known = ", ".join(sorted(self._known)) or "none at all"
            raise BadRequestError(
                f"{self._name} has no parameter {quoted(unknown)}. Known: {known}."
            )

    def objects(self, name: str, items: int = MAX_ITEMS) -> list[Params] | None:
        """Returns the parameters in each object of an array, or ``None`` if it is absent."""
        value = self._take(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise BadRequestError(f"{self._name}.{name} must be an array of objects.")
        if len(value) > items:
            raise BadRequestError(
                f"{self._name}.{name} has {len(value):,} values. Give {items:,} or fewer."
            )
        return [Params(each, f"{self._name}.{name}[{place}]") for place, each in enumerate(value)]

    def raw(self, name: str) -> Any:
        """Returns the member's value, whatever it is; ``None`` if it is absent."""
        return self._take(name)

    @property
    def name(self) -> str:
        """What messages call this object."""
        return self._name

    def names(self) -> list[str]:
        """Returns the names of all members, in their order."""
        return list(self._value)

    def _take(self, name: str) -> Any:
        self._known.add(name)
        return self._value.get(name)


def answers(params: Params) -> dict[str, Answer]:
    """Returns the host's answers by the ids of their questions.

    Raises:
        BadRequestError: an answer is not one of the contract's.
    """
    given: dict[str, Answer] = {}
    for name in params.names():
        answer = params.sub(name)
        if answer is None:
            raise BadRequestError(f"answers.{name} must be an object.")
        error, fault = answer.optional_text("error", None), answer.choice("fault", FAULTS)
        value = answer.raw("value")
        given[name] = {"error": error, "fault": fault} if error is not None else {"value": value}
    return given


def key_input(params: Params | None) -> KeyInput | None:
    """Returns the contract's `KeyInput`; ``None`` if it is absent.

    Raises:
        BadRequestError: a member is not what the contract says.
    """
    if params is None:
        return None
    encoding = params.choice("encoding", ENCODINGS)
    given = KeyInput(
        params.text("text", None),
        encoding,
        params.optional_text("passphrase"),
        params.optional_text("kid"),
    )
    params.finish()
    return given


def required_key(params: Params) -> KeyInput:
    """Returns the parameter `key`, which must be there.

    Raises:
        BadRequestError: it is absent, or not what the contract says.
    """
    given = key_input(params.sub("key"))
    if given is None:
        raise BadRequestError(f"{params.name}.key is missing; it must be an object with a text.")
    return given


def key_binding(params: Params | None) -> KeyBinding:
    """Returns what an SD-JWT's key-binding JWT must say; nothing if it is absent.

    Raises:
        BadRequestError: a member is not what the contract says.
    """
    if params is None:
        return KeyBinding()
    wanted = KeyBinding(
        params.flag("required"), params.optional_text("nonce"), params.optional_text("aud")
    )
    params.finish()
    return wanted


def expectations(params: Params | None) -> Expectations:
    """Returns the contract's `Expectations`, with nothing expected if they are absent.

    Raises:
        BadRequestError: a member is not what the contract says.
    """
    if params is None:
        return Expectations()
    expect = Expectations(
        iss=params.text_or_texts("iss"),
        aud=params.text_or_texts("aud"),
        sub=params.optional_text("sub"),
        jti=params.optional_text("jti"),
        typ=params.optional_text("typ"),
        require=tuple(dict.fromkeys(params.texts("require") or ())),
    )
    params.finish()
    return expect
