"""A page, and SD-JWTs for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.support.playground import SECRET, Playground, fresh
from tests.unit.support.calls import call
from tests.unit.support.sd_jwt import HOLDER, public

PAYLOAD = {"iss": "i", "name": "Ann", "address": {"street": "Elm", "zip": "1"}, "in": ["DE", "FR"]}


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def issued(payload: dict[str, Any] | None = None, *selective: list[str | int]) -> str:
    """An SD-JWT of a holder; `name` and `address`, with its street, can be left out."""
    made = call(
        "sd_issue",
        header='{"alg":"HS256"}',
        payload=json.dumps(payload or PAYLOAD),
        selective=[*selective] or [["name"], ["address"], ["address", "street"]],
        key={"text": SECRET},
        holder_key={"text": json.dumps(public(HOLDER))},
    )
    return str(made["token"])
