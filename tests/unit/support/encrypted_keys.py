"""Private keys that OpenSSL encrypted, in every way, with what is in them."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

PATH = Path(__file__).parents[2] / "vectors/keys/encrypted.json"
ALL: list[dict[str, Any]] = json.loads(PATH.read_text("utf-8"))
EVERYBODYS = [one for one in ALL if "only" not in one]
"""Those that need no `cryptography`."""
BY_CRYPTOGRAPHY = [one for one in ALL if "only" in one]


def name_of(one: dict[str, Any]) -> str:
    return f"{one['made']} {one['key']} {one['passphrase'][:12]}"


def given(one: dict[str, Any], passphrase: str | None = None) -> dict[str, str]:
    """The key as an input."""
    return {"text": one["pem"], "passphrase": passphrase or one["passphrase"]}


def data(one: dict[str, Any]) -> bytes:
    """The key in DER."""
    return base64.b64decode("".join(one["pem"].split("\n")[1:-2]))


def armoured(der: bytes) -> str:
    body = base64.b64encode(der).decode()
    return f"-----BEGIN ENCRYPTED PRIVATE KEY-----\n{body}\n-----END ENCRYPTED PRIVATE KEY-----\n"
