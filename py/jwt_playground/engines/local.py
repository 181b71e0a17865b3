"""Key operations done right here, by PyJWT's own algorithm objects.

HMAC is Python's standard library; everything else is `cryptography`, where this
build has it.
"""

from __future__ import annotations

from typing import Any

from jwt.exceptions import InvalidKeyError

from .. import library
from ..keys.model import Key


class KeyRefusedError(Exception):
    """PyJWT or `cryptography` refuses the key for this operation; the message says why."""


def can(alg: str) -> bool:
    """Whether this build has the algorithm."""
    return library.algorithm(alg) is not None


def available() -> tuple[str, ...]:
    """The engines that a request may ask for in this build."""
    return ("auto", "cryptography") if library.HAS_CRYPTOGRAPHY else ("auto",)


def name(alg: str) -> str:
    """The engine that does an algorithm: `python` (hmac, hashlib) or `cryptography`."""
    return "python" if alg.startswith("HS") else "cryptography"


def verify(alg: str, key: Key, data: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is the key's over ``data``.

    Raises:
        KeyRefusedError: the key cannot be used for this at all.
    """
    algorithm, material = _prepare(alg, key)
    if hasattr(material, "public_key"):
        material = material.public_key()
    try:
        return bool(algorithm.verify(data, material, signature))
    except ValueError:
        # cryptography: a signature that no key of this kind can have made
        return False


def sign(alg: str, key: Key, data: bytes) -> bytes:
    """The key's signature over ``data``.

    Raises:
        KeyRefusedError: the key cannot be used for this at all.
    """
    algorithm, material = _prepare(alg, key)
    try:
        return algorithm.sign(data, material)
    except ValueError as error:  # e.g. an RSA key too small for the digest
        raise KeyRefusedError(f"the key cannot sign with {alg}: {error}") from error


def native(key: Key) -> object:
    """The key as `jwt.decode` takes it: bytes, or a public key object."""
    if key.secret is not None:
        return key.secret
    material: Any = key.material
    return material.public_key() if hasattr(material, "public_key") else material


def _prepare(alg: str, key: Key) -> tuple[library.Algorithm, Any]:
    algorithm = library.algorithm(alg)
    if algorithm is None:
        raise KeyRefusedError(f"this build cannot do {alg}")
    try:
        return algorithm, algorithm.prepare_key(
            key.secret if key.secret is not None else key.material
        )
    except (InvalidKeyError, TypeError, ValueError) as error:
        raise KeyRefusedError(str(error)) from error
