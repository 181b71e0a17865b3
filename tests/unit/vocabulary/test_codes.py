"""Every code in the source stands in its table, and the other way round."""

from __future__ import annotations

import re
from pathlib import Path

import jwt_playground
from jwt_playground.vocabulary import checks, findings

SOURCES = sorted(Path(jwt_playground.__file__).parent.rglob("*.py"))


def test_every_code_that_is_used_is_in_the_table_and_the_other_way_round() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCES if path.name != "findings.py"
    )
    named = set(re.findall(r"\"([a-z0-9]+(?:-[a-z0-9]+)+)\"", text))
    assert set(findings.CODES) - named == set()
    used = set(re.findall(r"Finding\(\s*\"([a-z0-9-]+)\"", text))
    assert used <= set(findings.CODES)


def test_every_code_of_a_check_is_in_its_table() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    used = set(re.findall(r"Check\(\s*[\"\w]+,\s*\"\w+\",\s*\"([a-z0-9-]+)\"", text))
    assert used <= set(checks.CODES)
