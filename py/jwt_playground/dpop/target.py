"""Compares target URIs as RFC 9449 section 4.3 wants it: without query and fragment, normalized."""

from __future__ import annotations

import re

_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]+)([^?#]*)", re.ASCII)
_PLACE = re.compile(r"(\[[^\[\]]+\]|[^:\[\]]+)(?::([0-9]*))?", re.ASCII)
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_USUAL_PORTS = {"http": "80", "https": "443"}


def normalized(uri: str) -> str | None:
    """Returns an absolute URI without query and fragment; ``None`` if it is none.

    It is normalized by its syntax and by its scheme (RFC 3986 sections 6.2.2 and 6.2.3): upper
    and lower case, percent-encoding, dot segments, the usual port and the empty path. Written
    here, since the standard library does not do this, and differs from Python to Python.
    """
    match = _PARTS.match(uri)
    if match is None:
        return None
    scheme, (user, at, place) = match[1].lower(), match[2].rpartition("@")
    found = _PLACE.fullmatch(place)
    if found is None:
        return None
    host, port = found[1], found[2]
    authority = f"{_decoded(user)}{at}{_lower(_decoded(host))}"
    if port and port != _USUAL_PORTS.get(scheme):
        authority += f":{port}"
    return f"{scheme}://{authority}{_without_dots(_decoded(match[3]))}"


def has_more(uri: str) -> bool:
    """Tells whether a URI has a query or a fragment."""
    return "?" in uri or "#" in uri


def _decoded(text: str) -> str:
    """Returns the text with percent-encoding only where it must be, in upper case."""

    def one(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else match[0].upper()

    return _ENCODED.sub(one, text)


def _lower(host: str) -> str:
    """Returns a host in lower case, but for the digits of its percent-encoding."""
    return re.sub(r"%..|[^%]+", lambda m: m[0] if m[0][0] == "%" else m[0].lower(), host)


def _without_dots(path: str) -> str:
    """Returns a path behind an authority without its dot segments (RFC 3986 section 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for place, segment in enumerate(segments, 1):
        if segment == ".." and kept:
            kept.pop()
        if segment not in (".", ".."):
            kept.append(segment)
        elif place == len(segments):
            kept.append("")
    return "/" + "/".join(kept)
