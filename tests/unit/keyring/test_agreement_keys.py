"""Keys on X25519 and X448 in PEM and DER (RFC 8410): read, described, completed, of use for JWE."""

from __future__ import annotations

import base64
import datetime
import json
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import x448, x25519

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes
from tests.unit.support.host import call_with_host
from tests.unit.support.key_texts import (
    DER,
    ED25519,
    PEM,
    PKCS8,
    SPKI,
    private_text,
    public_bytes_of,
)

KEYS: dict[str, Any] = {
    "X25519": x25519.X25519PrivateKey.generate(),
    "X448": x448.X448PrivateKey.generate(),
}
# openssl genpkey -algorithm X25519 | X448
OPENSSL = {
    "X25519": "MC4CAQAwBQYDK2VuBCIEIOCKTksB90shz0BuWgmpnKmilD2HnX08YmZDZdMVutFH",
    "X448": (
        "MEYCAQAwBQYDK2VvBDoEODDk1SzX4vE9SduRctXDbhqMpPPKZwzAxApP9cB7UAYe"
        "FoV+yQlL+5KJUT8tjWAxPQkdxy3jj7i4"
    ),
}


def members(crv: str, *, private: bool) -> dict[str, str]:
    key = KEYS[crv]
    found = {
        "kty": "OKP",
        "crv": crv,
        "x": base64url.encode(key.public_key().public_bytes_raw()),
    }
    return found | ({"d": base64url.encode(key.private_bytes_raw())} if private else {})


def texts(crv: str) -> list[tuple[str, bool, str]]:
    """The key in every form, whether that is the private one, and what it is called."""
    key = KEYS[crv]
    private = key.private_bytes(DER, PKCS8, form.NoEncryption())
    public = public_bytes_of(key, DER, SPKI)
    return [
        (private_text(key, PKCS8), True, "PEM (PKCS#8)"),
        (public_bytes_of(key, PEM, SPKI).decode(), False, "PEM (SPKI)"),
        (base64.b64encode(private).decode(), True, "DER (PKCS#8)"),
        (base64.b64encode(public).decode(), False, "DER (SPKI)"),
        (json.dumps({"a": private_text(key, PKCS8)}), True, "PEM (PKCS#8)"),
    ]


@pytest.mark.parametrize("crv", KEYS)
def test_every_form_is_read_and_told(crv: str) -> None:
    for text, private, source in texts(crv):
        described = call("describe_key", key={"text": text})
        [key] = described["keys"]
        jwk = json.loads(key["jwk"])
        assert {name: jwk[name] for name in jwk if name != "kid"} == members(crv, private=private)
        assert (key["curve"], key["private"], key["source"]) == (crv, private, source)
        assert key["algorithms"] == [
            "ECDH-ES",
            *(f"ECDH-ES+A{bits}KW" for bits in (128, 192, 256)),
        ]
        assert key["public_pem"] == public_bytes_of(KEYS[crv], PEM, SPKI).decode()


@pytest.mark.parametrize("crv", KEYS)
def test_openssls_keys_are_read(crv: str) -> None:
    pem = f"-----BEGIN PRIVATE KEY-----\n{OPENSSL[crv]}\n-----END PRIVATE KEY-----\n"
    described = call("describe_key", key={"text": pem})
    assert codes(described) == []
    [key] = described["keys"]
    assert "".join(key["pem"].split("\n")[1:-2]) == OPENSSL[crv]
    loaded: Any = form.load_pem_private_key(pem.encode(), None)
    assert json.loads(key["jwk"])["d"] == base64url.encode(loaded.private_bytes_raw())


@pytest.mark.parametrize("crv", KEYS)
def test_what_is_encrypted_to_the_pem_opens_with_the_pem(crv: str) -> None:
    header = json.dumps({"alg": "ECDH-ES+A256KW", "enc": "A256GCM"})
    public = public_bytes_of(KEYS[crv], PEM, SPKI).decode()
    token = call("encrypt", header=header, payload="{}", key={"text": public})["token"]
    key = {"text": private_text(KEYS[crv], PKCS8)}
    report = call("inspect", token=token, decryption_key=key, now=1)
    assert (report["encryption"]["state"], report["payload"]) == ("opened", "{}")


