"""Writes a JWK as SPKI and PKCS#8, in DER and PEM."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from ..text import base64url
from ..vocabulary.curves import CURVES
from . import mldsa
from .asn1 import BIT_STRING, NULL, OCTET_STRING, SEQUENCE, write, write_oid, write_unsigned

_RSA = write_oid("1.2.840.113549.1.1.1")
_EC = write_oid("1.2.840.10045.2.1")
_ZERO = write_unsigned(b"\0")
_ONE = write_unsigned(b"\1")
_PUBLIC_HALF = 0xA1
_LINE = 64


def to_pem(jwk: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Returns the private key as PKCS#8 and the public key as SPKI, both in PEM (RFC 7468).

    ``jwk`` is one that `jwk.from_jwk` accepted. PKCS#8 is ``None`` for a public key, and for a
    private RSA key without p, q, dp, dq and qi. Both are ``None`` for `oct` keys, and for a key
    of key agreement whose numbers have the wrong length.
    """
    if jwk["kty"] == "AKP":
        if (half := mldsa.spki(jwk)) is None:
            return None, None
        seed = mldsa.pkcs8(jwk) if "priv" in jwk else None
        return armoured("PRIVATE KEY", seed) if seed else None, armoured("PUBLIC KEY", half)
    if jwk["kty"] not in ("RSA", "EC", "OKP") or not has_its_size(jwk):
        return None, None
    whole = "d" in jwk and (jwk["kty"] != "RSA" or "p" in jwk)
    private = armoured("PRIVATE KEY", pkcs8(jwk)) if whole else None
    return private, armoured("PUBLIC KEY", spki(jwk))


def has_its_size(jwk: Mapping[str, Any]) -> bool:
    """Tells whether a key is of its curve's type, and its numbers have the curve's length.

    `jwk.from_jwk` checks it for keys that sign. Those of key agreement are described all the same.
    """
    curve = CURVES.get(str(jwk.get("crv")))
    if curve is None:
        return True
    sizes = {len(_octets(jwk, name)) for name in ("x", "y", "d") if name in jwk}
    return jwk["kty"] == curve.kty and sizes == {curve.octets}


def armoured(label: str, data: bytes, headers: str = "") -> str:
    """Returns bytes as a block of PEM. ``headers`` are whole lines (RFC 1421 section 4.4)."""
    text = base64.b64encode(data).decode("ascii")
    lines = "".join(f"{text[at : at + _LINE]}\n" for at in range(0, len(text), _LINE))
    blank = "\n" if headers else ""
    return f"-----BEGIN {label}-----\n{headers}{blank}{lines}-----END {label}-----\n"


def spki(jwk: Mapping[str, Any]) -> bytes:
    """Returns the DER of the SubjectPublicKeyInfo (RFC 5280 section 4.1, RFC 8410 section 4).

    ``jwk`` is an RSA, EC or OKP key.
    """
    if jwk["kty"] == "RSA":
        key = write(SEQUENCE, *_numbers(jwk, "n", "e"))
    elif jwk["kty"] == "EC":
        key = _point(jwk)
    else:
        key = _octets(jwk, "x")
    return write(SEQUENCE, _algorithm(jwk), _bits(key))


def pkcs8(jwk: Mapping[str, Any]) -> bytes:
    """Returns the DER of the PrivateKeyInfo (RFC 5958 section 2, RFC 8410 section 7).

    ``jwk`` is a private RSA, EC or OKP key; an RSA key has p, q, dp, dq and qi. An EC key
    without `x` and `y` is written without its public half.
    """
    if jwk["kty"] == "RSA":
        numbers = _numbers(jwk, "n", "e", "d", "p", "q", "dp", "dq", "qi")
        key = write(SEQUENCE, _ZERO, *numbers)
    elif jwk["kty"] == "EC":
        public = write(_PUBLIC_HALF, _bits(_point(jwk))) if "x" in jwk else b""
        key = write(SEQUENCE, _ONE, write(OCTET_STRING, _octets(jwk, "d")), public)
    else:
        key = write(OCTET_STRING, _octets(jwk, "d"))
    return write(SEQUENCE, _ZERO, _algorithm(jwk), write(OCTET_STRING, key))


def _algorithm(jwk: Mapping[str, Any]) -> bytes:
    if jwk["kty"] == "RSA":
        return write(SEQUENCE, _RSA, write(NULL))
    curve = write_oid(CURVES[str(jwk["crv"])].oid)
    return write(SEQUENCE, _EC, curve) if jwk["kty"] == "EC" else write(SEQUENCE, curve)


def _bits(octets: bytes) -> bytes:
    return write(BIT_STRING, b"\0", octets)


def _point(jwk: Mapping[str, Any]) -> bytes:
    return b"\x04" + _octets(jwk, "x") + _octets(jwk, "y")


def _octets(jwk: Mapping[str, Any], name: str) -> bytes:
    return base64url.read(str(jwk[name]), None, name).data


def _numbers(jwk: Mapping[str, Any], *names: str) -> list[bytes]:
    return [write_unsigned(_octets(jwk, name)) for name in names]
