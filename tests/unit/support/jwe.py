"""Keys and tokens of JWE for tests."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jwcrypto.jwk import JWK

from jwt_playground.vocabulary.encryption import CONTENT_ENCRYPTION, KEY_MANAGEMENT
from tests.unit.support.calls import call

CLAIMS = '{"iss":"a","exp":2000}'
MADE = [row.name for row in KEY_MANAGEMENT.values() if not row.opens_only]
PAIRS = [
    (alg, enc, curve)
    for alg in MADE
    for enc in CONTENT_ENCRYPTION
    for curve in KEY_MANAGEMENT[alg].curves or ("",)
]
"""Every algorithm with every content encryption, and every curve."""


def key(alg: str, enc: str = "A128GCM", curve: str = "P-256") -> str:
    """The JWK of a private key, or of a secret, for an algorithm; always the same one."""
    row = KEY_MANAGEMENT[alg]
    if row.kty == "RSA":
        return _rsa()
    if row.curves:
        return _curve(curve)
    size = CONTENT_ENCRYPTION[enc].key_bytes if alg == "dir" else row.key_bytes or 20
    return _secret(size)


@cache
def _secret(size: int) -> str:
    return str(JWK.generate(kty="oct", size=size * 8).export())


@cache
def _rsa() -> str:
    return str(JWK.generate(kty="RSA", size=2048).export())


@cache
def _curve(curve: str) -> str:
    kty = "OKP" if curve.startswith("X") else "EC"
    return str(JWK.generate(kty=kty, crv=curve).export())


def public(jwk: str) -> str:
    """The public half of a key; a secret as it is."""
    made = JWK.from_json(jwk)
    return jwk if made["kty"] == "oct" else str(made.export_public())


def encrypted(
    payload: str, alg: str = "A128KW", enc: str = "A128GCM", curve: str = "P-256", **more: Any
) -> str:
    """A token around a payload. Further members go into its header, or are parameters."""
    header = {"alg": alg, "enc": enc, **more.pop("header", {})}
    made = call(
        "encrypt",
        header=json.dumps(header),
        payload=payload,
        key={"text": public(key(alg, enc, curve))},
        **more,
    )
    assert made["token"], made
    return str(made["token"])


def opened(token: str, jwk: str, **more: Any) -> dict[str, Any]:
    """The report on a token, as of long ago."""
    return call("inspect", **{"token": token, "decryption_key": {"text": jwk}, "now": 1, **more})
