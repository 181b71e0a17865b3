"""The keys of the host that answers with pyca/cryptography."""

from __future__ import annotations

import base64
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa, x25519

Json = dict[str, Any]
CURVES: dict[str, ec.EllipticCurve] = {
    "P-256": ec.SECP256R1(),
    "P-384": ec.SECP384R1(),
    "P-521": ec.SECP521R1(),
    "secp256k1": ec.SECP256K1(),
}


def generate(question: Json) -> Any:
    """The key that a question asks for."""
    alg = question["alg"]
    if question.get("crv") == "X25519":
        return x25519.X25519PrivateKey.generate()
    if question.get("crv") == "Ed448" or alg == "Ed448":
        return ed448.Ed448PrivateKey.generate()
    if question.get("crv") in CURVES:
        return ec.generate_private_key(CURVES[question["crv"]])
    if alg[:2] in ("RS", "PS"):
        return rsa.generate_private_key(65537, question["bits"])
    if alg in ("EdDSA", "Ed25519"):
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key(
        CURVES[{"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}[alg]]
    )


def public(jwk: Json) -> Any:
    """The public key of a JWK."""
    if jwk["kty"] == "RSA":
        return rsa.RSAPublicNumbers(_int(jwk, "e"), _int(jwk, "n")).public_key()
    if jwk["kty"] == "EC":
        curve = CURVES[jwk["crv"]]
        return ec.EllipticCurvePublicNumbers(_int(jwk, "x"), _int(jwk, "y"), curve).public_key()
    if jwk["crv"] == "Ed448":
        return ed448.Ed448PublicKey.from_public_bytes(octets(jwk["x"]))
    return ed25519.Ed25519PublicKey.from_public_bytes(octets(jwk["x"]))


def private(jwk: Json) -> Any:
    """The private key of a JWK."""
    if jwk["kty"] == "RSA":
        public = rsa.RSAPublicNumbers(_int(jwk, "e"), _int(jwk, "n"))
        p, q, d, dp, dq, qi = (_int(jwk, name) for name in ("p", "q", "d", "dp", "dq", "qi"))
        return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, public).private_key()
    if jwk["kty"] == "EC":
        return ec.derive_private_key(_int(jwk, "d"), CURVES[jwk["crv"]])
    if jwk["crv"] == "Ed448":
        return ed448.Ed448PrivateKey.from_private_bytes(octets(jwk["d"]))
    return ed25519.Ed25519PrivateKey.from_private_bytes(octets(jwk["d"]))


def private_jwk(key: Any) -> Json:
    """The JWK of a private key."""
    from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

    if isinstance(key, x25519.X25519PrivateKey):
        public, private = key.public_key().public_bytes_raw(), key.private_bytes_raw()
        return {"kty": "OKP", "crv": "X25519", "x": b64(public), "d": b64(private)}
    for kind in (RSAAlgorithm, ECAlgorithm, OKPAlgorithm):
        try:
            return dict(kind.to_jwk(key, as_dict=True))
        except Exception:  # noqa: S112  # not of this kind
            continue
    raise AssertionError(key)


def digest(alg: str) -> hashes.HashAlgorithm:
    """The hash function that an algorithm's name ends with; ES256K adds a letter."""
    return {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}[alg[2:5]]


def padded(alg: str) -> Any:
    """The padding of an algorithm of RSA."""
    if alg.startswith("RS"):
        return padding.PKCS1v15()
    return padding.PSS(padding.MGF1(digest(alg)), digest(alg).digest_size)


def octets(text: str) -> bytes:
    """The bytes of base64url."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def b64(data: bytes) -> str:
    """Bytes in base64url."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _int(jwk: Json, name: str) -> int:
    return int.from_bytes(octets(jwk[name]), "big")
