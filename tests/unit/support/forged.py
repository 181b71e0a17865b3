"""Tokens that an attacker signs with whatever bytes are at hand."""

from __future__ import annotations

import hashlib
import hmac

from jwt_playground.text import base64url


def hmac_token(secret: bytes) -> str:
    """A token signed by HS256 with these bytes as the secret."""
    head = "eyJhbGciOiJIUzI1NiJ9.e30"
    mac = hmac.new(secret, head.encode(), hashlib.sha256).digest()
    return f"{head}.{base64url.encode(mac)}"
