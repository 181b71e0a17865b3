"""While an issuer does not answer: the address is told, and nothing comes that nobody wants."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest

from tests.browser.connect.conftest import Fetching, Opened
from tests.browser.connect.issuer import CERTS, OPENID, Answer
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET
from tests.browser.support.timers import held_timers


@pytest.fixture
def waiting(opened: Opened, play: Fetching) -> Iterator[Fetching]:
    """Return a page that waits for the end of an issuer's keys."""
    issuer = opened.issuer
    # The browser ends a request that is no longer wanted.
    opened.guard.allow(f"^request failed: {re.escape(issuer.origin)}")
    held = threading.Event()
    issuer.answers[CERTS] = Answer({"keys": []}, held=held)
    play.paste(play.token, issuer.token())
    play.fetch.click()
    expect(play.told).to_have_text(f"Asking “{issuer.origin}{CERTS}” …")
    expect(play.fetch).to_have_text("Cancel")
    yield play
    held.set()
    play.page.evaluate("new Promise((done) => setTimeout(done))")
    expect(play.button("Cancel")).to_have_count(0)
    expect(play.toast).not_to_contain_text("in the key field")


def test_it_can_be_cancelled(waiting: Fetching) -> None:
    waiting.fetch.click()
    expect(waiting.told).to_have_text("Cancelled. Your key is as it was.")


def test_another_key_ends_it(waiting: Fetching) -> None:
    waiting.paste(waiting.key, SECRET)
    expect(waiting.told).to_contain_text("You changed the key meanwhile, so nothing was taken.")
    expect(waiting.key).to_have_text(SECRET)


def test_clear_ends_it(waiting: Fetching) -> None:
    waiting.button("Clear").click()
    expect(waiting.offer).to_have_count(0)
    waiting.toast.get_by_role("button", name="Close message").click()


def test_a_token_of_another_issuer_ends_it(opened: Opened, waiting: Fetching) -> None:
    waiting.paste(waiting.token, opened.issuer.token(iss=f"{opened.issuer.origin}/realms/b"))
    expect(waiting.offer).to_contain_text("/realms/b")
    expect(waiting.told).to_be_empty()


def test_it_does_not_wait_for_ever(opened: Opened, play: Fetching) -> None:
    issuer = opened.issuer
    opened.guard.allow(f"^request failed: {re.escape(issuer.origin)}")
    issuer.answers[CERTS] = Answer({"keys": []}, held=threading.Event())
    play.paste(play.token, issuer.token())
    with held_timers(play.page) as passed:
        play.fetch.click()
        expect(play.told).to_contain_text(CERTS)
        assert issuer.answers[CERTS].asked.wait(30)
        passed(7_000)
        expect(play.fetch).to_have_text("Cancel")
        passed(8_000)
        expect(play.told).to_contain_text(
            f"“{issuer.origin}{CERTS}” did not answer in full within 15 seconds."
        )
    expect(play.command).to_have_text(f'curl "{issuer.origin}{CERTS}"')
    assert issuer.paths == [OPENID, CERTS]
