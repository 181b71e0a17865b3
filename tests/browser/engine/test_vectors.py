"""The engine in the browser gives the same verdicts on the vectors as CPython does."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import vectors
from tests.vectors import Vector

CALLS = """
async (all) => Promise.all(all.map((params) => jwtPlayground.call("inspect", params)))
"""


def _reports(page: Page, chosen: list[Vector]) -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = page.evaluate(CALLS, [vectors.params(v) for v in chosen])
    return reports


@pytest.mark.parametrize("name", [vectors.RFC, vectors.FAULTS])
def test_every_vector_gets_its_verdict_in_the_browser(ready_page: Page, name: str) -> None:
    chosen = vectors.load(name)
    wrong = {
        vector["name"]: difference
        for vector, report in zip(chosen, _reports(ready_page, chosen), strict=True)
        if (difference := vectors.differences(vector, report))
    }
    assert wrong == {}


def test_the_worker_fills_the_clock_in(ready_page: Page) -> None:
    vector = vectors.load(vectors.FAULTS)[0]
    assert abs(_reports(ready_page, [{**vector, "params": {}}])[0]["now"] - time.time()) < 60


def test_what_the_browser_signs_verifies(ready_page: Page) -> None:
    for alg in ("HS256", "HS384", "HS512"):
        made = ready_page.evaluate(
            """async (alg) => {
              const key = {text: (await jwtPlayground.call("generate_key", {alg})).private.jwk};
              const header = JSON.stringify({alg});
              const payload = '{"id":100002348117421473,"a":1,"a":2}';
              const {token} = await jwtPlayground.call("sign", {header, payload, key});
              return jwtPlayground.call("inspect", {token, key, now: 1});
            }""",
            alg,
        )
        assert made["verdict"] == "valid"
        assert made["payload"] == '{"id":100002348117421473,"a":1,"a":2}'
