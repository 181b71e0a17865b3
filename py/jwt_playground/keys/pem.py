"""PEM, DER and OpenSSH keys, read with `cryptography`.

A build without it says so; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .. import library
from ..findings import Finding
from .jwk import from_jwk
from .model import Key, KeyRing

_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)
_LABELS = {
    "RSA PRIVATE KEY": "PEM (PKCS#1)",
    "RSA PUBLIC KEY": "PEM (PKCS#1)",
    "EC PRIVATE KEY": "PEM (SEC1)",
    "PRIVATE KEY": "PEM (PKCS#8)",
    "ENCRYPTED PRIVATE KEY": "PEM (encrypted)",
    "PUBLIC KEY": "PEM (SPKI)",
    "CERTIFICATE": "X.509 certificate",
    "OPENSSH PRIVATE KEY": "OpenSSH private key",
}
_MANY = 50


def load_pem(text: str, passphrase: str | None, ring: KeyRing) -> None:
    """Reads the first key or certificate of a PEM text (RFC 7468) into the ring."""
    blocks = [
        block
        for block in list(_BLOCK.finditer(text))[:_MANY]
        if block.group(1) != "EC PARAMETERS"  # openssl writes them before a SEC1 key
    ]
    if not blocks:
        _unreadable(
            ring,
            "The PEM text has no complete block. It must run from its “-----BEGIN …-----” line "
            "to the “-----END …-----” line of the same name.",
        )
        return
    if not _can_load(ring):
        return
    label = blocks[0].group(1)
    data = blocks[0].group().encode("utf-8", "replace")
    source = _LABELS.get(label)
    if source is None:
        _unreadable(ring, f"“{label}” is not a kind of PEM that holds a key or certificate.")
        return
    if "PRIVATE" not in label:
        _load(ring, source, lambda: _public(data, label))
    elif "Proc-Type: 4,ENCRYPTED" in blocks[0].group() or label.startswith("ENCRYPTED"):
        _load_private(ring, "PEM (encrypted)", data, passphrase)
    else:
        _load_private(ring, source, data, passphrase if label.startswith("OPENSSH") else None)


def load_ssh(text: str, ring: KeyRing) -> None:
    """Reads one line of an OpenSSH public key file."""
    from_line = text.splitlines()[0].encode("utf-8", "replace")

    def load() -> object:
        from cryptography.hazmat.primitives.serialization import load_ssh_public_key

        return load_ssh_public_key(from_line)

    if _can_load(ring):
        _load(ring, "OpenSSH public key", load)


def load_der(data: bytes, passphrase: str | None, ring: KeyRing) -> bool:
    """Reads DER of any kind; returns whether it is a key (or says what is missing to tell)."""
    if not library.HAS_CRYPTOGRAPHY:
        return False
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    readers: tuple[tuple[str, Callable[[], object]], ...] = (
        ("DER (SPKI)", lambda: serialization.load_der_public_key(data)),
        ("DER (PKCS#8)", lambda: serialization.load_der_private_key(data, None)),
        ("X.509 certificate", lambda: x509.load_der_x509_certificate(data).public_key()),
    )
    for source, load in readers:
        try:
            material = load()
        except TypeError:  # encrypted: the one case in which a private key needs more
            ring.findings += _need_passphrase(passphrase)
            if passphrase:
                _load(
                    ring,
                    "DER (encrypted)",
                    lambda: serialization.load_der_private_key(data, passphrase.encode()),
                )
            return True
        except Exception:  # noqa: S112  # not of this kind: try the next one
            continue
        _load(ring, source, lambda material=material: material)  # type: ignore[misc]
        return True
    return False


def from_material(material: object, source: str) -> Key:
    """A key from a key object of `cryptography`.

    Raises:
        ValueError: it is of a type that signs no tokens.
    """
    from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

    names: tuple[tuple[tuple[type, ...], str], ...] = (
        ((rsa.RSAPublicKey, rsa.RSAPrivateKey), "RS256"),
        ((ec.EllipticCurvePublicKey, ec.EllipticCurvePrivateKey), "ES256"),
        ((ed25519.Ed25519PublicKey, ed25519.Ed25519PrivateKey), "EdDSA"),
        ((ed448.Ed448PublicKey, ed448.Ed448PrivateKey), "EdDSA"),
    )
    for types, name in names:
        algorithm = library.algorithm(name)
        if isinstance(material, types) and algorithm is not None:
            try:
                jwk: dict[str, Any] = dict(algorithm.to_jwk(material, as_dict=True))
            except Exception as error:
                raise ValueError("its curve is not one that signs tokens") from error
            jwk.pop("key_ops", None)  # PyJWT adds them; the text did not have them
            return from_jwk(jwk, source)
    kind = type(material).__name__.strip("_").replace("PublicKey", "").replace("PrivateKey", "")
    raise ValueError(f"keys of the type {kind} do not sign tokens; RSA, EC, Ed25519 and Ed448 do")


def _public(data: bytes, label: str) -> object:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if label == "CERTIFICATE":
        return x509.load_pem_x509_certificate(data).public_key()
    return load_pem_public_key(data)


def _load_private(ring: KeyRing, source: str, data: bytes, passphrase: str | None) -> None:
    from cryptography.hazmat.primitives import serialization

    secret = passphrase.encode("utf-8", "replace") if passphrase else None
    try:
        if source.startswith("OpenSSH"):
            material: object = serialization.load_ssh_private_key(data, secret)
        else:
            material = serialization.load_pem_private_key(data, secret)
    except TypeError:
        ring.findings += _need_passphrase(None)
        return
    except Exception as error:
        if secret and "encrypted" in source:
            message = "The passphrase does not open the private key. Check it, also its upper and lower case."
            ring.findings.append(Finding("key-passphrase-wrong", "key", message))
        elif "passw" in str(error).lower():
            ring.findings += _need_passphrase(None)
        else:
            _unreadable(
                ring,
                f"The text looks like a {source} but cannot be read as one; it may be cut off.",
            )
        return
    _load(ring, source, lambda: material)


def _load(ring: KeyRing, source: str, load: Callable[[], object]) -> None:
    try:
        ring.keys.append(from_material(load(), source))
    except ValueError as error:
        reason = str(error) if error.__traceback__ and "sign tokens" in str(error) else ""
        detail = f": {reason}" if reason else "; it may be cut off or altered"
        _unreadable(ring, f"The text looks like a {source} but cannot be used{detail}.")
    except Exception:
        # cryptography raises several kinds for malformed input; all mean the same here.
        _unreadable(
            ring, f"The text looks like a {source} but cannot be read as one; it may be cut off."
        )


def _need_passphrase(passphrase: str | None) -> list[Finding]:
    if passphrase:
        return []
    return [
        Finding(
            "key-passphrase-needed", "key", "The private key is encrypted. Enter its passphrase."
        )
    ]


def _can_load(ring: KeyRing) -> bool:
    if not library.HAS_CRYPTOGRAPHY:
        message = (
            "This build works with HMAC secrets and JWKs only; PEM and OpenSSH keys need the "
            "Python package cryptography. Give the key as a JWK."
        )
        ring.findings.append(Finding("key-engine-missing", "key", message))
    return library.HAS_CRYPTOGRAPHY


def _unreadable(ring: KeyRing, message: str) -> None:
    ring.findings.append(Finding("key-unreadable", "key", message))
