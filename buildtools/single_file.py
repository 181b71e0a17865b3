"""The whole page as one HTML file, which opens from a disk, without a server.

The same modules as in `dist/`, with `BUILD.singleFile` set. The page's script and style
stand in it by themselves, and the policy allows exactly these, by their hashes. What the
engine loads follows behind, as blocks that no browser runs or draws: deflated, in base64
(`site/single-file.js` hands them to the worker, `site/engine/embedded-files.js` unpacks them).
"""

from __future__ import annotations

import base64
import html
import re
import time
import zlib
from collections.abc import Iterable
from pathlib import Path

from .bundle import Bundle, bundle
from .common import ROOT, BuildError, digest, locked, relative, say
from .engine_parts import LATER, Parts, engine_parts
from .hash_store import write_whole
from .page_text import change
from .pyodide_packages import asked_packages
from .sent_runtime import PACKED
from .service_worker_files import digest_named, integrity
from .site import INDEX, SITE, fill

SINGLE_FILE = ROOT / "jwt-playground.html"

CUT_OFF = (
    '<p class="notice" data-severity="error" id="cut-off">'
    "This copy of the page is incomplete or damaged: get the file again.</p>"
)

# Parts of the page that only make sense in a folder, and what the file has instead.
CHANGES = {
    r'<link rel="manifest"[^>]*>\n': "",
    r'<link rel="apple-touch-icon"[^>]*>\n': "",
    r'<link rel="stylesheet"[^>]*>': "{style}",
    r"<script async [^>]*></script>\n": "",  # the worker is at the end of the file
    r'<link rel="modulepreload"[^>]*>\n': "",
    r'(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]*': "{policy}",
    r'(?=<div id="notices")': CUT_OFF + "\n  ",
    r"talk only to the place it was loaded from": "talk to nobody",
    r"go offline once it has loaded and keep working": "go offline first",
    r' · <a href="licenses\.txt">Licences</a></p>': "</p>\n{licences}",
    r"</body>\n</html>\n$": "{script}\n{blocks}</body>\n</html>\n",
}


def make_page(parts: Parts) -> bytes:
    """Return the page; the same inputs always give the same bytes."""
    build = parts.define(singleFile=True)
    worker = bundle(SITE / "engine" / "worker.js", build, classic=True)
    main = bundle(SITE / "main.js", build, whole=True)
    style = bundle(SITE / "styles" / "single-file.css")
    source, _ = inline('script type="text/plain" id="worker"', only(worker))
    # An `async` module runs as soon as it is read. Others wait for all blocks that follow.
    script, script_hash = inline('script type="module" async', only(main))
    styles, style_hash = inline("style", only(style))
    licences = parts.licences(worker, main, style)
    values = {
        "script": f"{source}\n{script}",
        "style": styles,
        "policy": (
            f"default-src 'none'; script-src '{script_hash}' 'wasm-unsafe-eval'; "
            f"worker-src blob:; style-src '{style_hash}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        ),
        "licences": '<details class="licences"><summary>Licences</summary>'
        f'<pre tabindex="0">{html.escape(licences.decode(), quote=False)}</pre></details>',
        "blocks": "".join(block(name, parts.files[name]) for name in ordered(parts.files))
        + '<script type="text/plain" id="end-of-file"></script>\n',
    }
    named = {"main.js": "", "page.js": "", "style.css": "", "version": parts.version}
    name = digest("".join([digest_named(parts.files), *values.values()]).encode())[:16]
    page = fill(INDEX, {**named, "build": name}, {}).decode()
    for pattern, by in CHANGES.items():
        page = change(page, pattern, re.sub(r"\{(\w+)\}", lambda found: values[found[1]], by))
    return page.encode()


def only(made: Bundle) -> bytes:
    """Return the bundle's only file; a page of one file has no place for more."""
    if len(made.files) != 1:
        names = ", ".join(sorted(made.files))
        raise BuildError(f"A page of one file cannot have a bundle of several: {names}.")
    return made.files[made.entry]


def inline(start: str, code: bytes) -> tuple[str, str]:
    """Return an element that holds a script or style, and its hash for the policy.

    Nothing can be escaped inside of these elements in a way that always works. So code is
    refused if it would end the element early, or if a browser would read other bytes.
    In texts, esbuild writes `</script` and `</style` as `<\\/script` and so on.
    """
    text = code.decode().strip()
    name = start.split()[0]
    if found := re.search(rf"</{name}|<!--(?=.*<script)|[\r\0]", text, re.IGNORECASE | re.DOTALL):
        around = text[max(0, found.start() - 30) : found.end() + 30]
        raise BuildError(f"This cannot stand inside of <{name}>: {around!r}.")
    return f"<{start}>{text}</{name}>", integrity(text.encode())


def ordered(names: Iterable[str]) -> list[str]:
    """Return the names of the files that the page needs inside, in the order of their use."""
    later = ("python_stdlib.zip", ".whl")  # needed after the start
    # The runtime's modules (`.mjs`) are bundled with the worker.
    return sorted(
        (name for name in names if not name.endswith(".mjs")),
        key=lambda name: (
            name.endswith(later) or any(f"/{zip_name}-" in name for zip_name in LATER),
            not name.endswith(PACKED),
            name,
        ),
    )


def block(name: str, data: bytes) -> str:
    """Return a file as an element that the browser neither runs nor draws."""
    text = base64.b64encode(zlib.compress(data, 9)).decode()
    return f'<script type="text/plain" data-file="{html.escape(name)}">{text}</script>\n'


def check_file(out: Path) -> None:
    """Refuse to replace a file that this build did not make."""
    if out.is_dir():
        raise BuildError(f"{out} is a folder: name a file with --out.")
    if out.exists() and b"<title>JWT Playground</title>" not in out.read_bytes()[:4096]:
        raise BuildError(f"{out} exists and was not built by build.py: choose another --out.")


def build_single_file(out: Path = SINGLE_FILE) -> None:
    """Build the page into the file `out`; the old file stays until the new one is complete."""
    out = out.resolve()
    check_file(out)
    with locked("build"):
        wheels = asked_packages().told()
        say(f"Building {relative(out)} …")
        begun = time.perf_counter()
        page = make_page(engine_parts(wheels))
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, page)
    took = time.perf_counter() - begun
    say(f"Built {relative(out)}: one file, {len(page) / 1e6:.1f} MB, in {took:.1f} s.")
