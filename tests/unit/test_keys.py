"""Keys: every format is recognized, chosen as the standards say, and explained when it is not."""

from __future__ import annotations

import base64
import datetime
import json
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x25519

from tests import vectors
from tests.unit.calls import call, check, codes

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
ED25519 = ed25519.Ed25519PrivateKey.generate()
ED448 = ed448.Ed448PrivateKey.generate()
K256 = ec.generate_private_key(ec.SECP256K1())
ALGORITHMS = [
    *("HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "ES256K", "EdDSA", "Ed25519", "Ed448"),
]


def _private(key: Any, kind: form.PrivateFormat, passphrase: bytes | None = None) -> str:
    how: form.KeySerializationEncryption = form.NoEncryption()
    if passphrase:
        how = form.BestAvailableEncryption(passphrase)
    return str(key.private_bytes(form.Encoding.PEM, kind, how).decode())


def _public(key: Any, encoding: form.Encoding, kind: form.PublicFormat) -> bytes:
    return bytes(key.public_key().public_bytes(encoding, kind))


def _certificate(key: Any) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), 1, start, start.replace(year=2040)
    )
    return builder.sign(key, hashes.SHA256())


SPKI, PKCS1 = form.PublicFormat.SubjectPublicKeyInfo, form.PublicFormat.PKCS1
PKCS8, OLD = form.PrivateFormat.PKCS8, form.PrivateFormat.TraditionalOpenSSL
PEM, DER = form.Encoding.PEM, form.Encoding.DER
PUBLIC = {
    "SPKI of RSA": ("RS256", _public(RSA, PEM, SPKI).decode(), RSA),
    "PKCS#1 of RSA": ("PS384", _public(RSA, PEM, PKCS1).decode(), RSA),
    "SPKI of EC": ("ES256", _public(EC, PEM, SPKI).decode(), EC),
    "SPKI of secp256k1": ("ES256K", _public(K256, PEM, SPKI).decode(), K256),
    "SPKI of Ed25519": ("EdDSA", _public(ED25519, PEM, SPKI).decode(), ED25519),
    "SPKI of Ed448": ("Ed448", _public(ED448, PEM, SPKI).decode(), ED448),
    "certificate": ("RS512", _certificate(RSA).public_bytes(PEM).decode(), RSA),
    "DER of SPKI": ("ES256", base64.b64encode(_public(EC, DER, SPKI)).decode(), EC),
    "DER in lines": ("RS256", base64.encodebytes(_public(RSA, DER, SPKI)).decode(), RSA),
    "DER of a certificate": (
        "ES256",
        base64.b64encode(_certificate(EC).public_bytes(DER)).decode(),
        EC,
    ),
    "OpenSSH RSA": (
        "RS256",
        _public(RSA, form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode() + " me@host",
        RSA,
    ),
    "OpenSSH Ed25519": (
        "Ed25519",
        _public(ED25519, form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode(),
        ED25519,
    ),
    "OpenSSH EC": (
        "ES256",
        _public(EC, form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode(),
        EC,
    ),
    "text around PEM": ("ES256", "Here it is:\n" + _public(EC, PEM, SPKI).decode() + "\nbye", EC),
}
PRIVATE = {
    "PKCS#8 of RSA": ("RS256", _private(RSA, PKCS8), None),
    "PKCS#1 of RSA": ("RS256", _private(RSA, OLD), None),
    "PKCS#8 of EC": ("ES256", _private(EC, PKCS8), None),
    "SEC1 of EC": ("ES256", _private(EC, OLD), None),
    "encrypted PKCS#8": ("ES256", _private(EC, PKCS8, b"open sesame"), "open sesame"),
    "encrypted PKCS#1": ("RS256", _private(RSA, OLD, b"open sesame"), "open sesame"),
    "PKCS#8 of Ed448": ("EdDSA", _private(ED448, PKCS8), None),
    "OpenSSH": ("Ed25519", _private(ED25519, form.PrivateFormat.OpenSSH), None),
    "DER of PKCS#8": (
        "ES256",
        base64.b64encode(EC.private_bytes(DER, PKCS8, form.NoEncryption())).decode(),
        None,
    ),
}


def _sign(alg: str, key: dict[str, Any]) -> str:
    signed = call("sign", header=json.dumps({"alg": alg}), payload='{"a":1}', key=key)
    assert signed["token"], signed
    return str(signed["token"])


def _verify(token: str, text: str, **key: Any) -> dict[str, Any]:
    return call("inspect", token=token, key={"text": text, **key}, now=1)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_key_of_any_format_verifies(name: str) -> None:
    alg, text, key = PUBLIC[name]
    report = _verify(_sign(alg, {"text": _private(key, PKCS8)}), text)
    assert report["verdict"] == "valid", report
    assert report["engine"] == "cryptography"
    assert report["pyjwt"]["ok"]


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_key_of_any_format_signs_and_verifies(name: str) -> None:
    alg, text, passphrase = PRIVATE[name]
    key = {"text": text} if passphrase is None else {"text": text, "passphrase": passphrase}
    report = _verify(_sign(alg, key), **key)
    assert report["verdict"] == "valid"
    assert codes(report) == ["key-private-given", "no-expiry"]


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_generated_key_signs_verifies_and_describes_itself(alg: str) -> None:
    made = call("generate_key", alg=alg)
    token = _sign(alg, {"text": made["private"]["jwk"]})
    public = made["public"] or made["private"]
    report = _verify(token, public["jwk"])
    assert (report["verdict"], report["pyjwt"]["ok"]) == ("valid", True)
    [described] = call("describe_key", key={"text": made["private"]["jwk"]})["keys"]
    assert (described["alg"], described["private"]) == (alg, True)
    assert described["kid"] == described["thumbprint"]
    if made["public"]:
        assert _verify(token, public["pem"])["verdict"] == "valid"
        assert not {"d", "p", "q", "dp", "dq", "qi"} & set(json.loads(public["jwk"]))
        assert described["public_pem"] == public["pem"]
    assert call("generate_key", alg=alg)["private"] != made["private"]


@pytest.mark.parametrize(
    ("alg", "bits", "code"),
    [
        ("HS256", 128, "bits-out-of-range"),
        ("RS256", 1024, "bits-out-of-range"),
        ("RS256", 1_000_000, "bits-out-of-range"),
        ("ES256", 384, "bits-out-of-range"),
        ("none", None, "alg-cannot-sign"),
        ("XS1", None, "alg-cannot-sign"),
    ],
)
def test_a_key_that_is_not_made_says_why(alg: str, bits: int | None, code: str) -> None:
    made = call("generate_key", alg=alg, **({"bits": bits} if bits else {}))
    assert (made["private"], codes(made)) == (None, [code])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("a secret of thirty-two characters", "utf8"),
        ("YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBjaGFyYWN0ZXJz", "base64"),
        ("YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBjaGFyYWN0ZXJz\n", "base64url"),
        ("6120736563726574206f66207468697274792d74776f2063686172616374657273", "hex"),
    ],
)
def test_one_secret_in_four_encodings_is_one_secret(text: str, encoding: str) -> None:
    token = _sign("HS256", {"text": "a secret of thirty-two characters"})
    assert _verify(token, text, encoding=encoding)["verdict"] == "valid"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        ("xyz", "hex", "digits"),
        ("abc", "hex", "even"),
        ("a*b", "base64", "“*”"),
        ("abcde", "base64url", "5"),
    ],
)
def test_a_secret_that_is_not_of_its_encoding_says_so(text: str, encoding: str, named: str) -> None:
    [finding] = call("describe_key", key={"text": text, "encoding": encoding})["findings"]
    assert finding["code"] == "secret-encoding"
    assert named in finding["message"]


