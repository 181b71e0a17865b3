"""Reads and checks JWK and JWKS (RFC 7517), and makes thumbprints of them (RFC 7638)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..text import base64url, json_text
from ..text.suspects import suspects
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from . import members
from .limits import MAX_CHAIN, MAX_KEYS
from .model import PRIVATE_MEMBERS, Key, KeyRing
from .rsa_spelling import written_wrong
from .x5c import from_certificate

_REQUIRED = {
    "oct": ("k",),
    "RSA": ("n", "e"),
    "EC": ("crv", "x", "y"),
    "OKP": ("crv", "x"),
    "AKP": ("alg", "pub"),
}
_ORDER = ("kty", "crv", "alg", "n", "e", "x", "y", "pub", "d", "p", "q", "dp", "dq", "qi", "priv")
_AKP = [name for name, row in ALGORITHMS.items() if row.kty == "AKP"]


def looks_like_jwk(text: str) -> bool:
    """Tells whether a text is meant as a JWK or JWKS, even if it is not valid JSON."""
    if not text.startswith(("{", "[")):
        return False
    return any(f'"{name}"' in text for name in ("kty", "keys")) or "{" * 100 in text


def read_jwk_text(text: str, given: str, ring: KeyRing) -> None:
    """Reads a JWK, a JWKS or an array of JWKs, and adds its keys and findings to ``ring``.

    ``given`` is the text that the user gave, in which the findings' spans count (code points).
    ``text`` is the same after repairs. Never raises.
    """
    shift = given.find(text)
    read = json_text.read(text, "key", "key")
    ring.findings += [replace(f, span=_shifted(f.span, shift)) for f in read.findings]
    if not read.ok:
        return
    ring.findings += [replace(f, span=_shifted(f.span, shift)) for f in suspects(text, "key")]
    value = read.value
    entries = value.get("keys") if isinstance(value, dict) and "kty" not in value else None
    if isinstance(value, list):
        entries = value
    if entries is None and isinstance(value, dict) and "keys" not in value:
        _add(value, ring, "JWK")
        return
    if not isinstance(entries, list):
        ring.findings.append(_unreadable("A JWK Set's “keys” must be an array of JWKs."))
        return
    ring.is_set = True
    if not entries:
        ring.findings.append(
            _unreadable("The JWK Set is empty: “keys” has no entry. Get it anew from the issuer.")
        )
    if len(entries) > MAX_KEYS:
        message = f"The set has {len(entries)} keys; the first {MAX_KEYS} are read."
        ring.findings.append(Finding("key-not-in-set", "key", message))
        ring.left_out += len(entries) - MAX_KEYS
    for index, entry in enumerate(entries[:MAX_KEYS]):
        _add(entry, ring, f"key {index + 1} of the JWK Set")
    _check_kids(ring)


def from_jwk(jwk: Mapping[str, Any], source: str) -> Key:
    """Returns the key that the members of a JWK make (RFC 7518 section 6, RFC 8037, RFC 9964).

    ``source`` says in words what the members were read from. Whether the private half belongs
    to the public one is left to the engines; of an RSA key, p times q must be n.

    Raises:
        ValueError: the members make no usable key. The message is the end of a sentence.
    """
    kty = jwk.get("kty")
    if not isinstance(kty, str):
        raise ValueError("it has no “kty” (key type)")
    if kty not in _REQUIRED:
        raise ValueError(
            f"{quoted(kty)} is not a key type (kty) that signs tokens: oct, RSA, EC, OKP and AKP do"
        )
    missing = [name for name in _REQUIRED[kty] if name not in jwk]
    if missing:
        are = "are" if len(missing) > 1 else "is"
        raise ValueError(
            f"a key of type {kty} needs {members.listed(missing)}, which {are} missing"
        )
    if kty == "RSA" and (problem := written_wrong(jwk)):
        raise ValueError(problem)
    octets = members.numbers(jwk, kty)
    # From here on base64url has its one canonical spelling: every library reads the same key.
    jwk = {name: value for name, value in jwk.items() if name not in members.foreign(jwk, kty)}
    jwk |= {name: base64url.encode(value) for name, value in octets.items()}
    if kty == "oct":
        return Key(jwk, source, secret=octets["k"])
    if kty == "RSA":
        members.check_rsa(jwk, octets)
    elif kty in ("EC", "OKP"):
        members.check_curve(kty, jwk["crv"], octets)
    elif jwk["alg"] not in _AKP:
        raise ValueError(
            f"{quoted(str(jwk['alg']))} is not an algorithm of AKP keys: {', '.join(_AKP)} are"
        )
    return Key(jwk, source, certificates=_certificates(jwk))


def public_part(jwk: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the members of a JWK that may be shown to anyone."""
    public = {name: value for name, value in jwk.items() if name not in PRIVATE_MEMBERS}
    public.pop("key_ops", None)  # It was about the private key.
    return public


