"""PEM, base64 DER and OpenSSH texts to keys (RFC 7468), in this Python and for every engine.

An engine is only asked where a key cannot be read without arithmetic: an encrypted
private key, or a private key whose text leaves its public half out.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace

from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..keys.der import LABELS, EncryptedError, Read, read_der
from ..keys.jwk import from_jwk, ordered
from ..keys.model import KeyRing
from ..keys.ssh import read_private, read_public
from ..text import base64url
from ..vocabulary.findings import Finding
from .encrypted import WrongPassphraseError, decrypt

_BEGIN = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,60})-----")
_HEADERS = re.compile(r"\A\s*(?:[A-Za-z0-9-]+: [^\n]*\n)+")
MAX_BLOCKS = 50


def load_pem(text: str, passphrase: str | None, engines: Engines, ring: KeyRing) -> None:
    """Reads the first key or certificate of a PEM text into the ring, and the rest of its chain."""
    blocks = _blocks(text)
    if not blocks:
        message = (
            "The PEM text has no complete block. It must run from its “-----BEGIN …-----” line to the "
            "“-----END …-----” line of the same name."
        )
        ring.findings.append(_unreadable(message))
        return
    label, body = blocks[0]
    if label not in LABELS and label != "OPENSSH PRIVATE KEY":
        ring.findings.append(
            _unreadable(f"“{label}” is not a kind of PEM that holds a key or certificate.")
        )
        return
    data = _decode(body)
    if data is None:
        _damaged(
            ring, f"PEM ({label})", "its base64 has a character too few or one that does not belong"
        )
        return
    try:
        if "Proc-Type: 4,ENCRYPTED" in body:
            raise EncryptedError
        read = read_private(data) if label.startswith("OPENSSH") else read_der(data, label)
    except EncryptedError:
        pem = f"-----BEGIN {label}-----{body}-----END {label}-----"
        pkcs8 = data if label == "ENCRYPTED PRIVATE KEY" else None
        _decrypt(pem, pkcs8, passphrase, engines, ring)
        return
    except ValueError as error:
        _damaged(ring, f"PEM ({label})", str(error))
        return
    chain = [read.certificate] if read.certificate else []
    if chain:
        more = [_decode(rest) for name, rest in blocks[1:] if name == "CERTIFICATE"]
        chain += [certificate for certificate in more if certificate]
    add(read, _named(read.source), engines, ring, tuple(chain))


def load_ssh(text: str, engines: Engines, ring: KeyRing) -> None:
    """Reads the first line of an OpenSSH public key file."""
    try:
        add(read_public(text.splitlines()[0]), "OpenSSH public key", engines, ring)
    except ValueError as error:
        _damaged(ring, "OpenSSH public key", str(error))


def load_der(data: bytes, passphrase: str | None, engines: Engines, ring: KeyRing) -> bool:
    """Reads DER of any kind; returns whether it is a key, whatever became of it."""
    try:
        read = read_der(data)
    except EncryptedError:
        body = base64.b64encode(data).decode()
        pem = f"-----BEGIN ENCRYPTED PRIVATE KEY-----\n{body}\n-----END ENCRYPTED PRIVATE KEY-----"
        _decrypt(pem, data, passphrase, engines, ring)
        return True
    except ValueError:
        return False
    source = read.source if read.certificate else f"DER ({read.source})"
    add(read, source, engines, ring, (read.certificate,) if read.certificate else ())
    return True


def add(
    read: Read,
    source: str,
    engines: Engines,
    ring: KeyRing,
    chain: tuple[bytes, ...] = (),
    *,
    encrypted: bool = False,
) -> None:
    """Puts a key that was read into the ring, with its public half computed where it is missing."""
    jwk = read.jwk
    try:
        if jwk["kty"] in ("EC", "OKP") and "x" not in jwk:
            jwk = {**engines.load_for_completion().complete(jwk)}
        key = from_jwk(ordered(jwk), source)
    except CannotError as error:
        message = (
            f"The private key leaves its public half out, and it cannot be computed here: {error}"
        )
        ring.findings.append(Finding("key-engine-missing", "key", message))
    except (ValueError, KeyRefusedError) as error:
        _damaged(ring, source, str(error))
    else:
        ring.keys.append(replace(key, certificates=chain, encrypted=encrypted))


def _blocks(text: str) -> list[tuple[str, str]]:
    """Label and body of each complete block, the first ones."""
    blocks: list[tuple[str, str]] = []
    at = 0
    for _ in range(MAX_BLOCKS):
        begin = _BEGIN.search(text, at)
        if begin is None:
            break
        end = text.find(f"-----END {begin[1]}-----", begin.end())
        if end < 0:
            at = begin.end()
            continue
        if begin[1] != "EC PARAMETERS":  # openssl writes them before a SEC1 key
            blocks.append((begin[1], text[begin.end() : end]))
        at = end
    return blocks


def _decrypt(
    pem: str, pkcs8: bytes | None, passphrase: str | None, engines: Engines, ring: KeyRing
) -> None:
    if not passphrase and engines.may_decrypt():
        message = "The private key is encrypted. Enter its passphrase."
        ring.findings.append(Finding("key-passphrase-needed", "key", message))
        return
    try:
        read = read_der(decrypt(pem, pkcs8, passphrase or "", engines), "PRIVATE KEY")
        add(read, "PEM (encrypted)", engines, ring, encrypted=True)
    except WrongPassphraseError as error:
        message = f"The passphrase does not open the private key{error}. Check it, also its upper and lower case."
        ring.findings.append(Finding("key-passphrase-wrong", "key", message))
    except CannotError as error:
        ring.findings.append(Finding("key-engine-missing", "key", str(error)))
    except ValueError as error:
        _damaged(ring, "encrypted private key", str(error))


def _decode(body: str) -> bytes | None:
    try:
        return base64.b64decode(base64url.without_blanks(_HEADERS.sub("", body)), validate=True)
    except (binascii.Error, ValueError):
        return None


def _named(source: str) -> str:
    return source if "certificate" in source or "OpenSSH" in source else f"PEM ({source})"


def _damaged(ring: KeyRing, source: str, reason: str) -> None:
    message = f"The text looks like {_article(source)} {source}, but cannot be used: {reason}."
    ring.findings.append(_unreadable(message))


def _article(word: str) -> str:
    return "an" if word[0] in "eEOX" else "a"


def _unreadable(message: str) -> Finding:
    return Finding("key-unreadable", "key", message)
