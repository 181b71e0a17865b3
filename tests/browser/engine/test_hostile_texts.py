"""Texts that are made to break the engine: it reports what is wrong with them, and lives on."""

from __future__ import annotations

import base64
import json

import pytest
from playwright.sync_api import Page

from jwt_playground.text import base64url
from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import in_the_worker
from tests.browser.support.engines import CALL
from tests.browser.support.expect import expect
from tests.browser.support.playground import Playground
from tests.browser.support.survival import TOKEN, assert_works, inspect
from tests.unit.support.calls import codes
from tests.unit.support.hostile_der import CERTIFICATES

pytestmark = pytest.mark.only("chromium", reason="the worker is watched by Playwright, from inside")

DEEP = {
    "arrays": "[" * 100_000,
    "objects": '{"a":' * 100_000,
    "closed": "[" * 100_000 + "]" * 100_000,
}


@in_the_worker
@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_json_nested_100000_deep_gives_a_finding_and_the_engine_lives(
    ready_page: Page, text: str
) -> None:
    engine = ready_page.workers[0]
    encoded = ready_page.evaluate("(text) => btoa(text).replace(/=+$/, '')", text)
    for token in (f"e30.{encoded}.AAAA", f"{encoded}.e30.AAAA"):
        report = inspect(ready_page, token)["report"]
        assert report["verdict"] == "invalid"
        assert "json-too-deep" in codes(report)
    assert {"json-too-deep", "not-a-token"} & {*codes(inspect(ready_page, text)["report"])}
    secret = {"text": "k" * 32}
    signed = ready_page.evaluate(CALL, ["sign", {"header": text, "payload": text, "key": secret}])
    assert signed["token"] is None
    assert "json-too-deep" in codes(signed)
    described = ready_page.evaluate(CALL, ["describe_key", {"key": {"text": text}}])
    assert [key["kty"] for key in described["keys"]] == ["oct"]
    assert ready_page.workers == [engine]


@in_the_worker
def test_hostile_certificates_cost_neither_the_engine_nor_the_header(ready_page: Page) -> None:
    engine = ready_page.workers[0]
    for name, make in CERTIFICATES.items():
        x5c = [base64.b64encode(make()).decode()] * 2
        header = json.dumps({"alg": "RS256", "x5c": x5c})
        token = f"{base64url.encode(header.encode())}.e30.AAAA"
        if len(token) < 3_000_000:
            report = inspect(ready_page, token)["report"]
            assert (report["header"], report["payload"]) == (header, "{}"), name
            assert "part-missing" not in codes(report), name
    assert ready_page.workers == [engine]


@in_the_worker
@pytest.mark.parametrize("op", ["inspect", "sign"])
def test_a_secret_nested_100000_deep_is_refused_and_the_engine_lives(
    open_page: OpenPage, op: str
) -> None:
    page = open_page()
    engine = page.workers[0]
    key = {"text": "[" * 100_000}
    params = {"header": '{"alg":"HS256"}', "payload": "{}"} if op == "sign" else {"token": TOKEN}
    result = page.evaluate(CALL, [op, {**params, "key": key}])
    assert result["token"] is None if op == "sign" else result["signature"] == "unchecked"
    assert page.workers == [engine]


@in_the_worker
def test_parameters_nested_100000_deep_are_refused_and_the_engine_lives(ready_page: Page) -> None:
    engine = ready_page.workers[0]
    code = ready_page.evaluate(
        """() => {
          let deep = [];
          for (let level = 0; level < 100_000; level += 1) deep = [deep];
          return jwtPlayground.call("inspect", { token: "", expect: deep }).catch(({ code }) => code);
        }"""
    )
    assert code == "bad-request"
    assert_works(ready_page)
    assert ready_page.workers == [engine]


@pytest.mark.parametrize("text", ["a\ud800b", "\udc00", "a\x00b", "e30.\x00.\ud800", "\x00" * 1000])
def test_a_lone_surrogate_or_nul_gives_a_report(ready_page: Page, text: str) -> None:
    report = inspect(ready_page, text)["report"]
    assert report["findings"]
    assert all(finding["message"] for finding in report["findings"])


def test_a_token_of_a_megabyte_is_read_and_stays(open_page: OpenPage) -> None:
    page = open_page()
    token = page.evaluate(
        """() => {
          const payload = JSON.stringify({ sub: "kept", a: "a".repeat(750_000) });
          return `eyJhbGciOiJIUzI1NiJ9.${btoa(payload).replace(/=+$/, "")}.AAAA`;
        }"""
    )
    assert len(token) > 1_000_000
    report = inspect(page, token)["report"]
    assert json.loads(report["payload"])["sub"] == "kept"
    # Only the fragment changes, so the page stays.
    page.goto(page.url.split("#")[0] + "#token=" + token)
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible()
    expect(Playground(page).value("sub")).to_have_text('"kept"')
    assert_works(page)
