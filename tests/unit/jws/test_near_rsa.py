"""How RSA signatures were made is read from them, as `cryptography` made them."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from jwt_playground.jws.near_rsa import open_signature

HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303  # Some issuers use it.
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
KEYS = {bits: rsa.generate_private_key(65537, bits) for bits in (2048, 2049)}


def opened(bits: int, signature: bytes) -> list[tuple[str, bytes | None, bool, bool]]:
    numbers = KEYS[bits].public_key().public_numbers()
    ways = open_signature(numbers.n, numbers.e, signature)
    return [
        (way.digest, way.salt and b"salt", way.is_certain, way.is_over(b"text"))
        for way in ways
        if way.is_over(b"text") or way.is_certain
    ]


@pytest.mark.parametrize("bits", KEYS)
@pytest.mark.parametrize("name", HASHES)
def test_scheme_and_hash_are_found(bits: int, name: str) -> None:
    digest = HASHES[name]
    signature = KEYS[bits].sign(b"text", padding.PKCS1v15(), digest)
    assert opened(bits, signature) == [(name, None, True, True)]
    other = KEYS[bits].sign(b"other text", padding.PKCS1v15(), digest)
    assert opened(bits, other) == [(name, None, True, False)]
    pss = padding.PSS(padding.MGF1(digest), digest.digest_size)
    signature = KEYS[bits].sign(b"text", pss, digest)
    assert opened(bits, signature) == [(name, b"salt", True, True)]
    longest = padding.PSS(padding.MGF1(digest), padding.PSS.MAX_LENGTH)
    signature = KEYS[bits].sign(b"text", longest, digest)
    assert opened(bits, signature) == [(name, b"salt", False, True)]


def test_of_another_key_nothing_is_known() -> None:
    signature = KEYS[2048].sign(b"text", padding.PKCS1v15(), hashes.SHA256())
    assert opened(2049, signature) == []
    assert opened(2048, b"\xff" * 256) == []
    assert opened(2048, b"") == []
    assert open_signature(1, 3, b"") == []
