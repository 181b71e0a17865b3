"""Exact origins, as options of the build name them: `https://example.com`, `http://localhost:8000`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .common import BuildError

# As browsers write an origin, which is how the page compares it, letter by letter. Nothing in it
# can end the part of a policy that it stands in.
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ORIGIN = re.compile(rf"(https?)://({_LABEL}(?:\.{_LABEL})*)(?::([1-9][0-9]{{0,4}}))?")
_THIS_MACHINE = ("localhost", "127.0.0.1")
_USUAL_PORT = {"https": 443, "http": 80}


def exact_origins(option: str, given: Iterable[str], alters: str) -> tuple[str, ...]:
    """Return the origins, sorted, each one once. Raises `BuildError` for what is no exact origin.

    `option` is the name of the option for messages, `alters` what somebody on the line to an
    http:// origin can alter.
    """
    return tuple(sorted({_origin(option, each, alters) for each in given}))


def _origin(option: str, text: str, alters: str) -> str:
    found = _ORIGIN.fullmatch(text)
    if not found:
        raise BuildError(
            f"{option} {text!r} is no exact origin. Write it as browsers do: "
            "https://example.com or https://example.com:8443, in small letters, with no path, no "
            "“/” at the end and no “*”; names in other scripts in their form with xn--."
        )
    scheme, host, port = found.groups()
    if scheme == "http" and host not in _THIS_MACHINE:
        raise BuildError(
            f"{option} {text} is refused: whoever is on the line can alter {alters} over "
            "http://. Name an https:// origin; http:// is only for localhost and 127.0.0.1."
        )
    if port and int(port) > 65535:
        raise BuildError(f"{option} {text} is no origin: ports end at 65535.")
    if port and int(port) == _USUAL_PORT[scheme]:
        raise BuildError(
            f"{option} {text} names the usual port of {scheme}, which browsers leave out: "
            f"write {scheme}://{host}."
        )
    return text
