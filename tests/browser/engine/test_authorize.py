"""Policies in the page: what decides them comes with the first request, and no sooner."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.support.engines import opened
from tests.site_server import serving
from tests.unit.access.test_published_examples import DECISIONS, asked
from tests.unit.support.access import NOW, SECRET, token
from tests.unit.support.calls import call


def params(number: int) -> dict[str, object]:
    case = asked(DECISIONS[number])
    return {
        "token": token(), "key": {"text": SECRET}, "now": NOW, "requests": [case["request"]],
        **{name: case[name] for name in ("model", "policy", "matching")},
    }  # fmt: skip


@pytest.mark.only("chromium", reason="the page that counts its requests is Playwright's")
def test_casbin_is_loaded_on_first_use_and_decides_as_here(browser: Browser, dist: Path) -> None:
    with serving(dist) as server:
        for page in opened(browser, server, "auto"):

            def zips() -> list[str]:
                return [name for name in server.requests if "casbin-" in name]

            page.call("inspect", token=token(), key={"text": SECRET}, now=NOW)
            assert zips() == []
            expired = page.call("authorize", **{**params(0), "token": token(exp=1)})
            assert expired["decisions"][0]["code"] == "token-not-valid"
            # One of each kind: roles as patterns, tenants as patterns, conditions in the policy.
            for number in range(0, len(DECISIONS), 11):
                there = page.call("authorize", **params(number))
                assert there == call("authorize", **params(number))
                assert there["decisions"][0]["allowed"] is DECISIONS[number]["expect"]
            assert len(zips()) == 1
