"""Encrypted tokens, in every browser and with each engine, between the page and CPython.

In the page the engine `webcrypto` is jose; CPython has `cryptography`, and so has the page where
its wheels are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from jwt_playground.vocabulary.encryption import CONTENT_ENCRYPTION
from tests.browser.support.engines import EnginePage, opened
from tests.browser.support.jwe import PAIRS, PLAINTEXT, encrypted, members
from tests.site_server import serving

ALL = """async (all) => {
  const results = [];
  for (const [op, params] of all) results.push(await jwtPlayground.call(op, params));
  return results;
}"""
TEXT = PLAINTEXT.decode()
Pair = tuple[str, str, Any]


@pytest.fixture(scope="module", params=["webcrypto", "cryptography"])
def here(request: pytest.FixtureRequest, browser: Browser) -> Iterator[EnginePage]:
    """Return a page that works with one engine, for each engine in turn."""
    fixture = {"webcrypto": "dist", "cryptography": "dist_with_cryptography"}[request.param]
    with serving(request.getfixturevalue(fixture)) as server:
        yield from opened(browser, server, request.param)


def has(here: EnginePage, browser_name: str, pair: Pair) -> bool:
    """Tell whether the page has both algorithms: Chromium's WebCrypto has no AES with 192 bits."""
    is_chromium = here.engine == "webcrypto" and browser_name == "chromium"
    return not (is_chromium and "192" in pair[0] + pair[1])


def text(key: Any, *, private: bool) -> dict[str, str]:
    return {"text": json.dumps(members(key, private=private or key.key_type == "oct"))}


def asked(here: EnginePage, calls: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the results of many calls, one after the other."""
    results: list[dict[str, Any]] = here.page.evaluate(
        ALL, [[op, {**params, "engine": here.engine}] for op, params in calls]
    )
    return results


def test_every_pair_of_algorithms_opens_in_the_page(here: EnginePage, browser_name: str) -> None:
    tokens = [encrypted(alg, enc, key) for alg, enc, key in PAIRS]
    reports = asked(
        here,
        [
            ("inspect", {"token": token, "decryption_key": text(key, private=True), "now": 1})
            for token, (_, _, key) in zip(tokens, PAIRS, strict=True)
        ],
    )
    wrong = {}
    for pair, report in zip(PAIRS, reports, strict=True):
        found = (report["encryption"]["state"], report["payload"], report["engine"])
        expected = (
            ("opened", TEXT, here.engine)
            if has(here, browser_name, pair)
            else ("unopened", None, None)
        )
        if found != expected:
            wrong[pair[:2]] = found, [c for c in report["checks"] if c["status"] != "pass"]
    assert wrong == {}
    assert len(PAIRS) == 17 * len(CONTENT_ENCRYPTION) + 6
