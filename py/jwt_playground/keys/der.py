"""DER to JWK: SPKI, PKCS#1, PKCS#8, SEC1 and X.509 (RFC 5280, 5915, 5958, 8017, 8410).

The ASN.1 is asn1crypto's; here it is only renamed into the members of a JWK. Numbers are
not checked: that is for the engine that works with the key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asn1crypto import keys, x509

from ..text import base64url
from ..vocabulary.curves import BY_ASN1_NAME, Curve


class EncryptedError(Exception):
    """A PKCS#8 key that needs a passphrase."""


@dataclass(frozen=True, slots=True)
class Read:
    """A key's members. Without `x`, the public half has to be computed by an engine."""

    jwk: dict[str, Any]
    source: str
    certificate: bytes | None = None


def der_length(data: bytes) -> int:
    """Returns how many bytes the ASN.1 value takes that ``data`` begins with (X.690 section 8.1).

    The number may be larger than ``data``, if that is cut off.
    """
    if len(data) < 2:
        return 2
    if data[1] < 0x80:
        return 2 + data[1]
    end = 2 + (data[1] & 0x7F)
    return end + int.from_bytes(data[2:end], "big")


def read_der(data: bytes, label: str | None = None) -> Read:
    """Reads DER of a kind that the PEM ``label`` names, or of any kind.

    Raises:
        ValueError: it is of no kind that holds a key for JWS; the message ends a sentence.
        EncryptedError: it is an encrypted private key.
    """
    if label == "ENCRYPTED PRIVATE KEY":
        raise EncryptedError
    tried = [label] if label else list(_READERS)
    problem: ValueError | None = None
    foreign: _NotForJwsError | None = None
    for name in tried:
        source, reader = _READERS[name]
        try:
            return reader(data, source)
        except _NotForJwsError as error:
            foreign = foreign or error  # or a misreading, if the kind was not known
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
            # asn1crypto raises ValueError for a wrong structure, the others for an absurd one.
            problem = ValueError("it may be cut off or altered")
            problem.__cause__ = error
    if label is None and _is(keys.EncryptedPrivateKeyInfo, data):
        raise EncryptedError
    if foreign is not None:
        raise ValueError(str(foreign)) from foreign
    raise problem or ValueError("it is of an unknown kind")


def names_in_certificate(data: bytes) -> tuple[bytes, bytes] | None:
    """Returns the names of issuer and subject, each in DER; ``None`` if it is no certificate."""
    try:
        tbs = x509.Certificate.load(data, strict=True)["tbs_certificate"]
        return bytes(tbs["issuer"].dump()), bytes(tbs["subject"].dump())
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        return None  # As in `read_der`: asn1crypto raises many kinds.


class _NotForJwsError(Exception):
    """Well-formed, but not a key that signs tokens."""


def _spki(data: bytes, source: str) -> Read:
    return Read(_public(keys.PublicKeyInfo.load(data, strict=True)), source)


def _certificate(data: bytes, source: str) -> Read:
    certificate = x509.Certificate.load(data, strict=True)
    return Read(_public(certificate.public_key), source, data)


def _pkcs8(data: bytes, source: str) -> Read:
    info = keys.PrivateKeyInfo.load(data, strict=True)
    algorithm = info.algorithm
    inner = info["private_key"].parsed
    if algorithm == "rsa":
        return Read(_rsa(inner), source)
    if algorithm == "ec":
        return Read(_ec_private(inner, info.curve), source)
    if algorithm in ("ed25519", "ed448"):
        curve = algorithm.capitalize()
        return Read({"kty": "OKP", "crv": curve, "d": _text(inner.native)}, source)
    raise _unknown(algorithm)


def _pkcs1_private(data: bytes, source: str) -> Read:
    return Read(_rsa(keys.RSAPrivateKey.load(data, strict=True)), source)


def _pkcs1_public(data: bytes, source: str) -> Read:
    return Read(_rsa_public(keys.RSAPublicKey.load(data, strict=True)), source)


