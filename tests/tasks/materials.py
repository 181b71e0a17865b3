"""What the person has at hand: tokens, a secret, a key set, a log."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from tests.browser.support.keys import key_set
from tests.browser.support.playground import SECRET, hs256

EXPIRES = 1300819380
"""The second since 1970 at which the expired token expired."""
RAW = bytes(range(200, 248))
"""A secret that is no text, so that people pass it on as base64."""


@dataclass(frozen=True)
class Materials:
    """Texts by the names that the steps use."""

    texts: dict[str, str]


def _expired() -> str:
    claims = {"iss": "https://issuer.example", "sub": "ada", "iat": EXPIRES - 3600, "exp": EXPIRES}
    return hs256(json.dumps(claims))


def _log() -> str:
    """Return 200 lines, each with a token; the third token has a wrong signature."""
    tokens = [hs256(json.dumps({"sub": f"user-{number}"})) for number in range(200)]
    tokens[2] = hs256('{"sub":"mallory"}', secret="another-secret-that-nobody-here-has-ever-seen")
    return "\n".join(
        f"2026-01-01T00:00:00Z INFO request={number} authorization=Bearer {token}"
        for number, token in enumerate(tokens)
    )


def materials() -> Materials:
    """Make everything anew."""
    jwks, signed_by_a_set = key_set()
    one = ec.generate_private_key(ec.SECP256R1())
    return Materials(
        {
            "expired": _expired(),
            "jwks": jwks,
            "token of the set": signed_by_a_set,
            "base64 secret": base64.b64encode(RAW).decode(),
            "token of the secret": jwt.encode({"sub": "ada"}, RAW, "HS256"),
            "token to change": jwt.encode({"sub": "ada", "level": 1}, one, "ES256"),
            "secret": SECRET,
            "log": _log(),
        }
    )
