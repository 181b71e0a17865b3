"""Asks noble, in Node, and OpenSSL the same questions."""

from __future__ import annotations

import base64
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from tests.browser.support.node import run_module

Json = dict[str, Any]

CURVES: dict[str, tuple[str, ec.EllipticCurve, hashes.HashAlgorithm]] = {
    "P-256": ("ES256", ec.SECP256R1(), hashes.SHA256()),
    "P-384": ("ES384", ec.SECP384R1(), hashes.SHA384()),
    "P-521": ("ES512", ec.SECP521R1(), hashes.SHA512()),
    "secp256k1": ("ES256K", ec.SECP256K1(), hashes.SHA256()),
}
"""Of each curve of ECDSA: its algorithm, and what OpenSSL calls it and its hash function."""
EDWARDS: dict[str, tuple[Any, Any]] = {
    "Ed25519": (ed25519.Ed25519PrivateKey, ed25519.Ed25519PublicKey),
    "Ed448": (ed448.Ed448PrivateKey, ed448.Ed448PublicKey),
}
KINDS = [*CURVES, *EDWARDS]
"""The curves that both have. OpenSSL has ML-DSA, but `cryptography` does not reach it there."""
ML_DSA = ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"]

_ASK = """
const files = { noble: "./site/engine/noble.js", mlDsa: "./site/engine/noble-ml-dsa.js" };
const [curves, mlDsa] = await Promise.all(Object.values(files).map((file) => import(file)));
tell(given.questions.map((question) => {
  const isMlDsa = "key" in question ? question.key.kty === "AKP" : question.crv.startsWith("ML-");
  return (isMlDsa ? mlDsa : curves).answer(question, given.tokens);
}));
"""


def noble(questions: list[Json], tokens: list[str] | None = None) -> list[Json]:
    """What noble answers, as the worker asks it."""
    asked = [{"id": "", "engine": "noble", **question} for question in questions]
    answers: list[Json] = run_module(_ASK, {"questions": asked, "tokens": tokens or []})
    return answers


def private_jwk(kind: str, octets: bytes) -> Json:
    """The JWK of a private number or seed, with the public half that OpenSSL computes."""
    if kind in EDWARDS:
        public = EDWARDS[kind][0].from_private_bytes(octets).public_key().public_bytes_raw()
        return {"kty": "OKP", "crv": kind, "x": b64(public), "d": b64(octets)}
    numbers = (
        ec.derive_private_key(int.from_bytes(octets, "big"), CURVES[kind][1])
        .public_key()
        .public_numbers()
    )
    x, y = (b64(number.to_bytes(len(octets), "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": kind, "x": x, "y": y, "d": b64(octets)}


def public_half(jwk: Json) -> Json:
    """A JWK without what is secret."""
    return {name: value for name, value in jwk.items() if name not in ("d", "priv")}


def kind_of(jwk: Json) -> str:
    """The `crv` of a key, or the `alg` of an AKP key."""
    return str(jwk["alg"] if jwk["kty"] == "AKP" else jwk["crv"])


def openssl_signs(jwk: Json, data: bytes) -> bytes:
    """A signature by OpenSSL, in the form of JWS."""
    kind = kind_of(jwk)
    secret = octets(jwk["d"])
    if kind in EDWARDS:
        return bytes(EDWARDS[kind][0].from_private_bytes(secret).sign(data))
    _, curve, digest = CURVES[kind]
    key = ec.derive_private_key(int.from_bytes(secret, "big"), curve)
    signed = key.sign(data, ec.ECDSA(digest, deterministic_signing=True))
    return b"".join(part.to_bytes(len(secret), "big") for part in decode_dss_signature(signed))


def openssl_verifies(jwk: Json, data: bytes, signature: bytes) -> bool | None:
    """Whether OpenSSL takes a signature; ``None`` if it does not take the key."""
    kind = kind_of(jwk)
    try:
        if kind in CURVES:
            x, y = (int.from_bytes(octets(jwk[name]), "big") for name in ("x", "y"))
            key: Any = ec.EllipticCurvePublicNumbers(x, y, CURVES[kind][1]).public_key()
        else:
            key = EDWARDS[kind][1].from_public_bytes(octets(jwk["x"]))
    except ValueError:
        return None
    try:
        if kind in CURVES:
            size = len(octets(jwk["x"]))
            if len(signature) != 2 * size:
                return False
            r, s = (int.from_bytes(part, "big") for part in (signature[:size], signature[size:]))
            key.verify(encode_dss_signature(r, s), data, ec.ECDSA(CURVES[kind][2]))
        else:
            key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def question(jwk: Json, data: bytes, signature: bytes) -> Json:
    """The question whether a key made a signature."""
    about = {"alg": kind_of(jwk), "key": public_half(jwk)}
    return {"op": "verify", **about, "data": b64(data), "signature": b64(signature)}


def verdict(answer: Json) -> bool | None:
    """What noble answered, as `openssl_verifies` says it."""
    assert answer.get("fault") in (None, "key"), answer
    return None if answer.get("fault") == "key" else bool(answer["value"])


def octets(text: str) -> bytes:
    """The bytes of base64url."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def b64(data: bytes) -> str:
    """Bytes in base64url."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
