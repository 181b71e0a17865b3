"""Nobody but the parent of a named origin is heard, and nobody else gets an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame

from tests.browser.embedding.conftest import (
    Origins,
    exchange,
    framed,
    served_with_headers,
    standing,
)
from tests.browser.support.playground import A1_TOKEN
from tests.site_server import serving

pytestmark = pytest.mark.only(
    "chromium", reason="the drivers of the others do not reach into frames of another origin"
)

MESSAGES: list[object] = [
    {"jwtPlayground": 1, "id": 1, "op": "state.get"},
    {"jwtPlayground": 1, "id": 2, "op": "state.set", "params": {"token": A1_TOKEN}},
    {"jwtPlayground": 1, "id": 3, "op": "meta", "params": {}},
    {"jwtPlayground": 2},
]


def token_in(frame: Frame) -> object:
    return frame.evaluate("jwtPlayground.state.get().then(({ inputs }) => inputs.token)")


def test_the_parent_that_is_named_would_be_heard(context: BrowserContext, origins: Origins) -> None:
    with serving(origins.build) as door:
        page = context.new_page()
        frame = framed(page, origins.named, door.url)
        assert len(exchange(page, frame, MESSAGES)) == 1 + len(MESSAGES)  # “ready” comes first
        assert token_in(frame) == A1_TOKEN


def test_a_parent_of_another_origin_is_not_heard(context: BrowserContext, origins: Origins) -> None:
    with serving(origins.build) as door:
        page = context.new_page()
        frame = framed(page, origins.stranger, door.url)
        assert exchange(page, frame, MESSAGES) == []
        assert token_in(frame) == ""


def test_with_its_header_a_parent_of_another_origin_does_not_even_show_it(
    context: BrowserContext, origins: Origins
) -> None:
    with served_with_headers(origins) as door:
        page = context.new_page()
        page.goto(origins.stranger.url)
        page.evaluate("(url) => show(url)", door.url)
        assert page.frames[1].url.startswith("chrome-error://")
        assert page.evaluate("window.heard") == []


def test_a_window_beside_it_is_not_heard(context: BrowserContext, origins: Origins) -> None:
    with serving(origins.build) as door:
        page = context.new_page()
        frame = framed(page, origins.named, door.url)
        page.evaluate("(url) => show(url)", origins.named.url)
        assert page.evaluate("window.heard.splice(0).map(({ ready }) => ready)") == [True]
        assert exchange(page.frames[2], frame, MESSAGES) == []
        assert token_in(frame) == ""


def test_the_window_that_opened_it_is_not_heard(context: BrowserContext, origins: Origins) -> None:
    with serving(origins.build) as door:
        page = context.new_page()
        page.goto(origins.named.url)
        with page.expect_popup() as opened:
            page.evaluate("(url) => { window.target = open(url); }", door.url)
        opened.value.wait_for_function("window.jwtPlayground")  # it begins as about:blank
        frame = standing(opened.value.main_frame)
        assert exchange(page, frame, MESSAGES) == []
        assert token_in(frame) == ""


def test_a_build_that_names_nobody_hears_nobody(
    context: BrowserContext, origins: Origins, dist: Path
) -> None:
    with serving(dist) as plain:
        page = context.new_page()
        frame = framed(page, origins.named, plain.url)
        assert exchange(page, frame, MESSAGES) == []
        assert token_in(frame) == ""
