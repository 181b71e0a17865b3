"""Names in certificates (RFC 5280 section 4.1.2.4): shown to people, and compared.

Everything here is linear in the size of a name, which is capped. So names are compared without
Unicode normalization, whose cost can be quadratic.
"""

from __future__ import annotations

from dataclasses import dataclass

from .asn1 import OID, SEQUENCE, SET, DerError, Fields, TooMuchError, Value
from .limits import MAX_NAME_BYTES, MAX_NAME_PARTS

_COUNTRY = "Country"
_LABELS = {
    "2.5.4.3": "Common Name",
    "2.5.4.4": "Surname",
    "2.5.4.5": "Serial Number",
    "2.5.4.6": _COUNTRY,
    "2.5.4.7": "Locality",
    "2.5.4.8": "State/Province",
    "2.5.4.9": "Street Address",
    "2.5.4.10": "Organization",
    "2.5.4.11": "Organizational Unit",
    "2.5.4.12": "Title",
    "2.5.4.15": "Business Category",
    "2.5.4.17": "Postal Code",
    "2.5.4.20": "Telephone Number",
    "2.5.4.41": "Name",
    "2.5.4.42": "Given Name",
    "2.5.4.43": "Initials",
    "2.5.4.44": "Generation Qualifier",
    "2.5.4.45": "Unique Identifier",
    "2.5.4.46": "DN Qualifier",
    "2.5.4.65": "Pseudonym",
    "2.5.4.97": "Organization Identifier",
    "0.9.2342.19200300.100.1.1": "User ID",
    "0.9.2342.19200300.100.1.25": "Domain Component",
    "1.2.840.113549.1.9.1": "Email Address",
    "1.3.6.1.4.1.311.60.2.1.1": "Incorporation Locality",
    "1.3.6.1.4.1.311.60.2.1.2": "Incorporation State/Province",
    "1.3.6.1.4.1.311.60.2.1.3": "Incorporation Country",
}
"""Attributes by their object identifiers. Others are shown by their numbers."""

_ENCODINGS = {
    12: "utf-8",
    18: "ascii",
    19: "ascii",
    20: "latin-1",
    22: "ascii",
    26: "ascii",
    28: "utf-32-be",
    30: "utf-16-be",
}
"""Types of strings by their tags: UTF8String, NumericString, PrintableString and so on."""
_SHOWN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a subject or an issuer."""

    encoded: bytes
    """In DER."""
    text: str
    """For people, such as “Common Name: leaf, Country: CH”."""
    folded: tuple[frozenset[tuple[str, str]], ...]
    """What two names have in common that are the same (RFC 5280 section 7.1).

    These are the attributes, without regard to case, white space and the type of the strings.
    """


def read_name(value: Value, of: str) -> Name:
    """Reads a name. ``of`` tells whose it is, such as “subject”.

    Raises:
        TooMuchError: a limit is passed.
        DerError: it is no name.
    """
    if len(value.encoded) > MAX_NAME_BYTES:
        size = f"{len(value.encoded):,}"
        raise TooMuchError(
            f"the name of its {of} has {size} bytes; up to {MAX_NAME_BYTES:,} are read"
        )
    count = sum(len(part.parts) for part in value.parts)
    if count > MAX_NAME_PARTS:
        raise TooMuchError(
            f"the name of its {of} has {count:,} attributes; up to {MAX_NAME_PARTS} are read"
        )
    groups = [_attributes(part) for part in _all(value, SEQUENCE)]
    folded = tuple(
        frozenset((oid, " ".join(text.split()).casefold()) for oid, text in group)
        for group in groups
    )
    return Name(value.encoded, _shown([one for group in groups for one in group]), folded)


def _attributes(value: Value) -> list[tuple[str, str]]:
    """Returns the object identifiers and the texts of one RelativeDistinguishedName."""
    attributes = []
    for part in _all(value, SET):
        fields = Fields(part)
        attributes.append((fields.take(OID).oid(), _text(fields.take())))
        fields.end()
    if not attributes:
        raise DerError
    return attributes


def _all(value: Value, tag: int) -> list[Value]:
    if value.tag != tag:
        raise DerError
    return value.parts


def _text(value: Value) -> str:
    encoding = _ENCODINGS.get(value.tag)
    if encoding is not None:
        return value.content.decode(encoding, "replace")
    # As RFC 4514 section 2.4 writes values that are no strings.
    end = "…" if len(value.encoded) > _SHOWN_BYTES else ""
    return f"#{value.encoded[:_SHOWN_BYTES].hex()}{end}"


def _shown(attributes: list[tuple[str, str]]) -> str:
    """Returns a name in one line. Names begin with the country as a rule; here it comes last."""
    grouped: dict[str, list[str]] = {}
    for oid, text in attributes:
        grouped.setdefault(_LABELS.get(oid, oid), []).insert(0, text)
    shown = [f"{label}: {', '.join(texts)}" for label, texts in grouped.items()]
    if not attributes or _LABELS.get(attributes[-1][0]) != _COUNTRY:
        shown.reverse()
    return ("; " if any("," in one for one in shown) else ", ").join(shown)
