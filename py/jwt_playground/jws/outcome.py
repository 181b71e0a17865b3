"""The result of judging one signature."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..engines.base import Engine
from ..keys.model import Key
from ..keys.select import Account
from ..token.model import Signature
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding

State = Literal["valid", "invalid", "unchecked"]


@dataclass(slots=True)
class Outcome:
    """The result of judging one signature."""

    signature: Signature
    state: State
    checks: list[Check]
    """`algorithm`, `key` and `signature` in this order, then `strength` if the key has one.

    Empty for a JWE, and for what is left of a token that is not whole.
    """
    key: Key | None = None
    """The key that matched; if none did, the first one that was to be tried."""
    engine: Engine | None = None
    """The engine that was asked; ``None`` if none was."""
    accounts: list[Account] = field(default_factory=list)
    """What became of each key of a set. Empty for a single key."""
    is_complete: bool = True
    """Whether every key that may be the right one was read and tried."""
    is_reading: bool = False
    """Whether the text was read in one of several ways, so that the key alone allows the algorithm."""
    findings: list[Finding] = field(default_factory=list)
    judged: list[Outcome] = field(default_factory=list)
    """Of several signatures, the outcomes of those that were judged until one matched."""


def signing_input(signature: Signature, payload: str) -> bytes:
    """Returns the JWS Signing Input: the bytes that are signed (RFC 7515 section 5.1, RFC 7797).

    ``payload`` is as it stands in the token: base64url, or plain text with `b64: false`.
    """
    return f"{signature.protected}.{payload}".encode("utf-8", "surrogatepass")


def match_check(key: Key) -> Check:
    """Returns the passed `signature` check of a signature that ``key`` made."""
    return Check("signature", "pass", "signature-valid", f"The signature matches {key.name}.")