def _sec1(data: bytes, source: str) -> Read:
    key = keys.ECPrivateKey.load(data, strict=True)
    parameters = key["parameters"]
    if parameters.native is None:
        raise _NotForJwsError("it does not name its curve")
    return Read(_ec_private(key, (parameters.name, parameters.native)), source)


_READERS: dict[str, tuple[str, Callable[[bytes, str], Read]]] = {
    "CERTIFICATE": ("X.509 certificate", _certificate),
    "PUBLIC KEY": ("SPKI", _spki),
    "PRIVATE KEY": ("PKCS#8", _pkcs8),
    "RSA PRIVATE KEY": ("PKCS#1", _pkcs1_private),
    "EC PRIVATE KEY": ("SEC1", _sec1),
    "RSA PUBLIC KEY": ("PKCS#1", _pkcs1_public),
}
LABELS = frozenset({*_READERS, "ENCRYPTED PRIVATE KEY"})
"""The kinds of PEM that hold a key or certificate (RFC 7468, OpenSSL)."""


def _public(info: Any) -> dict[str, Any]:
    algorithm = info.algorithm
    if algorithm == "rsa":
        return _rsa_public(info["public_key"].parsed)
    if algorithm == "ec":
        return _ec_public(info["public_key"].native, info.curve)
    if algorithm in ("ed25519", "ed448"):
        return {
            "kty": "OKP",
            "crv": algorithm.capitalize(),
            "x": _text(bytes(info["public_key"].native)),
        }
    raise _unknown(algorithm)


def _unknown(algorithm: str) -> _NotForJwsError:
    names = {"dsa": "DSA", "rsassa_pss": "RSA-PSS-only", "x25519": "X25519", "x448": "X448"}
    return _NotForJwsError(
        f"it is a {names.get(algorithm, algorithm)} key, which signs no tokens here; RSA, EC, Ed25519 and "
        "Ed448 keys do"
    )


def _rsa_public(key: Any) -> dict[str, Any]:
    return {"kty": "RSA", "n": _number(key["modulus"]), "e": _number(key["public_exponent"])}


def _rsa(key: Any) -> dict[str, Any]:
    names = {
        "d": "private_exponent",
        "p": "prime1",
        "q": "prime2",
        "dp": "exponent1",
        "dq": "exponent2",
        "qi": "coefficient",
    }
    return {**_rsa_public(key), **{name: _number(key[field]) for name, field in names.items()}}


def _ec_private(key: Any, curve: tuple[str, Any]) -> dict[str, Any]:
    named = _curve(curve)
    private = _text(int(key["private_key"].native).to_bytes(named.octets, "big"))
    point = key["public_key"].native
    if point is None:
        return {"kty": "EC", "crv": named.name, "d": private}
    return {**_ec_public(bytes(point), curve), "d": private}


def _ec_public(point: bytes, curve: tuple[str, Any]) -> dict[str, Any]:
    named = _curve(curve)
    size = named.octets
    if point[:1] in (b"\x02", b"\x03"):
        raise _NotForJwsError(
            "its point is compressed; convert it with openssl ec -conv_form uncompressed"
        )
    if point[:1] != b"\x04" or len(point) != 1 + 2 * size:
        raise ValueError("not a point of this curve")
    x, y = point[1 : 1 + size], point[1 + size :]
    return {"kty": "EC", "crv": named.name, "x": _text(x), "y": _text(y)}


def _curve(curve: tuple[str, Any]) -> Curve:
    named = BY_ASN1_NAME.get(str(curve[1])) if curve[0] == "named" else None
    if named is None or named.kty != "EC":
        shown = curve[1] if curve[0] == "named" else "given by its parameters"
        raise _NotForJwsError(f"its curve ({shown}) is not one that signs tokens")
    return named


def _number(value: Any) -> str:
    number = int(value.native)
    if number < 0:
        raise ValueError("a negative number")
    return _text(number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big"))


def _text(octets: bytes) -> str:
    return base64url.encode(octets)


def _is(kind: Any, data: bytes) -> bool:
    try:
        kind.load(data, strict=True).native  # noqa: B018  # parses all of it
    except (ValueError, TypeError, KeyError):
        return False
    return True
