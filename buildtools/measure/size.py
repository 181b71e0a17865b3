"""What the first visit loads, file by file, compared with a plain Pyodide page.

The list is not guessed: these are the files that the server has sent to Chromium when the
first token was verified.
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
        "(our WebAssembly, the snapshot, zip files) is sent as it is."
    ),
)


def sizes(dist: Path, chromium: Path, runs: int) -> Chapter:
    """List the first load of both pages, and our files that come later. `runs` is not used."""
    loads: dict[str, Mapping[str, File]] = {}
    with served(dist) as server:
        for which in ("ours", "plain"):
            with started(chromium) as browser:
                context = browser.new_context(service_workers="block")
                page = idle_page(context)
                server.sent.clear()
                # So slow that files for the start can be told from files that come right after it.
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
    """Return the table's rows for the first load of both pages, and for all files of our site."""
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
    """Return the files by names that are the same in every build."""
    return {without_hash(name): file for name, file in files.items()}


def without_hash(name: str) -> str:
    """Return a file's name without the part that changes from build to build."""
    name = re.sub(r"^(pyodide|packages)-[^/]+/", r"\1/", name)
    return re.sub(r"-[0-9A-Za-z]{8}(?=\.\w+$)", "", name)


def parts(site: Mapping[str, File]) -> dict[str, tuple[str, int]]:
    """Return our own parts of the first load: a name and the bytes, by id.

    They have limits (goals.py), which a test checks.
    """

    def matching(pattern: str) -> int:
        return total({name: file for name, file in site.items() if re.fullmatch(pattern, name)})

    # Other workspaces are loaded when they are opened. The page names what it needs at once.
    named = site["index.html"].plain.decode() if "index.html" in site else ""
    first = {
        name: file
        for name, file in site.items()
        if re.fullmatch(r"index\.html|assets/(worker-.*\.js|.*\.css)", name)
        or (name.endswith(".js") and name in named)
    }

    return {
        "page": (
            "The page's own text, scripts and styles",
            total(first),
        ),
        "python": ("Our Python modules and PyJWT", matching(r"assets/python-.*\.bin")),
        "snapshot": ("The snapshot", matching(r"assets/snapshot-.*\.bin")),
    }


def sent(file: File) -> int:
    """Return the number of bytes that a compressing host sends for a file."""
    return len(file.packed or file.plain)


def total(files: Mapping[str, File]) -> int:
    """Return the number of bytes that a compressing host sends for all files."""
    return sum(map(sent, files.values()))


def raw(files: Mapping[str, File]) -> int:
    """Return the number of bytes of all files without compression."""
    return sum(len(file.plain) for file in files.values())


def _files(server: BenchServer, which: str) -> dict[str, File]:
    """Return the files that were sent completely, by their paths in the page's folder."""
    return {name.removeprefix(f"{which}/"): server.files[name] for name in server.sent}
