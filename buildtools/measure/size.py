"""What the first visit loads, file by file, beside what a plain Pyodide page loads.

The list is not guessed: it is what the server has sent to Chromium when the first token
was verified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .chromium import idle_page, started
from .line import USUAL
from .pages import served
from .row import Chapter, Row
from .server import BenchServer, File
from .start import visit

NOTES = (
    (
        "gzip is what a host sends that compresses text and WebAssembly; what is packed already "
        "(the snapshot, zip files) is sent as it is."
    ),
)


def sizes(dist: Path, chromium: Path, runs: int) -> Chapter:
    """List the first load of both pages, and what of ours comes later. `runs` changes nothing."""
    loads: dict[str, Mapping[str, File]] = {}
    with served(dist) as server:
        for which in ("ours", "plain"):
            with started(chromium) as browser:
                context = browser.new_context(service_workers="block")
                page = idle_page(context)
                server.sent.clear()
                # Slow enough to tell what the start waits for from what comes right after it.
                with server.over(USUAL, compress=True):
                    visit(page, server, which)
                    loads[which] = _files(server, which)
        site = {
            name.removeprefix("ours/"): file
            for name, file in server.files.items()
            if name.startswith("ours/")
        }
    return Chapter("bytes", "Bytes of the first visit", rows(loads, site), "plain Pyodide", NOTES)


def rows(loads: Mapping[str, Mapping[str, File]], site: Mapping[str, File]) -> list[Row]:
    """Return the table's rows for what both pages load, and all files of our site."""
    ours, plain, whole = map(plainly, (loads["ours"], loads["plain"], site))
    later = {name: file for name, file in whole.items() if name not in ours}
    names = sorted(
        {*ours, *plain}, key=lambda name: -sent(ours[name] if name in ours else plain[name])
    )
    return [
        Row("bytes/gzip", "First load, gzip", "B", [total(ours)], [total(plain)]),
        Row("bytes/raw", "First load, files as they lie", "B", [raw(ours)], [raw(plain)]),
        *[
            Row(
                f"bytes/file/{name}",
                f"· {name}",
                "B",
                [sent(ours[name])] if name in ours else [],
                [sent(plain[name])] if name in plain else [],
                detail=True,
            )
            for name in names
        ],
        *[
            Row(f"bytes/{part}", f"{name}, gzip", "B", [size])
            for part, (name, size) in parts(site).items()
        ],
        Row(
            "bytes/later",
            "Loaded after the start, for work without a network, gzip",
            "B",
            [total(later)],
        ),
    ]


def plainly(files: Mapping[str, File]) -> dict[str, File]:
    """Return files by the names that they have in every build."""
    return {without_hash(name): file for name, file in files.items()}


def without_hash(name: str) -> str:
    """Return a file's name without what changes from build to build."""
    name = re.sub(r"^(pyodide|packages)-[^/]+/", r"\1/", name)
    return re.sub(r"-[0-9A-Za-z]{8}(?=\.\w+$)", "", name)


def parts(site: Mapping[str, File]) -> dict[str, tuple[str, int]]:
    """Return the parts of the first load that are this project's own: a name and bytes, by id.

    These have a budget (goals.py), which a test holds them to.
    """

    def matching(pattern: str) -> int:
        return total({name: file for name, file in site.items() if re.fullmatch(pattern, name)})

    return {
        "page": (
            "The page's own text, scripts and styles",
            matching(r"index\.html|assets/.*\.(js|css)"),
        ),
        "python": ("Our Python modules and PyJWT", matching(r"assets/python-.*\.zip")),
        "snapshot": ("The snapshot", matching(r"assets/snapshot-.*\.bin")),
    }


def sent(file: File) -> int:
    """Return the bytes that a compressing host sends."""
    return len(file.packed or file.plain)


def total(files: Mapping[str, File]) -> int:
    """Return the bytes that a compressing host sends for all of them."""
    return sum(map(sent, files.values()))


def raw(files: Mapping[str, File]) -> int:
    """Return the bytes of all files as they lie."""
    return sum(len(file.plain) for file in files.values())


def _files(server: BenchServer, which: str) -> dict[str, File]:
    """Return what was sent as a whole, by its name below the page's folder."""
    return {name.removeprefix(f"{which}/"): server.files[name] for name in server.sent}
