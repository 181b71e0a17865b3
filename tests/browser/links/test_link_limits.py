"""How much a link may hold: too much is left out with a sentence, and freezes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from jwt_playground import params
from jwt_playground.access import limits
from jwt_playground.lab import limits as lab_limits
from tests.browser.support.expect import expect
from tests.browser.support.links import decode, packed, share
from tests.browser.support.node import run_module
from tests.browser.support.playground import followed, fresh, hs256

POLICY = {"model": "m", "policy": "p", "requests": [], "paths": [], "tokens": []}
TOO_MUCH: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "require": ({"expect": {"require": ["exp"] * 101}}, {"expect": {"require": ["exp"] * 100}}),
    "aud": (
        {"expect": {"aud": [str(n) for n in range(101)]}},
        {"expect": {"aud": [str(n) for n in range(100)]}},
    ),
    "a long issuer": ({"expect": {"iss": "i" * 10_001}}, {"expect": {"iss": "i" * 10_000}}),
    "a long audience": ({"expect": {"aud": ["a" * 10_001]}}, {"expect": {"aud": ["a" * 10_000]}}),
    "algorithms": ({"algorithms": ["RS256"] * 101}, {"algorithms": ["RS256"] * 100}),
    "a long algorithm": ({"algorithms": ["R" * 10_001]}, {"algorithms": ["R" * 10_000]}),
    "a long scenario": ({"scenario": " " * 100_001}, {"scenario": " " * 100_000}),
    "a long kid": (
        {"key": {"text": "k", "kid": "i" * 10_001}},
        {"key": {"text": "k", "kid": "i" * 10_000}},
    ),
    "a long passphrase": (
        {"signingKey": {"text": "k", "passphrase": "i" * 10_001}},
        {"signingKey": {"text": "k", "passphrase": "i" * 10_000}},
    ),
    "a long passphrase of a decryption key": (
        {"decryptionKey": {"text": "k", "passphrase": "i" * 10_001}},
        {"decryptionKey": {"text": "k", "passphrase": "i" * 10_000}},
    ),
    "leeway": ({"leeway": 86_401}, {"leeway": 86_400}),
    "leeway of ages": ({"leeway": 1e12}, {"leeway": 0.5}),
    "leeway below zero": ({"leeway": -1}, {"leeway": 0}),
    "requests": (
        {"access": POLICY | {"requests": [["a"]] * 1001}},
        {"access": POLICY | {"requests": [["a"]] * 1000}},
    ),
    "further tokens": (
        {"access": POLICY | {"tokens": ["a"] * 6}},
        {"access": POLICY | {"tokens": ["a"] * 5}},
    ),
    "places of grants": (
        {"access": POLICY | {"paths": [["role", "a"]] * 101}},
        {"access": POLICY | {"paths": [["role", "a"]] * 100}},
    ),
    "a time in the past": ({"now": -1e12}, {"now": -999_999_999_999}),
    "a time in the future": ({"now": 1e12}, {"now": 999_999_999_999}),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_left_out_with_a_sentence_and_as_much_as_allowed_is_taken(name: str) -> None:
    more, most = TOO_MUCH[name]
    opened = decode(hash=packed({"token": "eyJ.a.b", **more}))
    assert opened["inputs"] == {"token": "eyJ.a.b"}
    [notice] = opened["notices"]
    assert "left out" in notice
    taken = decode(hash=packed({"token": "eyJ.a.b", **most}))
    assert taken == {"inputs": {"token": "eyJ.a.b", **most}, "notices": []}


def test_the_limits_of_the_page_are_those_of_the_engine() -> None:
    page = run_module('import * as limits from "./site/state/limits.js"; tell(limits);')
    for name in ("MAX_ITEMS", "MAX_VALUE", "MAX_LEEWAY"):
        assert page[name] == getattr(params, name)
    assert page["MAX_SCENARIO"] == lab_limits.TEXT
    assert page["MAX_REQUESTS"] == limits.MAX_REQUESTS


def test_the_leeway_field_allows_as_much_as_a_link() -> None:
    markup = run_module('tell(readFileSync("site/index.html", "utf8"));')
    [field] = [part for part in markup.split("<") if 'id="expect-leeway"' in part]
    assert f'min="0" max="{params.MAX_LEEWAY}"' in field


def test_many_tokens_in_an_address_are_named_once() -> None:
    notice, *_ = decode(hash="#" + "&".join(["token=a.b.c"] * 5000))["notices"]
    assert notice.startswith("The address holds 5000 tokens")
    assert len(notice) < 200


def test_a_link_of_every_kind_that_this_page_writes_still_opens() -> None:
    inputs = {
        "token": "eyJ.a.b",
        "key": {"text": "k", "encoding": "utf8", "kid": "a"},
        "algorithms": ["HS256"],
        "expect": {"iss": ["a", "b"], "require": ["exp"]},
        "leeway": 300,
        "now": 1_700_000_000,
        "engine": "webcrypto",
        "crossCheck": True,
        "detachedPayload": "text",
        "scenario": "{}",
    }
    [made] = share(inputs, include_secrets=True)
    assert made["notices"] == []
    assert made["inputs"] == inputs


def test_a_small_link_with_thousands_of_required_claims_freezes_nothing(
    ready_page: Page,
) -> None:
    link = packed({"token": hs256('{"a":1}'), "expect": {"require": ["exp"] * 20_000}})
    assert len(link) < 500
    play = followed(ready_page, link)
    expect(play.page.locator("#notices")).to_contain_text("expectations were left out")
    expect(play.verdict).to_have_text("Not verified")
    assert play.page.locator("#checks li").count() < 30


def test_a_list_shows_its_first_two_hundred_items_and_says_how_many_are_not_shown(
    ready_page: Page,
) -> None:
    key = json.dumps({"keys": [5] * 200 + [{"kty": "oct", "k": "AAAA"}] * 50})
    play = fresh(ready_page)
    play.paste(play.key, key)
    items = play.page.locator("#key-findings li")
    expect(items.last).to_have_text("… and 1 more, not shown here.")
    assert items.count() == 201


def test_too_many_typed_values_are_a_sentence_and_not_a_wait(ready_page: Page) -> None:
    play = followed(ready_page, f"#token={hs256('{}')}")
    play.open("Expectations")
    play.page.get_by_label("Required claims").fill(",".join(f"c{n}" for n in range(101)))
    expect(play.verdict).to_have_text("Not checked")
    expect(play.why).to_contain_text("Give 100 or fewer")
    play.page.get_by_label("Required claims").fill("exp")
    expect(play.verdict).to_have_text("Invalid")
