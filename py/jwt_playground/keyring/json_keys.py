"""Finds the keys in JSON that is more than one JWK or JWKS: PEM texts, maps, several sets.

Issuers publish keys as a map of `kid` to certificate, as objects with a `kid` and a PEM text, or
as a JWKS with certificates beside it; configurations hold them among other things. Every key of
such a text counts. A name counts as a `kid` if the text uses names to tell keys apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from ..keys.der import EncryptedError, read_der
from ..keys.jwk import looks_like_jwk
from ..keys.limits import MAX_KEYS
from ..text import base64url, json_text
from ..text.suspects import suspects
from ..vocabulary.findings import Finding
from .key_names import KID_NAMES, LABEL_NAMES, is_descriptive, member_named

_PEM = "BEGIN "
MOST_ENTRIES = 5 * MAX_KEYS
"""So many keys are looked for, to tell how many there are."""
_BASE64 = re.compile(r"M[A-Za-z0-9+/_-]{50,}={0,2}")
"""Base64 of DER: its first byte is that of a SEQUENCE."""

Place = tuple["Place", str | int] | None
"""Where a value stands: the place of what is around it, and its name or number there.

It is no text: 10,000 keys below one long name would need 10,000 copies of that name.
"""


class Entry(NamedTuple):
    """A key in a text."""

    kid: str | None
    value: str | bytes | dict[str, Any]
    """A PEM text, DER, or the members of a JWK."""
    place: Place = None
    array: int | None = None
    """The identity of the array in which it stands; ``None`` if it stands in none."""
    labels: tuple[str, ...] = ()
    """Names beside the key that may be its `kid`: see `Key.labels`."""
    is_object: bool = True
    """Whether it stands there as an object, and not as a string."""

    @property
    def path(self) -> str:
        """Where it stands in words, such as `certs.a`."""
        steps: list[str] = []
        place = self.place
        while place is not None:
            place, step = place
            steps.append(f"[{step}]" if isinstance(step, int) else f".{step}")
        return "".join(reversed(steps)).lstrip(".")


Value = str | bytes | dict[str, Any]
Reader = Callable[[str], list[Value]]
"""Returns the keys that a string is in another way than as PEM; `BROKEN` for what is a damaged one."""
BROKEN = b""
_NO_KEY = "its value holds no key that can be read"


def keys_in_json(
    text: str, findings: list[Finding], unusable: dict[str, str], reader: Reader
) -> list[Entry]:
    """Returns the first `MOST_ENTRIES` keys in a JSON text, in their order. Never raises.

    Names of the text whose keys cannot be read are added to ``unusable``, with the reason.
    ``reader`` reads strings that are no PEM.

    The list is empty if the text is no JSON, or is no more than one JWK or one JWKS (perhaps
    inside other JSON), which `keys.jwk` reads. Faults of the JSON are added to ``findings``.
    """
    text = text.strip().removeprefix("\ufeff").lstrip()
    if not text.startswith(("{", "[")) or not _may_hold_keys(text):
        return []  # The quick answer.
    read = json_text.read(text, "key", "key")
    if not read.ok:
        return []
    objects = entries_of(read.value)
    if not objects:
        return []
    # Beside a PEM text or a JWK there may be a key in another form, whose name counts as well.
    found = entries_of(read.value, reader, unusable)
    are_jwks = all(isinstance(entry.value, dict) for entry in objects)
    is_one_set = are_jwks and len(found) == len(objects) and _sets(found) < 2
    if is_one_set and _PEM not in text and looks_like_jwk(text):
        return []
    # Spans would count in the text without its edges, so they are left out.
    told = [*read.findings, *suspects(text, "key")]
    findings += [Finding(f.code, f.where, f.message) for f in told]
    return found


def entries_of(
    value: object, reader: Reader | None = None, unusable: dict[str, str] | None = None
) -> list[Entry]:
    """Returns the first `MOST_ENTRIES` keys in a JSON value, in their order.

    ``reader`` reads strings that are no PEM. Names whose keys cannot be read go to ``unusable``.
    """
    search = _Search(reader)
    found = search.entries(value)
    if unusable is not None and found:
        unusable.update(dict.fromkeys(search.without_key, _NO_KEY))
    return found


def _may_hold_keys(text: str) -> bool:
    """Tells whether a JSON text may hold keys in more than one form."""
    return any(name in text for name in (_PEM, '"kty"', '"x5c"')) or text.count('"M') > 1


def several_in_broken_json(text: str) -> str | None:
    """Returns what is wrong with a text that is meant as JSON with several PEM blocks.

    ``None`` if it is no such text, or is JSON. Without its structure nobody can tell which `kid`
    belongs to which key, so the keys must not be used. Never raises.
    """
    text = text.strip().removeprefix("\ufeff").lstrip()
    if not text.startswith(("{", "[")) or text.count("-----BEGIN ") < 2:
        return None
    read = json_text.read(text, "key", "key text")
    if read.ok:
        return None
    return (
        f"{read.findings[0].message} It holds several keys, and only correct JSON tells which "
        "name belongs to which key: correct it, or give one key alone."
    )


class _Search:
    """Looks through one JSON value, whose depth `json_text` has capped."""

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader
        self.without_key: set[str] = set()
        """Names beside keys whose own value holds no key."""
        self._holding: set[int] = set()
        """Identities of the objects that hold a key somewhere inside."""
        self._der: dict[str, list[Value]] = {}
        """Texts that are keys in DER in base64, without armour, or what the reader reads.

        One alone is no set, if there is no reader.
        """

    def entries(self, value: object) -> list[Entry]:
        """Returns the first `MOST_ENTRIES` keys in the value, in the order of the text."""
        self._mark(value)
        if len(self._der) == 1 and self._reader is None:
            self._der.clear()
            self._holding.clear()
            self._mark(value, der=False)
        return list(islice(self._inside(value, None, None, None, ()), MOST_ENTRIES))

    def _mark(self, value: object, *, der: bool = True) -> bool:
        """Tells whether a value is or holds a key, and remembers the objects that do.

        It is asked once about each value, so that the search stays linear.
        """
        if isinstance(value, str):
            if der and len(self._der) <= MOST_ENTRIES and _PEM not in value:
                if data := self._reader(value) if self._reader else _key_in_der(value):
                    self._der[value] = data
            return self._is_key(value)
        if isinstance(value, list):
            # All of them are looked at.
            return True in [self._mark(inner, der=der) for inner in value]
        if not isinstance(value, dict):
            return False
        if "kty" in value or _has_x5c(value):  # Its members are its own, and no keys beside it.
            self._holding.add(id(value))
            return True
        holds = True in [self._mark(inner, der=der) for inner in value.values()]
        if holds:
            self._holding.add(id(value))
        return holds

    def _is_key(self, value: object) -> bool:
        return isinstance(value, str) and (_PEM in value or value in self._der)

    def _inside(
        self,
        value: object,
        place: Place,
        array: int | None,
        name: str | None,
        labels: tuple[str, ...],
    ) -> Iterator[Entry]:
        """Yields the keys in a value. ``name`` is its name, if names tell keys apart there.

        ``array`` is the identity of the array around it. ``labels`` are names that may be its
        `kid`.
        """
        if isinstance(value, str):
            if self._is_key(value):
                keys = self._der.get(value, [value])
                if len(keys) > 1 and name:
                    labels, name = (*labels, name), None
                for key in keys:
                    yield Entry(name, key, place, array, labels, is_object=False)
        elif isinstance(value, list):
            # Certificates in an array may be one chain, so they are read as one text.
            texts = [inner for inner in value if isinstance(inner, str) and _PEM in inner]
            if texts:
                yield Entry(name, "\n".join(texts), place, array, labels)
            for index, inner in enumerate(value):
                if not isinstance(inner, str) or inner in self._der:
                    own = name if isinstance(inner, str) else None
                    yield from self._inside(inner, (place, index), id(value), own, labels)
        elif isinstance(value, dict):
            own = member_named(value, KID_NAMES) or name
            label = member_named(value, LABEL_NAMES)
            labels = (label,) if label else labels
            if "kty" in value or _has_x5c(value):
                yield Entry(own, value, place, array, labels)
                return
            names = self._telling_names(value)
            self._note_names(value, own if own != name else None)
            for member, inner in value.items():
                if not isinstance(inner, (str, list)) and id(inner) not in self._holding:
                    continue
                named = member if member in names and not is_descriptive(member) else None
                if own is not None and member.lower() in ("pub", "priv", "crt", "der"):
                    named = None  # What is around it has a name, which tells more.
                also = (*labels, member) if member in names and named is None else labels
                # A list of objects has keys of its own; other values are what the `kid` names.
                is_list = isinstance(inner, list) and any(isinstance(one, dict) for one in inner)
                inherited = None if is_list or own == name else own
                inherited = own if isinstance(inner, str) else inherited
                yield from self._inside(inner, (place, member), None, named or inherited, also)

    def _note_names(self, value: dict[str, Any], kid: str | None) -> None:
        """Notes the names that stand where a key should be, and have none."""
        if id(value) not in self._holding:
            self.without_key.update({kid} if kid else ())
            return
        for name, inner in value.items():
            if not is_descriptive(name) and not self._holds_key(inner):
                self.without_key.add(name)

    def _holds_key(self, value: object) -> bool:
        return id(value) in self._holding or self._is_key(value) or isinstance(value, list)

    def _telling_names(self, value: dict[str, Any]) -> set[str]:
        """Returns the names of members that tell keys apart: those of keys beside other keys.

        A PEM text with nothing beside it is a map of one entry, too.
        """
        names = {
            name
            for name, inner in value.items()
            if id(inner) in self._holding or self._is_key(inner) or self._is_list_of_keys(inner)
        }
        alone = len(value) == 1 and isinstance(next(iter(value.values())), str)
        return names if len(names) > 1 or alone else set()

    def _is_list_of_keys(self, value: object) -> bool:
        return isinstance(value, list) and any(
            self._is_key(inner) or id(inner) in self._holding for inner in value
        )


def _has_x5c(value: dict[str, Any]) -> bool:
    chain = value.get("x5c")
    return isinstance(chain, list) and any(isinstance(one, str) for one in chain)


def _key_in_der(text: str) -> list[Value]:
    """Returns the bytes of a key that stands in base64 without armour; nothing if it is no key."""
    if not _BASE64.fullmatch(text):
        return []
    data = base64url.read(text, None, "key", "key").data
    try:
        read_der(data)
    except EncryptedError:
        return [data]
    except ValueError:
        return []
    return [data]


def _sets(entries: list[Entry]) -> int:
    """Returns how many sets the entries make: each array of keys is one, and each key in none."""
    arrays = {entry.array for entry in entries if entry.array is not None}
    return len(arrays) + sum(entry.array is None for entry in entries)
