"""Keys that sign no tokens here are no HMAC secrets either, and neither are bare points."""

from __future__ import annotations

import base64
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from jwt_playground.keys.confusion import public_key_in
from tests.unit.support.wrappings import PAIRS, SPKI, spelled

UNUSABLE = {
    "a compressed point": "MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY=",
    "X25519": base64.b64encode(bytes.fromhex("302a300506032b656e03210009") + bytes(31)).decode(),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_public_key_that_signs_no_tokens_is_no_secret_either(name: str) -> None:
    data = base64.b64decode(UNUSABLE[name])
    for secret in (data, UNUSABLE[name].encode(), data.hex().encode(), data + b"\n"):
        assert public_key_in(secret)


@cache
def _unusable_keys() -> dict[str, bytes]:
    """Structures of other algorithms and curves, made by pyca/cryptography."""
    brainpool = ec.generate_private_key(ec.BrainpoolP256R1()).public_key()
    wire = b"\0\0\0\x07ssh-dss" + (b"\0\0\0\x20" + b"\x55" * 32) * 4
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a")])
    request = x509.CertificateSigningRequestBuilder(name).sign(PAIRS["P-256"], hashes.SHA256())
    der, private = form.Encoding.DER, form.PrivateFormat
    key = PAIRS["P-256"]
    return {
        "brainpool": brainpool.public_bytes(der, SPKI),
        "a certificate request": request.public_bytes(der),
        "PKCS#8": key.private_bytes(der, private.PKCS8, form.NoEncryption()),
        "encrypted PKCS#8": key.private_bytes(
            der, private.PKCS8, form.BestAvailableEncryption(b"x")
        ),
        "SEC1": key.private_bytes(der, private.TraditionalOpenSSL, form.NoEncryption()),
        "PKCS#12": pkcs12.serialize_key_and_certificates(
            b"a",
            key,
            None,
            None,
            form.BestAvailableEncryption(b"x"),
        ),
        "ssh-dss": wire,
        "an OpenSSH private key": base64.b64decode(
            b"".join(
                key.private_bytes(form.Encoding.PEM, private.OpenSSH, form.NoEncryption()).split(
                    b"\n"
                )[1:-2]
            )
        ),
        "BER of indefinite length": b"\x30\x80" + spelled("P-256")["DER"][2:] + b"\0\0",
        "COSE": bytes.fromhex("a4010220012158201" + "1" * 63 + "225820" + "2" * 64),
    }


@pytest.mark.parametrize("name", [*_unusable_keys()])
def test_other_structures_are_no_secrets(name: str) -> None:
    data = _unusable_keys()[name]
    assert public_key_in(data)
    assert public_key_in(base64.b64encode(data))


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1(), ec.SECP256K1()])
def test_the_coordinates_of_a_point_are_no_secret(curve: ec.EllipticCurve) -> None:
    key = ec.generate_private_key(curve).public_key()
    point = key.public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    for data in (point, point[1:]):
        assert public_key_in(data)
        assert public_key_in(data.hex().encode())
    assert public_key_in(point[1:-1] + bytes([point[-1] ^ 1])) is None
