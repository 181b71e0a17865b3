"""Reads and checks JWK and JWKS (RFC 7517), and makes thumbprints of them (RFC 7638)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..text import base64url, json_text
from ..text.suspects import suspects
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.curves import CURVES
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from . import edwards
from .curves import on_curve
from .limits import MAX_CHAIN, MAX_KEYS, too_large
from .model import PRIVATE_MEMBERS, Key, KeyRing
from .x5c import from_certificate

MIN_USABLE_RSA_BITS = 512
"""A shorter modulus cannot even hold a signature. A key that is weak but works is a finding."""

_REQUIRED = {
    "oct": ("k",),
    "RSA": ("n", "e"),
    "EC": ("crv", "x", "y"),
    "OKP": ("crv", "x"),
    "AKP": ("alg", "pub"),
}
_BASE64URL = ("k", "n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "pub", "priv")
_ORDER = ("kty", "crv", "alg", "n", "e", "x", "y", "pub", "d", "p", "q", "dp", "dq", "qi", "priv")
_CRT = ("p", "q", "dp", "dq", "qi")
_AKP = [name for name, row in ALGORITHMS.items() if row.kty == "AKP"]
_DIGITS = re.compile(r"\s*+[0-9]++\s*+")
_HEX_DIGITS = re.compile(r"\s*+(?:0[xX])?[0-9A-Fa-f:]++\s*+")
_ANEW = "; get the key anew from where it was made"


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
        ring.findings.append(_unreadable("The JWK Set is empty: “keys” has no entry."))
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
        raise ValueError(f"a key of type {kty} needs {_all(missing)}, which {are} missing")
    if kty == "RSA" and (problem := _written_wrong(jwk)):
        raise ValueError(problem)
    octets = {name: _octets(jwk[name], name) for name in _BASE64URL if name in jwk}
    # From here on base64url has its one canonical spelling: every library reads the same key.
    jwk = {**jwk, **{name: base64url.encode(value) for name, value in octets.items()}}
    if kty == "oct":
        return Key(jwk, source, secret=octets["k"])
    if kty == "RSA":
        _check_rsa(jwk, octets)
    elif kty in ("EC", "OKP"):
        _check_curve(kty, jwk["crv"], octets)
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
        names = _all(_REQUIRED[str(completed["kty"])])
        message = (
            f"{subject} has only its certificate (x5c), and the key was taken from there. PyJWT and "
            f"other libraries take no key from x5c: add {names}, or give them the certificate as PEM."
        )
        ring.findings.append(Finding("key-repaired", "key", message))
    try:
        ring.keys.append(from_jwk(completed or jwk, source))
    except ValueError as error:
        kid = jwk.get("kid")
        if isinstance(kid, str):
            ring.unusable.setdefault(kid, str(error))
        raise


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


def _written_wrong(jwk: Mapping[str, Any]) -> str | None:
    """Returns how the numbers of an RSA key are written, if it is no base64url; else ``None``."""
    if isinstance(jwk["e"], int) and not isinstance(jwk["e"], bool):
        return "“e” is a number; write it as text in base64url: 65537 is “AQAB”"
    modulus = jwk["n"] if isinstance(jwk["n"], str) else str(jwk["n"])[:400]
    head = modulus.lstrip()[:60]
    if head.startswith(("-----BEGIN ", "LS0tLS1CRUdJTi", "MII")):
        what = "a key in DER" if head.startswith("MII") else "a PEM text"
        return f"“n” holds {what}, not the modulus alone: give what it holds as the key itself"
    if _DIGITS.fullmatch(modulus) and len(modulus) > 300:
        return (
            "“n” is a decimal number; it must be base64url of its bytes, the first one first (RFC 7518 "
            "section 6.3.1.1): convert it, or take the key from its issuer as JWK or PEM"
        )
    if _HEX_DIGITS.fullmatch(modulus) and len(modulus) > 250:
        return (
            "“n” is in hexadecimal; it must be base64url of its bytes (RFC 7518 section 6.3.1.1): "
            "convert it, or take the key from its issuer as JWK or PEM"
        )
    return None


def _octets(value: object, name: str) -> bytes:
    if not isinstance(value, str):
        raise ValueError(f"“{name}” must be a string of base64url")
    segment = base64url.read(value, None, f"member “{name}”", "key")
    # Padding and the other alphabet are common in keys written by hand, and do no harm here.
    # A value that cannot be decoded as a whole does.
    if any(f.code in ("base64-bad-character", "base64-length") for f in segment.findings):
        raise ValueError(f"“{name}” is not base64url")
    if not segment.data:
        raise ValueError(f"“{name}” is empty")
    return segment.data


def _check_rsa(jwk: Mapping[str, Any], octets: dict[str, bytes]) -> None:
    problem = too_large("RSA", octets)
    if problem:
        raise ValueError(problem)
    if "oth" in jwk:
        raise ValueError("RSA keys with more than two primes (“oth”) are not supported")
    numbers = {name: int.from_bytes(value, "big") for name, value in octets.items()}
    there = [name for name in _CRT if name in numbers]
    if "d" in numbers and there and len(there) < len(_CRT):
        raise ValueError("p, q, dp, dq and qi must all be there, or none")
    bits = numbers["n"].bit_length()
    if bits < MIN_USABLE_RSA_BITS:
        raise ValueError(f"its modulus (n) has {bits} bits, too few to hold a signature{_ANEW}")
    if numbers["n"] % 2 == 0:
        raise ValueError(f"its modulus (n) is even, which no product of two primes is{_ANEW}")
    # e is always less than n, because limits.py allows it fewer bits than n must have.
    if numbers["e"] < 3 or numbers["e"] % 2 == 0:
        raise ValueError(f"its public exponent (e) is not an odd number from 3 on{_ANEW}")
    if there and "d" in numbers and numbers["p"] * numbers["q"] != numbers["n"]:
        raise ValueError("its private and public parts do not belong together")


def _check_curve(kty: str, curve: object, octets: dict[str, bytes]) -> None:
    row = CURVES.get(curve) if isinstance(curve, str) else None
    if row is not None and not row.signs:
        return  # It is for key agreement: it can be described, and no algorithm fits it.
    if row is None or row.kty != kty:
        raise ValueError(
            f"{quoted(str(curve))} is not a curve (crv) of {kty} keys that signs tokens"
        )
    for name in ("x", "y", "d"):
        size = len(octets.get(name, b""))
        if name in octets and size != row.octets:
            raise ValueError(f"“{name}” has {size} bytes; on {curve} it has {row.octets}")
    if kty == "EC" and not on_curve(row.name, octets["x"], octets["y"]):
        raise ValueError(f"x and y are not a point on the curve {curve}{_ANEW}")
    if kty == "OKP" and (fault := edwards.fault(row.name, octets["x"])):
        raise ValueError(f"x is {fault} ({curve}){_ANEW}")


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


def _all(names: Sequence[str]) -> str:
    """Returns names in quotation marks, as a sentence lists them."""
    marked = [f"“{name}”" for name in names]
    return " and ".join(filter(None, (", ".join(marked[:-1]), marked[-1])))


def _unreadable(message: str) -> Finding:
    return Finding("key-unreadable", "key", message)
