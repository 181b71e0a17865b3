"""ECDSA with any hash function, as `cryptography` signs it."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from jwt_playground.jws.near_ecdsa import Attempt

CURVES: dict[str, ec.EllipticCurve] = {
    "P-256": ec.SECP256R1(),
    "P-384": ec.SECP384R1(),
    "P-521": ec.SECP521R1(),
    "secp256k1": ec.SECP256K1(),
}
HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303  # Some issuers use it.
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


@pytest.mark.parametrize("curve", CURVES)
def test_a_signature_matches_its_text_and_hash_alone(curve: str) -> None:
    key = ec.generate_private_key(CURVES[curve])
    numbers, size = key.public_key().public_numbers(), (key.key_size + 7) // 8
    x, y = numbers.x.to_bytes(size, "big"), numbers.y.to_bytes(size, "big")
    for name, digest in HASHES.items():
        r, s = decode_dss_signature(key.sign(b"text", ec.ECDSA(digest)))
        signature = r.to_bytes(size, "big") + s.to_bytes(size, "big")
        attempt = Attempt(curve, x, y, signature)
        assert [other for other in HASHES if attempt.is_over(b"text", other)] == [name]
        assert not attempt.is_over(b"other text", name)
        turned = s.to_bytes(size, "big") + r.to_bytes(size, "big")
        assert not Attempt(curve, x, y, turned).is_over(b"text", name)


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("octets", [b"\0", b"\xff"])
def test_numbers_outside_their_range_match_nothing(curve: str, octets: bytes) -> None:
    numbers = ec.generate_private_key(CURVES[curve]).public_key().public_numbers()
    x, y = numbers.x.to_bytes(66, "big"), numbers.y.to_bytes(66, "big")
    assert not Attempt(curve, x, y, octets * 132).is_over(b"text", "sha256")
