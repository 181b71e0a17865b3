"""`meta`: what this build is made of and what it can do."""

from __future__ import annotations

import sys
from typing import TypedDict

from . import __version__, library
from .algorithms import ALGORITHMS
from .asking import Host
from .engines import webcrypto


class Versions(TypedDict):
    """``None`` for what this build does not have."""

    jwt_playground: str
    python: str
    pyjwt: str
    cryptography: str | None
    openssl: str | None


class Engine(TypedDict):
    """An engine and the algorithms it signs and verifies with."""

    name: str
    algorithms: list[str]


class Meta(TypedDict):
    """The contract's `Meta`."""

    versions: Versions
    engines: list[Engine]
    platform: str


def meta(host: Host) -> Meta:
    """Versions, platform, and the engines that this build and this host have."""
    engines: dict[str, list[str]] = {}
    for name in ALGORITHMS:
        kty = ALGORITHMS[name].kty
        if kty == "oct":
            engines.setdefault("python", []).append(name)
        elif kty and kty != "AKP" and (library.has_cryptography() or host.loadable):
            engines.setdefault("cryptography", []).append(name)
        if host.webcrypto and name in webcrypto.ALGORITHMS:
            engines.setdefault("webcrypto", []).append(name)
    cryptography, openssl = _cryptography()
    return {
        "versions": {
            "jwt_playground": __version__,
            "python": ".".join(map(str, sys.version_info[:3])),
            "pyjwt": library.version(),
            "cryptography": cryptography,
            "openssl": openssl,
        },
        "engines": [{"name": name, "algorithms": names} for name, names in engines.items()],
        "platform": sys.platform,
    }


def _cryptography() -> tuple[str | None, str | None]:
    if not library.has_cryptography():
        return None, None
    import cryptography
    from cryptography.hazmat.backends.openssl import backend

    return cryptography.__version__, backend.openssl_version_text()
