"""Makes the service worker's file: its script and the list of the site's files with hashes."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from pathlib import Path

from .bundle import bundle
from .common import ROOT, digest

# It lies at the site's root, because a service worker controls only its own folder.
NAME = "sw.js"
SOURCE = ROOT / "site" / "offline" / "service-worker.js"


def digest_named(files: Mapping[str, bytes]) -> str:
    """Return one SHA-256 over files and their names."""
    return digest("".join(f"{name}\0{digest(files[name])}\n" for name in sorted(files)).encode())


def integrity(data: bytes) -> str:
    """Return the hash of a file in the form that `fetch` checks."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def policy(page: bytes) -> str:
    """Return the page's Content Security Policy."""
    [found] = re.findall(
        r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', page.decode()
    )
    return html.unescape(found)


def service_worker(files: Mapping[str, bytes], build: str, source: Path = SOURCE) -> bytes:
    """Return the service worker of a site of these files; `build` names this build.

    Files without a hash in their names come first, because they show soonest that the
    server already has another build.
    """
    names = sorted(files, key=lambda name: ("/" in name, name))
    listed = [{"name": name, "integrity": integrity(files[name])} for name in names]
    offline = {"build": build, "files": listed, "policy": policy(files["index.html"])}
    made = bundle(source, {"OFFLINE": offline})
    return made.files[made.entry]