@pytest.mark.parametrize(
    ("text", "passphrase", "code"),
    [
        (_private(EC, PKCS8, b"right"), None, "key-passphrase-needed"),
        (_private(EC, PKCS8, b"right"), "wrong", "key-passphrase-wrong"),
        (_private(RSA, OLD, b"right"), None, "key-passphrase-needed"),
        (_private(RSA, OLD, b"right"), "wrong", "key-passphrase-wrong"),
        (_private(EC, PKCS8), "none needed", "key-passphrase-unused"),
        (_private(EC, PKCS8)[:-40], None, "key-unreadable"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", None, "key-unreadable"),
        ("-----BEGIN PGP MESSAGE-----\nAAAA\n-----END PGP MESSAGE-----", None, "key-unreadable"),
        (_private(x25519.X25519PrivateKey.generate(), PKCS8), None, "key-unreadable"),
        (_private(dsa.generate_private_key(2048), PKCS8), None, "key-unreadable"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA", None, "key-unreadable"),
        ('{"kty":"RSA"', None, "json-invalid"),
        ('{"kty":"RSA"}', None, "key-unreadable"),
        ('{"kty":"RSA","n":1,"e":"AQAB"}', None, "key-unreadable"),
        ('{"kty":"RSA","n":"AAAA","e":"AQAB"}', None, "key-unreadable"),
        ('{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}', None, "key-unreadable"),
        ('{"kty":"EC","crv":"P-999","x":"AAAA","y":"AAAA"}', None, "key-unreadable"),
        ('{"kty":"OKP","crv":"Ed25519","x":"AAAA"}', None, "key-unreadable"),
        ('{"kty":"oct","k":"***"}', None, "key-unreadable"),
        ('{"kty":"oct","k":""}', None, "key-unreadable"),
        ('{"kty":5}', None, "key-unreadable"),
        ('{"kty":"PQC"}', None, "key-unreadable"),
        ('{"keys":[]}', None, "key-unreadable"),
        ('{"keys":{}}', None, "key-unreadable"),
        ('{"keys":[5]}', None, "key-not-in-set"),
    ],
)
def test_a_key_that_cannot_be_used_is_explained(
    text: str, passphrase: str | None, code: str
) -> None:
    key = {"text": text, "passphrase": passphrase} if passphrase else {"text": text}
    described = call("describe_key", key=key)
    assert codes(described)[-1] == code
    message = described["findings"][-1]["message"]
    assert message.endswith(".")
    assert "object" not in message.replace("JSON object", "")
    assert "0x" not in message
    report = _verify(_sign("HS256", {"text": "x" * 32}), **key)
    assert report["signature"] != "valid"


def test_a_thumbprint_is_that_of_rfc_7638() -> None:
    # RFC 7638 section 3.1
    jwk = {
        "kty": "RSA",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        "e": "AQAB",
        "alg": "RS256",
        "kid": "2011-04-29",
    }
    [described] = call("describe_key", key={"text": json.dumps(jwk)})["keys"]
    assert described["thumbprint"] == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


SET: list[dict[str, Any]] = [
    {"kty": "oct", "k": "A" * 43, "kid": "one"},
    {"kty": "oct", "k": "B" * 42 + "A", "kid": "two"},
    {"kty": "oct", "k": "C" * 42 + "A", "kid": "enc", "use": "enc"},
    {"kty": "oct", "k": "D" * 42 + "A", "kid": "384", "alg": "HS384"},
    {"kty": "oct", "k": "E" * 42 + "A", "kid": "ops", "key_ops": ["encrypt"]},
]


def _in_set(
    token_kid: str | None, signed_by: int, keys: list[dict[str, Any]] = SET, **key: Any
) -> dict[str, Any]:
    bare = {name: SET[signed_by][name] for name in ("kty", "k")}
    header = {"alg": "HS256", "kid": token_kid} if token_kid else {"alg": "HS256"}
    token = call("sign", header=json.dumps(header), payload="{}", key={"text": json.dumps(bare)})[
        "token"
    ]
    return _verify(token, json.dumps({"keys": keys}), **key)


def test_a_set_offers_the_key_with_the_tokens_kid() -> None:
    assert _in_set("two", 1)["verdict"] == "valid"
    assert _in_set("one", 1)["signature"] == "invalid"


def test_a_set_is_tried_as_a_whole_when_the_token_has_no_kid() -> None:
    assert _in_set(None, 1)["verdict"] == "valid"


def test_a_kid_that_the_user_gives_comes_before_the_tokens() -> None:
    assert _in_set("one", 1, kid="two")["verdict"] == "valid"
    assert check(_in_set("one", 1, kid="x"), "key")["code"] == "key-not-found"


def test_a_kid_that_is_not_in_the_set_is_refused() -> None:
    report = _in_set("nobody", 1)
    assert check(report, "key")["code"] == "key-not-found"
    assert (report["signature"], report["verdict"]) == ("unchecked", "invalid")


@pytest.mark.parametrize(("kid", "index"), [("enc", 2), ("384", 3), ("ops", 4)])
def test_a_key_that_forbids_the_use_is_not_used(kid: str, index: int) -> None:
    report = _in_set(kid, index)
    assert check(report, "key")["code"] == "key-forbids"
    assert (report["signature"], report["verdict"]) == ("unchecked", "invalid")


def test_a_bad_key_in_a_set_does_not_spoil_the_others() -> None:
    report = _in_set("two", 1, [{"kty": "RSA"}, *SET])
    assert report["verdict"] == "valid"
    assert "key-not-in-set" in codes(report)


def test_two_keys_with_one_kid_are_named_and_both_tried() -> None:
    report = _in_set("same", 1, [{**SET[0], "kid": "same"}, {**SET[1], "kid": "same"}])
    assert report["verdict"] == "valid"
    assert "key-duplicate-kid" in codes(report)


def test_a_public_key_is_never_an_hmac_secret() -> None:
    """RFC 8725 section 2.1: the attacker signs with the public key's text as the secret."""
    import hashlib
    import hmac

    for name in ("SPKI of RSA", "DER of SPKI", "OpenSSH RSA"):
        _, text, _ = PUBLIC[name]
        head = "eyJhbGciOiJIUzI1NiJ9.e30"
        mac = hmac.new(text.encode(), head.encode(), hashlib.sha256).digest()
        token = head + "." + base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
        for allowed in ({}, {"algorithms": ["HS256", "RS256"]}):
            report = call("inspect", token=token, key={"text": text}, now=1, **allowed)
            assert (report["signature"], report["verdict"]) == ("unchecked", "invalid"), name
        hidden = call(
            "inspect", token=token, key={"text": text.encode().hex(), "encoding": "hex"}, now=1
        )
        if name != "DER of SPKI":  # the base64 of a DER is no format that PyJWT can recognize
            assert check(hidden, "key")["code"] == "key-refused", name


def test_the_tokens_alg_never_widens_what_the_key_allows() -> None:
    vector = vectors.load(vectors.RFC)[0]
    report = _verify(str(vector["token"]), PUBLIC["SPKI of RSA"][1])
    assert check(report, "algorithm")["code"] == "alg-not-allowed"
    assert report["pyjwt"]["exception"] == "InvalidAlgorithmError"


def test_a_public_key_cannot_sign() -> None:
    signed = call(
        "sign", header='{"alg":"RS256"}', payload="{}", key={"text": PUBLIC["SPKI of RSA"][1]}
    )
    assert (signed["token"], codes(signed)) == (None, ["key-public-only"])


def test_a_signature_in_der_is_recognized() -> None:
    head = "eyJhbGciOiJFUzI1NiJ9.e30"
    der = EC.sign(head.encode(), ec.ECDSA(hashes.SHA256()))
    token = head + "." + base64.urlsafe_b64encode(der).rstrip(b"=").decode()
    found = check(_verify(token, PUBLIC["SPKI of EC"][1]), "signature")
    assert found["code"] == "signature-length"
    assert "ASN.1 DER" in found["message"]


def test_a_small_rsa_key_is_weak() -> None:
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505
    report = _verify(_sign("RS256", {"text": _private(small, PKCS8)}), _private(small, PKCS8))
    assert "weak-rsa-key" in codes(report)
    assert (report["signature"], report["verdict"]) == ("valid", "invalid")
    assert check(report, "strength")["code"] == "key-too-small"
