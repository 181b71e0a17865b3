"""Key texts of other worlds: each kind with the key that it holds, and a token which that key signed."""

from __future__ import annotations

import base64
import html
import json
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

from tests.unit.support.calls import call

RSA = rsa.generate_private_key(65537, 2048)
P256 = ec.derive_private_key(0x7A11CE, ec.SECP256R1())
P384 = ec.derive_private_key(0x7A11CE, ec.SECP384R1())
P521 = ec.derive_private_key(0x7A11CE, ec.SECP521R1())
K256 = ec.derive_private_key(0x7A11CE, ec.SECP256K1())
ED = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ED448 = ed448.Ed448PrivateKey.from_private_bytes(bytes(range(57)))
Private = (
    rsa.RSAPrivateKey
    | ec.EllipticCurvePrivateKey
    | ed25519.Ed25519PrivateKey
    | ed448.Ed448PrivateKey
)
ALGORITHMS: dict[str, Private] = {
    "RS256": RSA,
    "ES256": P256,
    "ES384": P384,
    "ES512": P521,
    "ES256K": K256,
    "EdDSA": ED,
}
PAYLOAD = '{"iss":"a","exp":1795603540}'
_RAW, _RAW_PUBLIC = form.Encoding.Raw, form.PublicFormat.Raw
_X962 = form.Encoding.X962


class Foreign(NamedTuple):
    """A text, and the algorithm of the token that its key signed."""

    text: str
    alg: str
    private: bool = False


