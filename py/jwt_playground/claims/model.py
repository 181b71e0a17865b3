"""Types that rules, sentences and warnings on claims share, and the reader of NumericDates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..text.json_text import MAX_SAFE_INTEGER

Claims = Mapping[str, Any]
"""A JWT claims set (RFC 7519 section 4): claim name to value."""

NUMERIC_DATES = frozenset({"exp", "nbf", "iat", "auth_time", "updated_at", "rat", "toe"})
"""Claims that hold a NumericDate, which is seconds since the epoch (RFC 7519 section 2)."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the verifier expects of a token. ``None``: it expects nothing of that claim.

    Of a list, one value must match.
    """

    iss: str | list[str] | None = None
    aud: str | list[str] | None = None
    sub: str | None = None
    jti: str | None = None
    typ: str | None = None
    """The `typ` of the JOSE header; it is not a claim (RFC 8725 section 3.11)."""
    require: tuple[str, ...] = ()
    """Names of claims that the token must have."""


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """What the verifier expects of the key-binding JWT of an SD-JWT (RFC 9901 section 7.3)."""

    required: bool = False
    """Whether there must be one."""
    nonce: str | None = None
    """``None``: any nonce will do."""
    aud: str | None = None
    """``None``: any audience will do."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """Expectations and time for which claims are judged."""

    expect: Expectations
    now: float | None
    """Seconds since the epoch; ``None`` where no time was given."""
    leeway: float
    """Seconds by which the clocks of issuer and verifier may differ."""


def seconds(value: object) -> float | None:
    """Returns a NumericDate in seconds since the epoch; ``None`` if it is not a finite number.

    ``value`` is the claim as read from JSON. Never raises.
    """
    if type(value) is int and abs(value) <= MAX_SAFE_INTEGER:
        return value  # The quick answer for nearly every value.
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
