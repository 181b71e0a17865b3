"""The rooms of the engine: what each holds, and which rooms it may import.

This table is the one place that says so. A test holds the engine's imports against it, and
`build.py docs` draws the picture in CONTRIBUTING.md from it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Room:
    """A folder of the engine, or some of the files that lie beside the folders."""

    name: str
    holds: str
    """In a few words."""
    may_import: tuple[str, ...]
    """Names of rooms, all of them further down in the table."""
    files: tuple[str, ...] = ()
    """For files beside the folders: their names. Empty: all files of the folder `name`."""


_VOCABULARY = ("vocabulary",)
_TEXT = ("text", *_VOCABULARY)
_KEYS = ("keys", *_TEXT)
_ENGINES = ("engines", *_KEYS)

ROOMS: tuple[Room, ...] = (
    Room("cli", "the command line: one module per command", ("door",)),
    Room(
        "door",
        "`protocol.py` reads a request and writes the reply, `operations.py` calls one room; `params.py`, "
        "`access_params.py`, `rare_params.py`, `selective_params.py`, `meta.py`",
        (
            "access",
            "dpop",
            "status",
            "lab",
            "size",
            "inspect",
            "sd_jwt",
            "jwe",
            "jws",
            "keyring",
            "claims",
            *_ENGINES,
        ),
        (
            "protocol.py",
            "operations.py",
            "params.py",
            "access_params.py",
            "rare_params.py",
            "selective_params.py",
            "meta.py",
        ),
    ),
    Room(
        "access",
        "grants found in a verified token; policies decided by casbin, with the reason",
        ("inspect", *_ENGINES),
    ),
    Room(
        "dpop",
        "a DPoP proof and its access token, judged as a pair (RFC 9449)",
        ("inspect", "jws", "keyring", "token", "claims", *_ENGINES),
    ),
    Room(
        "status",
        "Token Status List: the list decoded, one status read",
        ("inspect", "jws", "keyring", "token", "claims", *_ENGINES),
    ),
    Room("size", "what a token weighs: bytes by claim, limits, what to save", ("token", *_TEXT)),
    Room(
        "lab",
        "the laboratory: an issuer and services at work, for a virtual clock; its fixed keys",
        ("inspect", "jws", "keyring", "token", "claims", *_ENGINES),
    ),
    Room(
        "inspect",
        "judges tokens and reports on them, one or many; PyJWT's own verdict",
        ("sd_jwt", "jwe", "jws", "keyring", "token", "claims", *_ENGINES),
    ),
    Room(
        "sd_jwt",
        "SD-JWT: disclosures joined to their digests, key binding, issuing, presenting",
        ("jws", "keyring", "token", "claims", *_ENGINES),
    ),
    Room(
        "jwe",
        "one JWE: find the key, open it, explain it, encrypt",
        ("keyring", "token", *_ENGINES),
    ),
    Room(
        "jws",
        "one signature: resolve keys, verify, explain a mismatch, sign; the JOSE header",
        ("keyring", "token", *_ENGINES),
    ),
    Room("keyring", "key texts to keys with the help of engines; describe, generate", _ENGINES),
    Room("engines", "who does key operations; questions to the host; PyJWT", _KEYS),
    Room("keys", "what a key is: its forms, its limits, which tokens it fits", _TEXT),
    Room("token", "pasted text to token", _TEXT),
    Room("claims", "rules on claims, their sentences, warnings", _TEXT),
    Room("text", "lossless text: base64url, JSON, times, quotations", _VOCABULARY),
    Room("vocabulary", "algorithms, curves, codes of checks and findings, spans", ()),
)
"""From the top floor down."""

ANYBODY = ("__init__.py",)
"""Files that everybody may import: the package itself, for its version."""
NO_ROOM = (*ANYBODY, "__main__.py")
"""Files beside the folders that stand in no room."""


def complaints(package: Path) -> list[str]:
    """Return what is wrong with the imports of the engine in the folder ``package``.

    Each complaint names both files: of an import that goes upwards or where it may not, of a
    circle, or of a file in no room.
    """
    files = sorted(path.relative_to(package).as_posix() for path in package.rglob("*.py"))
    rooms = {file: _room_of(file) for file in files if file not in NO_ROOM}
    found = [f"{file} is in no room" for file, room in rooms.items() if room is None]
    imports = {file: sorted(_imports(package, file, set(files))) for file in files}
    for file, room in rooms.items():
        for other in imports[file]:
            target = rooms.get(other)
            if room is None or other in ANYBODY or target is room:
                continue
            if target is None or target.name not in room.may_import:
                where = target.name if target else "no room"
                found.append(f"{file} ({room.name}) imports {other} ({where})")
    circle = circle_in(imports)
    return found + ([f"a circle: {' imports '.join(circle)}"] if circle else [])


def _room_of(file: str) -> Room | None:
    folder, _, _ = file.rpartition("/")
    for room in ROOMS:
        if file in room.files or (folder == room.name and not room.files):
            return room
    return None


def _imports(package: Path, file: str, files: set[str]) -> Iterator[str]:
    """Yield the files of the package that a file imports, wherever in it."""
    tree = ast.parse((package / file).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.startswith(package.name)]
            yield from (_file_of(name.removeprefix(package.name), files) for name in names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = ["", *file.split("/")[:-1]]
                above = here[: len(here) - node.level + 1]
                base = ".".join([*above, *filter(None, [base])])
            elif base.split(".")[0] == package.name:
                base = base.removeprefix(package.name)
            else:
                continue
            for alias in node.names:
                yield _file_of(f"{base}.{alias.name}", files)


def _file_of(name: str, files: set[str]) -> str:
    """Return the file of a dotted name that begins with a dot: a module, or something in one."""
    parts = name.strip(".").split(".")
    while parts:
        path = "/".join(parts)
        for file in (f"{path}.py", f"{path}/__init__.py"):
            if file in files:
                return file
        parts.pop()
    return "__init__.py"


def circle_in(imports: dict[str, list[str]]) -> list[str]:
    """Return the files of one circle, the first of them again at the end; or nothing."""
    done: set[str] = set()

    def walk(file: str, path: list[str]) -> list[str]:
        if file in path:
            return [*path[path.index(file) :], file]
        if file in done:
            return []
        for other in imports[file]:
            if found := walk(other, [*path, file]):
                return found
        done.add(file)
        return []

    for file in imports:
        if found := walk(file, []):
            return found
    return []


def picture() -> str:
    """Return the table of rooms in Markdown, the top floor first."""
    rows = ["| room | holds | may import |", "|---|---|---|"]
    for room in ROOMS:
        name = f"`{room.name}/`" if not room.files else " ".join(f"`{f}`" for f in room.files)
        rows.append(f"| {name} | {room.holds} | {_listed(room)} |")
    return "\n".join(rows)


def _listed(room: Room) -> str:
    below = [other.name for other in ROOMS[ROOMS.index(room) + 1 :]]
    if not room.may_import:
        return "nothing"
    left_out = [name for name in below if name not in room.may_import]
    if not left_out:
        return "every room below"
    if len(left_out) < len(room.may_import):
        return f"every room below but {', '.join(f'`{name}`' for name in left_out)}"
    return ", ".join(f"`{name}`" for name in room.may_import)
