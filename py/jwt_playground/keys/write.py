"""Writes a JWK as SPKI and PKCS#8, in DER and PEM."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asn1crypto import core, keys, pem

from ..text import base64url
from ..vocabulary.curves import CURVES


def to_pem(jwk: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Returns the private key as PKCS#8 and the public key as SPKI, both in PEM (RFC 7468).

    ``jwk`` is one that `jwk.from_jwk` accepted. PKCS#8 is ``None`` for a public key, and for a
    private RSA key without p, q, dp, dq and qi. Both are ``None`` for `oct` and AKP keys, and
    for keys of key agreement.
    """
    curve = CURVES.get(str(jwk.get("crv")))
    if jwk["kty"] not in ("RSA", "EC", "OKP") or (curve and not curve.signs):
        return None, None
    whole = "d" in jwk and (jwk["kty"] != "RSA" or "p" in jwk)
    private = pem.armor("PRIVATE KEY", pkcs8(jwk)).decode() if whole else None
    return private, pem.armor("PUBLIC KEY", spki(jwk)).decode()


def spki(jwk: Mapping[str, Any]) -> bytes:
    """Returns the DER of the SubjectPublicKeyInfo (RFC 5280 section 4.1, RFC 8410 section 4).

    ``jwk`` is an RSA, EC or OKP key that signs.
    """
    if jwk["kty"] == "RSA":
        numbers = {"modulus": _int(jwk, "n"), "public_exponent": _int(jwk, "e")}
        key: Any = keys.RSAPublicKey(numbers)
        return _dump(keys.PublicKeyInfo({"algorithm": _algorithm(jwk), "public_key": key}))
    if jwk["kty"] == "EC":
        point = keys.ECPointBitString(_point(jwk))
        return _dump(keys.PublicKeyInfo({"algorithm": _algorithm(jwk), "public_key": point}))
    bits = core.OctetBitString(_octets(jwk, "x"))
    return _dump(keys.PublicKeyInfo({"algorithm": _algorithm(jwk), "public_key": bits}))


def pkcs8(jwk: Mapping[str, Any]) -> bytes:
    """Returns the DER of the PrivateKeyInfo (RFC 5958 section 2, RFC 8410 section 7).

    ``jwk`` is a private RSA, EC or OKP key that signs; an RSA key has p, q, dp, dq and qi. An
    EC key without `x` and `y` is written without its public half.
    """
    if jwk["kty"] == "RSA":
        names = {
            "modulus": "n",
            "public_exponent": "e",
            "private_exponent": "d",
            "prime1": "p",
            "prime2": "q",
            "exponent1": "dp",
            "exponent2": "dq",
            "coefficient": "qi",
        }
        numbers = {field: _int(jwk, name) for field, name in names.items()}
        key: Any = keys.RSAPrivateKey({"version": "two-prime", **numbers})
    elif jwk["kty"] == "EC":
        key = keys.ECPrivateKey(
            {"version": "ecPrivkeyVer1", "private_key": int.from_bytes(_octets(jwk, "d"), "big")}
        )
        key["private_key"].set_encoded_width(len(_octets(jwk, "d")))
        if "x" in jwk:
            key["public_key"] = keys.ECPointBitString(_point(jwk))
    else:
        key = core.OctetString(_octets(jwk, "d"))
    info = {"version": 0, "private_key_algorithm": _algorithm(jwk), "private_key": key}
    return _dump(keys.PrivateKeyInfo(info))


def _algorithm(jwk: Mapping[str, Any]) -> dict[str, Any]:
    if jwk["kty"] == "RSA":
        return {"algorithm": "rsa"}
    if jwk["kty"] == "EC":
        curve = keys.ECDomainParameters("named", CURVES[str(jwk["crv"])].asn1)
        return {"algorithm": "ec", "parameters": curve}
    return {"algorithm": CURVES[str(jwk["crv"])].asn1}


def _point(jwk: Mapping[str, Any]) -> bytes:
    return b"\x04" + _octets(jwk, "x") + _octets(jwk, "y")


def _octets(jwk: Mapping[str, Any], name: str) -> bytes:
    return base64url.read(str(jwk[name]), None, name).data


def _int(jwk: Mapping[str, Any], name: str) -> int:
    return int.from_bytes(_octets(jwk, name), "big")


def _dump(value: Any) -> bytes:
    return bytes(value.dump())
