"""`meta`: what this build is made of and what it can do."""

from __future__ import annotations

import platform
import sys
from typing import TypedDict

from . import __version__, library
from .algorithms import ALGORITHMS
from .engines import local


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


def meta() -> Meta:
    """Versions, engines and platform."""
    engines: dict[str, list[str]] = {}
    for name in ALGORITHMS:
        if local.can(name):
            engines.setdefault(local.name(name), []).append(name)
    cryptography, openssl = _cryptography()
    return {
        "versions": {
            "jwt_playground": __version__,
            "python": platform.python_version(),
            "pyjwt": library.version,
            "cryptography": cryptography,
            "openssl": openssl,
        },
        "engines": [{"name": name, "algorithms": names} for name, names in engines.items()],
        "platform": sys.platform,
    }


def _cryptography() -> tuple[str | None, str | None]:
    if not library.HAS_CRYPTOGRAPHY:
        return None, None
    import cryptography
    from cryptography.hazmat.backends.openssl import backend

    return cryptography.__version__, backend.openssl_version_text()
