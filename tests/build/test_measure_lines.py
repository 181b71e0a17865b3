"""The rows for slow lines, and the moment at which a token in a link is on the screen."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from buildtools.browser import ensure_chromium
from buildtools.measure.chromium import idle_page, started
from buildtools.measure.goals import goal_of
from buildtools.measure.line import Line
from buildtools.measure.lines import decoded, line_rows, lines
from buildtools.measure.pages import served

SEEN = {"ours": [31_000.0], "plain": [34_100.0], "decoded": [2_100.0]}


def test_a_line_has_a_row_for_a_verified_token_and_one_for_a_decoded_token() -> None:
    verified, shown = line_rows("1.6 Mbit/s", "1.6", "gzip", SEEN)
    assert (verified.id, verified.ratio, verified.note) == ("lines/1.6/gzip", 1.1, "one run")
    assert (shown.id, shown.value, shown.beside) == ("lines/1.6/gzip/decoded", 2100, None)
    for row in (verified, shown):
        goal = goal_of(row)
        assert goal is not None
        assert goal.is_met(row)


def test_a_wait_that_ends_too_late_does_not_leave_the_line_idle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [100.0]

    def oversleep(seconds: float) -> None:
        clock[0] += seconds + 0.25

    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", oversleep)
    line = Line("slow", rate=8000)
    through: float | None = None
    for _ in range(4):
        through = line.carry(1000, through)
    assert through == 104
    assert line.carry(1000) == clock[0] - 0.25  # another body begins only now


@pytest.mark.parametrize(
    ("runs", "alone", "times"),
    [(1, True, [1, 1]), (1, False, [1]), (5, False, [5, 1]), (10, True, [10, 2])],
)
def test_the_slowest_line_is_measured_with_few_runs_only_when_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, runs: int, alone: bool, times: list[int]
) -> None:
    (tmp_path / "index.html").write_text("")

    def visit(
        _browser: object, _server: object, _line: object, _compress: object, seen: object
    ) -> None:
        assert isinstance(seen, dict)
        for name, samples in SEEN.items():
            seen[name] += samples

    monkeypatch.setattr("buildtools.measure.lines._visit", visit)
    rows = lines(tmp_path, ensure_chromium(Path(sys.executable)), runs, alone).rows
    counts = [len(row.ours) for row in rows if row.id.endswith("gzip/decoded")]
    assert counts == times


def test_a_token_counts_as_decoded_when_both_editors_show_it(dist: Path) -> None:
    with served(dist) as server, started(ensure_chromium(Path(sys.executable))) as browser:
        context = browser.new_context(service_workers="block")
        page = idle_page(context)
        assert decoded(page, server) > 0
        for editor in ("header", "payload"):
            assert "{" in page.locator(f"#{editor} .cm-content").inner_text()
        context.close()
