"""The documents: every link in them leads to something."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from buildtools.common import ROOT

FOLDERS = (".", "docs", ".github")
PAPERS = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.md"))
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s*<?([^\s>]+)", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def links(text: str) -> list[str]:
    """Return the targets of a Markdown text's links and pictures; code holds none."""
    prose = CODE.sub("", FENCE.sub("", text))
    return LINK.findall(prose) + REFERENCE.findall(prose)


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a Markdown text."""
    found: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        count = 0
        while (slug if not count else f"{slug}-{count}") in found:
            count += 1
        found.add(slug if not count else f"{slug}-{count}")
    return found


def broken(paper: Path) -> list[str]:
    """Return the relative links of a document that lead nowhere."""
    text = paper.read_text("utf-8")
    problems = []
    for link in links(text):
        if ELSEWHERE.match(link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = paper.parent / name if name else paper
        if not target.resolve().is_relative_to(ROOT) or not target.exists():
            problems.append(f"{link}: there is no such file")
        elif anchor and anchor not in anchors(target.read_text("utf-8")):
            problems.append(f"{link}: {target.name} has no such heading")
    return problems


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading(paper: Path) -> None:
    assert broken(paper) == []


def test_a_link_that_leads_nowhere_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.build.test_papers.ROOT", tmp_path)
    (tmp_path / "other.md").write_text("# What it does, and why\n\n## Again\n\n## Again\n")
    paper = tmp_path / "paper.md"
    paper.write_text(
        "[a](other.md) [b](other.md#what-it-does-and-why) [c](other.md#again-1) [d](https://a.example/)\n"
        "`[code](none.md)`\n\n```\n[code](none.md)\n```\n"
        "[e](none.md) [f](other.md#nothing) ![g](picture.png) [h](../outside.md) [i](#here)\n\n[j]: gone.md\n"
    )
    assert [problem.split(":")[0] for problem in broken(paper)] == [
        "none.md", "other.md#nothing", "picture.png", "../outside.md", "#here", "gone.md",
    ]  # fmt: skip


def test_every_document_is_in_the_list_of_documents() -> None:
    listed = links((ROOT / "docs" / "README.md").read_text("utf-8"))
    for paper in (ROOT / "docs").glob("*.md"):
        assert paper.name == "README.md" or paper.name in listed, paper.name


def test_the_readme_fits_two_screens() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 90
