"""Names in certificates: shown as before, compared without regard to case and kind of string."""

from __future__ import annotations

import pytest
from asn1crypto import x509

from jwt_playground.keys import asn1
from jwt_playground.keys.asn1 import DerError, TooMuchError
from jwt_playground.keys.names import Name, read_name
from tests.unit.support.hostile_der import name, rdn, sequence, text, tlv

COUNTRY, UNIT, ORGANIZATION, OWN = (
    bytes.fromhex(octets) for octets in ("0603550406", "060355040b", "060355040a", "06032b6501")
)


def named(*rdns: bytes) -> Name:
    return read_name(asn1.read(name(*rdns)), "subject")


NAMES = {
    "one part": name(rdn(text("leaf"))),
    "the country first": name(
        rdn(text("CH"), COUNTRY), rdn(text("A"), ORGANIZATION), rdn(text("b"))
    ),
    "the country last": name(
        rdn(text("b")), rdn(text("A"), ORGANIZATION), rdn(text("CH"), COUNTRY)
    ),
    "a part three times": name(*(rdn(text(one), UNIT) for one in "abc"), rdn(text("d"))),
    "a comma": name(rdn(text("A, B"), ORGANIZATION), rdn(text("c"))),
    "an attribute without a name": name(rdn(text("a"), OWN)),
    "two attributes in one part": name(
        tlv(0x31, sequence(ORGANIZATION, text("a")), sequence(UNIT, text("b")))
    ),
    "other kinds of strings": name(
        rdn(tlv(19, b"print")),
        rdn(tlv(20, b"caf\xe9"), UNIT),
        rdn(tlv(30, "ü".encode("utf-16-be")), ORGANIZATION),
        rdn(tlv(28, "ö".encode("utf-32-be")), COUNTRY),
    ),
    "nothing": name(),
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_is_shown_as_asn1crypto_shows_it(kind: str) -> None:
    expected = x509.Name.load(NAMES[kind]).human_friendly
    assert read_name(asn1.read(NAMES[kind]), "subject").text == expected


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (tlv(12, b"\xff"), "Common Name: \ufffd"),
        (tlv(2, b"\5"), "Common Name: #020105"),
        (tlv(4, bytes(40)), f"Common Name: #0428{'00' * 30}…"),
    ],
)
def test_a_value_that_is_no_text_is_shown_all_the_same(value: bytes, shown: str) -> None:
    assert named(rdn(value)).text == shown


def test_the_same_name_in_another_spelling_is_the_same() -> None:
    spellings = [text("Root  CA"), text("root ca"), tlv(19, b"ROOT CA"), text(" Root CA ")]
    assert len({named(rdn(one)).folded for one in spellings}) == 1
    others = [rdn(text("rootca")), rdn(text("root ca"), UNIT), rdn(text("root ca é"))]
    assert len({named(one).folded for one in others} | {named(rdn(text("root ca"))).folded}) == 4
    one, two = rdn(text("a")), rdn(text("b"))
    assert named(one, two).folded != named(two, one).folded


@pytest.mark.parametrize(
    "wrong",
    [
        tlv(0x31),
        name(sequence()),
        name(tlv(0x31)),
        name(tlv(0x31, tlv(2, b"\1"))),
        name(tlv(0x31, sequence(OWN))),
        name(tlv(0x31, sequence(text("a"), OWN))),
        name(tlv(0x31, sequence(OWN, text("a"), text("b")))),
    ],
)
def test_what_is_no_name_is_refused(wrong: bytes) -> None:
    with pytest.raises(DerError, match="cut off or altered"):
        read_name(asn1.read(wrong), "subject")


def test_the_limits_name_whose_name_it_is() -> None:
    with pytest.raises(TooMuchError, match="the name of its issuer has 51 attributes; up to 50"):
        read_name(asn1.read(name(*[rdn(text("a"))] * 51)), "issuer")
    with pytest.raises(
        TooMuchError, match=r"the name of its subject has 17,0\d\d bytes; up to 16,384"
    ):
        read_name(asn1.read(name(rdn(text("a" * 17_000)))), "subject")
