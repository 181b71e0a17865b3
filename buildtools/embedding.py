"""The pages that may show this one in a frame and speak to it: `--embed-in ORIGIN`."""

from __future__ import annotations

from collections.abc import Iterable

from .common import say
from .headers import POLICY, frame_policy
from .origins import exact_origins


def read_origins(given: Iterable[str]) -> tuple[str, ...]:
    """Return the origins, sorted, each one once. Raises `BuildError` for what is no exact origin."""
    return exact_origins("--embed-in", given, "a page that comes")


def tell_header(origins: tuple[str, ...]) -> None:
    """Say what the host of such a build has to send."""
    if origins:
        say("This build is for frames. So that only these pages can show it, the host must send:")
        say(f"{POLICY}: {frame_policy(origins)}")
