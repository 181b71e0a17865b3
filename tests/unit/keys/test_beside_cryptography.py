"""What our reader and `cryptography` both read of damaged DER, they read alike."""

from __future__ import annotations

import warnings
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization as form
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from jwt_playground.keys.asn1 import DerError
from jwt_playground.keys.der import read_der
from jwt_playground.keys.x509 import read_certificate
from tests.fuzz.der import cases

DAMAGED = list(cases(5_280, 3_000))


def theirs(data: bytes) -> dict[str, Any] | None:
    """The members of a public key, as PyJWT writes what `cryptography` has read."""
    try:
        key: Any = form.load_der_public_key(data)
    except Exception:
        return None
    algorithms: tuple[Any, ...] = (RSAAlgorithm, ECAlgorithm, OKPAlgorithm)
    for algorithm in algorithms:
        try:
            return dict(algorithm.to_jwk(key, as_dict=True))
        except Exception:  # noqa: S112  # It is a key of another type.
            continue
    return None


def test_public_keys_have_the_same_members() -> None:
    compared = 0
    for name, data in DAMAGED:
        try:
            own = read_der(data, "PUBLIC KEY").jwk
        except ValueError:
            continue
        other = theirs(data)
        if other is not None:
            assert own == {member: other[member] for member in own}, name
            compared += 1
    assert compared > 20


def test_certificates_have_the_same_fields() -> None:
    compared = 0
    for name, data in DAMAGED:
        try:
            own = read_certificate(data)
        except DerError:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd serial numbers
            try:
                other = x509.load_der_x509_certificate(data)
                names = (other.issuer.public_bytes(), other.subject.public_bytes())
                dates = (other.not_valid_before_utc, other.not_valid_after_utc)
                algorithm = other.signature_algorithm_oid.dotted_string
            except (ValueError, KeyError, TypeError):
                continue
        assert (own.issuer.encoded, own.subject.encoded) == names, name
        assert [own.not_before, own.not_after] == [date.timestamp() for date in dates], name
        assert (own.serial, own.algorithm) == (other.serial_number, algorithm), name
        assert (own.signed, own.signature) == (other.tbs_certificate_bytes, other.signature), name
        compared += 1
    assert compared > 15
