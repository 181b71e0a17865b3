"""Algorithm confusion: a public key, in whatever spelling, offered as an HMAC secret.

An attacker who knows the public key signs with it as the secret; a verifier that lets
the token choose HS256 then accepts (RFC 8725 section 2.1). PyJWT refuses PEM, OpenSSH,
JWK and, where it has `cryptography`, DER; this refuses them in every build, and the
base64 of a DER as well.
"""

from __future__ import annotations

import base64
import re

from ..text import json_text
from .der import EncryptedError, read_der

_BASE64 = re.compile(r"[A-Za-z0-9+/_\s-]{40,}+=*\s*+")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){40,}+")
_PEM = re.compile(r"-{3,6} ?BEGIN ")


def public_key_in(secret: bytes) -> str | None:
    """What kind of key the secret's bytes are, or ``None`` for a real secret."""
    if kind := _written_out(secret):
        return kind
    text = secret.decode("utf-8", "replace").strip()
    if _HEX.fullmatch(text):
        inner, spelling = bytes.fromhex(text), "hexadecimal"
    elif _BASE64.fullmatch(text):
        body = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
        if len(body) % 4 == 1:
            return None
        inner, spelling = base64.b64decode(body + "=" * (-len(body) % 4)), "base64"
    else:
        return None
    kind = _written_out(inner)
    return f"{kind} in {spelling}" if kind else None


def _written_out(data: bytes) -> str | None:
    if data[:1] == b"\x30" and _is_der(data):
        return "DER"
    text = data.decode("utf-8", "replace").strip()
    if _PEM.search(text):
        return "PEM"
    if text.startswith(("ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-")):
        return "OpenSSH key"
    if text.startswith("{"):
        value = json_text.read(text, "key", "secret").value
        return "JWK" if isinstance(value, dict) and ("kty" in value or "keys" in value) else None
    return None


def _is_der(data: bytes) -> bool:
    try:
        read_der(data)
    except EncryptedError:
        return True
    except ValueError:
        return False
    return True