def pem(key: Private, *, private: bool = False) -> str:
    if private:
        text = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
        return text.decode()
    return (
        key.public_key()
        .public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def base58(data: bytes) -> str:
    digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = digits[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def point(key: ec.EllipticCurvePrivateKey, *, compressed: bool = False) -> bytes:
    kind = form.PublicFormat
    return key.public_key().public_bytes(
        _X962, kind.CompressedPoint if compressed else kind.UncompressedPoint
    )


def jwk(key: Private) -> str:
    return str(call("describe_key", key={"text": pem(key)})["keys"][0]["public_jwk"])


@cache
def token(alg: str) -> str:
    """A token that the key of the algorithm signed."""
    key = {"text": pem(ALGORITHMS[alg], private=True)}
    signed = call("sign", header=json.dumps({"alg": alg}), payload=PAYLOAD, key=key)
    return str(signed["token"])


def _xml(*, private: bool = False) -> str:
    numbers = RSA.private_numbers()
    members = {"Modulus": numbers.public_numbers.n, "Exponent": numbers.public_numbers.e}
    if private:
        members |= {"P": numbers.p, "Q": numbers.q, "DP": numbers.dmp1, "DQ": numbers.dmq1}
        members |= {"InverseQ": numbers.iqmp, "D": numbers.d}
    inner = "".join(
        f"<{name}>{b64(value.to_bytes((value.bit_length() + 7) // 8, 'big'))}</{name}>"
        for name, value in members.items()
    )
    return f"<RSAKeyValue>{inner}</RSAKeyValue>"


def _ec_xml() -> str:
    numbers = P256.public_key().public_numbers()
    return (
        '<ECDSAKeyValue xmlns="http://www.w3.org/2001/04/xmldsig-more#"><DomainParameters>'
        '<NamedCurve URN="urn:oid:1.2.840.10045.3.1.7" /></DomainParameters><PublicKey>'
        f'<X Value="{numbers.x}" xsi:type="PrimeFieldElemType" /><Y Value="{numbers.y}" />'
        "</PublicKey></ECDSAKeyValue>"
    )


def _der(key: Private) -> str:
    return "".join(pem(key).splitlines()[1:-1])


@cache
def foreign_keys() -> dict[str, Foreign]:
    """Each kind by its name. All of them are read."""
    scalar = (0x7A11CE).to_bytes(32, "big")
    seed = bytes(range(32))
    public = ED.public_key().public_bytes(_RAW, _RAW_PUBLIC)
    both = seed + public
    did = "did:key:z" + base58(b"\xed\x01" + public)
    set_text = json.dumps({"keys": [json.loads(jwk(P256))]})
    account = json.dumps({"type": "service_account", "private_key": pem(RSA, private=True)})
    web_push = (
        f"=====\n\nPublic Key:\n{b64url(point(P256))}\n\nPrivate Key:\n{b64url(scalar)}\n\n====="
    )
    named = {"publicKey": b64url(point(P256)), "privateKey": b64url(scalar)}
    yaml = (
        f"apiVersion: v1\nkind: Secret\ndata:\n  tls.key: {b64(pem(RSA, private=True).encode())}\n"
    )
    found: dict[str, tuple[str, str] | tuple[str, str, bool]] = {
        "VAPID public key": (b64url(point(P256)), "ES256"),
        "VAPID public key in base64": (b64(point(P256)), "ES256"),
        "point in hex": (point(P256).hex(), "ES256"),
        "point in hex with 0x": ("0x" + point(K256).hex(), "ES256K"),
        "point in hex with colons": (point(P256).hex(":"), "ES256"),
        "coordinates alone": (point(P256)[1:].hex(), "ES256"),
        "point of P-384": (b64url(point(P384)), "ES384"),
        "point of P-521": (b64(point(P521)), "ES512"),
        "compressed point": (point(P256, compressed=True).hex(), "ES256"),
        "compressed point of secp256k1": (point(K256, compressed=True).hex(), "ES256K"),
        "named point": (f"VAPID_PUBLIC_KEY={b64url(point(P256))}", "ES256"),
        "VAPID private key": (b64url(scalar), "ES256", True),
        "VAPID private key with padding": (b64(scalar), "ES256", True),
        "private number in hex": (scalar.hex(), "ES256", True),
        "named private number": (f'VAPID_PRIVATE_KEY="{b64url(scalar)}"', "ES256", True),
        "number with a sign byte": ((b"\0" + scalar).hex(), "ES256K", True),
        "number of P-384": (b64((0x7A11CE).to_bytes(48, "big")), "ES384", True),
        "what web-push prints": (web_push, "ES256", True),
        "web-push JSON": (json.dumps(named), "ES256", True),
        "header of Web Push": (f"vapid t={token('ES256')}, k={b64url(point(P256))}", "ES256"),
        "Ed25519 public key in base64": (b64(public), "EdDSA"),
        "Ed25519 public key in hex": (public.hex(), "EdDSA"),
        "Ed25519 public key in base58": (base58(public), "EdDSA"),
        "did:key": (did, "EdDSA"),
        "did:key with its fragment": (did + "#z6Mk", "EdDSA"),
        "Ed25519 seed in hex": (seed.hex(), "EdDSA", True),
        "Ed25519 seed in base64": (b64(seed), "EdDSA", True),
        "Ed25519 64 bytes": (b64(both), "EdDSA", True),
        "Ed25519 64 bytes in base58": (base58(both), "EdDSA", True),
        "Ed25519 key as numbers": (json.dumps(list(both)), "EdDSA", True),
        "XML of .NET": (_xml(), "RS256"),
        "private XML of .NET": (_xml(private=True), "RS256", True),
        "XML of .NET in base64": (b64(_xml().encode()), "RS256"),
        "XML with entities": (html.escape(_xml()), "RS256"),
        "XML in JSON": (json.dumps({"key": _xml()}), "RS256"),
        "XML of RFC 4050": (_ec_xml(), "ES256"),
        "Keycloak realm": (json.dumps({"realm": "a", "public_key": _der(RSA)}), "RS256"),
        "key after a name": (f"PUBLIC_KEY={_der(RSA)}", "RS256"),
        "service account in base64": (b64(account.encode()), "RS256", True),
        "Hasura": (json.dumps({"type": "RS256", "key": pem(RSA)}), "RS256"),
        "set without braces": (set_text[1:-1], "ES256"),
        "JWK without braces": (jwk(P256).strip()[1:-1], "ES256"),
        "array of JWKs": (json.dumps([json.loads(jwk(P256))]), "ES256"),
        "typographic quotes": (set_text.replace('"', "”"), "ES256"),
        "Python dictionary": (str(json.loads(set_text)), "ES256"),
        "names without quotes": (
            "{kty: 'EC'" + str(json.loads(jwk(P256)))[12:].replace('"', ""),
            "ES256",
        ),
        "comma at the end": (set_text.replace("}]", "},]"), "ES256"),
        "JavaScript": (f"const jwks = {set_text};", "ES256"),
        "string of JSON": (json.dumps(set_text), "ES256"),
        "set in base64": (b64(set_text.encode()), "ES256"),
        "set in base64url": (b64url(set_text.encode()), "ES256"),
        "set in hex": (set_text.encode().hex(), "ES256"),
        "set in percent-encoding": (quote(set_text), "ES256"),
        "PEM in percent-encoding": (quote(pem(RSA), safe=""), "RS256"),
        "PEM in a form": (quote_plus(pem(RSA)), "RS256"),
        "PEM in hex": (pem(RSA).encode().hex(), "RS256"),
        "PEM in base64 twice": (b64(b64(pem(RSA).encode()).encode()), "RS256"),
        "PEM in quoted-printable": (pem(P256).replace("=", "=3D"), "ES256"),
        "PEM in HTML": (pem(P256).replace("\n", "<br>\n"), "ES256"),
        "PEM in a mail": ("\n".join("> " + line for line in pem(RSA).splitlines()), "RS256"),
        "PEM without backslashes": (pem(RSA).strip().replace("\n", "n"), "RS256"),
        "data: address": (f"data:application/x-pem-file;base64,{b64(pem(RSA).encode())}", "RS256"),
        "Kubernetes secret": (yaml, "RS256", True),
        "curl with a JWK": (f"curl -d '{jwk(P256)}' https://api.example/", "ES256"),
        "curl with DER": (f"curl 'https://api.example/?key={quote(_der(RSA), safe='')}'", "RS256"),
        "link with a key": (
            f"https://api.example/?kid=1&key={quote(_der(P256), safe='')}",
            "ES256",
        ),
        "environment": (f"PORT=80\nJWKS={set_text}\nDEBUG=1", "ES256"),
    }
    return {name: Foreign(*one) for name, one in found.items()}
