"""What to do where the engine that was chosen is not there, or lacks something."""

from __future__ import annotations

from collections.abc import Sequence

from . import pyjwt
from .asking import Host

ONLY_PAGE = "Only the page has the engine “noble”. Choose “auto” or “cryptography”."
_ONLY_SECURE = (
    "WebCrypto does, but browsers give it to pages on https:// and on localhost only. The engine "
    "“cryptography” does everywhere, in a build that has it."
)


def without_cryptography(host: Host, engines: Sequence[str]) -> str:
    """Says that `cryptography` was chosen and is not there. ``engines`` have what is asked for."""
    there = {"webcrypto": host.webcrypto, "noble": host.noble}
    names = [name for name in engines if there.get(name)]
    build = "uild the page with the wheels of the Pyodide distribution."
    choose = f"{_choose(names)}, or b{build}" if names else f"B{build}"
    return f"This build does not have the engine “cryptography”. {choose}"


def for_rsa(host: Host) -> str:
    """Says what has RSA, which noble does not have."""
    names = ["webcrypto"] if host.webcrypto else []
    if host.loadable or pyjwt.has_cryptography():
        names.append("cryptography")
    return f"{_choose(names)}." if names else _ONLY_SECURE


def _choose(names: list[str]) -> str:
    *first, last = ("“auto”", *(f"“{name}”" for name in names))
    return f"Choose {', '.join(first)} or {last}"
