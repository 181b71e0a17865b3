"""What people reported in public is answered in the page as on CPython."""

from __future__ import annotations

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
        for situation, result in zip(map(_here, reported.SITUATIONS), results, strict=True)
        if (lacking := reported.differences(situation, result))
    }
    assert wrong == {}


def _here(situation: Situation) -> Situation:
    """What is right in a build without `cryptography`."""
    if situation.get("needs") != "cryptography":
        return situation
    told = {name: MISSING[name] for name in MISSING if name in situation}
    return {**situation, **told}
