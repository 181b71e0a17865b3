"""The rooms of the page: what each folder of `site/` holds, and which it may import.

This table is the one place that says so. A test holds the page's imports against it, and
`build.py docs` draws the picture in CONTRIBUTING.md from it. Only imports of code count: the types
in comments may be those of any room.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .rooms import circle_in

WORKSPACES = "workspaces"
TOP = "site"
"""The files that lie in `site/` itself."""


@dataclass(frozen=True)
class PageRoom:
    """A folder of `site/`, or the files beside the folders."""

    name: str
    holds: str
    """In a few words."""
    may_import: tuple[str, ...]
    """Names of rooms, all of them further down in the table."""
    may_load: tuple[str, ...] = ()
    """Names of rooms that it imports only later, with `import()`."""


_LOW = ("shared", "content")
_STATE = ("state", *_LOW)
_EDITORS = ("editors", "links", *_STATE)

PAGE_ROOMS: tuple[PageRoom, ...] = (
    PageRoom(
        TOP,
        "what starts: `main.js` first, `page.js` puts the page together, `api.js` for automation",
        ("shell", WORKSPACES, "engine", "offline", *_EDITORS),
    ),
    PageRoom(
        "shell",
        "what surrounds the workspaces: moving, finder, keys, dialogs, notices, files",
        (*_EDITORS,),
        (WORKSPACES,),
    ),
    PageRoom(
        WORKSPACES,
        "one folder per workspace, with its views and styles; none imports another",
        _EDITORS,
    ),
    PageRoom("editors", "the editors; the only folder that knows CodeMirror", _LOW),
    PageRoom("links", "what the address carries", _STATE),
    PageRoom("state", "what the page remembers and asks for; no document here", _LOW),
    PageRoom("engine", "the worker, and the page's side of it; no document here", ("offline",)),
    PageRoom("offline", "the service worker", ()),
    PageRoom("shared", "what every view uses: elements, foreign text, times, clipboard", _LOW[1:]),
    PageRoom("content", "texts as data", ()),
)
"""From the top floor down."""

_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)
_IMPORT = re.compile(
    r"^(?:import|export)\b[^\"';]*?\bfrom\s*\"([^\"]+)\"|^import\s*\"([^\"]+)\"|\b(import)\(\s*\"([^\"]+)\"\s*\)",
    re.MULTILINE,
)


def page_complaints(site: Path) -> list[str]:
    """Return what is wrong with the imports of the page in the folder ``site``.

    Each complaint names both files: of an import that goes upwards or where it may not, of a
    circle, or of a file in no room.
    """
    found: list[str] = []
    imports: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.js")):
        file = path.relative_to(site).as_posix()
        imports[file] = []
        room = room_of(file)
        if room is None:
            found.append(f"{file} is in no room")
            continue
        for other, later in _imports(file, path.read_text("utf-8")):
            if not later:
                imports[file].append(other)
            target = room_of(other)
            may = (*room.may_import, *(room.may_load if later else ()))
            inside = target is room and _place(file) == _place(other)
            if not inside and (target is None or target.name not in may):
                where = _place(other) if target else "no room"
                found.append(f"{file} ({_place(file)}) imports {other} ({where})")
    known = {
        file: [other for other in others if other in imports] for file, others in imports.items()
    }
    circle = circle_in(known)
    return found + ([f"a circle: {' imports '.join(circle)}"] if circle else [])


def room_of(file: str) -> PageRoom | None:
    """Return the room of a file, by its path inside of `site/`."""
    name = file.split("/")[0] if "/" in file else TOP
    return next((room for room in PAGE_ROOMS if room.name == name), None)


def _place(file: str) -> str:
    """Return the folder that may import itself: a room, or one workspace."""
    parts = file.split("/")
    if parts[0] == WORKSPACES:
        return "/".join(parts[:2])
    return parts[0] if len(parts) > 1 else TOP


def _imports(file: str, text: str) -> Iterator[tuple[str, bool]]:
    """Yield the files that a module imports, and whether it does so later."""
    for found in _IMPORT.finditer(_COMMENT.sub("", text)):
        name = found[1] or found[2] or found[4]
        if name.startswith("."):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(file), name)), bool(found[3])


def page_picture() -> str:
    """Return the table of rooms in Markdown, the top floor first."""
    rows = ["| room | holds | may import |", "|---|---|---|"]
    for room in PAGE_ROOMS:
        name = "`site/` itself" if room.name == TOP else f"`{room.name}/`"
        named = [f"`{other}`" for other in room.may_import]
        named += [f"`{other}` with `import()`" for other in room.may_load]
        rows.append(f"| {name} | {room.holds} | {', '.join(named) or 'nothing'} |")
    return "\n".join(rows)
