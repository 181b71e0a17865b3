"""The one entry for DER: what it takes, what it refuses, and that its work is bounded."""

from __future__ import annotations

import contextlib
import random

import pytest
from asn1crypto import core

from jwt_playground.keys import asn1
from jwt_playground.keys.asn1 import DerError, Fields, TooMuchError, Value, read
from tests.fuzz.der import cases
from tests.fuzz.der_corpus import structures
from tests.unit.support.hostile_der import CERTIFICATES, KEYS, nested, sequence, tlv

HOSTILE = {**CERTIFICATES, **{name: make for name, (_, make) in KEYS.items()}}


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry per value that the walk looks at."""
    made: list[int] = []
    one_value = asn1._value

    def counted(data: bytes, at: int, end: int) -> Value:
        made.append(at)
        return one_value(data, at, end)

    monkeypatch.setattr(asn1, "_value", counted)
    return made


def test_the_tree_is_plain_values() -> None:
    inner = sequence(tlv(2, b"\5"), tlv(4, b"ab"))
    value = read(sequence(inner, tlv(0xA0, tlv(5))))
    assert [part.tag for part in value.parts] == [0x30, 0xA0]
    first, second = value.parts
    assert (first.encoded, [part.content for part in first.parts]) == (inner, [b"\5", b"ab"])
    assert [part.encoded for part in second.parts] == [b"\5\0"]


def test_a_value_that_holds_none_is_not_looked_into() -> None:
    assert read(tlv(4, sequence(tlv(9)))).parts == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x30",
        b"\x30\x01",
        b"\x30\x00\x00",
        b"\x30\x80\x00\x00",
        b"\x30\x81\x00",
        b"\x30\x81\x02\x05\x00",
        b"\x30\x82\x00\x80" + tlv(4, bytes(126)),
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\xff" + b"\xff" * 127,
        b"\x30\x85\x01",
        b"\x30\x03\x02\x05\x00",
        tlv(2),
        tlv(2, b"\x00\x7f"),
        tlv(2, b"\xff\x80"),
        tlv(10),
        tlv(1),
        tlv(1, b"\0\0"),
        tlv(5, b"\0"),
        tlv(3),
        tlv(3, b"\1"),
        tlv(3, b"\x08\0"),
        tlv(6),
        tlv(6, b"\x80\x01"),
        tlv(6, b"\x55\x80\x01"),
        tlv(6, b"\x55\x84"),
        tlv(7, b"a"),
        tlv(8),
        tlv(9),
        tlv(11),
        tlv(0x10),
        tlv(0x11),
        tlv(0x24, tlv(4)),
        tlv(0x1F, b""),
        b"\x3f\x22\x00",
        tlv(0x40),
        tlv(0xC1),
        tlv(0x9F),
        tlv(0xBF),
        tlv(0),
    ],
)
def test_what_is_not_der_is_refused(data: bytes) -> None:
    for given in (data, sequence(data) if data[:1] else data):
        with pytest.raises(DerError):
            read(given)


@pytest.mark.parametrize(
    "data",
    [
        tlv(2, b"\0"),
        tlv(2, b"\0\x80"),
        tlv(2, b"\xff\x7f"),
        tlv(3, b"\0"),
        tlv(3, b"\7\x80"),
        tlv(6, b"\x55\x81\0"),
        tlv(6, b"\x55\x81\x80\1"),
        tlv(1, b"\xff"),
        tlv(5),
        tlv(0x80),
        tlv(0xA0),
        tlv(4, bytes(127)),
        tlv(4, bytes(128)),
        tlv(4, bytes(255)),
        tlv(4, bytes(256)),
    ],
)
def test_what_is_der_is_taken(data: bytes) -> None:
    assert read(data).encoded == data


def test_a_real_number_is_named() -> None:
    with pytest.raises(DerError, match="real number"):
        read(sequence(tlv(9, b"\x80\0\1")))


def test_an_open_length_is_named() -> None:
    with pytest.raises(DerError, match="length in it is left open"):
        read(b"\x30\x80\x00\x00")


@pytest.mark.parametrize("name", HOSTILE)
def test_the_walk_makes_a_step_per_value_at_most(name: str, steps: list[int]) -> None:
    data = HOSTILE[name]()
    with contextlib.suppress(DerError):
        read(data)
    assert len(steps) <= min(len(data) // 2 + 1, 2_001)
    if len(data) > 64 * 1024:
        assert steps == []  # Nothing of it was looked at.


def test_no_damage_makes_the_walk_longer(steps: list[int]) -> None:
    for name, data in cases(11, 2_000):
        steps.clear()
        try:
            read(data)
        except DerError as error:
            assert str(error), name
        assert len(steps) <= min(len(data) // 2 + 1, 2_001), name


def test_depth_costs_no_stack() -> None:
    with pytest.raises(TooMuchError, match="16 levels"):
        read(nested(16_000))


@pytest.mark.parametrize("oid", ["1.2.840.113549.1.1.1", "2.5.4.3", "0.9.1", "2.999.1", "1.39.0"])
def test_an_object_identifier_is_read_and_written_as_asn1crypto_does(oid: str) -> None:
    encoded = core.ObjectIdentifier(oid).dump()
    assert asn1.write_oid(oid) == encoded
    assert read(encoded).oid() == oid


def test_numbers_are_written_as_asn1crypto_does() -> None:
    dice = random.Random(8017)
    for number in (0, 1, 127, 128, 255, 256, *[dice.getrandbits(n) for n in range(1, 300)]):
        octets = bytes(3) + number.to_bytes(40, "big")
        encoded = core.Integer(number).dump()
        assert asn1.write_unsigned(octets) == encoded
        assert int.from_bytes(read(encoded).unsigned(), "big") == number


def test_all_good_structures_are_written_again_as_they_were() -> None:
    def again(value: Value) -> bytes:
        parts = [again(part) for part in value.parts]
        return asn1.write(value.tag, *(parts or [value.content]))

    read_in_full = 0
    for name, data in structures().items():
        try:
            value = read(data)
        except DerError:
            continue
        assert again(value) == data, name
        read_in_full += 1
    assert read_in_full > 40


def test_fields_are_taken_in_their_order_and_none_is_left() -> None:
    value = read(sequence(tlv(2, b"\1"), tlv(4), tlv(0xA0)))
    fields = Fields(value)
    assert fields.take(asn1.INTEGER).content == b"\1"
    assert fields.optional(asn1.INTEGER) is None
    with pytest.raises(DerError):
        fields.take(asn1.INTEGER)
    with pytest.raises(DerError):
        fields.end()
    assert fields.take().tag == 4
    assert fields.optional() is value.parts[2]
    fields.end()
    assert fields.optional() is None
    with pytest.raises(DerError):
        fields.take()
    with pytest.raises(DerError):
        Fields(value, asn1.SET)
