"""The headers that say what a page cannot say of itself. This is the one table of them.

`build.py docs` writes them into the configurations of hosts (`deploy/`) and into docs/hosting.md;
`build.py serve` sends them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Header:
    """One header of every answer."""

    name: str
    value: str
    why: str


# The page writes to the clipboard when asked to. It uses none of these.
_CLOSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen",
    "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-create",
    "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip

POLICY = "Content-Security-Policy"


def frame_policy(origins: tuple[str, ...] = ()) -> str:
    """Return the policy that says which pages may show this one in a frame."""
    return "frame-ancestors " + (" ".join(origins) or "'none'")


HEADERS = (
    Header(
        POLICY,
        frame_policy(),
        "No other page may show this one in a frame, where it could lay something over it. The "
        "rest of the policy stands in the page itself, where this one part is not allowed.",
    ),
    Header(
        "Cross-Origin-Opener-Policy",
        "same-origin",
        "Pages of other sites that open this one, or that it opens, get no hold of its window.",
    ),
    Header(
        "Cross-Origin-Resource-Policy",
        "same-origin",
        "Pages of other sites cannot load its files.",
    ),
    Header(
        "X-Content-Type-Options",
        "nosniff",
        "Files are taken for what the server says they are.",
    ),
    Header(
        "Referrer-Policy",
        "no-referrer",
        "Links that lead away from the page do not tell its address.",
    ),
    Header(
        "Permissions-Policy",
        ", ".join(f"{feature}=()" for feature in _CLOSED),
        "Camera, microphone, location and the like are closed: the page uses none of them.",
    ),
)


def headers_for(origins: tuple[str, ...]) -> tuple[Header, ...]:
    """Return the headers of a build that pages of these origins may show in a frame."""
    return tuple(
        replace(each, value=frame_policy(origins)) if each.name == POLICY else each
        for each in HEADERS
    )


def for_nginx() -> str:
    """Return them in the language of nginx."""
    return "\n".join(f'    add_header {each.name} "{each.value}" always;' for each in HEADERS)


def for_static_hosts() -> str:
    """Return the file `_headers`, which Netlify, Cloudflare Pages and others read."""
    lines = [f"  {each.name}: {each.value}" for each in HEADERS]
    return "\n".join(["/*", *lines]) + "\n"


def for_people() -> str:
    """Return a table in Markdown."""
    lines = ["| header | value | why |", "|---|---|---|"]
    lines += [f"| `{each.name}` | {_shown(each)} | {each.why} |" for each in HEADERS]
    return "\n".join(lines)


def _shown(header: Header) -> str:
    first, *rest = header.value.split(", ")
    return f"`{first}` and {len(rest)} more: see the file" if len(rest) > 1 else f"`{header.value}`"
