"""Blocks whose lines say something else than what stands between them, and what is no key."""

from __future__ import annotations

import base64
import os
import re
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12

from tests.unit.support.calls import call, codes, sign, verify
from tests.unit.support.certificates import certificate
from tests.unit.support.key_texts import (
    DER,
    EC,
    OLD,
    PEM,
    PKCS8,
    RSA,
    SPKI,
    private_text,
    public_bytes_of,
)

CERTIFICATE = certificate(EC, "name", EC, "name")
OPENSSH = private_text(EC, form.PrivateFormat.OpenSSH)
POINT = EC.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
TEXTS = {
    "public": (public_bytes_of(EC, PEM, SPKI).decode(), "PUBLIC KEY"),
    "private": (private_text(EC, PKCS8), "PRIVATE KEY"),
    "SEC1": (private_text(EC, OLD), "EC PRIVATE KEY"),
    "certificate": (CERTIFICATE.public_bytes(PEM).decode(), "CERTIFICATE"),
    "OpenSSH": (OPENSSH, "OPENSSH PRIVATE KEY"),
}
LABELS = [*(label for _, label in TEXTS.values()), "KEY", "TRUSTED CERTIFICATE", "RSA PUBLIC KEY"]


def relabelled(text: str, label: str) -> str:
    return re.sub(r"(BEGIN|END) [A-Z ]+-----", rf"\1 {label}-----", text)


def described(text: str, **more: str) -> dict[str, Any]:
    return call("describe_key", key={"text": text, **more})


def message(result: dict[str, Any]) -> str:
    return " ".join(finding["message"] for finding in result["findings"])


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("kind", [*TEXTS])
def test_a_block_is_read_as_what_it_is(kind: str, label: str) -> None:
    text, right = TEXTS[kind]
    result = described(relabelled(text, label))
    [key] = result["keys"]
    assert (key["kty"], key["curve"]) == ("EC", "P-256")
    token = sign("ES256", {"text": private_text(EC, PKCS8)})
    assert verify(token, relabelled(text, label))["signature"] == "valid"
    if label == right:
        assert message(result) == ""
        return
    assert codes(result) == ["key-repaired"]
    assert f"The lines around the key say “{label}”" in message(result)
    assert f"write “{right}” in its BEGIN and END lines" in message(result)


def test_an_encrypted_key_with_other_lines_is_opened() -> None:
    text = relabelled(private_text(EC, PKCS8, b"open"), "PRIVATE KEY")
    result = described(text, passphrase="open")
    assert result["keys"][0]["private"]
    assert "write “ENCRYPTED PRIVATE KEY” in its BEGIN and END lines" in message(result)


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_bare_point_between_the_lines_is_read_and_named(encode: Any) -> None:
    text = f"-----BEGIN PUBLIC KEY-----\n{encode(POINT).decode()}\n-----END PUBLIC KEY-----\n"
    assert "a bare point of P-256, not a public key in SPKI" in message(described(text))
    assert verify(sign("ES256", {"text": private_text(EC, PKCS8)}), text)["signature"] == "valid"
    wrong = POINT[:-1] + bytes([POINT[-1] ^ 1])
    assert described(text.replace(encode(POINT).decode(), encode(wrong).decode()))["keys"] == []


REQUEST = x509.CertificateSigningRequestBuilder().subject_name(CERTIFICATE.subject)
REQUESTED = REQUEST.sign(EC, hashes.SHA256())
JKS = b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1" + bytes(range(80))


@pytest.mark.parametrize(
    ("data", "told", "command"),
    [
        (REQUESTED.public_bytes(DER), "certificate request", "openssl req -in"),
        (pkcs7.serialize_certificates([CERTIFICATE], DER), "PKCS#7", "openssl pkcs7 -in"),
        (JKS, "Java keystore (JKS)", "keytool -importkeystore"),
        (b"\xce\xce\xce\xce" + JKS[4:], "Java keystore (JCEKS)", "keytool -importkeystore"),
        (
            pkcs12.serialize_key_and_certificates(
                None, None, None, [CERTIFICATE], form.BestAvailableEncryption(b"open")
            ),
            "PKCS#12 store",
            "openssl pkcs12 -in",
        ),
        (
            bytes.fromhex("30800201033080") + b"\x06\x09*\x86H\x86\xf7\r\x01\x07\x01" + bytes(60),
            "PKCS#12 store",
            "openssl pkcs12 -in",
        ),
    ],
    ids=["request", "PKCS#7", "JKS", "JCEKS", "certificates in PKCS#12", "PKCS#12 of Windows"],
)
def test_what_holds_keys_in_another_form_is_named_with_the_way_out(
    data: bytes, told: str, command: str
) -> None:
    body = base64.encodebytes(data).decode()
    for text in (body, f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n"):
        result = described(text)
        assert (result["keys"], codes(result)) == ([], ["key-unreadable"])
        assert told in message(result)
        assert command in message(result)


def test_a_request_beside_a_key_does_not_take_the_key_with_it() -> None:
    text = REQUESTED.public_bytes(PEM).decode() + private_text(EC, PKCS8)
    result = described(text)
    assert [key["private"] for key in result["keys"]] == [True]
    assert "openssl req -in" in message(result)


OLDER = (
    form.PrivateFormat.PKCS12.encryption_builder()
    .kdf_rounds(2000)
    .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
    .hmac_hash(hashes.SHA1())  # noqa: S303
    .build(b"open")
)


@pytest.mark.parametrize("lock", [form.BestAvailableEncryption(b"open"), OLDER])
def test_the_passphrase_takes_the_key_out_of_a_pkcs12_store(lock: Any) -> None:
    data = pkcs12.serialize_key_and_certificates(b"name", EC, CERTIFICATE, None, lock)
    text = base64.b64encode(data).decode()
    armoured = f"-----BEGIN PKCS12-----\n{text}\n-----END PKCS12-----"
    for given in (text, armoured):
        [key] = described(given, passphrase="open")["keys"]
        assert (key["private"], key["curve"]) == (True, "P-256")
        for passphrase, code in (("", "key-passphrase-needed"), ("no", "key-passphrase-wrong")):
            result = described(given, passphrase=passphrase)
            assert (result["keys"], codes(result)) == ([], [code])
            assert "PKCS#12 store" in message(result)
            assert "openssl pkcs12 -in store.p12 -nodes" in message(result)


def test_a_store_without_encryption_is_read_with_its_certificate() -> None:
    data = pkcs12.serialize_key_and_certificates(
        b"name", RSA, certificate(RSA, "a", RSA, "a"), None, form.NoEncryption()
    )
    [key] = described(base64.b64encode(data).decode())["keys"]
    assert key["private"]
    assert len(key["certificates"]) == 1


def test_random_secrets_are_no_stores() -> None:
    for size in (32, 48, 64, 100):
        text = base64.b64encode(os.urandom(size)).decode()
        assert described(text)["keys"][0]["kty"] == "oct"
