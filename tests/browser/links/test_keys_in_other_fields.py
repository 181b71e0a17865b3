"""A link takes no secret key along that stands where no key belongs, or that comes too late."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.keys import private_forms, public_forms
from tests.browser.support.links import decode
from tests.browser.support.node import run_module
from tests.browser.support.playground import SECRET, Playground, fresh, hs256

TOKEN = hs256('{"sub":"ada"}')
FORMS = private_forms("ES384")
JWK = '{"kty":"EC","crv":"P-256","x":"AQAB","y":"AQAB","d":"AQAB"}'
PARTS = """
import { partsOf } from "./site/links/link-parts.js";
import { defaultInputs } from "./site/state/store.js";
tell(given.map((patch) => partsOf({ ...defaultInputs(), ...patch }, "inspect")));
"""


def carried(play: Playground) -> dict[str, Any]:
    link = play.page.get_by_label("Link", exact=True).input_value()
    inputs: dict[str, Any] = decode(hash="#" + link.partition("#")[2])["inputs"]
    return inputs


@pytest.mark.parametrize(
    ("patch", "secret"),
    [
        ({"token": FORMS["PKCS#8"]}, True),
        ({"token": f"\n{JWK}\n"}, True),
        ({"detachedPayload": FORMS["PKCS#8"]}, True),
        ({"direction": "sign", "header": f'{{"alg":"ES256","jwk":{JWK}}}'}, True),
        ({"direction": "sign", "payload": f'{{"cnf":{{"jwk":{JWK}}}}}'}, True),
        ({"scenario": JWK}, True),
        ({"scenario": '{"name":"a"}'}, False),
        ({"token": TOKEN}, False),
        ({"token": public_forms("ES384")["SPKI"]}, False),
        ({"direction": "sign", "header": "{}", "payload": '{"d":"a","k":"b"}'}, False),
    ],
)
def test_a_secret_key_is_a_secret_in_every_field(patch: dict[str, str], secret: bool) -> None:
    [parts] = run_module(PARTS, [patch])
    assert [part["secret"] for part in parts] == [secret]


@one_browser
def test_a_private_key_in_the_token_field_is_off_and_told(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.paste(play.token, FORMS["PKCS#8"])
    play.share()
    row = play.page.locator("#share-included li")
    expect(row).to_contain_text("the text in the token field, which is or holds a secret key")
    expect(row.get_by_role("checkbox")).not_to_be_checked()
    assert carried(play) == {}


@one_browser
def test_a_key_that_comes_while_the_dialog_is_open_is_not_in_the_link(ready_page: Page) -> None:
    play = fresh(ready_page)
    play.paste(play.token, TOKEN)
    play.paste(play.key, public_forms("ES384")["SPKI"])
    play.share()
    expect(play.page.locator("[data-part-of-link=key]")).to_be_checked()
    play.page.evaluate("(text) => void jwtPlayground.state.set({ key: { text } })", SECRET)
    expect(play.recognized).to_contain_text("Shared secret")
    play.page.locator("[data-part-of-link=token]").uncheck()
    assert carried(play) == {"key": {"text": public_forms("ES384")["SPKI"]}}
