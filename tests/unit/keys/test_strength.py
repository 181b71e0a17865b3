"""Weak keys are told, and fail."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import rsa

from tests.unit.support.calls import check, codes, sign, verify
from tests.unit.support.key_texts import PKCS8, private_text


def test_a_small_rsa_key_is_weak() -> None:
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505
    report = verify(sign("RS256", {"text": private_text(small, PKCS8)}), private_text(small, PKCS8))
    assert "weak-rsa-key" in codes(report)
    assert (report["signature"], report["verdict"]) == ("valid", "invalid")
    assert check(report, "strength")["code"] == "key-too-small"
