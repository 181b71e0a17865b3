"""Finds the keys in JSON that is more than one JWK or JWKS: PEM texts, maps, several sets.

Issuers publish keys as a map of `kid` to certificate, as objects with a `kid` and a PEM text, or
as a JWKS with certificates beside it; configurations hold them among other things. Every key of
such a text counts. A name counts as a `kid` if the text uses names to tell keys apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from ..keys.limits import MAX_KEYS
from ..text import json_text
from ..text.suspects import suspects
from ..vocabulary.findings import Finding

_PEM = "BEGIN "
_DESCRIPTIVE = frozenset(
    {
        *("key", "keys", "pem", "cert", "certificate", "certificates", "chain", "jwk", "value"),
        *("ca", "cacert", "root", "intermediate", "publiccert", "publiccerts", "clientcert"),
        *("privatekey", "publickey", "secretkey", "signingkey", "verificationkey", "jwtkey"),
        *("privatekeypem", "publickeypem", "rsapublickey", "rsaprivatekey", "private", "public"),
    }
)
"""Names that say what a value is, and so are no `kid`; without case, `_` and `-`."""

_BEGIN = "-----BEGIN "
MOST_ENTRIES = 5 * MAX_KEYS
"""So many keys are looked for, to tell how many there are."""
_LABEL_LENGTH = 300
"""So far before a block its name is looked for."""
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\Z")
_NAME = re.compile(r"[\w.:=+/@-]{1,200}")


Place = tuple["Place", str | int] | None
"""Where a value stands: the place of what is around it, and its name or number there.

It is no text: 10,000 keys below one long name would need 10,000 copies of that name.
"""


class Entry(NamedTuple):
    """A key in a text."""

    kid: str | None
    value: str | dict[str, Any]
    """A PEM text, or the members of a JWK."""
    place: Place
    array: int | None = None
    """The identity of the array in which it stands; ``None`` if it stands in none."""

    @property
    def path(self) -> str:
        """Where it stands in words, such as `certs.a`."""
        steps: list[str] = []
        place = self.place
        while place is not None:
            place, step = place
            steps.append(f"[{step}]" if isinstance(step, int) else f".{step}")
        return "".join(reversed(steps)).lstrip(".")


def keys_in_json(text: str, findings: list[Finding]) -> list[Entry]:
    """Returns the first `MOST_ENTRIES` keys in a JSON text, in their order. Never raises.

    The list is empty if the text is no JSON, or is no more than one JWK or one JWKS (perhaps
    inside other JSON), which `keys.jwk` reads. Faults of the JSON are added to ``findings``.
    """
    text = text.strip().removeprefix("\ufeff").lstrip()
    if not text.startswith(("{", "[")) or (_PEM not in text and text.count('"kty"') < 2):
        return []  # The quick answer for a JWK alone.
    read = json_text.read(text, "key", "key")
    if not read.ok:
        return []
    found = _Search().entries(read.value)
    jwks = [entry for entry in found if isinstance(entry.value, dict)]
    is_one_set = len(jwks) == len(found) and _sets(found) < 2
    if not found or (is_one_set and _PEM not in text):
        return []
    # Spans would count in the text without its edges, so they are left out.
    told = [*read.findings, *suspects(text, "key")]
    findings += [Finding(f.code, f.where, f.message) for f in told]
    return found


def labelled_keys(text: str) -> list[Entry]:
    """Returns the PEM blocks of a text in which a name stands before each of several blocks.

    The list is empty if it is another text. Never raises.
    """
    if text.count(_BEGIN) < 2:
        return []
    places = [found.start() for found in re.finditer(_BEGIN, text)]
    names = [_name_before(text, place) for place in places]
    ends = [*places[1:], len(text)]
    entries = [
        Entry(name, text[place:end], (None, name))
        for name, place, end in zip(names, places, ends, strict=True)
        if name is not None and not _is_descriptive(name)
    ]
    return entries if len(entries) == len(places) else []


def _name_before(text: str, place: int) -> str | None:
    """Returns the name before a block: `NAME:`, in quotes or not, as YAML, Python or JSON has it.

    It is read backwards from the block, so that a long text costs no more than its blocks.
    """
    before = text[max(0, place - _LABEL_LENGTH) : place].rstrip().rstrip("\"'").rstrip()
    before = _BLOCK_SCALAR.sub("", before).rstrip()
    if not before.endswith(":"):
        return None
    name = _NAME.match(before[:-1].rstrip().rstrip("\"'")[::-1])
    return name.group()[::-1] if name else None


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

    def __init__(self) -> None:
        self._holding: set[int] = set()
        """Identities of the objects that hold a key somewhere inside."""

    def entries(self, value: object) -> list[Entry]:
        """Returns the first `MOST_ENTRIES` keys in the value, in the order of the text."""
        self._mark(value)
        return list(islice(self._inside(value, None, None, None), MOST_ENTRIES))

    def _mark(self, value: object) -> bool:
        """Tells whether a value is or holds a key, and remembers the objects that do.

        It is asked once about each value, so that the search stays linear.
        """
        if isinstance(value, str):
            return _PEM in value
        if isinstance(value, list):
            return True in [self._mark(inner) for inner in value]  # All of them are looked at.
        if not isinstance(value, dict):
            return False
        holds = True in [self._mark(inner) for inner in value.values()] or "kty" in value
        if holds:
            self._holding.add(id(value))
        return holds

    def _inside(
        self, value: object, place: Place, array: int | None, name: str | None
    ) -> Iterator[Entry]:
        """Yields the keys in a value. ``name`` is its name, if names tell keys apart there.

        ``array`` is the identity of the array around it.
        """
        if isinstance(value, str):
            if _PEM in value:
                yield Entry(name, value, place, array)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from self._inside(inner, (place, index), id(value), None)
        elif isinstance(value, dict):
            kid = value.get("kid")
            own = kid if isinstance(kid, str) else name
            if "kty" in value:
                yield Entry(own, value, place, array)
                return
            names = self._telling_names(value)
            for member, inner in value.items():
                if not isinstance(inner, (str, list)) and id(inner) not in self._holding:
                    continue
                named = member if member in names else None
                inherited = own if isinstance(inner, str) else None
                yield from self._inside(inner, (place, member), None, named or inherited)

    def _telling_names(self, value: dict[str, Any]) -> set[str]:
        """Returns the names of members that tell keys apart: those of keys beside other keys.

        A PEM text with nothing beside it is a map of one entry, too.
        """
        names = [
            name
            for name, inner in value.items()
            if id(inner) in self._holding or (isinstance(inner, str) and _PEM in inner)
        ]
        alone = len(value) == 1 and isinstance(next(iter(value.values())), str)
        if len(names) < 2 and not alone:
            return set()
        return {name for name in names if not _is_descriptive(name)}


def _is_descriptive(name: str) -> bool:
    return name.lower().replace("_", "").replace("-", "") in _DESCRIPTIVE


def _sets(entries: list[Entry]) -> int:
    """Returns how many sets the entries make: each array of keys is one, and each key in none."""
    arrays = {entry.array for entry in entries if entry.array is not None}
    return len(arrays) + sum(entry.array is None for entry in entries)
