"""The issuers whose keys the page may fetch, when it is asked to: `--connect ORIGIN`."""

from __future__ import annotations

from collections.abc import Iterable

from .common import say
from .origins import exact_origins
from .page_text import change

# What the usual page says of itself is not true of a page that may connect.
CHANGES = {
    r"connect-src 'self'(?=;)": "connect-src 'self' {sources}",
    r"Nothing that you paste leaves this page: it works": (
        "Nothing that you paste leaves this page, but for an issuer’s address when you press "
        "“Fetch keys”. It works"
    ),
    r"<strong>Nothing you paste leaves this page\.</strong>": (
        "<strong>Nothing you paste leaves this page, but for an issuer’s address when you press "
        "“Fetch keys”.</strong>"
    ),
    r"no analytics and no remote key fetch": "no analytics and no remote key fetch of its own accord",
    r"talk only to the place it was loaded from": (
        "talk only to the place it was loaded from and to {named}"
    ),
}


def read_connect(given: Iterable[str]) -> tuple[str, ...]:
    """Return the origins, sorted, each one once. Raises `BuildError` for what is no exact origin."""
    return exact_origins("--connect", given, "keys that come")


def connected(page: bytes, origins: tuple[str, ...]) -> bytes:
    """Return the page of a build that may connect to these origins.

    Its policy allows these connections, also to its workers, and its texts name them.
    """
    if not origins:
        return page
    values = {"sources": " ".join(origins), "named": ", ".join(origins)}
    text = page.decode()
    for pattern, by in CHANGES.items():
        text = change(text, pattern, by.format(**values), "buildtools/connecting.py")
    return text.encode()


def tell_connect(origins: tuple[str, ...]) -> None:
    """Say to whom the page of such a build can connect."""
    if origins:
        say(f"The page of this build can fetch keys from {', '.join(origins)}, on a click.")
