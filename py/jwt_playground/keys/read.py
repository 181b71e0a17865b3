"""Key text to keys: the format is recognized from the text itself.

Only what is no key format at all is an HMAC secret, so a public key can never be
taken for a secret by accident (the algorithm confusion of RFC 8725 section 2.1).
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .. import base64url
from ..findings import Finding
from . import doctor
from .jwk import looks_like_jwk, read_jwk_text
from .model import Key, KeyRing
from .pem import load_der, load_pem, load_ssh

if TYPE_CHECKING:
    from ..engines import Engines

Encoding = Literal["utf8", "base64", "base64url", "hex"]
ENCODINGS: tuple[Encoding, ...] = ("utf8", "base64", "base64url", "hex")

MAX_LENGTH = 1024 * 1024
"""Code points of a key text; a large JWKS has some tens of thousands."""

_SSH = re.compile(
    r"(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) +[A-Za-z0-9+/=]+"
)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/\s]{40,}+|[A-Za-z0-9_\s-]{40,}+)={0,2}\s*+")


@dataclass(frozen=True, slots=True)
class KeyInput:
    """What the user gave: the contract's `KeyInput`."""

    text: str
    encoding: Encoding = "utf8"
    passphrase: str | None = None
    kid: str | None = None


def read_keys(given: KeyInput, engines: Engines) -> KeyRing:
    """Every key in the text. Faults are findings.

    Raises:
        UnansweredError: the host has to be asked first (`asking`). Nothing else.
    """
    ring = KeyRing(given=bool(given.text))
    if not given.text:
        return ring
    if len(given.text) > MAX_LENGTH:
        message = f"The key text is longer than {MAX_LENGTH:,} characters."
        ring.findings.append(Finding("key-too-large", "key", message))
        return ring
    text = doctor.repair(given.text, ring.findings)
    message = doctor.foreign(text) or ""
    if message:
        ring.findings.append(Finding("key-unreadable", "key", message))
    elif "-----BEGIN" in text:
        load_pem(text, given.passphrase, engines, ring)
    elif looks_like_jwk(text):
        read_jwk_text(text, given.text, ring)
    elif _SSH.match(text):
        load_ssh(text, engines, ring)
    else:
        der = _der(text)
        if der is None or not load_der(der, given.passphrase, engines, ring):
            _read_secret(given, ring)
    if given.passphrase and not any(f.code.startswith("key-passphrase") for f in ring.findings):
        if ring.keys and all("(encrypted)" not in key.source for key in ring.keys):
            message = "The key is not encrypted; the passphrase was not needed."
            ring.findings.append(Finding("key-passphrase-unused", "key", message))
    return ring


def secret_bytes(text: str, encoding: Encoding) -> bytes:
    """The bytes of an HMAC secret.

    Raises:
        ValueError: the text is not of that encoding; the message says why.
    """
    if encoding == "utf8":
        return text.encode("utf-8")
    clean = base64url.without_blanks(text)
    if encoding == "hex":
        if re.search(r"[^0-9A-Fa-f]", clean):
            raise ValueError("hexadecimal has only the digits 0-9 and a-f")
        if len(clean) % 2:
            raise ValueError("hexadecimal needs an even number of digits")
        return bytes.fromhex(clean)
    body = clean.rstrip("=")
    wrong, alphabet = (r"[^A-Za-z0-9+/]", "+/") if encoding == "base64" else (r"[^\w-]", "-_")
    bad = re.search(wrong, body, re.ASCII)
    if bad:
        raise ValueError(f"“{bad.group()}” is not in the {encoding} alphabet")
    if len(body) % 4 == 1:
        raise ValueError(f"no {encoding} text is {len(body)} characters long")
    return base64.b64decode(body + "=" * (-len(body) % 4), altchars=alphabet.encode())


def _read_secret(given: KeyInput, ring: KeyRing) -> None:
    try:
        secret = secret_bytes(given.text, given.encoding)
    except UnicodeEncodeError as error:
        span = (error.start, error.end)
        message = "The secret has half of a surrogate pair, which is no character. Remove it."
        ring.findings.append(Finding("secret-encoding", "key", message, span))
        return
    except ValueError as error:
        message = f"The secret is not {given.encoding}: {error}. Choose the encoding that it was given in."
        ring.findings.append(Finding("secret-encoding", "key", message))
        return
    if given.encoding == "utf8" and given.text != given.text.strip():
        message = (
            "The secret begins or ends with white space, which counts as part of it. "
            "If that came with copying, remove it."
        )
        ring.findings.append(Finding("secret-whitespace", "key", message))
    if looks_like := doctor.suspicious_secret(given.text):
        ring.findings.append(Finding("secret-suspicious", "key", looks_like))
    if given.text.lstrip().startswith("{"):
        message = (
            "The secret looks like JSON but has no kty, so it is not a JWK; it is used as text."
        )
        ring.findings.append(Finding("secret-looks-like-json", "key", message))
    jwk = {"kty": "oct", "k": base64url.encode(secret)}
    ring.keys.append(Key(jwk, f"read as {given.encoding}", secret=secret))


def _der(text: str) -> bytes | None:
    """The bytes of a base64 text that is one whole ASN.1 SEQUENCE."""
    if not _BASE64.fullmatch(text):
        return None
    try:
        body = base64url.without_blanks(text).rstrip("=").replace("-", "+").replace("_", "/")
        data = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except binascii.Error:
        return None
    if len(data) < 4 or data[0] != 0x30:
        return None
    if data[1] < 0x80:
        size, head = data[1], 2
    else:
        count = data[1] & 0x7F
        size, head = int.from_bytes(data[2 : 2 + count], "big"), 2 + count
    return data if head + size == len(data) else None
