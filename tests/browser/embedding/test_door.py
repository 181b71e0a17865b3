"""The page in a frame answers the parent that its build names, as `window.jwtPlayground` would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from jwt_playground import __version__
from tests.browser.embedding.conftest import Origins, exchange, framed, served_with_headers
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import A1_BEFORE_EXPIRY, A1_JWK, A1_TOKEN

pytestmark = pytest.mark.only(
    "chromium", reason="the drivers of the others do not reach into frames of another origin"
)

INPUTS = {
    "token": A1_TOKEN,
    "key": {"text": A1_JWK, "passphrase": "open sesame"},
    "signingKey": {"text": A1_JWK},
    "decryptionKey": {"text": A1_JWK},
    "now": int(A1_BEFORE_EXPIRY),
}


class Embedded(NamedTuple):
    page: Page
    frame: Frame
    origin: str

    def ask(self, *messages: object) -> list[Any]:
        """Send messages; return the answers to them without what is the same in all."""
        ready, *answers = exchange(self.page, self.frame, list(messages))
        same = {"jwtPlayground": 1, "from": self.origin}
        assert ready == {"ready": True, "version": __version__, **same}
        for each in answers:
            assert isinstance(each, dict)
            assert {name: each.pop(name) for name in same} == same
        return answers


@pytest.fixture
def embedded(context: BrowserContext, origins: Origins) -> Iterator[Embedded]:
    """Show the page in a frame, with the headers that its host should send."""
    with served_with_headers(origins) as door:
        guard = PageGuard(context, door.url.rstrip("/"))
        guard.allow(f"request to another origin: {origins.named.url}")
        page = context.new_page()
        yield Embedded(page, framed(page, origins.named, door.url), door.url.rstrip("/"))
        guard.check()


def test_a_parent_sets_a_token_and_gets_its_report(embedded: Embedded) -> None:
    [answer] = embedded.ask({"jwtPlayground": 1, "id": "a", "op": "state.set", "params": INPUTS})
    assert (answer["id"], answer["ok"]) == ("a", True)
    assert answer["result"]["report"]["verdict"] == "valid"
    assert embedded.frame.locator("#verdict-title").inner_text().startswith("Valid")


def test_keys_do_not_leave_through_the_door(embedded: Embedded) -> None:
    embedded.frame.evaluate("(inputs) => jwtPlayground.state.set(inputs)", INPUTS)
    asked = [
        {"jwtPlayground": 1, "id": 1, "op": "state.get"},
        {"jwtPlayground": 1, "id": 2, "op": "state.set", "params": {"leeway": 1}},
    ]
    answers = embedded.ask(*asked)
    assert [answer["result"]["inputs"]["token"] for answer in answers] == [A1_TOKEN, A1_TOKEN]
    for answer in answers:
        assert not {"key", "signingKey", "decryptionKey"} & answer["result"]["inputs"].keys()
        assert "AyM1SysPpbyDfgZld3" not in str(answer)
        assert "open sesame" not in str(answer)
    # What was read can be set again, and the keys stay.
    kept = "jwtPlayground.state.get().then(({ inputs }) => inputs.key)"
    assert embedded.frame.evaluate(kept) == INPUTS["key"]


def test_the_engine_answers_as_it_does_the_page(embedded: Embedded) -> None:
    params = {"token": A1_TOKEN, "key": {"text": A1_JWK}, "now": int(A1_BEFORE_EXPIRY)}
    answer, unknown = embedded.ask(
        {"jwtPlayground": 1, "id": 7, "op": "inspect", "params": params},
        {"jwtPlayground": 1, "id": 8, "op": "destroy"},
    )
    called = "(params) => jwtPlayground.call('inspect', params)"
    assert answer == {"id": 7, "ok": True, "result": embedded.frame.evaluate(called, params)}
    assert (unknown["id"], unknown["error"]["code"]) == (8, "bad-request")


def test_a_message_that_is_wrong_gets_an_error(embedded: Embedded) -> None:
    wrong: list[tuple[dict[str, object], object, str]] = [
        ({"jwtPlayground": 2, "id": 1, "op": "meta"}, 1, "This page speaks the protocol 1"),
        ({"jwtPlayground": 1, "op": "meta"}, None, "The id must be"),
        ({"jwtPlayground": 1, "id": {}, "op": "meta"}, None, "The id must be"),
        ({"jwtPlayground": 1, "id": 2}, 2, "The op must be"),
        ({"jwtPlayground": 1, "id": 3, "op": "meta", "params": []}, 3, "The params must be"),
        ({"jwtPlayground": 1, "id": 4, "op": "meta", "params": None}, 4, "The params must be"),
        (
            {"jwtPlayground": 1, "id": 5, "op": "state.set", "params": {"leeway": -1}},
            5,
            "The part leeway must be from 0",
        ),
    ]
    answers = embedded.ask(*(message for message, _, _ in wrong))
    assert len(answers) == len(wrong)
    for answer, (_, number, why) in zip(answers, wrong, strict=True):
        assert (answer["id"], answer["ok"]) == (number, False)
        assert answer["error"]["code"] == "bad-request"
        assert answer["error"]["message"].startswith(why)


def test_messages_of_another_kind_are_not_answered(embedded: Embedded) -> None:
    assert embedded.ask("hello", 1, None, [], {}, {"type": "hello", "id": 1, "op": "meta"}) == []
