"""The bytes of a file become a text, or it is told what they are."""

from __future__ import annotations

import base64
import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.serialization import pkcs12

from tests.browser.support.node import run_module
from tests.unit.support.key_texts import EC, PRIVATE, PUBLIC, RSA

READ = """
import { textOf } from "./site/shared/file-text.js";
tell(given.map((text) => {
  const found = textOf(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  return [found.kind, found.text ?? null];
}));
"""
LOG = "10:00 “é” eyJhbGciOiJub25lIn0.e30.\r\n"


def read(*files: bytes) -> list[tuple[str, str | None]]:
    found: list[Any] = run_module(READ, [base64.b64encode(data).decode() for data in files])
    return [(kind, text) for kind, text in found]


def test_a_text_is_read_in_the_encoding_that_it_was_written_in() -> None:
    files = [
        LOG.encode(),
        LOG.encode("utf-8-sig"),
        LOG.encode("utf-16"),
        b"\xfe\xff" + LOG.encode("utf-16-be"),
    ]
    assert read(*files) == [("text", LOG)] * len(files)
    old = "café eyJhbGciOiJub25lIn0.e30."
    assert read(old.encode("windows-1252")) == [("text", old)]


def test_wide_letters_without_a_mark_are_known_by_their_zeros() -> None:
    text = "eyJhbGciOiJub25lIn0.e30.\r\n"
    assert read(text.encode("utf-16-le"), text.encode("utf-16-be")) == [("text", text)] * 2


def test_a_key_in_bytes_becomes_base64() -> None:
    der = {
        "DER of SPKI": "public-key",
        "DER in lines": "public-key",
        "DER of a certificate": "certificate",
    }
    texts = {name: PUBLIC[name][1] for name in der} | {"PKCS#8": PRIVATE["DER of PKCS#8"][1]}
    old = form.PrivateFormat.TraditionalOpenSSL
    for kind, data in [
        ("PKCS#1", RSA.private_bytes(form.Encoding.DER, old, form.NoEncryption())),
        ("SEC1", EC.private_bytes(form.Encoding.DER, old, form.NoEncryption())),
    ]:
        texts[kind] = base64.b64encode(data).decode()
    encrypted = EC.private_bytes(
        form.Encoding.DER, form.PrivateFormat.PKCS8, form.BestAvailableEncryption(b"x")
    )
    texts["encrypted"] = base64.b64encode(encrypted).decode()
    found = read(*[base64.b64decode(text) for text in texts.values()])
    assert [kind for kind, _ in found] == [der.get(name, "private-key") for name in texts]
    assert [text for _, text in found] == [text.replace("\n", "") for text in texts.values()]


def test_a_file_that_is_neither_key_nor_text_is_named() -> None:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    request = x509.CertificateSigningRequestBuilder(name).sign(EC, hashes.SHA256())
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    certificate = x509.CertificateBuilder(
        name, name, EC.public_key(), 1, start, start.replace(year=2040)
    ).sign(EC, hashes.SHA256())
    store = pkcs12.serialize_key_and_certificates(
        b"key", EC, certificate, None, form.BestAvailableEncryption(b"x")
    )
    found = read(
        store,
        request.public_bytes(form.Encoding.DER),
        bytes.fromhex("feedfeed00000002"),
        b"PK\x03\x04" + bytes(30),
        bytes(range(256)),
        store[:-1],
        b"",
    )
    expected = [
        "pkcs12",
        "certificate-request",
        "key-store",
        "archive",
        "binary",
        "binary",
        "empty",
    ]
    assert [kind for kind, _ in found] == expected
