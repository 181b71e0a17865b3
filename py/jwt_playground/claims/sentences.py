"""The sentences for the codes that `rules` returns."""

from __future__ import annotations

from collections.abc import Callable

from ..text import times
from ..text.lookalikes import difference
from ..text.words import listed, named, quoted
from .mix_ups import as_text, instead_of_audience, nearly
from .model import Claims, Criteria, seconds


def kind(value: object) -> str:
    """Returns in words the JSON type of a value that is no NumericDate that can be used."""
    number = "a number out of range" if seconds(value) is None else "a number"
    return _KINDS.get(type(value), number)


def _time(claims: Claims, criteria: Criteria, name: str, code: str) -> str:
    if code == "absent":
        return _NO_TIME_CLAIM[name]
    if code == "malformed":
        return f"{name} must be a number of seconds; here it is {kind(claims[name])}."
    if code == "no-time" or criteria.now is None:
        return f"{name} was not judged: no time was given."
    return _TIMES[name](float(claims[name]), criteria.now, criteria.leeway, code)


def _exp(exp: float, now: float, leeway: float, code: str) -> str:
    if code == "expired":
        return f"Expired {times.span(now - exp)} ago, at {times.iso(exp)}."
    if now >= exp:
        return f"Expired {times.span(now - exp)} ago, but within the leeway of {leeway:g} seconds."
    return f"Expires in {times.span(exp - now)}, at {times.iso(exp)}."


def _nbf(nbf: float, now: float, leeway: float, code: str) -> str:
    if code == "not-yet-valid":
        return f"Not valid before {times.iso(nbf)}, in {times.span(nbf - now)}."
    if nbf > now:
        return (
            f"Valid from {times.iso(nbf)}, in {times.span(nbf - now)}, which is within the leeway of "
            f"{leeway:g} seconds."
        )
    return f"Valid since {times.iso(nbf)}."


def _iat(iat: float, now: float, leeway: float, code: str) -> str:
    if code == "not-yet-valid":
        return (
            f"Issued at {times.iso(iat)}, which lies {times.span(iat - now)} ahead. The issuer's "
            f"clock is ahead of yours, or the value is not in seconds.{_allow(iat - now)}"
        )
    if iat > now:
        return (
            f"Issued at {times.iso(iat)}, {times.span(iat - now)} ahead, which is within the leeway of "
            f"{leeway:g} seconds."
        )
    return f"Issued {times.span(now - iat)} ago, at {times.iso(iat)}."


def _allow(ahead: float) -> str:
    """Returns what to do about clocks that differ by so many seconds."""
    if ahead > _CLOCKS_DIFFER:
        return ""
    count = -int(-ahead // 1)
    return f" A leeway of {count} second{'' if count == 1 else 's'} or more lets it pass."


def thanks_to_leeway(names: tuple[str, ...], criteria: Criteria) -> str:
    """Returns the sentence for times that pass only because of the leeway."""
    fail = "fails" if len(names) == 1 else "fail"
    return (
        f"Only the leeway of {criteria.leeway:g} seconds lets it pass: "
        f"without it, {' and '.join(names)} {fail}."
    )


def _text(claims: Claims, criteria: Criteria, name: str, code: str) -> str:
    expected: str | list[str] | None = getattr(criteria.expect, name)
    wanted = " or ".join(map(quoted, _several(expected)[:10]))
    if code == "absent":
        return f"The token has no {name}, and none is expected."
    if code == "missing":
        return f"The token has no {name}; {wanted} is expected."
    value = claims[name]
    if code == "malformed":
        return (
            f"{name} must be a string (RFC 7519 section 4.1); here it is {_KINDS.get(type(value), 'a number')}."
            f"{as_text(name, value)}"
        )
    if code == "no-expectation":
        return f"{name} is {quoted(value)}; nothing is expected."
    if isinstance(expected, list) and code == "matches":
        return f"{name} is {quoted(value)}, one of those expected."
    if isinstance(expected, list):
        return f"{name} is {quoted(value)}, none of those expected: {listed(expected)}.{_alike([value], expected)}"
    if code == "matches":
        return f"{name} is {quoted(value)}, as expected."
    return (
        f"{name} is {quoted(value)}; {wanted} is expected. "
        f"The comparison is exact.{_alike([value], expected)}"
    )


def _several(expected: str | list[str] | None) -> list[str]:
    return [expected] if isinstance(expected, str) else expected or []


def _alike(values: list[str], expected: str | list[str] | None) -> str:
    """Returns a sentence if one of the first values is nearly one that is expected."""
    wanted = _several(expected)[:10]
    alike = (difference(value, wanted) or nearly(value, wanted) for value in values[:10])
    return next(filter(None, alike), "")


def _client(claims: Claims, wanted: list[str]) -> str:
    return instead_of_audience(claims, frozenset(wanted))


def _aud(claims: Claims, criteria: Criteria, _: str, code: str) -> str:
    wanted = _several(criteria.expect.aud)
    if code == "absent":
        return "The token has no aud; it is for anyone."
    if code == "missing":
        return f"The token has no aud; {listed(wanted)} is expected.{_client(claims, wanted)}"
    value = claims["aud"]
    if code == "malformed":
        what = _KINDS.get(type(value), "a number")
        return f"aud must be a string or an array of strings; here it is {what}.{as_text('aud', value)}"
    audiences: list[str] = [value] if isinstance(value, str) else value
    if code == "no-expectation":
        return (
            f"The token is for {listed(audiences)}. Give your audience to check it: a verifier that is "
            "not among them must refuse the token (RFC 7519 section 4.1.3), and PyJWT does."
        )
    if code == "mismatch":
        return (
            f"The token is for {listed(audiences)}; {listed(wanted)} is expected."
            f"{_alike(audiences, wanted) or _client(claims, wanted)}"
        )
    expected_ones = frozenset(wanted)
    return f"The token is for {listed([a for a in audiences if a in expected_ones])}, as expected."


def _require(_claims: Claims, _criteria: Criteria, name: str, code: str) -> str:
    return f"{named(name)} is required, {'but not there' if code == 'missing' else 'and there'}."


SENTENCES: dict[str, Callable[[Claims, Criteria, str, str], str]] = {
    "exp": _time,
    "nbf": _time,
    "iat": _time,
    "iss": _text,
    "aud": _aud,
    "sub": _text,
    "jti": _text,
    "require": _require,
}
"""Per name of a check, the function that makes its sentence.

Its arguments are the claims, the criteria, the name of the claim, and the code.
"""

_KINDS: dict[type, str] = {
    bool: "true or false",
    str: "a string",
    list: "an array",
    dict: "an object",
    type(None): "null",
}
"""The JSON types in words, but for numbers."""

_NO_TIME_CLAIM = {
    "exp": "The token has no exp; it never expires.",
    "nbf": "The token has no nbf (not before).",
    "iat": "The token has no iat (issued at).",
}
_CLOCKS_DIFFER = 30
"""Clocks that differ by more seconds than these should be set; no leeway makes up for it."""
_TIMES = {"exp": _exp, "nbf": _nbf, "iat": _iat}
