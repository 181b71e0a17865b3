"""DER to JWK: SPKI, PKCS#1, PKCS#8, SEC1 and X.509 (RFC 5280, 5915, 5958, 8017, 8410).

asn1crypto parses the ASN.1. This module only renames the fields to the members of a JWK. It
does not check numbers: `jwk.from_jwk` and the engines do that.
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
    """A key as it was read."""

    jwk: dict[str, Any]
    """Its members. A private EC or OKP key without `x` has no public half yet."""
    source: str
    """What it was read from, in words: “SPKI”, “X.509 certificate” …"""
    certificate: bytes | None = None
    """The certificate in DER, if the key was read from one."""


def der_length(data: bytes) -> int:
    """Returns the length in bytes of the ASN.1 value at the beginning of ``data``.

    The length is what the value says about itself (X.690 section 8.1). It is larger than the
    length of ``data`` if the value is cut off. Never raises.
    """
    if len(data) < 2:
        return 2
    if data[1] < 0x80:
        return 2 + data[1]
    end = 2 + (data[1] & 0x7F)
    return end + int.from_bytes(data[2:end], "big")


def read_der(data: bytes, label: str | None = None) -> Read:
    """Reads a key in DER: of the kind that the PEM ``label`` names, or of any kind.

    ``label`` is one of `LABELS`.

    Raises:
        ValueError: the bytes hold no key that signs tokens. The message is the end of a
            sentence.
        EncryptedError: the key is an encrypted private key.
        KeyError: the label is not one of `LABELS`.
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
            # Without a label, a later kind may still fit.
            foreign = foreign or error
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
            # asn1crypto raises ValueError for most wrong structures, and the others for absurd ones.
            problem = ValueError("it may be cut off or altered")
            problem.__cause__ = error
    if label is None and _is(keys.EncryptedPrivateKeyInfo, data):
        raise EncryptedError
    if foreign is not None:
        raise ValueError(str(foreign)) from foreign
    raise problem or ValueError("it is of an unknown kind")


def names_in_certificate(data: bytes) -> tuple[bytes, bytes] | None:
    """Returns the names of issuer and subject, each in DER (RFC 5280 section 4.1.2).

    ``None`` if ``data`` is no certificate. Never raises.
    """
    try:
        tbs = x509.Certificate.load(data, strict=True)["tbs_certificate"]
        return bytes(tbs["issuer"].dump()), bytes(tbs["subject"].dump())
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        return None  # asn1crypto raises all of these, as in `read_der`.


class _NotForJwsError(Exception):
    """The key is well-formed, but signs no tokens. The message is the end of a sentence."""


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
"""The labels of PEM blocks whose DER `read_der` knows (RFC 7468, OpenSSL)."""


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
