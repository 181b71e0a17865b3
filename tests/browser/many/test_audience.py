"""Tokens that name an audience while none is expected: PyJWT refuses what every check passes."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from playwright.sync_api import Page

from tests.browser.support.expect import expect
from tests.browser.support.many_tokens import LOG, NAMED, detail, paste, rows, status
from tests.browser.support.node import run_module
from tests.browser.support.playground import SECRET, Playground, b64url, fresh, hs256
from tests.unit.support.calls import call

RULE = """
import { namesAudience, remarkOn } from "./site/workspaces/many/audience.js";
tell(given.map(({ brief, token, terms, payload }) => [
  remarkOn(brief, token, terms ?? {}), namesAudience(payload ?? ""),
]));
"""

AUDIENCES = [
    '"api"', '["api"]', '["a","b"]', "[]", "{}", '""', "null", "false", "true", "0", "-0.0", "1e-400",
    "1", "[0]", '{"a":1}', '"\\u0000"', "99999999999999999999999",
]  # fmt: skip
PAYLOADS = [
    *(f'{{"aud":{value}}}' for value in AUDIENCES),
    '{"sub":"aud"}',
    '{"\\u0061ud":"api"}',
    '{"AUD":"api"}',
    '{"aud":"api","aud":""}',
    '{"aud":"","aud":"api"}',
    '{"name":"Zoë","aud":"https://grüße.example"}',
    '{"a":{"aud":"api"}}',
    ' {"aud" : "api"}\n',
]


def is_refused(token: str) -> bool:
    """Tell whether PyJWT refuses a token for its audience, when the caller expects none."""
    try:
        jwt.decode(token, SECRET, ["HS256"])
    except jwt.InvalidAudienceError:
        return True
    return False


def remarks(cases: list[dict[str, Any]]) -> list[str | None]:
    return [remark for remark, _ in run_module(RULE, cases)]


def brief_of(token: str, **terms: Any) -> Any:
    briefs: Any = call("inspect_many", tokens=[token], key={"text": SECRET}, now=1, **terms)
    return briefs[0]


def test_the_remark_follows_the_rule_of_pyjwt() -> None:
    tokens = [hs256(payload) for payload in PAYLOADS]
    cases = [{"brief": brief_of(token), "token": token} for token in tokens]
    assert {case["brief"]["verdict"] for case in cases} == {"valid", "invalid"}
    expected = [
        "audience-not-set" if case["brief"]["verdict"] == "valid" and is_refused(token) else None
        for token, case in zip(tokens, cases, strict=True)
    ]
    assert 5 < expected.count("audience-not-set") < len(expected)
    assert remarks(cases) == expected


def test_every_valid_token_that_pyjwt_takes_has_no_remark_and_every_other_one_has() -> None:
    """What the full report says of PyJWT is what the list says of it."""
    for payload in PAYLOADS:
        token = hs256(payload)
        report = call("inspect", token=token, key={"text": SECRET}, now=1)
        raised = report["pyjwt"]["exception"]
        [remark] = remarks([{"brief": brief_of(token), "token": token}])
        if report["verdict"] == "valid":
            assert remark == ("audience-not-set" if raised == "InvalidAudienceError" else None)
        else:
            assert remark is None


def test_an_expected_audience_and_other_verdicts_leave_no_remark() -> None:
    api = {"expect": {"aud": "https://api.example"}}
    iss = {"expect": {"iss": "joe"}}
    valid = {"verdict": "valid"}
    detached = f"{NAMED.split('.')[0]}..AA"
    assert remarks(
        [
            {"brief": valid, "token": NAMED, "terms": api},
            {"brief": valid, "token": NAMED, "terms": iss},
            {"brief": {"verdict": "invalid"}, "token": NAMED},
            {"brief": {"verdict": "unverified"}, "token": NAMED},
            {"brief": valid, "token": detached, "terms": {"detached_payload": '{"aud":"a"}'}},
            {"brief": valid, "token": detached},
        ]
    ) == [None, "audience-not-set", None, None, "audience-not-set", None]


@pytest.mark.parametrize("payload", ["aud", '"aud"', "[{", '["aud"]', "null", '{"aud":', "\\u"])
def test_a_payload_that_is_no_object_names_no_audience(payload: str) -> None:
    token = f"e30.{b64url(payload.encode())}.AA"
    case = {"brief": {"verdict": "valid"}, "token": token, "payload": payload}
    assert run_module(RULE, [case]) == [[None, False]]


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def test_rows_whose_audience_is_not_set_are_no_plain_green(play: Playground) -> None:
    play.paste(play.key, SECRET)
    paste(play, f"{LOG}{NAMED}\n")
    expect(status(play)).to_contain_text("1 valid, 1 with audience not set, 2 invalid")
    row = rows(play).nth(3)
    expect(row.locator("[data-column=verdict]")).to_have_text("! Audience not set")
    expect(row).to_have_attribute("data-verdict", "valid")  # the engine says what it said
    expect(row).to_contain_text("InvalidAudienceError")
    tone = "(row) => getComputedStyle(row).getPropertyValue('--tone')"
    assert row.evaluate(tone) != rows(play).nth(0).evaluate(tone)
    show = play.page.get_by_label("Show", exact=True)
    expect(show).to_contain_text("Audience not set (1)")
    show.select_option("audience-not-set")
    expect(rows(play)).to_have_count(1)
    expect(detail(play)).to_contain_text("Audience not set")
    expect(detail(play).locator("[data-code=audience-not-set]")).to_be_visible()
    show.select_option("valid")
    expect(rows(play)).to_have_count(1)
    expect(rows(play).nth(0)).to_contain_text("✓ Valid")

    play.go("inspect")
    play.open("Expectations")
    play.page.get_by_label("Audience aud").fill("https://api.example")
    play.go("many")
    expect(status(play)).to_contain_text("different tokens")
    expect(status(play)).not_to_contain_text("audience")
