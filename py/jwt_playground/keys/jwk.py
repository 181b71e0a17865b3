"""JWK and JWKS (RFC 7517): read, checked, thumbprinted (RFC 7638)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .. import base64url, jsontext, library
from ..findings import Finding
from .limits import too_large
from .model import PRIVATE_MEMBERS, Key, KeyRing

MAX_KEYS = 200

_REQUIRED = {"oct": ("k",), "RSA": ("e", "n"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}
_BASE64URL = ("k", "n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y")
_SIGNS = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}


def looks_like_jwk(text: str) -> bool:
    """JSON that has, or means to have, the members of a JWK or JWKS."""
    if not text.startswith(("{", "[")):
        return False
    return any(f'"{name}"' in text for name in ("kty", "keys")) or "{" * 100 in text


def read_jwk_text(text: str, ring: KeyRing) -> None:
    """Reads a JWK, a JWKS or an array of JWKs into the ring."""
    read = jsontext.read(text, "key", "key")
    ring.findings += read.findings
    if not read.ok:
        return
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
        ring.findings.append(_unreadable("The JWK Set is empty: “keys” has no entry."))
    if len(entries) > MAX_KEYS:
        message = f"The set has {len(entries)} keys; the first {MAX_KEYS} are read."
        ring.findings.append(Finding("key-not-in-set", "key", message))
    for index, entry in enumerate(entries[:MAX_KEYS]):
        _add(entry, ring, f"key {index + 1} of the JWK Set")
    _check_kids(ring)


def from_jwk(jwk: Mapping[str, Any], source: str) -> Key:
    """A key from the members of a JWK.

    Raises:
        ValueError: it is no usable JWK; the message is a plain sentence's end.
    """
    kty = jwk.get("kty")
    if not isinstance(kty, str):
        raise ValueError("it has no “kty” (key type)")
    if kty not in _REQUIRED:
        raise ValueError(
            f"“{kty}” is not a key type (kty) that signs tokens: oct, RSA, EC and OKP do"
        )
    missing = [name for name in _REQUIRED[kty] if name not in jwk]
    if missing:
        raise ValueError(f"a key of type {kty} needs “{missing[0]}”")
    octets: dict[str, bytes] = {}
    for name in _BASE64URL:
        if name in jwk:
            octets[name] = _octets(jwk[name], name)
    if kty == "oct":
        return Key(jwk, source, secret=octets["k"])
    problem = too_large(kty, octets)
    if problem:
        raise ValueError(problem)
    return Key(jwk, source, material=_material(kty, jwk))


def public_part(jwk: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a JWK that may be shown to anyone."""
    public = {name: value for name, value in jwk.items() if name not in PRIVATE_MEMBERS}
    public.pop("key_ops", None)  # it spoke of the private key
    return public


def thumbprint(jwk: Mapping[str, Any]) -> str:
    """The SHA-256 thumbprint of a JWK, base64url (RFC 7638 section 3)."""
    names = sorted({*_REQUIRED[str(jwk["kty"])], "kty"})
    text = json.dumps(
        {name: jwk[name] for name in names}, separators=(",", ":"), ensure_ascii=False
    )
    return base64url.encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())


def to_text(jwk: Mapping[str, Any]) -> str:
    """A JWK as JSON text, for people."""
    return json.dumps(jwk, indent=2)


def _add(entry: object, ring: KeyRing, source: str) -> None:
    try:
        if not isinstance(entry, dict):
            raise ValueError("it is not a JSON object")
        ring.keys.append(from_jwk(entry, source))
    except ValueError as error:
        if ring.is_set:
            message = f"{source.capitalize()} cannot be used: {error}."
            ring.findings.append(Finding("key-not-in-set", "key", message))
        else:
            ring.findings.append(_unreadable(f"The JWK cannot be used: {error}."))


def _octets(value: object, name: str) -> bytes:
    if not isinstance(value, str):
        raise ValueError(f"“{name}” must be a string of base64url")
    segment = base64url.read(value, 0, f"member “{name}”", "key")
    # Padding and a wrong alphabet are common in hand-made keys and do no harm here;
    # what cannot be decoded as a whole does.
    if any(f.code in ("base64-bad-character", "base64-length") for f in segment.findings):
        raise ValueError(f"“{name}” is not base64url")
    if not segment.data:
        raise ValueError(f"“{name}” is empty")
    return segment.data


def _material(kty: str, jwk: Mapping[str, Any]) -> object:
    algorithm = library.algorithm(_SIGNS[kty])
    if algorithm is None or jwk.get("crv") in ("X25519", "X448"):
        return None
    try:
        return algorithm.from_jwk(dict(jwk))
    except Exception as error:  # PyJWT and cryptography raise a dozen kinds for bad keys
        raise ValueError(_plain(kty, jwk, error)) from error


def _plain(kty: str, jwk: Mapping[str, Any], error: Exception) -> str:
    text = str(error)
    if kty in ("EC", "OKP") and jwk.get("crv") not in (
        *("P-256", "P-384", "P-521", "secp256k1"),
        *("Ed25519", "Ed448"),
    ):
        return f"“{jwk.get('crv')}” is not a curve (crv) that signs tokens"
    if "curve" in text or "point" in text.lower():
        return f"x and y are not a point on the curve {jwk.get('crv')}"
    if "match" in text:
        return "its private and public parts do not belong together"
    if kty == "EC" and ("bytes" in text or "should be" in text):
        return f"x, y or d has a wrong length for the curve {jwk.get('crv')}"
    if kty == "RSA" and "oth" in jwk:
        return "RSA keys with more than two primes (“oth”) are not supported"
    if kty == "RSA" and "d" in jwk:
        return "its numbers do not form an RSA key; p, q, dp, dq and qi must all be there, or none"
    return f"its numbers do not form a key of type {kty}"


def _check_kids(ring: KeyRing) -> None:
    kids = [key.kid for key in ring.keys if key.kid is not None]
    for kid in sorted({kid for kid in kids if kids.count(kid) > 1}):
        message = f"Two keys of the set have the kid “{kid}”. A verifier may take either; give each its own."
        ring.findings.append(Finding("key-duplicate-kid", "key", message))


def _unreadable(message: str) -> Finding:
    return Finding("key-unreadable", "key", message)
