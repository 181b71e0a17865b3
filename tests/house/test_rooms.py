"""Every import of the engine goes downwards, and a wrong one is named with both files."""

from __future__ import annotations

from pathlib import Path

import pytest

from buildtools.common import ROOT
from buildtools.rooms import ROOMS, complaints

ENGINE = ROOT / "py" / "jwt_playground"


def test_the_engine_keeps_to_its_rooms() -> None:
    assert complaints(ENGINE) == []


def test_a_room_may_import_only_rooms_further_down() -> None:
    names = [room.name for room in ROOMS]
    for index, room in enumerate(ROOMS):
        assert set(room.may_import) <= set(names[index + 1 :]), room.name


def test_every_room_says_what_it_is_for() -> None:
    for room in ROOMS:
        if not room.files:
            text = (ENGINE / room.name / "__init__.py").read_text("utf-8")
            assert len(text.split('"""')[1].strip().splitlines()) >= 3, room.name


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small engine in which nothing is wrong."""
    package = tmp_path / "jwt_playground"
    for file, text in {
        "__init__.py": '__version__ = "1"',
        "protocol.py": "from .inspect import report",
        "inspect/__init__.py": "",
        "inspect/report.py": "from ..text.words import quoted\nfrom .. import __version__",
        "text/__init__.py": "",
        "text/words.py": "import json\nfrom json import dumps",
        "text/times.py": "from . import words",
    }.items():
        (package / file).parent.mkdir(parents=True, exist_ok=True)
        (package / file).write_text(text, "utf-8")
    return package


def test_a_house_in_order_gives_no_complaint(house: Path) -> None:
    assert complaints(house) == []


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        (
            "text/words.py",
            "from ..inspect.report import x",
            "text/words.py (text) imports inspect/report.py (inspect)",
        ),
        (
            "text/words.py",
            "def late():\n    from .. import protocol",
            "text/words.py (text) imports protocol.py (door)",
        ),
        (
            "text/words.py",
            "import jwt_playground.inspect.report",
            "text/words.py (text) imports inspect/report.py (inspect)",
        ),
        (
            "text/words.py",
            "from jwt_playground.protocol import handle",
            "text/words.py (text) imports protocol.py (door)",
        ),
        (
            "text/words.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .times import x",
            "a circle: text/words.py imports text/times.py imports text/words.py",
        ),
        ("stray.py", "", "stray.py is in no room"),
        ("attic/box.py", "", "attic/box.py is in no room"),
    ],
)
def test_what_is_wrong_is_named_with_both_files(
    house: Path, file: str, text: str, complaint: str
) -> None:
    (house / file).parent.mkdir(exist_ok=True)
    (house / file).write_text(text, "utf-8")
    assert complaint in complaints(house)
