"""Every import of the page goes downwards, and a wrong one is named with both files."""

from __future__ import annotations

from pathlib import Path

import pytest

from buildtools.common import ROOT
from buildtools.page_rooms import PAGE_ROOMS, page_complaints


def test_the_page_keeps_to_its_rooms() -> None:
    assert page_complaints(ROOT / "site") == []


def test_a_room_may_import_only_rooms_further_down() -> None:
    names = [room.name for room in PAGE_ROOMS]
    for index, room in enumerate(PAGE_ROOMS):
        assert {*room.may_import, *room.may_load} <= set(names[index + 1 :]), room.name


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small page in which nothing is wrong."""
    for file, text in {
        "page.js": 'import { a } from "./shell/frame.js";\nimport "./workspaces/one/index.js";',
        "shell/frame.js": 'export const open = () => import("../workspaces/two/index.js");',
        "workspaces/one/index.js": '/** @type {import("../two/index.js").T} */\nimport {\n  b,\n} from "../../shared/b.js";',
        "workspaces/two/index.js": 'import "./list.js";\nimport { view } from "@codemirror/view";',
        "workspaces/two/list.js": "",
        "shared/b.js": "// import './no.js';",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, "utf-8")
    return tmp_path


def test_a_page_in_order_gives_no_complaint(site: Path) -> None:
    assert page_complaints(site) == []


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        (
            "shared/b.js",
            'import { c } from "../state/c.js";',
            "shared/b.js (shared) imports state/c.js (state)",
        ),
        (
            "workspaces/one/index.js",
            'export * from "../two/list.js";',
            "workspaces/one/index.js (workspaces/one) imports workspaces/two/list.js (workspaces/two)",
        ),
        (
            "shell/frame.js",
            'import { d } from "../workspaces/two/index.js";',
            "shell/frame.js (shell) imports workspaces/two/index.js (workspaces/two)",
        ),
        (
            "shared/b.js",
            'const late = () => import("../page.js");',
            "shared/b.js (shared) imports page.js (site)",
        ),
        (
            "workspaces/two/list.js",
            'import "./index.js";',
            "a circle: workspaces/two/index.js imports workspaces/two/list.js imports workspaces/two/index.js",
        ),
        ("attic/box.js", "", "attic/box.js is in no room"),
    ],
)
def test_what_is_wrong_is_named_with_both_files(
    site: Path, file: str, text: str, complaint: str
) -> None:
    (site / file).parent.mkdir(exist_ok=True)
    (site / file).write_text(text, "utf-8")
    assert complaint in page_complaints(site)
