"""Puts `dist/` together: a folder of static files for any host, under any path."""

from __future__ import annotations

import html
import json
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .bundle import Bundle, bundle
from .common import (
    CACHE,
    DIST,
    ROOT,
    BuildError,
    digest,
    digest_files,
    locked,
    relative,
    replace_folder,
    say,
)
from .licences import (
    Notice,
    kept_notices,
    licences_text,
    npm_notice,
    npm_version,
    package_notices,
    wheel_notice,
)
from .pyodide_packages import Search, Wheel, find_packages
from .service_worker_files import NAME as SERVICE_WORKER
from .service_worker_files import digest_named, service_worker
from .setup import MODULES, ensure_node_modules
from .snapshot import make_snapshot, sizes
from .wheels import PACKAGE, fetch_wheel, project_files, python_zip, read_pins, wheel_files

SITE = ROOT / "site"
INDEX = SITE / "index.html"
MANIFEST = SITE / "manifest.webmanifest"

# The runtime's files that a start reads, in this order.
RUNTIME_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
)


def own_version() -> str:
    """Return this project's version, which the Python package defines."""
    text = (PACKAGE / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if not found:
        raise BuildError('py/jwt_playground/__init__.py has no line __version__ = "…".')
    return found[1]


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


LOCK = "pyodide-lock.json"


def runtime_files() -> tuple[str, dict[str, bytes]]:
    """Return the version and the files of the Pyodide runtime from node_modules."""
    ensure_node_modules()
    pinned = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]["pyodide"]
    folder = MODULES / "pyodide"
    found = json.loads((folder / "package.json").read_text("utf-8"))["version"]
    if found != pinned:
        raise BuildError(
            f"node_modules has Pyodide {found}, package.json pins {pinned}. "
            "Delete node_modules and run the command again."
        )
    return found, {name: (folder / name).read_bytes() for name in RUNTIME_FILES}


def bare_lock() -> dict[str, object]:
    """Return the runtime's lock file without its list of packages, which the page does not use."""
    lock = json.loads((MODULES / "pyodide" / LOCK).read_text("utf-8"))
    return {"info": lock["info"], "packages": {}}


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


@dataclass(frozen=True)
class Parts:
    """The files that the engine loads, and what the page must know about them."""

    version: str
    files: dict[str, bytes]
    """Every file that the engine loads, by its path in the site's folder."""
    build: dict[str, object]
    """The values of `BUILD` (site/build.d.ts)."""
    notices: list[Notice]

    def define(self, **more: object) -> dict[str, object]:
        """Return the values that replace `BUILD.…` in the page's modules."""
        return {f"BUILD.{name}": value for name, value in (self.build | more).items()}

    def licences(self, *bundles: Bundle) -> bytes:
        """Return the licences of the engine's files and of what was bundled."""
        notices = map(npm_notice, bundled(*bundles))
        return licences_text(self.version, [*self.notices, *notices]).encode()


def bundled(*bundles: Bundle) -> list[str]:
    """Return the npm packages that went into bundles, but for Pyodide, which is the engine's."""
    return sorted(set[str]().union(*(part.packages for part in bundles)) - {"pyodide"})


@dataclass(frozen=True)
class Made:
    """A whole site."""

    files: dict[str, bytes]
    """Every file of `dist/` by its name."""
    npm: list[str]
    """The npm packages that went into its modules, but for Pyodide."""


def engine_parts(packages: tuple[Wheel, ...] = ()) -> Parts:
    """Gather the runtime, the Python modules, the snapshot, and the wheels for later."""
    if not INDEX.exists():
        raise BuildError(f"{relative(INDEX)} is missing: the site cannot be built without it.")
    version = own_version()
    pyodide_version, runtime = runtime_files()
    wheels = [wheel_files(fetch_wheel(pin)) for pin in read_pins()]
    archive = python_zip(wheels, project_files())

    pyodide = f"pyodide-{pyodide_version}-{digest_named(runtime)[:8]}"
    zip_name = f"python-{digest(archive)[:8]}.zip"
    files = {f"{pyodide}/{name}": data for name, data in runtime.items()}
    files[f"assets/{zip_name}"] = archive
    snapshot = make_snapshot(runtime, archive)
    snapshot_name = f"snapshot-{digest(snapshot)[:8]}.bin"
    files[f"assets/{snapshot_name}"] = snapshot
    folder = f"packages-{digest_wheels(packages)[:8]}"
    files |= {f"{folder}/{wheel.file}": wheel.data for wheel in packages}

    # URLs in BUILD are relative to the bundled modules, which are in assets/.
    build: dict[str, object] = {
        "version": version,
        "singleFile": False,
        "worker": "",
        "page": "",
        "pyodide": f"../{pyodide}/",
        "pyodideVersion": pyodide_version,
        "lock": bare_lock(),
        "joseVersion": npm_version("jose"),
        "python": zip_name,
        "snapshot": {
            "url": snapshot_name,
            "bytes": len(snapshot),
            **sizes(snapshot),
        },
        "packages": [
            {"name": wheel.name, "url": f"../{folder}/{wheel.file}", "bytes": len(wheel.data)}
            for wheel in packages
        ],
        "packageBytes": sum(len(wheel.data) for wheel in packages),
        "startFiles": [
            *(
                {"url": f"../{pyodide}/{name}", "bytes": len(runtime[name])}
                for name in RUNTIME_FILES
            ),
            {"url": zip_name, "bytes": len(archive)},
        ],
    }
    notices = [
        *kept_notices(pyodide_version),
        *map(wheel_notice, wheels),
        *package_notices([wheel_files(wheel.data) for wheel in packages]),
    ]
    return Parts(version, files, build, notices)


