"""Damaged keys and certificates: each reader gives a result, or one of the errors it tells of."""

from __future__ import annotations

import contextlib
import json

import pytest

from jwt_playground.keys import pbe
from jwt_playground.keys.asn1 import DerError
from jwt_playground.keys.der import LABELS, EncryptedError, names_in_certificate, read_der
from jwt_playground.keys.limits import MAX_RSA_BITS
from jwt_playground.keys.ssh import MAX_FILE, read_private, read_wire
from jwt_playground.keys.x509 import read_certificate
from tests.fuzz.der import cases, wire_cases
from tests.fuzz.der_corpus import structures, wires
from tests.unit.support.calls import call, codes
from tests.unit.support.hostile_der import RSA, integer, pem, sequence, tlv


def test_the_same_seed_gives_the_same_bytes() -> None:
    for make in (cases, wire_cases):
        first = list(make(3, 200))
        assert first == list(make(3, 200))
        assert first != list(make(4, 200))
        assert len({data for _, data in first}) > 100


def test_most_of_what_the_fuzzer_starts_from_is_read() -> None:
    readable = 0
    for data in structures().values():
        with contextlib.suppress(ValueError, EncryptedError):
            read_der(data)
            readable += 1
    assert readable > 25
    for name, data in wires().items():
        assert (read_private if "file" in name else read_wire)(data).jwk


def test_damaged_der_raises_what_the_readers_tell_of() -> None:
    ended = dict.fromkeys(("read", "refused", "encrypted"), 0)
    for _, data in cases(7_468, 1_500):
        for label in (None, *sorted(LABELS)):
            try:
                read_der(data, label)
                ended["read"] += 1
            except EncryptedError:
                ended["encrypted"] += 1
            except ValueError as error:
                assert str(error)
                ended["refused"] += 1
        with contextlib.suppress(DerError):
            certificate = read_certificate(data)
            assert names_in_certificate(data) == (
                certificate.issuer.encoded,
                certificate.subject.encoded,
            )
        with contextlib.suppress(ValueError):
            pbe.cost_of(data)
    assert min(ended.values()) > 50, ended


def test_damaged_openssh_keys_raise_what_the_readers_tell_of() -> None:
    ended = dict.fromkeys(("read", "refused"), 0)
    for _, data in wire_cases(4_253, 1_500):
        for read in (read_wire, read_private):
            try:
                read(data)
                ended["read"] += 1
            except (ValueError, EncryptedError) as error:
                assert len(str(error)) < 200
                ended["refused"] += 1
    assert min(ended.values()) > 50, ended


def test_the_largest_rsa_key_is_read() -> None:
    """It has 16,384 bits. Its numbers are no good key, but they are as long as those of one."""
    half = MAX_RSA_BITS // 2
    p, q = 2**half - 1, 2**half - 3
    numbers = [p * q, 65_537, p * q - 2, p, q, p - 2, q - 2, p - 4]
    key = sequence(tlv(2, b"\0"), *map(integer, numbers))
    pkcs8 = sequence(tlv(2, b"\0"), sequence(RSA, tlv(5)), tlv(4, key))
    for label, data in (("RSA PRIVATE KEY", key), ("PRIVATE KEY", pkcs8)):
        described = call("describe_key", key={"text": pem(label, data)})
        assert codes(described) == []
        assert described["keys"][0]["bits"] == MAX_RSA_BITS
        assert "qi" in json.loads(described["keys"][0]["jwk"])


def string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            string(b"ssh-rsa") + string(b"\3") + string(b"\1" * 2_050),
            "has 2,050 bytes; up to 2,049",
        ),
        (string(b"ssh-ed25519") + bytes(MAX_FILE), "has 65,551 bytes; up to 65,536 are read"),
        (string(b"x" * 60_000), f"keys of the type {'x' * 64}… sign no tokens"),
        (b"\xff\xff\xff\xff", "cut off or altered"),
    ],
)
def test_lengths_in_openssh_keys_are_capped(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=r"cut off|up to|sign no tokens") as error:
        read_wire(data)
    assert said in str(error.value)


def test_numbers_in_an_openssh_file_are_capped_before_they_are_divided() -> None:
    head = b"openssh-key-v1\0" + string(b"none") * 2 + string(b"") + b"\0\0\0\1" + string(b"")
    parts = [b"ssh-rsa", b"\3", b"\3", b"\3", b"\3", b"\1" * 2_050, b"\5"]
    with pytest.raises(ValueError, match=r"2,050 bytes; up to 2,049 are read"):
        read_private(head + string(bytes(8) + b"".join(map(string, parts))))
