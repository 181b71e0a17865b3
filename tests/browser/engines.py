"""Pages whose engine a test chooses, and keys in every form to try on them."""

from __future__ import annotations

import datetime
import json
import socket
from collections.abc import Iterator
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, Page

from tests.browser.conftest import wait_until_ready
from tests.browser.guard import PageGuard
from tests.site_server import SiteServer

PAYLOAD = '{"sub":"é","n":100002348117421473}'
CALL = "([op, params]) => jwtPlayground.call(op, params)"


class EnginePage:
    """A page that does every public-key operation with one engine."""

    def __init__(self, page: Page, engine: str) -> None:
        self.page = page
        self.engine = engine

    def call(self, op: str, **params: Any) -> dict[str, Any]:
        """Return the result of one call."""
        if op != "meta":
            params.setdefault("engine", self.engine)
        result: dict[str, Any] = self.page.evaluate(CALL, [op, params])
        return result


def opened(
    browser: Browser, server: SiteServer, engine: str, allow: tuple[str, ...] = ()
) -> Iterator[EnginePage]:
    """Open a site in a profile of its own; at the end its problems fail the test."""
    context = browser.new_context(service_workers="block")
    guard = PageGuard(context, server.origin)
    for pattern in allow:
        guard.allow(pattern)
    page = context.new_page()
    page.goto(server.url)
    wait_until_ready(page)
    try:
        yield EnginePage(page, engine)
        guard.check()
    finally:
        context.close()


def sign(where: Any, alg: str, key: str, **more: Any) -> str:
    """Return a token over PAYLOAD, signed in the browser or (where = `call`) by CPython."""
    signed = where(
        "sign", header=json.dumps({"alg": alg}), payload=PAYLOAD, key={"text": key}, **more
    )
    assert signed["token"], signed["findings"]
    return str(signed["token"])


def changed(token: str) -> str:
    """Return the token with one bit of its signature's middle turned."""
    middle = token.rindex(".") + len(token[token.rindex(".") :]) // 2
    return token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]


def verify(where: Any, token: str, key: str, **more: Any) -> tuple[str, str | None]:
    """Return what a verifier says of the signature, and which engine it was."""
    report = where("inspect", token=token, key={"text": key}, now=1, **more)
    if report["signature"] == "valid":
        assert report["verdict"] == "valid", report
        assert report["payload"] == PAYLOAD
        assert report["pyjwt"]["ok"], report["pyjwt"]
    return report["signature"], report["engine"]


def own_address() -> str | None:
    """Return an address of this machine by which it is no “localhost”; None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))  # sends nothing; picks the interface
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if address.startswith("127.") else address


Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
KEYS: dict[str, Private] = {
    "RS256": rsa.generate_private_key(65537, 2048),
    "ES384": ec.generate_private_key(ec.SECP384R1()),
    "Ed25519": ed25519.Ed25519PrivateKey.generate(),
}
"""A key for each type, by an algorithm that it signs with."""


def private_forms(alg: str) -> dict[str, str]:
    """Return a private key's text in every form that carries it."""
    key = KEYS[alg]
    plain = form.NoEncryption()
    forms = {
        "PKCS#8": key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, plain),
        "OpenSSH": key.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, plain),
    }
    if alg != "Ed25519":
        name = "PKCS#1" if alg == "RS256" else "SEC1"
        traditional = form.PrivateFormat.TraditionalOpenSSL
        forms[name] = key.private_bytes(form.Encoding.PEM, traditional, plain)
    return {name: data.decode() for name, data in forms.items()}


def public_forms(alg: str) -> dict[str, str]:
    """Return the public half's text in every form that carries it."""
    public = KEYS[alg].public_key()
    forms = {
        "SPKI": public.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo),
        "OpenSSH public": public.public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH),
        "X.509": _certificate(alg).public_bytes(form.Encoding.PEM),
    }
    if alg == "RS256":
        forms["PKCS#1 public"] = public.public_bytes(form.Encoding.PEM, form.PublicFormat.PKCS1)
    return {name: data.decode() for name, data in forms.items()}


def _certificate(alg: str) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    key = KEYS[alg]
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.datetime(2020, 1, 1))
        .not_valid_after(datetime.datetime(2100, 1, 1))
        .sign(key, None if alg == "Ed25519" else hashes.SHA256())
    )
