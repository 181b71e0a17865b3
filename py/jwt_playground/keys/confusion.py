"""Algorithm confusion: a public key, in whatever spelling, offered as an HMAC secret.

An attacker who knows the public key signs with it as the secret; a verifier that lets
the token choose HS256 then accepts (RFC 8725 section 2.1). PyJWT refuses PEM, OpenSSH,
JWK and, where it has `cryptography`, DER; this refuses them in every build, and the
base64 of a DER as well.
"""

from __future__ import annotations

import base64
import json

from .der import EncryptedError, read_der


def public_key_in(secret: bytes) -> str | None:
    """What kind of key the secret's bytes are, or ``None`` for a real secret."""
    if secret[:1] == b"\x30" and _is_der(secret):
        return "DER"
    text = secret.decode("utf-8", "replace").strip()
    if "-----BEGIN " in text:
        return "PEM"
    if text.startswith(("ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-")):
        return "OpenSSH"
    if text.startswith("{") and len(text) < 20_000 and text.count("{") < 100:
        try:
            value = json.loads(text)
        except ValueError:
            return None
        return "JWK" if isinstance(value, dict) and ("kty" in value or "keys" in value) else None
    if text.startswith("M") and len(text) > 40:  # 0x30, an ASN.1 SEQUENCE
        try:
            data = base64.b64decode("".join(text.split()), validate=True)
        except ValueError:  # not base64, or not even ASCII
            return None
        return "base64 of DER" if _is_der(data) else None
    return None


def _is_der(data: bytes) -> bool:
    try:
        read_der(data)
    except EncryptedError:
        return True
    except ValueError:
        return False
    return True
