"""A request to decide on: its values, and what the engine puts beside them from the token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..text.words import listed, quoted
from .model_text import ModelText

TOKEN, GRANTS, CONTEXT = "token", "grants", "context"
FILLED = (TOKEN, GRANTS, CONTEXT)
"""Names of a request definition whose values no request can give."""
SUBJECT = "sub"
"""The name whose value is the token's subject where the request gives none."""


class RequestError(Exception):
    """The request does not fit the model; the message says why."""


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """The contract's `AccessRequest`."""

    values: Sequence[Any] | Mapping[str, Any]
    context: Mapping[str, Any] = field(default_factory=dict)
    sections: tuple[str, str, str] = ("r", "p", "m")
    """The definitions of the request, the policy and the matcher."""
    expect: bool | None = None
    """Whether it is expected to be allowed."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What policies may know of a valid token. It is made of such a token alone."""

    claims: Mapping[str, Any]
    grants: Mapping[str, list[str]]
    now: float | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A request with all its values, in the order of its definition."""

    names: list[str]
    values: list[Any]
    subject_is_of_token: bool
    now: float | None
    """The time that the policy sees."""


def fill(request: AccessRequest, model: ModelText, verified: Verified) -> Filled:
    """Returns the values for casbin: those of the request, and those of the token.

    Raises:
        RequestError: they do not fit the model's definition.
    """
    for letter, key in zip("rpm", request.sections, strict=True):
        if key not in model.definitions[letter]:
            raise RequestError(f"the model has no definition {quoted(key)}")
    names = model.definitions["r"][request.sections[0]].names
    wanted = [name for name in names if name not in FILLED]
    given, of_token = _named(request.values, wanted), False
    if SUBJECT in wanted and SUBJECT not in given:
        subject = verified.claims.get("sub")
        if not isinstance(subject, str):
            raise RequestError("it names no “sub”, and neither does the token")
        given, of_token = {**given, SUBJECT: subject}, True
    if missing := [name for name in wanted if name not in given]:
        raise RequestError(f"it gives no value for {listed(missing)}")
    if unknown := [name for name in given if name not in wanted]:
        raise RequestError(f"it gives {listed(unknown)}, which a request of this model cannot give")
    context, now = _context(request.context, verified.now)
    filled = {TOKEN: verified.claims, GRANTS: verified.grants, CONTEXT: context}
    return Filled(
        [f"{request.sections[0]}_{name}" for name in names],
        [given[name] if name in given else filled[name] for name in names],
        of_token,
        now,
    )


def _named(values: Sequence[Any] | Mapping[str, Any], wanted: Sequence[str]) -> Mapping[str, Any]:
    if isinstance(values, Mapping):
        return values
    names = wanted
    if len(values) == len(wanted) - 1:
        names = [name for name in wanted if name != SUBJECT]
    if len(values) != len(names):
        raise RequestError(
            f"it has {len(values)} values; the model wants {len(wanted)} ({', '.join(wanted)})"
        )
    return dict(zip(names, values, strict=True))


def _context(given: Mapping[str, Any], now: float | None) -> tuple[Mapping[str, Any], float | None]:
    """Returns the context with hour and weekday (1 is Monday) of its time, in UTC."""
    time = given.get("time", now)
    if type(time) not in (int, float):
        return given, now
    days, seconds = divmod(int(time // 1), 86_400)
    clock = {"time": time, "hour": seconds // 3600, "weekday": (days + 3) % 7 + 1}
    return {**clock, **given}, time