@pytest.mark.parametrize("crv", KEYS)
def test_a_new_key_comes_with_its_pem(crv: str) -> None:
    made = call("generate_key", alg="ECDH-ES", crv=crv)
    for half, label in (("private", "PRIVATE KEY"), ("public", "PUBLIC KEY")):
        assert made[half]["pem"].startswith(f"-----BEGIN {label}-----\n")
        [key] = call("describe_key", key={"text": made[half]["pem"]})["keys"]
        assert json.loads(key["jwk"])["x"] == json.loads(made["public"]["jwk"])["x"]
        assert key["private"] == (half == "private")


def test_the_browser_completes_x25519() -> None:
    text = private_text(KEYS["X25519"], PKCS8)
    reply, [question] = call_with_host("describe_key", key={"text": text}, engine="webcrypto")
    assert (question["op"], question["parameters"]) == ("import-key", {"name": "X25519"})
    [key] = reply["result"]["keys"]
    assert json.loads(key["jwk"]) == members("X25519", private=True)


@pytest.mark.parametrize("crv", KEYS)
@pytest.mark.parametrize("change", [b"", b"\0"], ids=["too short", "too long"])
def test_a_number_of_another_length_is_refused(crv: str, change: bytes) -> None:
    raw = KEYS[crv].private_bytes_raw()
    wrong = raw + change if change else raw[:-1]
    whole = KEYS[crv].private_bytes(DER, PKCS8, form.NoEncryption())
    head = bytearray(whole[: -len(raw)])
    for at in (1, len(head) - 3, len(head) - 1):  # every length that counts the number
        head[at] += len(wrong) - len(raw)
    described = call("describe_key", key={"text": base64.b64encode(head + wrong).decode()})
    assert (described["keys"], codes(described)) == ([], ["key-unreadable"])
    public = public_bytes_of(KEYS[crv], DER, SPKI)
    head = bytearray(public[: -len(raw)])
    for at in (1, len(head) - 2):
        head[at] += len(wrong) - len(raw)
    described = call("describe_key", key={"text": base64.b64encode(head + wrong).decode()})
    assert (described["keys"], codes(described)) == ([], ["key-unreadable"])
    assert f"the length that it has on {crv}" in described["findings"][0]["message"]


@pytest.mark.parametrize("crv", KEYS)
def test_a_jwk_of_another_length_or_type_has_no_pem(crv: str) -> None:
    whole = members(crv, private=True)
    for jwk in (
        {**whole, "x": whole["x"][:-4]},
        {**whole, "d": whole["d"] + "AAAA"},
        {**whole, "kty": "EC", "y": whole["x"]},
    ):
        [key] = call("describe_key", key={"text": json.dumps(jwk)})["keys"]
        assert (key["pem"], key["public_pem"]) == (None, None)


def test_a_key_of_agreement_verifies_and_signs_nothing() -> None:
    signed = call(
        "sign", header='{"alg":"EdDSA"}', payload="{}", key={"text": private_text(ED25519, PKCS8)}
    )
    public = public_bytes_of(KEYS["X25519"], PEM, SPKI).decode()
    report = call("inspect", token=signed["token"], key={"text": public}, now=1)
    assert report["signature"] != "valid"
    private = {"text": private_text(KEYS["X25519"], PKCS8)}
    made = call("sign", header='{"alg":"EdDSA"}', payload="{}", key=private)
    assert made["token"] is None


def test_a_certificate_of_such_a_key_is_read_and_signs_no_other() -> None:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "agrees")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(
        name, name, KEYS["X25519"].public_key(), 1, start, start.replace(year=2040)
    )
    data = builder.sign(ED25519, None).public_bytes(DER)
    [key] = call("describe_key", key={"text": base64.b64encode(data).decode()})["keys"]
    assert (key["curve"], key["certificates"][0]["signed_by"]) == ("X25519", "unknown")
    # Its own name as the algorithm of the signature: no such algorithm signs anything.
    ed25519, agreement = bytes.fromhex("06032b6570"), bytes.fromhex("06032b656e")
    odd = data.replace(ed25519, agreement)
    assert odd.count(agreement) > data.count(agreement)
    [key] = call("describe_key", key={"text": base64.b64encode(odd).decode()})["keys"]
    assert key["certificates"][0]["signed_by"] == "unknown"
