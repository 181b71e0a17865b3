"""Puts `dist/` together: a folder of static files for any host, under any path."""

from __future__ import annotations

import html
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

from .bundle import bundle
from .common import (
    CACHE,
    DIST,
    ROOT,
    BuildError,
    digest,
    digest_files,
    locked,
    relative,
    say,
    write_folder,
)
from .connecting import connected
from .engine_parts import Parts, bundled, digest_wheels, engine_parts
from .pyodide_lock import Wheel
from .pyodide_packages import asked_packages
from .service_worker_files import NAME as SERVICE_WORKER
from .service_worker_files import digest_named, service_worker
from .wheels import PACKAGE

SITE = ROOT / "site"
INDEX = SITE / "index.html"
MANIFEST = SITE / "manifest.webmanifest"

ON_DEMAND = {
    "gunzip": "gunzip",
    "jwe": "jwe",
    "noble": "noble",
    "nobleMlDsa": "noble-ml-dsa",
    "nobleJwe": "noble-jwe",
}
"""The modules of `site/engine/` that the worker imports when it needs what they do.

By the names in `BUILD` (site/build.d.ts).
"""


def input_files() -> list[Path]:
    """Return every file of the project that `dist/` depends on."""
    folders = [SITE, PACKAGE, ROOT / "buildtools"]
    # esbuild reads tsconfig.json as well: `strict` makes the page's first script strict.
    names = ("package.json", "package-lock.json", "tsconfig.json", "LICENSE")
    files = [ROOT / name for name in names]
    for folder in folders:
        files += [
            path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        ]
    return files


def fill(template: Path, values: dict[str, str], files: dict[str, bytes]) -> bytes:
    """Return a file of `site/` with its placeholders filled in.

    `{{name}}` stands for one of `values`. Any other `{{path}}` names a file of `site/`, for
    example an icon; it is added to `files` under a name with a hash.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name in values:
            return html.escape(values[name])
        source = SITE / name
        if not source.is_file():
            raise BuildError(
                f"site/{template.name} asks for {{{{{name}}}}}, but there is no such file."
            )
        data = source.read_bytes()
        hashed = f"assets/{source.stem}-{digest(data)[:8]}{source.suffix}"
        files[hashed] = data
        return hashed

    return re.sub(r"\{\{([\w./-]+)\}\}", value, template.read_text("utf-8")).encode()


def with_preloads(page: bytes, names: list[str]) -> bytes:
    """Let the page fetch these modules beside its own one, and not only when that asks for them."""
    links = "".join(f'\n<link rel="modulepreload" href="{name}">' for name in names)
    found = re.search(r'<link rel="modulepreload"[^>]*>', page.decode())
    if found is None:
        raise BuildError("site/index.html has no link that preloads the page's module.")
    return page.replace(found[0].encode(), (found[0] + links).encode())


@dataclass(frozen=True)
class Made:
    """A whole site."""

    files: dict[str, bytes]
    """Every file of `dist/` by its name."""
    npm: list[str]
    """The npm packages that went into its modules, but for Pyodide."""


def make_files(
    packages: tuple[Wheel, ...] = (),
    embed_in: tuple[str, ...] = (),
    connect: tuple[str, ...] = (),
) -> dict[str, bytes]:
    """Return every file of `dist/` by its name (see `make_site`)."""
    return make_site(engine_parts(packages), embed_in, connect).files


def make_site(parts: Parts, embed_in: tuple[str, ...] = (), connect: tuple[str, ...] = ()) -> Made:
    """Return the site: the same inputs give the same bytes.

    Pages of the origins `embed_in` may show it in a frame and speak to it (`site/door.js`). From
    the origins `connect` it may fetch keys, on a click (`site/workspaces/inspect/issuer/`).
    """
    if not INDEX.exists():
        raise BuildError(f"{relative(INDEX)} is missing: the site cannot be built without it.")
    files = dict(parts.files)
    # Bundles of their own: modules that they shared with the worker would be one more file to
    # wait for at every start.
    on_demand = {
        name: bundle(SITE / "engine" / f"{file}.js", whole=True) for name, file in ON_DEMAND.items()
    }
    entries = {name: made.entry for name, made in on_demand.items()}
    worker = bundle(SITE / "engine" / "worker.js", parts.define(**entries))
    named = {"embedIn": " ".join(embed_in), "connect": " ".join(connect)}
    page = bundle(SITE / "page.js", parts.define(**named))
    started = {
        "worker": worker.entry,
        "page": page.entry,
        "carried": page.later["site/carried.js"],
    }
    main = bundle(SITE / "main.js", parts.define(**started), classic=True)
    style = bundle(SITE / "styles" / "main.css")
    bundles = (*on_demand.values(), worker, page, main, style)
    for part in bundles:
        files |= {f"assets/{name}": data for name, data in part.files.items()}

    values = {
        "main.js": f"assets/{main.entry}",
        "page.js": f"assets/{page.entry}",
        "style.css": f"assets/{style.entry}",
        "version": parts.version,
    }
    files["manifest.webmanifest"] = fill(MANIFEST, values, files)
    files["licenses.txt"] = parts.licences(*bundles)
    # The page contains the name of its build. That name is a hash of all files, also of this
    # page, but without the name itself.
    needed = [f"assets/{name}" for name in page.needed]

    def index(build_id: str) -> bytes:
        filled = fill(INDEX, {**values, "build": build_id}, files)
        return with_preloads(connected(filled, connect), needed)

    files["index.html"] = index("")
    build_id = digest_named(files)[:16]
    files["index.html"] = index(build_id)
    files[SERVICE_WORKER] = service_worker(files, build_id)
    return Made(files, bundled(*bundles))


def listing(folder: Path) -> dict[str, str]:
    """Return the hash of every file in a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): digest(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def check_out(out: Path) -> None:
    """Refuse to replace a folder that this build did not make."""
    ours = (out / "index.html").exists() and (out / "assets").is_dir()
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not ours):
        raise BuildError(f"{out} exists and was not built by build.py: choose another --out.")


def build_site(
    out: Path = DIST, embed_in: tuple[str, ...] = (), connect: tuple[str, ...] = ()
) -> bool:
    """Build the site into `out` when it is stale; return whether there was anything to do.

    The old folder stays until the new one is complete. The environment says where to look
    for the wheels for Pyodide (see `pyodide_packages`).
    """
    out = out.resolve()
    stamp = CACHE / "built" / f"{digest(str(out).encode())[:16]}.json"
    packages = asked_packages()
    with locked("build"):
        inputs = [digest_files(input_files()), digest_wheels(packages.wheels), *embed_in]
        wanted = " ".join(inputs + (["connect", *connect] if connect else []))
        if is_built(out, stamp, wanted):
            return False
        check_out(out)
        wheels = packages.told()
        say(f"Building {relative(out)} …")
        begun = time.perf_counter()
        files = make_files(wheels, embed_in, connect)
        write_folder(files, out)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(json.dumps({"inputs": wanted, "files": listing(out)}))
    size = sum(map(len, files.values())) / 1e6
    say(
        f"Built {relative(out)}: {len(files)} files, {size:.1f} MB, "
        f"in {time.perf_counter() - begun:.1f} s."
    )
    return True


def is_built(out: Path, stamp: Path, inputs: str) -> bool:
    """Return whether `out` holds what was built of these inputs, with not a byte changed."""
    try:
        built = json.loads(stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return out.is_dir() and bool(built == {"inputs": inputs, "files": listing(out)})
