"""One EC key: its private and public PEM, the body of that PEM, and its JWK."""

from __future__ import annotations

import json
from typing import Any

from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec

from tests.unit.support.calls import call

EC = ec.generate_private_key(ec.SECP256R1())


def private_pem(key: Any = EC, kind: form.PrivateFormat = form.PrivateFormat.PKCS8) -> str:
    return str(key.private_bytes(form.Encoding.PEM, kind, form.NoEncryption()).decode())


def public_jwk() -> dict[str, Any]:
    jwk: dict[str, Any] = json.loads(call("describe_key", key={"text": PUBLIC})["keys"][0]["jwk"])
    return jwk


PUBLIC = str(
    EC.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo).decode()
)
BODY = "".join(PUBLIC.splitlines()[1:-1])
