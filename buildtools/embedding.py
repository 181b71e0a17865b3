"""The pages that may show this one in a frame and speak to it: `--embed-in ORIGIN`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .common import BuildError, say
from .headers import POLICY, frame_policy

# As browsers write an origin, which is how the page compares it, letter by letter. Nothing in it
# can end the part of a policy that it stands in.
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ORIGIN = re.compile(rf"(https?)://({_LABEL}(?:\.{_LABEL})*)(?::([1-9][0-9]{{0,4}}))?")
_THIS_MACHINE = ("localhost", "127.0.0.1")
_USUAL_PORT = {"https": 443, "http": 80}


def read_origins(given: Iterable[str]) -> tuple[str, ...]:
    """Return the origins, sorted, each one once. Raises `BuildError` for what is no exact origin."""
    return tuple(sorted({_origin(each) for each in given}))


def _origin(text: str) -> str:
    found = _ORIGIN.fullmatch(text)
    if not found:
        raise BuildError(
            f"--embed-in {text!r} is no exact origin. Write it as browsers do: "
            "https://example.com or https://example.com:8443, in small letters, with no path, no "
            "“/” at the end and no “*”; names in other scripts in their form with xn--."
        )
    scheme, host, port = found.groups()
    if scheme == "http" and host not in _THIS_MACHINE:
        raise BuildError(
            f"--embed-in {text} is refused: whoever is on the line can alter a page that comes over "
            "http://. Name an https:// origin; http:// is only for localhost and 127.0.0.1."
        )
    if port and int(port) > 65535:
        raise BuildError(f"--embed-in {text} is no origin: ports end at 65535.")
    if port and int(port) == _USUAL_PORT[scheme]:
        raise BuildError(
            f"--embed-in {text} names the usual port of {scheme}, which browsers leave out: "
            f"write {scheme}://{host}."
        )
    return text


def tell_header(origins: tuple[str, ...]) -> None:
    """Say what the host of such a build has to send."""
    if origins:
        say("This build is for frames. So that only these pages can show it, the host must send:")
        say(f"{POLICY}: {frame_policy(origins)}")