def make_files(packages: tuple[Wheel, ...] = ()) -> dict[str, bytes]:
    """Return every file of `dist/` by its name (see `make_site`)."""
    return make_site(packages).files


def make_site(packages: tuple[Wheel, ...] = ()) -> Made:
    """Return the site: the same inputs give the same bytes.

    `packages` are wheels; the page loads them when it needs them for the first time.
    """
    parts = engine_parts(packages)
    files = dict(parts.files)
    worker = bundle(SITE / "engine" / "worker.js", parts.define())
    page = bundle(SITE / "page.js", parts.define())
    main = bundle(
        SITE / "main.js", parts.define(worker=worker.entry, page=page.entry), classic=True
    )
    style = bundle(SITE / "styles" / "main.css")
    for part in (worker, page, main, style):
        files |= {f"assets/{name}": data for name, data in part.files.items()}

    values = {
        "main.js": f"assets/{main.entry}",
        "page.js": f"assets/{page.entry}",
        "style.css": f"assets/{style.entry}",
        "version": parts.version,
    }
    files["manifest.webmanifest"] = fill(MANIFEST, values, files)
    files["licenses.txt"] = parts.licences(worker, page, main, style)
    # The page contains the name of its build. That name is a hash of all files, also of this
    # page, but without the name itself.
    files["index.html"] = fill(INDEX, {**values, "build": ""}, files)
    build_id = digest_named(files)[:16]
    files["index.html"] = fill(INDEX, {**values, "build": build_id}, files)
    files[SERVICE_WORKER] = service_worker(files, build_id)
    return Made(files, bundled(worker, page, main, style))


def digest_wheels(wheels: tuple[Wheel, ...]) -> str:
    """Return one SHA-256 over wheels and their names."""
    return digest_named({wheel.file: wheel.data for wheel in wheels})


def listing(folder: Path) -> dict[str, int]:
    """Return the size of every file in a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }


def check_out(out: Path) -> None:
    """Refuse to replace a folder that this build did not make."""
    ours = (out / "index.html").exists() and (out / "assets").is_dir()
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not ours):
        raise BuildError(f"{out} exists and was not built by build.py: choose another --out.")


def build_site(out: Path = DIST) -> bool:
    """Build the site into `out` when it is stale; return whether there was anything to do.

    The old folder stays until the new one is complete. The environment says where to look
    for the wheels for Pyodide (see `pyodide_packages`).
    """
    out = out.resolve()
    stamp = CACHE / "built" / f"{digest(str(out).encode())[:16]}.json"
    version, _ = runtime_files()
    packages = find_packages(Search.from_environment(version))
    with locked("build"):
        wanted = f"{digest_files(input_files())} {digest_wheels(packages.wheels)}"
        if out.is_dir() and stamp.exists():
            built = json.loads(stamp.read_text("utf-8"))
            if built == {"inputs": wanted, "files": listing(out)}:
                return False
        check_out(out)
        for note in packages.notes:
            say(note)
        say(f"Building {relative(out)} …")
        begun = time.perf_counter()
        files = make_files(packages.wheels)
        out.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            for name, data in files.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            new.chmod(0o755)
            replace_folder(new, out)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(json.dumps({"inputs": wanted, "files": listing(out)}))
    size = sum(map(len, files.values())) / 1e6
    say(
        f"Built {relative(out)}: {len(files)} files, {size:.1f} MB, "
        f"in {time.perf_counter() - begun:.1f} s."
    )
    return True
