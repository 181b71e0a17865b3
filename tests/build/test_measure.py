"""`build.py bench` measures and writes tables; no test depends on how large a figure is."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from buildtools.bench import chapters
from buildtools.browser import ensure_chromium
from buildtools.common import ROOT, BuildError
from buildtools.measure import __main__ as running
from buildtools.measure.access import chapter as decisions
from buildtools.measure.browsers import short
from buildtools.measure.goals import BUDGET, GOALS, Goal
from buildtools.measure.judging import chapter as judging
from buildtools.measure.line import Line
from buildtools.measure.machine import busy
from buildtools.measure.record import BEGIN, END, as_json, block, put_into
from buildtools.measure.row import Chapter, Row
from buildtools.measure.server import BenchServer, read
from buildtools.measure.size import parts, without_hash
from buildtools.measure.table import markdown, text

COLD = Row("start/chromium/cold", "First visit", "ms", [500, 700, 600], [2000, 3000, 2400])
TYPING = Row("typing/HS256/1-kb", "Typing", "ms", [*[20.0] * 19, 90.0], statistic="p95")
STAGE = Row("start/chromium/stage/ready", "· ready", "ms", [400], detail=True)
CHAPTERS = [
    Chapter("start", "Start", [COLD, STAGE], "plain Pyodide", ["A remark."]),
    Chapter("typing", "Typing", [TYPING]),
]
MACHINE: dict[str, object] = {"cores": 2, "system": "Linux", "chromium": "Chromium 156"}


def test_a_ratio_says_how_many_times_as_much_the_other_one_takes() -> None:
    assert (COLD.value, COLD.beside, COLD.ratio) == (600, 2400, 4)
    assert (TYPING.beside, TYPING.ratio) == (None, None)


def test_the_slowest_keystroke_in_twenty_is_what_counts() -> None:
    slow = [20.0] * 94 + [50.0] * 6
    assert Row("x", "x", "ms", slow, statistic="p95").value == 50
    assert Row("x", "x", "ms", slow[:95], statistic="p95").value == 20
    assert Row("x", "x", "ms", slow, statistic="max").value == 50


def test_a_layout_shift_is_told_to_three_digits_with_its_goal() -> None:
    shift = Row("start/chromium/shift/360/empty", "Shift", "CLS", [0.3251, 0.37, 0.31])
    [line] = markdown([Chapter("start", "Start", [shift])]).splitlines()[2:]
    assert line == "| Shift | 0.325 | ≤ 0.050 | missed |"


@pytest.mark.parametrize(
    ("goal", "met"),
    [
        (Goal(ratio=4), True),
        (Goal(ratio=4.1), False),
        (Goal(at_most=600), True),
        (Goal(at_most=599), False),
    ],
)
def test_a_goal_is_met_or_missed(goal: Goal, met: bool) -> None:
    assert goal.is_met(COLD) is met


def test_a_goal_without_its_figure_is_neither_met_nor_missed() -> None:
    assert Goal(ratio=4).is_met(TYPING) is None


def test_the_table_has_the_goals_beside_the_figures() -> None:
    lines = [line.split() for line in text(CHAPTERS).splitlines()]
    assert ["Start", "ours", "plain", "Pyodide", "ratio", "goal", "met"] in lines
    assert ["First", "visit", "600", "ms", "2,400", "ms", "4.00×", "≥", "4×", "yes"] in lines
    assert ["Typing", "23.5", "ms", "≤", "32.7", "ms", "yes"] in lines
    assert ["·", "ready", "400", "ms"] in lines
    assert ["A", "remark."] in lines


def test_the_document_s_table_leaves_out_details() -> None:
    assert markdown(CHAPTERS).splitlines() == [
        "| Start | ours | plain Pyodide | ratio | goal | met |",
        "|---|---:|---:|---:|---:|---:|",
        "| First visit | 600 ms | 2,400 ms | 4.00× | ≥ 4× | yes |",
        "",
        "A remark.",
        "",
        "| Typing | ours | goal | met |",
        "|---|---:|---:|---:|",
        "| Typing | 23.5 ms | ≤ 32.7 ms | yes |",
    ]


def test_the_document_s_block_is_replaced_and_nothing_else() -> None:
    made = block(CHAPTERS, MACHINE, "2026-01-02T03:04:05+00:00", 5)
    assert "2026-01-02 on 2 cores, Linux, Chromium 156: medians of 5 runs" in made
    once = put_into(f"before\n{BEGIN}\nold\n{END}\nafter\n", made)
    assert once == f"before\n{made}\nafter\n"
    assert put_into(once, made) == once


@pytest.mark.parametrize("document", ["", BEGIN, f"{END}{BEGIN}", f"{BEGIN}{END}{BEGIN}{END}"])
def test_a_document_without_a_place_for_the_tables_is_left_alone(document: str) -> None:
    with pytest.raises(BuildError, match="no place for the tables"):
        put_into(document, "table")


def test_this_project_s_document_has_a_place_for_the_tables() -> None:
    assert "| new |" in put_into((ROOT / "docs" / "benchmarks.md").read_text("utf-8"), "| new |")


def test_the_json_has_every_sample() -> None:
    figures = as_json(CHAPTERS, MACHINE, "2026-01-02T03:04:05+00:00", 5)
    assert json.loads(json.dumps(figures)) == figures
    cold, stage = figures["chapters"][0]["rows"]
    assert cold["ours"] == {"value": 600, "samples": [500, 700, 600]}
    assert cold["other"] == {"value": 2400, "samples": [2000, 3000, 2400]}
    assert (cold["ratio"], cold["goal"], cold["met"]) == (4, {"ratio": 4, "at_most": None}, True)
    assert (stage["other"], stage["goal"], stage["met"]) == (None, None, None)


def test_throughput_is_compared_with_jose() -> None:
    figures = {"RS256 webcrypto": {"ours": 60.0, "ours full": 200.0, "jose": 48.0}}
    many, single = judging(figures).rows
    assert (many.id, many.ratio) == ("throughput/RS256-webcrypto/batch", 0.8)
    assert (single.id, single.ratio) == ("throughput/RS256-webcrypto/report", 0.24)
    assert {many.id, single.id} <= GOALS.keys()


def test_decisions_have_goals() -> None:
    first, many = decisions([900.0, 1100.0], [500.0]).rows
    assert (first.value, many.value) == (1000, 500)
    assert {first.id, many.id} <= GOALS.keys()


def test_a_chapter_that_fails_leaves_the_figures_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> Chapter:
        raise ValueError("no browser")

    for name, made in {
        "machine": lambda _: MACHINE,
        "start": fails,
        "cpython": lambda _: CHAPTERS[0],
        "DOCUMENT": tmp_path / "never-written.md",
    }.items():
        monkeypatch.setattr(running, name, made)
    file = tmp_path / "figures.json"
    given = ["dist", "chromium", "--only", "start", "cpython", "--docs", "--json", str(file)]
    monkeypatch.setattr(sys, "argv", ["bench", *given])
    assert running.main(running.arguments()) == 1
    assert [each["title"] for each in json.loads(file.read_text("utf-8"))["chapters"]] == ["Start"]
    out, err = capsys.readouterr()
    assert "Not measured, because it failed: start." in out
    assert "no browser" in err


def test_chapters_are_named_on_the_command_line() -> None:
    assert chapters("typing, start") == ["typing", "start"]
    assert len(chapters(None)) == 10
    with pytest.raises(BuildError, match="--only speed: there is start, lines"):
        chapters("start,speed")


def test_a_busy_machine_is_told_and_an_idle_one_is_not() -> None:
    assert "load 40" in (busy(40) or "")
    assert busy(0.0) is None
    assert busy(None) is None


@pytest.mark.parametrize(("version", "said"), [("153.0.1", "153"), ("2.50.1", "2.50"), ("x", "x")])
def test_a_browser_s_version_is_said_as_people_say_it(version: str, said: str) -> None:
    assert short(version) == said


def test_all_connections_share_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    monkeypatch.setattr(time, "sleep", waits.append)
    line = Line("slow", rate=8000, delay=0.5)
    line.wait()
    for _ in range(3):
        line.carry(1000)
    assert waits == [0.5, 1, 2, 3]


def test_the_bench_s_server_compresses_when_it_is_told_to(tmp_path: Path) -> None:
    (tmp_path / "a.wasm").write_bytes(b"\0" * 1000)
    (tmp_path / "a.bin").write_bytes(b"\0" * 1000)
    server = BenchServer(tmp_path)
    try:
        for compress in (False, True):
            with server.over(Line("any"), compress):
                for name in ("a.wasm", "a.bin"):
                    with urllib.request.urlopen(server.url + name) as answer:
                        packed = answer.headers["Content-Encoding"] == "gzip"
                        assert packed == (compress and name == "a.wasm")
                        assert (len(answer.read()) < 1000) == packed
    finally:
        server.close()


def test_our_part_of_the_first_load_stays_in_its_budget(dist: Path) -> None:
    site = {
        path.relative_to(dist).as_posix(): read(path) for path in dist.rglob("*") if path.is_file()
    }
    found = {f"bytes/{part}": size for part, (_, size) in parts(site).items()}
    assert found.keys() == BUDGET.keys()
    for part, size in found.items():
        assert 0 < size <= (BUDGET[part].at_most or 0), part


@pytest.mark.timeout(600)  # the bench itself is given 300 s
def test_the_bench_measures_the_built_site(dist: Path, tmp_path: Path) -> None:
    figures_file = tmp_path / "figures.json"
    chromium = ensure_chromium(Path(sys.executable))
    done = subprocess.run(
        [
            sys.executable, "-m", "buildtools.measure", str(dist), str(chromium),
            "--runs", "1", "--json", str(figures_file), "--only", "start", "bytes", "cpython",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures = json.loads(figures_file.read_text("utf-8"))
    rows = {row["id"]: row for chapter in figures["chapters"] for row in chapter["rows"]}
    for visit in ("cold", "warm", "offline"):
        row = rows[f"start/chromium/{visit}"]
        assert len(row["ours"]["samples"]) == len(row["other"]["samples"]) == 1
        assert row["ratio"] > 0
    ready, verified = rows["start/chromium/stage/ready"], rows["start/chromium/cold"]
    assert 0 < ready["ours"]["value"] < verified["ours"]["value"]
    loaded = {
        name.removeprefix("bytes/file/")
        for name, row in rows.items()
        if name.startswith("bytes/file/") and row["ours"]
    }
    shipped = {
        without_hash(path.relative_to(dist).as_posix())
        for path in dist.rglob("*")
        if path.is_file()
    }
    assert {"index.html", "assets/main.js", "assets/snapshot.bin"} <= loaded <= shipped
    assert not any("stdlib" in name for name in loaded)  # it comes after the start
    assert "Chromium, first visit" in done.stdout
