"""DPoP proofs with their access tokens, of which a test changes one thing."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from jwt_playground.text import base64url
from tests.unit.support.calls import call

NOW = 1_800_000_000
METHOD, URL = "POST", "https://api.example.com/orders"
SECRET = "the issuer's secret, of more than 32 bytes"

_MADE = call("generate_key", alg="ES256")
PRIVATE: str = _MADE["private"]["jwk"]
_NAMES = ("kty", "crv", "x", "y")
PUBLIC: dict[str, str] = {name: json.loads(_MADE["public"]["jwk"])[name] for name in _NAMES}
THUMBPRINT: str = call("describe_key", key={"text": PRIVATE})["keys"][0]["thumbprint"]


def signed(header: dict[str, Any], claims: dict[str, Any], key: str) -> str:
    """A token; members whose value is None are left out."""
    texts = [
        json.dumps({name: value for name, value in part.items() if value is not None})
        for part in (header, claims)
    ]
    return str(call("sign", header=texts[0], payload=texts[1], key={"text": key})["token"])


def access_token(**claims: Any) -> str:
    """An access token that is bound to the key."""
    bound = {"sub": "me", "exp": NOW + 600, "cnf": {"jkt": THUMBPRINT}, **claims}
    return signed({"alg": "HS256", "typ": "at+jwt"}, bound, SECRET)


def hash_of(token: str) -> str:
    """What `ath` must be."""
    return base64url.encode(hashlib.sha256(token.encode()).digest())


def proof(token: str | None = None, header: dict[str, Any] | None = None, **claims: Any) -> str:
    """A proof for that access token."""
    whole = {"typ": "dpop+jwt", "alg": "ES256", "jwk": PUBLIC, **(header or {})}
    said = {"jti": "1", "htm": METHOD, "htu": URL, "iat": NOW - 5}
    if token is not None:
        said["ath"] = hash_of(token)
    return signed(whole, said | claims, PRIVATE)


def checked(proof: str, token: str | None = None, **params: Any) -> dict[str, Any]:
    """The pair as the engine judges it, with everything that it must know."""
    asked = {"method": METHOD, "url": URL, "now": NOW, "key": {"text": SECRET}, **params}
    return call("check_dpop", proof=proof, access_token=token, **asked)


def by_name(pair: dict[str, Any]) -> dict[str, str]:
    """The code of each check."""
    return {check["name"]: check["code"] for check in pair["checks"]}
