"""The one entry for DER (X.690): bytes in, a tree of plain values out, or one kind of error.

Every structure that the engine reads comes through `read`, and no other module parses ASN.1.
`read` goes through all the bytes at once and keeps nothing for later, so that nothing can fail
when a value is looked at. It does not call itself, and it makes one step per value. Sizes, depth
and the number of values are capped.

It takes DER alone. Open lengths, lengths and numbers with needless bytes, and types that no key
and no certificate has (REAL above all) are refused, as `cryptography` refuses them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .limits import MAX_DER_BYTES, MAX_DER_DEPTH, MAX_DER_VALUES, MAX_OID_BYTES

INTEGER, BIT_STRING, OCTET_STRING, NULL, OID = 2, 3, 4, 5, 6
SEQUENCE, SET = 0x30, 0x31

ALTERED = "it may be cut off or altered"
_REAL = 9
_BOOLEAN = 1
_CONSTRUCTED = 0x20
_CONTEXT = 0x80
_ENUMERATED = 10
_OTHER_TYPES = frozenset({_ENUMERATED, 12, 18, 19, 20, 22, 23, 24, 26, 28, 30})
"""ENUMERATED, times and strings (X.680 section 8)."""
_TYPES = _OTHER_TYPES | {_BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, NULL, OID, SEQUENCE, SET}


class DerError(ValueError):
    """The bytes are not the structure that is read. The message is the end of a sentence."""

    def __init__(self, reason: str = ALTERED) -> None:
        super().__init__(reason)


class TooMuchError(DerError):
    """A structure goes beyond a limit. The message names the limit."""


@dataclass(slots=True)
class Value:
    """A value, which is well-formed if its type is universal (X.690 section 8)."""

    tag: int
    """Its identifier octet: the class, whether it is constructed, and the number."""
    encoded: bytes
    """All of it."""
    content: bytes
    """It without its identifier and its length."""
    parts: list[Value] = field(default_factory=list)
    """The values inside, if it is constructed."""

    def octets(self) -> bytes:
        """Returns what a BIT STRING holds, which must be whole bytes.

        Raises:
            DerError: its last byte is not complete.
        """
        if self.content[0]:
            raise DerError
        return self.content[1:]

    def unsigned(self) -> bytes:
        """Returns an INTEGER without its sign, in as few bytes as it needs, but at least one.

        Raises:
            DerError: it is negative.
        """
        if self.content[0] >= 0x80:
            raise DerError
        return self.content.lstrip(b"\0") or b"\0"

    def oid(self) -> str:
        """Returns an OBJECT IDENTIFIER as numbers with dots between them."""
        arcs: list[int] = []
        arc = 0
        for octet in self.content:
            arc = arc << 7 | octet & 0x7F
            if octet < 0x80:
                arcs.append(arc)
                arc = 0
        first = min(arcs[0] // 40, 2)
        return ".".join(str(arc) for arc in (first, arcs[0] - 40 * first, *arcs[1:]))


class Fields:
    """The parts of a constructed value, taken one after another.

    Raises:
        DerError: from every method, if the parts are others than the ones asked for.
    """

    def __init__(self, value: Value, tag: int = SEQUENCE) -> None:
        if value.tag != tag:
            raise DerError
        self._parts = value.parts
        self._at = 0

    def take(self, *tags: int) -> Value:
        """Returns the next part, whose tag is one of ``tags``; any tag if there are none."""
        if self._at == len(self._parts):
            raise DerError
        part = self._parts[self._at]
        if tags and part.tag not in tags:
            raise DerError
        self._at += 1
        return part

    def optional(self, *tags: int) -> Value | None:
        """Returns the next part if its tag is one of ``tags``, else ``None``."""
        if self._at < len(self._parts) and (not tags or self._parts[self._at].tag in tags):
            return self.take()
        return None

    def end(self) -> None:
        """Checks that there are no more parts."""
        if self._at < len(self._parts):
            raise DerError


def read(data: bytes) -> Value:
    """Returns the one value that ``data`` is, with every value inside it.

    It is linear: one step per value, and a value takes two bytes or more.

    Raises:
        TooMuchError: a limit is passed.
        DerError: it is not DER, or has a type that no key and no certificate has.
    """
    if len(data) > MAX_DER_BYTES:
        raise TooMuchError(f"it has {len(data):,} bytes; up to {MAX_DER_BYTES:,} are read")
    root = _value(data, 0, len(data))
    if len(root.encoded) != len(data):
        raise DerError
    todo = [(root, len(data) - len(root.content), 1)] if root.tag & _CONSTRUCTED else []
    count = 1
    while todo:
        value, at, depth = todo.pop()
        end = at + len(value.content)
        if depth > MAX_DER_DEPTH:
            raise TooMuchError(f"it is nested deeper than the {MAX_DER_DEPTH} levels that are read")
        while at < end:
            count += 1
            if count > MAX_DER_VALUES:
                raise TooMuchError(
                    f"it holds more than the {MAX_DER_VALUES:,} values that are read"
                )
            part = _value(data, at, end)
            value.parts.append(part)
            at += len(part.encoded)
            if part.tag & _CONSTRUCTED:
                todo.append((part, at - len(part.content), depth + 1))
    return root


def _value(data: bytes, at: int, end: int) -> Value:
    """Returns the value that begins at ``at`` and ends at ``end`` or before, without its parts."""
    if end - at < 2:
        raise DerError
    tag, size, begin = data[at], data[at + 1], at + 2
    _check_tag(tag)
    if size == 0x80:
        raise DerError("it is not DER: a length in it is left open")
    if size > 0x80:
        octets = data[begin : min(begin + (size & 0x7F), end)]
        begin += len(octets)
        shortest = len(octets) == size & 0x7F and octets[0] and (size > 0x81 or octets[0] >= 0x80)
        size = int.from_bytes(octets, "big")
        if not shortest:
            raise DerError
    if size > end - begin:
        raise DerError
    content = data[begin : begin + size]
    if tag == OID and size > MAX_OID_BYTES:
        raise TooMuchError(
            f"one of its object identifiers has {size:,} bytes; up to {MAX_OID_BYTES} are read"
        )
    if not _is_well_formed(tag, content):
        raise DerError
    return Value(tag, data[at : begin + size], content)


def _check_tag(tag: int) -> None:
    if tag == _REAL:
        raise DerError("it has a real number (ASN.1 REAL), which no key and no certificate holds")
    is_context = tag & 0xC0 == _CONTEXT and tag & 0x1F != 0x1F
    if not is_context and tag not in _TYPES:
        raise DerError


def _is_well_formed(tag: int, content: bytes) -> bool:
    """Tells whether this may be the content of a value of that type (X.690 section 8)."""
    if tag in (INTEGER, _ENUMERATED):
        # The first nine bits must not all be the same (section 8.3.2).
        return len(content) == 1 or (
            len(content) > 1 and not (content[0] in (0, 0xFF) and (content[0] ^ content[1]) < 0x80)
        )
    if tag == BIT_STRING:
        return (len(content) > 1 and content[0] < 8) or content == b"\0"
    if tag == OID:
        before_each = [0, *content[:-1]]
        return (
            bool(content)
            and content[-1] < 0x80
            and all(
                octet != 0x80 or before >= 0x80
                for before, octet in zip(before_each, content, strict=True)
            )
        )
    return len(content) == {_BOOLEAN: 1, NULL: 0}.get(tag, len(content))


def write(tag: int, *contents: bytes) -> bytes:
    """Returns the DER of a value with that identifier octet and these contents."""
    content = b"".join(contents)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content


def write_unsigned(octets: bytes) -> bytes:
    """Returns the DER of the INTEGER that these bytes are without a sign."""
    shortest = octets.lstrip(b"\0")
    return write(INTEGER, b"\0" if shortest[:1] >= b"\x80" or not shortest else b"", shortest)


def write_oid(dotted: str) -> bytes:
    """Returns the DER of an OBJECT IDENTIFIER that is written with dots."""
    first, second, *others = (int(arc) for arc in dotted.split("."))
    octets = bytearray()
    for arc in (40 * first + second, *others):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(0x80 | arc & 0x7F)
        octets += bytes(reversed(groups))
    return write(OID, bytes(octets))
