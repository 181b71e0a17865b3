"""Reads every key in a text, whose format is recognized from the text itself.

A text is an HMAC secret only if it has no key format at all. A public key that this overlooks
is refused when it is used as a secret (`keys.confusion`).
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace

from ..engines.choice import Engines
from ..keys.der import der_length
from ..keys.jwk import looks_like_jwk, read_jwk_text
from ..keys.model import Key, KeyInput, KeyRing
from ..keys.secrets import secret_bytes
from ..keys.ssh import public_lines
from ..text import base64url
from ..vocabulary.findings import Finding
from . import doctor
from .json_keys import keys_in_json, several_in_broken_json
from .labelled import Labelled, labelled_keys
from .loader import KeyLoader
from .pieces import keys_in_pieces
from .spare import spared

MAX_LENGTH = 1024 * 1024
"""So many code points of a key text are read. A large JWKS has some tens of thousands."""

_ALL_THE_SAME = " The key was read all the same."
_PASSPHRASE_CODES = frozenset({"key-passphrase-needed", "key-passphrase-wrong"})
_KEYSTORES = (b"\xfe\xed\xfe\xed", b"\xce\xce\xce\xce")
"""How Java keystores begin: JKS and JCEKS."""
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/\s]{40,}+|[A-Za-z0-9_\s-]{40,}+)={0,2}\s*+")


def read_keys(given: KeyInput, engines: Engines) -> KeyRing:
    """Returns every key in the text. Faults are findings in the ring.

    Raises:
        UnansweredError: the host has to be asked first (`asking`). Nothing else is raised.
    """
    if engines.budget.counts:
        engines.budget.begin()  # Every run of a request reads the keys first, if it does not keep them.
    ring = KeyRing(given=bool(given.text))
    if given.text and not spared(
        lambda: _fill(ring, given, engines), False, "The key", "key", ring.findings
    ):
        ring.keys.clear()  # With some keys of a set and without others, the wrong one could be tried.
        ring.is_set = False
    return ring


def _fill(ring: KeyRing, given: KeyInput, engines: Engines) -> bool:
    """Reads the keys of a text into ``ring``. Returns true at the end.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    if len(given.text) > MAX_LENGTH:
        message = f"The key text is longer than {MAX_LENGTH:,} characters."
        ring.findings.append(Finding("key-too-large", "key", message))
        return True
    loader = KeyLoader(given, engines, ring)
    entries = keys_in_json(given.text, ring.findings) or keys_in_pieces(given.text)
    labelled = Labelled(entries) if entries else labelled_keys(given.text)
    if labelled.entries:
        loader.load_entries(labelled.entries)
    elif (problem := labelled.problem or several_in_broken_json(given.text)) is not None:
        ring.findings.append(Finding("key-unreadable", "key", problem))
    else:
        _read(given, doctor.repair(given.text, ring.findings), loader)
    loader.finish()
    ring.findings[:] = _consistent(ring.findings)
    if given.passphrase and _PASSPHRASE_CODES.isdisjoint(f.code for f in ring.findings):
        if ring.keys and not any(key.encrypted for key in ring.keys):
            message = "The key is not encrypted; the passphrase was not needed."
            ring.findings.append(Finding("key-passphrase-unused", "key", message))
    return True


def _consistent(findings: list[Finding]) -> list[Finding]:
    """Returns the findings; where a key could not be read, none says that it was."""
    if not any(finding.severity == "error" for finding in findings):
        return findings
    return [replace(f, message=f.message.removesuffix(_ALL_THE_SAME)) for f in findings]


def _read(given: KeyInput, text: str, loader: KeyLoader) -> None:
    """Recognizes the format of the repaired ``text``, and reads it."""
    if message := doctor.foreign(text):
        loader.ring.findings.append(Finding("key-unreadable", "key", message))
    elif "-----BEGIN" in text:
        loader.load_pem(text)
    elif looks_like_jwk(text):
        read_jwk_text(text, given.text, loader.ring)
    elif lines := public_lines(text):
        loader.load_ssh(lines)
    else:
        der = _der(text)
        if der is None or not loader.load_der(der):
            _read_secret(given, loader.ring)


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
    source = f"read as {given.encoding}"
    ring.keys.append(Key(jwk, source, secret=secret, encoding=given.encoding))


def _der(text: str) -> bytes | None:
    """Returns the bytes of a base64 text, if they are a whole ASN.1 SEQUENCE or a Java keystore."""
    if not _BASE64.fullmatch(text):
        return None
    try:
        body = base64url.without_blanks(text).rstrip("=").replace("-", "+").replace("_", "/")
        data = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except binascii.Error:
        return None
    if data[:4] in _KEYSTORES and data[4:7] == b"\0\0\0":
        return data
    # PKCS#12 of Windows leaves the length open.
    is_whole = der_length(data) == len(data) or data[:7] == b"\x30\x80\x02\x01\x03\x30\x80"
    return data if data[:1] == b"\x30" and is_whole else None
