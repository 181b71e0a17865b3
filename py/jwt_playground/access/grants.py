"""Finds the grants of a token: its scopes, roles, permissions, groups and tenants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypedDict

from .grant_table import KINDS, NAMESPACED, PLACES, Kind, Place

MAX_GRANTS = 2_000
"""The most grants of a token. Those that follow are left out."""

_ADDRESS = re.compile(r"(?:https?|urn):[^\s]*+", re.ASCII)
_PARTS = re.compile(r"[/:#]")
_BY_ADDRESS = "a claim under an address of its owner"
_BY_USER = "the path that was given"


class Grant(TypedDict):
    """The contract's `Grant`."""

    kind: Kind
    value: str
    path: list[str]
    """The names that lead to it, in the claims."""
    read: str
    """How it was read: `words`, `array`, `text` or `object`."""
    whose: str


def find_grants(claims: Mapping[str, Any], more: Sequence[Place] = ()) -> list[Grant]:
    """Returns the grants in ``claims``, in the order of the table; ``more`` are further places."""
    found: list[Grant] = []
    seen: set[tuple[Kind, str, tuple[str, ...]]] = set()
    for place in (*more, *PLACES, *_namespaced(claims)):
        for path, value in _at(claims, place.path):
            for read, text in _values(value, place.kind):
                known = (place.kind, text, path)
                if known not in seen and len(found) < MAX_GRANTS:
                    seen.add(known)
                    found.append(
                        {"kind": place.kind, "value": text, "path": [*path], "read": read,
                         "whose": place.whose}
                    )  # fmt: skip
    return found


def given_place(kind: Kind, path: Sequence[str]) -> Place:
    """Returns a place that the user names."""
    return Place(kind, tuple(path), _BY_USER)


def by_kind(grants: Sequence[Grant]) -> dict[str, list[str]]:
    """Returns the grants as policies see them: `scopes`, `roles` and so on, each once."""
    return {
        f"{kind}s": list(dict.fromkeys(one["value"] for one in grants if one["kind"] == kind))
        for kind in KINDS
    }


def _namespaced(claims: Mapping[str, Any]) -> Iterator[Place]:
    for name in claims:
        last = _PARTS.split(name)[-1]
        if last in NAMESPACED and _ADDRESS.fullmatch(name):
            yield Place(NAMESPACED[last], (name,), _BY_ADDRESS)


def _at(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yields the values that a path leads to, each with the path that was really taken."""
    if not path:
        yield (), value
        return
    if not isinstance(value, Mapping):
        return
    names = list(value) if path[0] == "*" and "*" not in value else [path[0]]
    for name in names:
        if name in value:
            for rest, inner in _at(value[name], path[1:]):
                yield (name, *rest), inner


def _values(value: Any, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yields how a value was read, and each grant in it."""
    if isinstance(value, str):
        if kind == "scope":
            yield from (("words", word) for word in value.split())
        elif value:
            yield "text", value
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, str):
                yield "array", each
            elif isinstance(each, Mapping):
                yield from _object(each)
    elif isinstance(value, Mapping) and kind == "tenant":
        yield from (("object", name) for name in value)  # Keycloak's organizations


def _object(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yields the grant of an object: SCIM's `value`, or Keycloak's resource with its scopes."""
    scopes, name = value.get("scopes"), value.get("rsname")
    if isinstance(name, str) and isinstance(scopes, list):
        yield from (("object", f"{name}#{scope}") for scope in scopes if isinstance(scope, str))
    for member in ("value", "rsname"):
        if isinstance(value.get(member), str):
            yield "object", value[member]
            return
