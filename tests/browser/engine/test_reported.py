"""What people reported in public is answered in the page as on CPython."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.vectors import reported

CALLS = """
async (all) => Promise.all(all.map(({op, params}) => jwtPlayground.call(op, params)))
"""


def test_each_situation_is_understood_in_the_page(ready_page: Page) -> None:
    # Without `cryptography`, some keys cannot be made out; then the page has to say so.
    results = ready_page.evaluate(CALLS, reported.SITUATIONS)
    wrong = {
        situation["id"]: lacking
        for situation, result in zip(reported.SITUATIONS, results, strict=True)
        if (lacking := reported.differences(situation, result))
    }
    assert wrong == {}
