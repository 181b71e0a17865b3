"""The operation `meta`: what this build is made of and what it can do."""

from __future__ import annotations

import sys
from typing import TypedDict

from . import __version__
from .engines import pyjwt
from .engines.asking import Host
from .engines.choice import algorithms_of_engines
from .vocabulary.encryption import CONTENT_ENCRYPTION, KEY_MANAGEMENT


class Versions(TypedDict):
    """The versions of the parts; ``None`` if this build does not have the part."""

    jwt_playground: str
    python: str
    pyjwt: str
    cryptography: str | None
    openssl: str | None


class EngineAlgorithms(TypedDict):
    """An engine, and the algorithms that it has."""

    name: str
    algorithms: list[str]
    """Values of `alg` that it signs and verifies with."""
    key_management: list[str]
    """Values of `alg` that it encrypts and decrypts with."""
    content_encryption: list[str]
    """Values of `enc`."""


class Meta(TypedDict):
    """The contract's `Meta`."""

    versions: Versions
    engines: list[EngineAlgorithms]
    platform: str


def meta(host: Host) -> Meta:
    """Returns versions, platform, and the engines that this build and ``host`` have."""
    cryptography, openssl = _cryptography()
    return {
        "versions": {
            "jwt_playground": __version__,
            "python": ".".join(map(str, sys.version_info[:3])),
            "pyjwt": pyjwt.version(),
            "cryptography": cryptography,
            "openssl": openssl,
        },
        "engines": [
            {
                "name": name,
                "algorithms": names,
                "key_management": [k.name for k in KEY_MANAGEMENT.values() if name in k.engines],
                "content_encryption": [
                    e.name for e in CONTENT_ENCRYPTION.values() if name in e.engines
                ],
            }
            for name, names in algorithms_of_engines(host).items()
        ],
        "platform": sys.platform,
    }


def _cryptography() -> tuple[str | None, str | None]:
    if not pyjwt.has_cryptography():
        return None, None
    import cryptography
    from cryptography.hazmat.backends.openssl import backend

    return cryptography.__version__, backend.openssl_version_text()
