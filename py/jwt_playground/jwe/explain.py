"""Explains a JWE: its parts, its recipients, and how the content key came about, in sentences."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from ..text import json_text
from ..vocabulary.characters import plain
from ..vocabulary.encryption import ContentEncryption, KeyManagement
from .open import Opened, Try
from .steps import steps


class EncryptedPart(TypedDict):
    """The contract's `EncryptedPart`."""

    name: str
    bytes: int
    message: str


class RecipientJson(TypedDict):
    """The contract's `Recipient`."""

    alg: str | None
    kid: str | None
    header: str | None
    bytes: int
    status: Literal["opened", "tried", "rejected", "unused"]
    reason: str


class EncryptionJson(TypedDict):
    """The contract's `Encryption`."""

    state: str
    alg: str | None
    enc: str | None
    compressed: bool
    mode: str | None
    engine: str | None
    parts: list[EncryptedPart]
    recipients: list[RecipientJson]
    steps: list[str]


def explained(opened: Opened) -> EncryptionJson:
    """Returns the account of a JWE that was opened, or was not."""
    about = opened.about
    plan = about.plan if about else None
    algorithm, enc = (plan.algorithm, plan.encryption) if plan else (None, None)
    header = plan.header if plan else {}
    return {
        "state": opened.state,
        "alg": _text(header.get("alg")),
        "enc": _text(header.get("enc")),
        "compressed": header.get("zip") == "DEF",
        "mode": algorithm.mode if algorithm else None,
        "engine": opened.engine.name if opened.engine else None,
        "parts": _parts(opened, algorithm, enc),
        "recipients": [_recipient(each, opened) for each in opened.tries],
        "steps": [plain(step) for step in steps(opened)],
    }


def _parts(
    opened: Opened, algorithm: KeyManagement | None, enc: ContentEncryption | None
) -> list[EncryptedPart]:
    parts = opened.parts
    about = opened.about
    key = about.plan.recipient.encrypted_key.data if about else b""
    made: list[EncryptedPart] = [
        _part("header", parts.protected.data, _HEADER if parts.protected.text else _NO_HEADER),
        _part("encrypted_key", key, _encrypted_key(key, algorithm)),
        _part("iv", parts.iv.data, _IV),
        _part("ciphertext", parts.ciphertext.data, _ciphertext(enc)),
        _part("tag", parts.tag.data, _tag(enc)),
    ]
    if parts.aad is not None:
        made.append(_part("aad", parts.aad.data, _AAD))
    return made


_HEADER = (
    "The protected header says which algorithms were used. Everybody can read it; the tag covers it, "
    "so nobody can change it."
)
_NO_HEADER = (
    "There is no protected header: the algorithms stand in headers that nothing covers, so anyone can "
    "change them."
)
_IV = (
    "The initialization vector: random bytes, new for each token, so that the same plaintext never "
    "gives the same ciphertext. It is no secret; the tag covers it."
)
_AAD = (
    "Additional authenticated data: it stays in the clear, and the tag covers it as it covers the "
    "protected header."
)


def _encrypted_key(key: bytes, algorithm: KeyManagement | None) -> str:
    if algorithm is None:
        return "The content key, encrypted for the recipient."
    if algorithm.mode == "direct":
        return "Empty with dir: the shared secret is the content key itself."
    if algorithm.mode == "agreed":
        return (
            "Empty with ECDH-ES: sender and recipient agree on the content key, and none is sent."
        )
    if not key:
        return "The content key, encrypted for the recipient. It is missing."
    return (
        f"The content key, encrypted for the recipient with {algorithm.name}. Each token has a new "
        "content key."
    )


def _ciphertext(enc: ContentEncryption | None) -> str:
    with_what = f" with {enc.cipher} and the content key" if enc else ""
    return f"The payload, encrypted{with_what}. Its length shows about how long the payload is."


def _tag(enc: ContentEncryption | None) -> str:
    how = " It is computed by AES-GCM itself." if enc and enc.cipher == "AES-GCM" else ""
    if enc and enc.cipher == "AES-CBC":
        how = f" It is an HMAC with {enc.digest}, cut in half."
    return (
        f"The authentication tag: whoever opens the token finds out whether anything in it was changed."
        f"{how} It is no signature: whoever can encrypt can make it."
    )


def _part(name: str, data: bytes, message: str) -> EncryptedPart:
    return {"name": name, "bytes": len(data), "message": message}


def _recipient(each: Try, opened: Opened) -> RecipientJson:
    header = each.plan.recipient.header
    status, reason = _fate(each, opened)
    return {
        "alg": _text(each.plan.header.get("alg")),
        "kid": each.plan.kid,
        "header": None if header is None else json_text.dump(header),
        "bytes": len(each.plan.recipient.encrypted_key.data),
        "status": status,
        "reason": plain(reason),
    }


def _fate(
    each: Try, opened: Opened
) -> tuple[Literal["opened", "tried", "rejected", "unused"], str]:
    if each.key is not None:
        return "opened", f"{each.key.name} opened it"
    if each.plan.sealed is None:
        found = each.plan.findings or opened.parts.findings
        return "rejected", found[0].message if found else "a part of the token is damaged"
    if each.tried:
        return "tried", "the token does not open with its key"
    if each.refusal:
        return "rejected", each.refusal
    if each.choice is None:
        opener = "another recipient opened the token" if opened.by else "it was not looked at"
        return "unused", opener
    if each.choice.keys:
        return "unused", "it fits, but was not tried"
    return ("unused" if each.choice.check.code == "no-key" else "rejected"), (
        each.choice.check.message
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
