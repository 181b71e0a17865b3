"""What `build.py bench` measures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from buildtools.browser import ensure_chromium
from buildtools.common import ROOT


def test_the_bench_measures_our_page_beside_a_plain_one(dist: Path, tmp_path: Path) -> None:
    figures_file = tmp_path / "figures.json"
    chromium = ensure_chromium(Path(sys.executable))
    done = subprocess.run(
        [
            sys.executable, "-m", "buildtools.measure", str(dist), str(chromium),
            "--runs", "1", "--json", str(figures_file),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures = json.loads(figures_file.read_text())
    for visit in ("ours first", "ours again", "plain first", "plain again"):
        times = figures["start_ms"][visit]
        assert 0 < times["ready"] < times["verified"]
    assert all(each > 0 for each in figures["cpython_tokens_per_second"].values())
    shipped = {each["name"]: each["raw"] for each in figures["files"]}
    assert shipped["index.html"] == (dist / "index.html").stat().st_size
    assert "first token verified, nothing cached" in done.stdout
