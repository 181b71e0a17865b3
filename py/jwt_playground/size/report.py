"""`size`: what a token weighs, against limits, and as traffic of a month."""

from __future__ import annotations

from typing import TypedDict

from ..token.parse import parse
from ..vocabulary.findings import FindingJson, Where
from ..vocabulary.sessions import SESSION_BYTES
from ..vocabulary.spans import Utf16
from .advice import advice
from .division import Item, divide

DAYS = 30
"""The days of a month, for the traffic."""


class LimitJson(TypedDict):
    """The contract's `SizeLimit`."""

    name: str
    bytes: int
    used: int
    left: int
    message: str


class Traffic(TypedDict):
    """The contract's `SizeTraffic`."""

    requests_per_day: int
    days: int
    token: int
    session: int


class Size(TypedDict):
    """The contract's `Size`."""

    form: str
    bytes: int
    items: list[Item]
    limits: list[LimitJson]
    session_bytes: int
    traffic: Traffic
    findings: list[FindingJson]


_LIMITS = (
    (
        "cookie",
        4096,
        "token=",
        "Browsers keep no cookie whose name and value are longer together (RFC 6265 section 6.1).",
    ),
    (
        "header-8k",
        8192,
        "Authorization: Bearer \r\n",
        "Many servers take 8 KB by default, some for all headers together: nginx, Apache, Tomcat.",
    ),
    (
        "header-16k",
        16384,
        "Authorization: Bearer \r\n",
        "Others take 16 KB, for all headers together: Node.js, many load balancers.",
    ),
    (
        "url",
        2048,
        "?token=",
        "A cautious limit: servers should take 8,000 (RFC 9110 section 4.1). Logs keep addresses.",
    ),
)
"""Name, limit in bytes, what stands beside the token and counts as well, and a sentence."""


def size(text: str, requests_per_day: int) -> Size:
    """Returns the size of the token in ``text``. Never raises."""
    token = parse(text)
    division = divide(text, token)
    texts: dict[Where, Utf16] = {
        content.part: Utf16(content.text) for content in division.contents.values()
    }
    total, times = division.total, requests_per_day * DAYS
    return {
        "form": token.form,
        "bytes": total,
        "items": division.items,
        "limits": [_limit(total, *limit) for limit in _LIMITS] if total else [],
        "session_bytes": SESSION_BYTES,
        "traffic": {
            "requests_per_day": requests_per_day,
            "days": DAYS,
            "token": total * times,
            "session": SESSION_BYTES * times,
        },
        "findings": [finding.to_json(texts) for finding in advice(token, division)],
    }


def _limit(total: int, name: str, limit: int, beside: str, message: str) -> LimitJson:
    used = total + len(beside)
    return {
        "name": name,
        "bytes": limit,
        "used": used,
        "left": limit - used,
        "message": message,
    }
