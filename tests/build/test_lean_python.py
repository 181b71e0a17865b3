"""The modules of the snapshot are compiled without documentation, annotations and lines."""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

import pytest

from buildtools.lean.bare import EDITS, compiled

SOURCE = b'''
"""What it is for."""
from dataclasses import dataclass

count: int = 3
other: str

@dataclass
class Point:
    """A place."""
    x: int = 1
    y: "str" = ""

    def moved(self, by: int, *more: int, far: bool = False, **rest: str) -> "Point":
        "Moves it."
        new: int = self.x + by
        return Point(new)

async def waits(a: int) -> None:
    """Only this."""

text = "kept"
'''


def all_of(code: CodeType) -> Iterator[CodeType]:
    yield code
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from all_of(const)


def made(code: CodeType) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": __name__}
    exec(code, names)  # noqa: S102  # the code above
    return names


def test_documentation_and_annotations_go_and_the_program_stays() -> None:
    code = compiled(SOURCE, "made.py", "/lib/made.py", optimize=-1, lines=True)
    names = made(code)
    point, waits = names["Point"], names["waits"]
    assert names.get("__annotations__", {}) == {}
    assert (names["count"], names["text"]) == (3, "kept")
    assert point(4).moved(2) == point(6)
    assert list(point.__dataclass_fields__) == ["x", "y"]
    for function in (point.moved, waits):
        assert isinstance(function, FunctionType)
        assert (function.__doc__, function.__annotations__) == (None, {})
    consts = [const for part in all_of(code) for const in part.co_consts]
    for text in ("What it is for.", "A place.", "Moves it.", "Only this."):
        assert text not in consts


def test_the_lines_of_the_library_go_and_ours_stay() -> None:
    for lines in (True, False):
        code = compiled(SOURCE, "made.py", "/lib/made.py", optimize=2, lines=lines)
        for part in all_of(code):
            known = [line for line, *_ in part.co_positions()]
            assert len(known) == len(part.co_code) // 2
            assert any(known) == lines
        assert made(code)["Point"]().moved(1).x == 2


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_must_fit_the_file(name: str) -> None:
    old = EDITS[name][0]
    indented = f"def function(func):\n{old}" if old.startswith(" ") else old
    code = compiled(indented.encode(), name, f"/lib/{name}", optimize=2, lines=False)
    assert "webloop" not in code.co_names
    with pytest.raises(ValueError, match=f"{name} is not as it was"):
        compiled(indented.replace(old.strip(), "pass").encode(), name, name, optimize=2, lines=True)
