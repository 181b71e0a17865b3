"""The one token that everything is measured with."""

from __future__ import annotations

import base64
import hashlib
import hmac

SECRET = "correct-horse-battery-staple-2718"  # noqa: S105, published on purpose
ALGORITHM = "HS256"


def token() -> str:
    """Return an HS256 token of a usual size, signed with `SECRET`, that never expires."""
    header = b'{"alg":"HS256","typ":"JWT"}'
    payload = (
        b'{"iss":"https://issuer.example","sub":"1234567890","aud":"playground","name":"Ada",'
        b'"scope":"read write","iat":1700000000,"exp":4102444800,"jti":"5b1f6c1e"}'
    )
    parts = [header, payload]
    signed = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    signature = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    return b".".join([signed, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()
