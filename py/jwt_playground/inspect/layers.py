"""Tokens in tokens (RFC 7519 section 5.2): which text is the next layer, and what it means here."""

from __future__ import annotations

from typing import Literal

from ..text import json_text
from ..token.model import Token
from ..token.nested import says_nested
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding

MAX_LAYERS = 5
"""So many tokens in each other are opened. Honest ones are two."""


def text_inside(token: Token, depth: int) -> str | None:
    """Returns the token that is the payload of ``token``, which is layer ``depth``; or ``None``.

    A finding says so if it lies too deep.
    """
    if token.is_jwe:
        inside = _of_jwe(token)
    else:
        is_token = any(finding.code == "payload-is-token" for finding in token.findings)
        inside = _bare(token.payload_text or "") if is_token else None
    if inside is None or depth < MAX_LAYERS:
        return inside
    message = (
        f"There is a token inside once more. {MAX_LAYERS} layers are opened; paste the payload as the "
        "token to read the next one."
    )
    token.findings.append(Finding("layers-left-out", "token", message))
    return None


def _of_jwe(token: Token) -> str | None:
    """Returns the plaintext if it is a token, or is meant as one.

    Here a token without a signature is a token all the same: that must be told.
    """
    bare = _bare(token.payload_text or "")
    if bare.startswith("eyJ") and "." in bare:
        return bare
    if not bare.startswith("{") or not any(name in bare for name in ("signature", "ciphertext")):
        return None
    value = json_text.read(bare, "payload", "payload").value
    names = set(value) if isinstance(value, dict) else set()
    is_jws = "payload" in names and not names.isdisjoint({"signature", "signatures"})
    return bare if is_jws or {"ciphertext", "tag"} <= names else None


def _bare(text: str) -> str:
    return text.strip(" \t\r\n").strip('"')


Verdict = Literal["valid", "invalid", "unverified"]


def layer_check(token: Token, inner: tuple[str, str, bool] | None, *, shared: bool) -> Check | None:
    """Returns the check `inner`; ``None`` if the token has no layer below it.

    ``inner``: the verdict on the token inside, the sentence for it, and whether nobody signed it.
    ``shared`` tells of a JWE that a shared secret opened it.
    """
    if not token.is_jwe:
        return None if inner is None else _beside_signature(*inner)
    if token.payload_bytes is None:
        return None
    if inner is None:
        return _unsigned(token, shared=shared)
    verdict, said, is_unsecured = inner
    if is_unsecured:
        message = (
            "The token inside is signed by nobody. Encryption does not say who made it: "
            f"{_who(shared=shared)} Verifiers must refuse it (as in CVE-2026-29000)."
        )
        return Check("inner", "fail", "inner-unsecured", message)
    if verdict == "invalid":
        return Check("inner", "fail", "inner-invalid", f"The token inside is invalid. {said}")
    if verdict == "unverified":
        return Check("inner", "skip", "inner-unverified", f"The token inside is unverified. {said}")
    return Check("inner", "pass", "inner-valid", "The token inside is valid.")


def _beside_signature(verdict: str, said: str, is_unsecured: bool) -> Check:
    """Returns the check of a signed token around a token: the signature covers what is inside."""
    if verdict == "valid":
        return Check("inner", "pass", "inner-valid", "The token inside is valid.")
    whose = "signed by nobody" if is_unsecured else verdict
    message = f"The token inside is {whose}; this verdict is about the outer one. {said}".rstrip()
    return Check("inner", "skip", "inner-apart", message)


def _unsigned(token: Token, *, shared: bool) -> Check:
    header = (token.signatures[0].header if token.signatures else None) or {}
    if any(finding.code == "layers-left-out" for finding in token.findings):
        message = "The token inside was not opened, so nobody knows whether it is valid."
        return Check("inner", "skip", "inner-unverified", message)
    if says_nested(header):
        message = "cty says that a JWT is inside, but the plaintext is none (RFC 7519 section 5.2)."
        return Check("inner", "fail", "no-token-inside", message)
    message = f"Decrypted is not signed: there is no signature inside. {_who(shared=shared)}"
    return Check("inner", "skip", "not-signed", message)


def _who(*, shared: bool) -> str:
    if shared:
        return "Whoever has the shared secret can have made it, this side as well."
    return "Anyone who has the public key can have made it."