def ordered(jwk: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the members in the order in which the standards list them; unknown ones are last."""
    return {name: jwk[name] for name in (*_ORDER, *jwk) if name in jwk}


def thumbprint(jwk: Mapping[str, Any]) -> str:
    """Returns the SHA-256 thumbprint of a JWK in base64url (RFC 7638 section 3)."""
    names = sorted({*_REQUIRED[str(jwk["kty"])], "kty"})
    text = json.dumps(
        {name: jwk[name] for name in names}, separators=(",", ":"), ensure_ascii=False
    )
    return base64url.encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())


def to_text(jwk: Mapping[str, Any]) -> str:
    """Returns a JWK as indented JSON text for people to read."""
    return json_text.dump(jwk)


def add_jwk(jwk: Mapping[str, Any], ring: KeyRing, source: str, subject: str) -> None:
    """Adds the key of a JWK to ``ring``; if it has none of its own, that of its certificate.

    ``subject`` is what findings are about, as the beginning of a sentence.

    Raises:
        ValueError: the members make no usable key. The message is the end of a sentence.
    """
    completed = from_certificate(jwk, _REQUIRED)
    if completed is not None:
        names = members.listed(_REQUIRED[str(completed["kty"])])
        message = (
            f"{subject} has only its certificate (x5c), and the key was taken from there. PyJWT and "
            f"other libraries take no key from x5c: add {names}, or give them the certificate as PEM."
        )
        ring.findings.append(Finding("key-repaired", "key", message))
    try:
        key = from_jwk(completed or jwk, source)
    except ValueError as error:
        kid = jwk.get("kid")
        if isinstance(kid, str):
            ring.unusable.setdefault(kid, str(error))
        raise
    ring.keys.append(key)
    ring.findings += [
        Finding("key-repaired", "key", f"{subject} {remark}")
        for remark in members.remarks(jwk, key.kty)
    ]


def _add(entry: object, ring: KeyRing, source: str) -> None:
    subject = source[0].upper() + source[1:]
    try:
        if not isinstance(entry, dict):
            raise ValueError("it is not a JSON object")
        add_jwk(entry, ring, source, subject if ring.is_set else "The JWK")
    except ValueError as error:
        if ring.is_set:
            message = f"{subject} cannot be used: {error}."
            ring.findings.append(Finding("key-not-in-set", "key", message))
        else:
            ring.findings.append(_unreadable(f"The JWK cannot be used: {error}."))


def _certificates(jwk: Mapping[str, Any]) -> tuple[bytes, ...]:
    """Returns the certificates of `x5c` in DER (RFC 7517 section 4.7), as far as they decode."""
    chain = jwk.get("x5c")
    if not isinstance(chain, list):
        return ()
    return tuple(
        base64url.read(c, None, "x5c").data for c in chain[:MAX_CHAIN] if isinstance(c, str)
    )


def _check_kids(ring: KeyRing) -> None:
    kids = [key.kid for key in ring.keys if key.kid is not None]
    for kid in sorted({kid for kid in kids if kids.count(kid) > 1}):
        message = f"Two keys of the set have the kid {quoted(kid)}. A verifier may take either; give each its own."
        ring.findings.append(Finding("key-duplicate-kid", "key", message))


def _shifted(span: Span | None, by: int) -> Span | None:
    """Returns the span moved by ``by``; ``None`` if ``by`` is negative.

    It is negative if the text was repaired: then it does not stand in the given text at all.
    """
    return (span[0] + by, span[1] + by) if span and by >= 0 else None


def _unreadable(message: str) -> Finding:
    return Finding("key-unreadable", "key", message)
