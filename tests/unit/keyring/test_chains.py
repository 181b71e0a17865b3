"""Who signed a certificate: found for every algorithm that a JWS has, and unknown for the others."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes
from tests.unit.support.certificates import CHAIN, DER, NOW, START, jwk_with

DAY = datetime.timedelta(days=1)
RSA = rsa.generate_private_key(65537, 2048)
ISSUERS: dict[str, tuple[Any, Any]] = {
    "RS256": (RSA, hashes.SHA256()),
    "RS384": (RSA, hashes.SHA384()),
    "RS512": (RSA, hashes.SHA512()),
    "ES256": (ec.generate_private_key(ec.SECP256R1()), hashes.SHA256()),
    "ES384": (ec.generate_private_key(ec.SECP384R1()), hashes.SHA384()),
    "ES512": (ec.generate_private_key(ec.SECP521R1()), hashes.SHA512()),
    "Ed25519": (ed25519.Ed25519PrivateKey.generate(), None),
    "Ed448": (ed448.Ed448PrivateKey.generate(), None),
}
UNKNOWN: dict[str, tuple[Any, Any]] = {
    "P-256 with SHA-384": (ISSUERS["ES256"][0], hashes.SHA384()),
    "RSA with SHA-224": (RSA, hashes.SHA224()),
    "DSA": (dsa.generate_private_key(2048), hashes.SHA256()),
}


def make(
    subject: str, issuer: str, by: Any, digest: Any, key: Any = RSA, **more: Any
) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    start = more.pop("start", START)
    builder = x509.CertificateBuilder(
        named(issuer), named(subject), key.public_key(), 255, start, start + 10 * DAY
    )
    return builder.sign(by, digest, **more)


def pem(*chain: x509.Certificate) -> dict[str, str]:
    encoded = [one.public_bytes(form.Encoding.PEM).decode() for one in chain]
    return {"text": "".join(encoded)}


def signed_by(*chain: x509.Certificate) -> list[str]:
    described = call("describe_key", key=pem(*chain))["keys"]
    return [one["signed_by"] for key in described for one in key["certificates"]]


@pytest.mark.parametrize("alg", ISSUERS)
def test_a_certificate_signed_by_the_next_is_found_to_be(alg: str) -> None:
    key, digest = ISSUERS[alg]
    root = make("root", "root", key, digest, key)
    leaf = make("leaf", "root", key, digest)
    assert signed_by(leaf, root) == ["the next", "itself"]


@pytest.mark.parametrize("alg", ISSUERS)
def test_a_certificate_that_only_names_the_next_is_not_signed_by_it(alg: str) -> None:
    key, digest = ISSUERS[alg]
    if isinstance(key, rsa.RSAPrivateKey):
        other: Any = rsa.generate_private_key(65537, 2048)
    elif isinstance(key, ec.EllipticCurvePrivateKey):
        other = ec.generate_private_key(key.curve)
    else:
        kind = ed448.Ed448PrivateKey if alg == "Ed448" else ed25519.Ed25519PrivateKey
        other = kind.generate()
    root = make("root", "root", key, digest, key)
    forged = make("leaf", "root", other, digest)
    assert signed_by(forged, root) == ["not the next", "itself"]
    assert codes(call("describe_key", key=pem(forged, root))) == ["certificate-chain"]
    pretender = make("root", "root", other, digest, key)
    assert signed_by(pretender) == ["unknown"]


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_no_jws_algorithm_signs_is_unknown(name: str) -> None:
    key, digest = UNKNOWN[name]
    root = make("root", "root", key, digest, key)
    leaf = make("leaf", "root", key, digest)
    assert signed_by(leaf, root)[0] == "unknown"
    assert "certificate-chain" not in codes(call("describe_key", key=pem(leaf, root)))


def test_a_signature_of_pss_is_unknown() -> None:
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
    root = make("root", "root", RSA, hashes.SHA256(), RSA, rsa_padding=pss)
    assert signed_by(root) == ["unknown"]


def test_the_last_certificate_of_a_chain_may_be_signed_by_anyone() -> None:
    key, digest = ISSUERS["ES256"]
    assert signed_by(make("leaf", "root", key, digest)) == ["unknown"]


def test_another_name_in_between_is_not_the_next() -> None:
    encoded = [base64.b64encode(der).decode() for der in (DER[0], DER[2])]
    described = call("describe_key", key={"text": jwk_with(x5c=encoded)}, now=NOW)
    [first, second] = described["keys"][0]["certificates"]
    assert (first["signed_by"], second["signed_by"]) == ("not the next", "itself")
    [finding] = described["findings"]
    assert finding["code"] == "certificate-chain"
    assert finding["message"].startswith("Certificate 1 (“Common Name: leaf”) is not signed by")


def test_everything_in_a_certificate_is_told() -> None:
    key, digest = ISSUERS["ES256"]
    one = make("leaf", "root", key, digest)
    der = one.public_bytes(form.Encoding.DER)
    [described] = call("describe_key", key=pem(one))["keys"][0]["certificates"]
    assert described == {
        "subject": "Common Name: leaf",
        "issuer": "Common Name: root",
        "serial": "ff",
        "not_before": START.timestamp(),
        "not_after": (START + 10 * DAY).timestamp(),
        "key": "RSA key",
        "x5t": base64url.encode(hashlib.sha1(der).digest()),  # noqa: S324
        "x5t_s256": base64url.encode(hashlib.sha256(der).digest()),
        "signed_by": "unknown",
    }


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (START.timestamp() - 1, "is not valid yet"),
        (START.timestamp(), None),
        ((START + 10 * DAY).timestamp(), None),
        ((START + 10 * DAY).timestamp() + 1, "has expired"),
        (None, None),
    ],
)
def test_the_dates_of_a_certificate_hold_to_the_second(now: float | None, said: str | None) -> None:
    key, digest = ISSUERS["ES256"]
    given = pem(make("leaf", "root", key, digest))
    described = call("describe_key", key=given, **({} if now is None else {"now": now}))
    assert codes(described) == ([] if said is None else ["certificate-dates"])
    if said:
        message = described["findings"][0]["message"]
        assert message == f"Certificate 1 (“Common Name: leaf”) {said}."


@pytest.mark.parametrize("name", ["x5t", "x5t#S256"])
def test_a_digest_must_be_that_of_the_first_certificate(name: str) -> None:
    chain = [base64.b64encode(der).decode() for der in DER]
    digest = hashlib.sha1 if name == "x5t" else hashlib.sha256
    for index, expected in ((0, []), (1, ["x5t-mismatch"])):
        value = base64url.encode(digest(DER[index]).digest())
        described = call("describe_key", key={"text": jwk_with(x5c=chain, **{name: value})})
        assert codes(described) == expected
        if expected:
            actual = base64url.encode(digest(DER[0]).digest())
            message = described["findings"][0]["message"]
            assert message.startswith(f"{name} is not the digest")
            assert actual in message


def test_a_certificate_of_another_key_is_an_error_of_the_jwk_alone() -> None:
    chain = [base64.b64encode(der).decode() for der in DER[1:]]
    assert codes(call("describe_key", key={"text": jwk_with(x5c=chain)})) == ["x5c-mismatch"]
    header = json.dumps({"alg": "ES256", "x5c": chain})
    token = f"{base64url.encode(header.encode())}.e30.AAAA"
    assert "x5c-mismatch" not in codes(call("inspect", token=token, now=NOW))


def test_a_certificate_that_cannot_be_read_is_told_with_its_number() -> None:
    encoded = [base64.b64encode(DER[0]).decode(), "AAAA", base64.b64encode(DER[2]).decode()]
    described = call("describe_key", key={"text": jwk_with(x5c=encoded)})
    assert len(described["keys"][0]["certificates"]) == 2
    messages = [finding["message"] for finding in described["findings"]]
    assert messages == ["Certificate 2 cannot be read; it may be cut off or altered."]


def test_a_key_that_signs_no_tokens_is_said_to_be_one() -> None:
    other = ec.generate_private_key(ec.SECP224R1())
    key, digest = ISSUERS["ES256"]
    chain = [CHAIN[0], make("leaf", "root", key, digest, other)]
    encoded = [base64.b64encode(one.public_bytes(form.Encoding.DER)).decode() for one in chain]
    described = call("describe_key", key={"text": jwk_with(x5c=encoded)})
    assert described["keys"][0]["certificates"][1]["key"] == "a key that signs no tokens"
