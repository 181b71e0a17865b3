"""What people reported in public is answered in the page as on CPython."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.vectors import reported
from tests.vectors.reported import Situation

CALLS = """
async (all) => Promise.all(all.map(({op, params}) => jwtPlayground.call(op, params)))
"""


def test_each_situation_is_understood_in_the_page(ready_page: Page) -> None:
    results = ready_page.evaluate(CALLS, reported.SITUATIONS)
    wrong = {
        situation["id"]: lacking
        for situation, result in zip(reported.SITUATIONS, results, strict=True)
        if (lacking := _lacking(situation, result))
    }
    assert wrong == {}


def _lacking(situation: Situation, result: dict[str, Any]) -> list[str]:
    """What the result lacks of a right answer in a build without `cryptography`."""
    if situation.get("needs") == "page":
        whole = [key["private"] for key in result["keys"]] == [True] and result["findings"] == []
        return [] if whole else [f"the key is not completed: {result['findings']}"]
    return reported.differences(situation, result)
