"""The one place that imports joserfc.

It is imported only where `cryptography` is there, without which joserfc does not start.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from joserfc._rfc7518.jwe_algs import RSAAlgKeyEncryption
from joserfc.jwe import CompactEncryption, JWERegistry, Recipient
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from ..vocabulary.encryption import KeyManagement
from .jwe_base import Sealed


def _oaep(name: str, digest: hashes.HashAlgorithm) -> RSAAlgKeyEncryption:
    return RSAAlgKeyEncryption(name, name, padding.OAEP(padding.MGF1(digest), digest, None))


_OAEP = {
    "RSA-OAEP-384": _oaep("RSA-OAEP-384", hashes.SHA384()),
    "RSA-OAEP-512": _oaep("RSA-OAEP-512", hashes.SHA512()),
}
"""joserfc does not have them."""


def content(name: str) -> Any:
    """Returns the model of a content encryption algorithm."""
    return JWERegistry.algorithms["enc"][name]


def _management(name: str) -> Any:
    return _OAEP.get(name) or JWERegistry.algorithms["alg"][name]


def rsa_key(raw: Any) -> RSAKey:
    """Returns the key of an object of `cryptography`."""
    return RSAKey(raw, raw)


def key(secret: bytes | None, jwk: Mapping[str, Any]) -> Any:
    """Returns the key of a secret, or of the members of a JWK."""
    if secret is not None:
        # `import_key` would refuse secrets that look like other keys.
        return OctKey(secret, secret)
    kinds: dict[str, Any] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
    made = kinds[jwk["kty"]].import_key(dict(jwk))
    made.raw_value  # noqa: B018  (makes the key object, which checks its numbers)
    return made


def unsealed(sealed: Sealed, mine: Any) -> bytes:
    """Returns the content encryption key. Raises exceptions of many kinds."""
    enc = content(sealed.encryption.name)
    alg = _management(sealed.algorithm.name)
    recipient = _recipient(sealed.header, mine)
    recipient.encrypted_key = sealed.encrypted_key
    if sealed.algorithm.mode == "direct":
        return bytes(alg.compute_cek(enc.cek_size, recipient))
    if sealed.algorithm.mode == "agreed":
        return bytes(alg.decrypt_agreed_upon_key(enc, recipient))
    if sealed.algorithm.mode == "agreed-and-wrapped":
        agreed = alg.decrypt_agreed_upon_key(enc, recipient)
        return bytes(alg.unwrap_cek_with_auk(sealed.encrypted_key, agreed))
    return bytes(alg.decrypt_cek(recipient))


def sealed(
    algorithm: KeyManagement, to: Any, header: Mapping[str, Any], enc: Any, cek: bytes
) -> tuple[dict[str, Any], bytes, bytes]:
    """Returns the header parameters to add, the content key, and the encrypted key.

    ``cek`` is a random content key. Raises exceptions of many kinds.
    """
    alg = _management(algorithm.name)
    recipient = _recipient(header, to)
    encrypted = b""
    if algorithm.mode == "direct":
        cek = alg.compute_cek(enc.cek_size, recipient)
    elif algorithm.mode in ("agreed", "agreed-and-wrapped"):
        alg.prepare_ephemeral_key(recipient)
        agreed = alg.encrypt_agreed_upon_key(enc, recipient)
        if algorithm.mode == "agreed":
            cek = agreed
        else:
            encrypted = alg.wrap_cek_with_auk(cek, agreed)
    else:
        encrypted = alg.encrypt_cek(cek, recipient)
    return _added(recipient, header), cek, encrypted


def _recipient(header: Mapping[str, Any], mine: Any) -> Any:
    return Recipient(CompactEncryption(dict(header)), None, mine)


def _added(recipient: Any, before: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the members that joserfc added to the header."""
    added = {name: value for name, value in recipient.headers().items() if name not in before}
    read: dict[str, Any] = json.loads(json.dumps(added))
    return read
