"""The engine is a pure function: it has no browser, network or clock."""

from __future__ import annotations

import re
from pathlib import Path

import jwt_playground

SOURCES = sorted(Path(jwt_playground.__file__).parent.rglob("*.py"))


def test_the_engine_imports_no_browser_no_network_and_no_clock() -> None:
    forbidden = re.compile(
        r"^\s*(?:import|from) (?:js|pyodide|socket|urllib|http|requests|time|asyncio)\b",
        re.MULTILINE,
    )
    for path in SOURCES:
        if path.name == "cli.py":  # fills the clock in
            continue
        assert not forbidden.search(path.read_text(encoding="utf-8")), path
