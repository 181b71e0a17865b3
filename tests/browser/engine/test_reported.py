"""What people reported in public is answered in the page as on CPython."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.vectors import reported
from tests.vectors.reported import Situation

MISSING = {"verdict": "unverified", "codes": ["key-engine-missing"], "phrases": ["cryptography"]}
"""A right answer where the situation needs `cryptography`, which this build does not have."""

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
    needs = situation.get("needs")
    if needs == "cryptography":
        told = {name: MISSING[name] for name in MISSING if name in situation}
        return reported.differences({**situation, **told}, result)
    if needs == "page":
        whole = [key["private"] for key in result["keys"]] == [True] and result["findings"] == []
        return [] if whole else [f"the key is not completed: {result['findings']}"]
    lacking = reported.differences(situation, result)
    if needs == "public-half" and lacking:
        # Firefox computes no public half of a private EC key, and then the page has to say so.
        said = {one["code"] for one in result["findings"] if one["severity"] == "error"}
        return [] if said & {"key-not-in-set", "key-does-not-fit", "key-unreadable"} else lacking
    return lacking
