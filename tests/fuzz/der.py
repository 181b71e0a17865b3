"""Damaged DER, made from good and hostile structures: the same seed gives the same bytes.

Half of the damage respects the structure: a value is changed, and the lengths around it are made
to fit again. So it reaches what lies behind the first check of lengths. The other half changes
bytes wherever they stand.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.fuzz.der_corpus import structures, wires
from tests.unit.support.hostile_der import marked, tlv

_LARGEST = 150_000
"""Larger results are not handed out: a request with several of them would only be refused."""
_DEEPEST = 12
_TAGS = (*range(0x20), 0x30, 0x31, 0x80, 0x81, 0x82, 0xA0, 0xA1, 0xA3, 0x3F, 0x40, 0xC0, 0xFF)


def cases(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` damaged structures, each with a name that tells how it was made."""
    yield from _cases(seed, count, structures(), (*_TREE, *_BYTES, _edit_length))


def wire_cases(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` damaged OpenSSH keys in their binary form, each with a name."""
    yield from _cases(seed, count, wires(), (*_BYTES, _edit_wire_length))


Damage = Callable[[bytes, random.Random], bytes]


def _cases(
    seed: int, count: int, corpus: dict[str, bytes], damages: tuple[Damage, ...]
) -> Iterator[tuple[str, bytes]]:
    dice = random.Random(seed)
    names = list(corpus)
    for number in range(count):
        name = dice.choice(names)
        data = corpus[name]
        done = []
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            damage = dice.choice(damages)
            changed = damage(data, dice)
            if len(changed) <= _LARGEST:
                data = changed
                done.append(damage.__name__.strip("_"))
        yield f"{seed}/{number} {name}: {', '.join(done)}", data


# Bytes, wherever they stand.


def _flip_bit(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data or b"\0")
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _set_byte(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data or b"\0")
    changed[dice.randrange(len(changed))] = dice.choice((0, 1, 0x7F, 0x80, 0x81, 0xFF, 0x30, 0x09))
    return bytes(changed)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _remove(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.choice((1, 2, 5, 40)) :]


def _insert(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + dice.randbytes(dice.choice((1, 2, 5, 40))) + data[start:]


def _repeat(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data) + 1)
    piece = data[start : start + dice.choice((1, 4, 20, 100))]
    return data[:start] + piece * dice.choice((2, 3, 50)) + data[start:]


_BYTES: tuple[Damage, ...] = (_flip_bit, _set_byte, _cut, _remove, _insert, _repeat)


def _edit_length(data: bytes, dice: random.Random) -> bytes:
    """Makes a length too large, too small, open, or longer than it has to be."""
    places = [place for place, _ in _places(data)]
    if not places:
        return data
    at = dice.choice(places) + 1
    edited = dice.choice(
        (
            bytes([(data[at] + 1) & 0xFF]),
            bytes([(data[at] - 1) & 0xFF]),
            b"\0",
            b"\x80",
            b"\x81" + data[at : at + 1],
            b"\x82\0" + data[at : at + 1],
            b"\x84\xff\xff\xff\xff",
            b"\xfe" + b"\xff" * 126,
            b"\xff",
        )
    )
    return data[:at] + edited + data[at + 1 :]


def _edit_wire_length(data: bytes, dice: random.Random) -> bytes:
    """Writes a number over four bytes that are or may be a length."""
    at = dice.randrange(max(1, len(data) - 4))
    number = dice.choice((0, 1, 4, len(data), len(data) - at - 4, 0x7FFFFFFF, 0xFFFFFFFF))
    return data[:at] + max(0, number).to_bytes(4, "big") + data[at + 4 :]


def _places(data: bytes, depth: int = 0, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yields where values begin and end, as far as the bytes can be followed."""
    at = 0
    while at + 2 <= len(data):
        size, begin = data[at + 1], at + 2
        if size > 0x80:
            begin += size & 0x7F
            size = int.from_bytes(data[at + 2 : begin], "big")
        end = min(begin + size, len(data))
        if begin > len(data):
            return
        yield start + at, start + end
        if data[at] & 0x20 and depth < _DEEPEST:
            yield from _places(data[begin:end], depth + 1, start + begin)
        at = max(end, begin)


# Values, with the lengths around them made to fit.


@dataclass
class _Node:
    tag: int
    content: bytes
    parts: list[_Node] = field(default_factory=list)

    def encoded(self) -> bytes:
        return tlv(self.tag, *([part.encoded() for part in self.parts] or [self.content]))


def _parse(data: bytes, depth: int = 0) -> list[_Node]:
    nodes = []
    at = 0
    while at + 2 <= len(data):
        tag, size, begin = data[at], data[at + 1], at + 2
        if size > 0x80:
            begin += size & 0x7F
            size = int.from_bytes(data[at + 2 : begin], "big")
        if begin + size > len(data):
            return []
        content = data[begin : begin + size]
        # Keys lie in OCTET STRINGs and BIT STRINGs, so one byte may stand before them.
        parts = _parse(content, depth + 1) if tag & 0x20 and depth < _DEEPEST else []
        nodes.append(_Node(tag, content, parts))
        at = begin + size
    return nodes if at == len(data) else []


def _all(nodes: list[_Node]) -> list[_Node]:
    return [one for node in nodes for one in (node, *_all(node.parts))]


def _on_a_value(change: Callable[[_Node, random.Random], None]) -> Damage:
    def damage(data: bytes, dice: random.Random) -> bytes:
        tree = _parse(data)
        if not tree:
            return _flip_bit(data, dice)
        change(dice.choice(_all(tree)), dice)
        return b"".join(node.encoded() for node in tree)

    damage.__name__ = change.__name__
    return damage


def _fill(node: _Node, tag: int, content: bytes) -> None:
    node.tag, node.content, node.parts = tag, content, []


def _swap_tag(node: _Node, dice: random.Random) -> None:
    node.tag = dice.choice(_TAGS)


def _empty(node: _Node, dice: random.Random) -> None:
    _fill(node, dice.choice((node.tag, 3, 2, 4, 6, 9, 1, 5)), b"")


def _real(node: _Node, dice: random.Random) -> None:
    _fill(node, 9, dice.choice((b"", b"\x80\0\1", b"\x03+1.E0", b"\x40", dice.randbytes(9))))


def _long_oid(node: _Node, dice: random.Random) -> None:
    size = dice.choice((1, 40, 64, 65, 3_000, 60_000))
    _fill(node, 6, dice.choice((b"\x55" + b"\xff" * size + b"\1", b"\x80" * size, b"\xff" * size)))


def _combining_marks(node: _Node, dice: random.Random) -> None:
    text = marked(dice.choice((2, 100, 5_000, 16_000)))
    tag, encoding = dice.choice(
        ((12, "utf-8"), (30, "utf-16-be"), (28, "utf-32-be"), (19, "utf-8"))
    )
    _fill(node, tag, text.encode(encoding))


def _odd_text(node: _Node, dice: random.Random) -> None:
    text = dice.choice((b"\xff\xfe", b"\xd8\0", b"a\0b", b"\x1b[2J", "\u202e".encode(), b"9" * 14))
    _fill(node, dice.choice((12, 18, 19, 20, 22, 23, 24, 26, 28, 30)), text)


def _number(node: _Node, dice: random.Random) -> None:
    choices = (b"\0", b"\xff", b"\x80" + bytes(8), b"\0\1", b"\xff\xff", b"\x7f" * 3_000)
    _fill(node, dice.choice((2, 10)), dice.choice(choices))


def _nest(node: _Node, dice: random.Random) -> None:
    data = node.encoded()
    for _ in range(dice.choice((1, 3, 17, 400))):
        data = tlv(dice.choice((0x30, 0x31, 0xA0)), data)
    replaced = _parse(data)
    if replaced:
        node.tag, node.content, node.parts = replaced[0].tag, replaced[0].content, replaced[0].parts


def _repeat_part(node: _Node, dice: random.Random) -> None:
    if node.parts:
        part = dice.choice(node.parts)
        node.parts += [part] * dice.choice((1, 2, 49, 101, 2_100))


def _drop_part(node: _Node, dice: random.Random) -> None:
    if node.parts:
        node.parts.remove(dice.choice(node.parts))
        node.content = b""


def _shuffle_parts(node: _Node, dice: random.Random) -> None:
    dice.shuffle(node.parts)


def _wrap_bits(node: _Node, dice: random.Random) -> None:
    """Puts a value into a BIT STRING, with any number of unused bits, or an OCTET STRING."""
    inner = node.encoded()
    _fill(node, *dice.choice(((4, inner), (3, bytes([dice.randrange(10)]) + inner), (3, b"\7"))))


_TREE: tuple[Damage, ...] = tuple(
    _on_a_value(change)
    for change in (
        _swap_tag,
        _empty,
        _real,
        _long_oid,
        _combining_marks,
        _odd_text,
        _number,
        _nest,
        _repeat_part,
        _drop_part,
        _shuffle_parts,
        _wrap_bits,
    )
)
