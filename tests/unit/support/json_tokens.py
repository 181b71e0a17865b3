"""Makes tokens in JSON serialization, with any header and payload, signed with one secret."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from jwt_playground.text import base64url
from tests.unit.support.calls import call

SECRET = "correct horse battery staple, and salt"


def b64(text: str) -> str:
    """A text in base64url."""
    return base64url.encode(text.encode())


def mac(signing_input: str, secret: str = SECRET) -> str:
    """An HS256 signature in base64url."""
    return base64url.encode(
        hmac.new(secret.encode(), signing_input.encode(), hashlib.sha256).digest()
    )


def signed_entry(header: dict[str, Any], payload: str) -> dict[str, str]:
    """An entry of `signatures` over a payload in base64url."""
    protected = b64(json.dumps(header))
    return {"protected": protected, "signature": mac(f"{protected}.{payload}")}


def inspect_json(token: object, **params: Any) -> dict[str, Any]:
    """The report on a token given as text, or as the value of its JSON."""
    text = token if isinstance(token, str) else json.dumps(token)
    return call("inspect", token=text, key={"text": SECRET}, now=1, **params)
