"""The tokens that are used for all measurements."""

from __future__ import annotations

from dataclasses import dataclass

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

SECRET = "correct-horse-battery-staple-2718"  # noqa: S105, published on purpose
ALGORITHM = "HS256"
CLAIMS = {
    "iss": "https://issuer.example",
    "sub": "1234567890",
    "aud": "playground",
    "name": "Ada",
    "scope": "read write",
    "iat": 1700000000,
    "exp": 4102444800,
    "jti": "5b1f6c1e",
}


@dataclass(frozen=True)
class Sample:
    """A token that never expires, and the key that verifies it."""

    token: str
    key: str


def token(number: int = 0) -> str:
    """Return an HS256 token of a usual size, signed with `SECRET`; one different token per number."""
    claims = {**CLAIMS, "jti": f"5b1f6c1e-{number}"} if number else CLAIMS
    return jwt.encode(claims, SECRET, ALGORITHM)


def sample(algorithm: str, size: int) -> Sample:
    """Return a token of about `size` bytes; half of its payload is one long text.

    The other half consists of lists and texts, as in tokens that carry rights.
    """
    signing, key = _keys(algorithm)
    filler = size * 3 // 4 - 260
    rights = [f"urn:example:right:{index:06}" for index in range(max(0, filler) // 2 // 29)]
    claims = {**CLAIMS, "rights": rights, "note": "n" * max(0, filler - 29 * len(rights))}
    return Sample(jwt.encode(claims, signing, algorithm), key)


def log(tokens: int) -> str:
    """Return a log with that many different tokens, one per line."""
    lines = (
        f'2026-01-01T00:00:00Z INFO request={number} authorization="Bearer {token(number)}"'
        for number in range(1, tokens + 1)
    )
    return "\n".join(lines)


def _keys(algorithm: str) -> tuple[str | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, str]:
    """Return the key that signs, and the text of the key that verifies."""
    if algorithm.startswith("HS"):
        return SECRET, SECRET
    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    if algorithm.startswith("ES"):
        private = ec.generate_private_key(ec.SECP256R1())
    else:
        private = rsa.generate_private_key(65537, 2048)
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public.decode()
