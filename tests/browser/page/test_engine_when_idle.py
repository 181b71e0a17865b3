"""What is there answers at once, and `cryptography` takes over when the page has had time to load it.

These tests run only where the wheels of `cryptography` are on this machine. The page's long timers
are held, so a test says when nobody has touched the page for a while.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.support.abilities import one_browser
from tests.browser.support.engines import METERED, EnginePage, changed, opened, sign, verify
from tests.browser.support.expect import expect
from tests.browser.support.keys import private_forms, public_forms
from tests.browser.support.playground import Playground
from tests.browser.support.timers import HOLD
from tests.site_server import SiteServer, serving
from tests.unit.support.calls import call

KEY = public_forms("RS256")["SPKI"]
TOKEN = sign(call, "RS256", private_forms("RS256")["PKCS#8"])


def on_a_line(**line: object) -> str:
    """Return a script that holds the page's timers and fakes its line."""
    return f"({HOLD})();" + METERED.replace("{ saveData: true }", json.dumps(line))


FAST = on_a_line(effectiveType="4g", saveData=False)


@pytest.fixture(scope="module")
def server(dist_with_cryptography: Path) -> Iterator[SiteServer]:
    """Serve the build that has both engines."""
    with serving(dist_with_cryptography) as server:
        yield server


@pytest.fixture(autouse=True)
def as_built(server: SiteServer) -> Iterator[None]:
    """Undo what a test does to the server."""
    server.reset()
    yield
    server.reset()


def wheels(server: SiteServer) -> list[str]:
    return [name for name in server.requests if name.endswith(".whl")]


def choose_cryptography(play: Playground) -> None:
    """Make a request need the wheels: `auto` has another engine for every algorithm."""
    play.open("Engine")
    play.page.get_by_label("Public-key cryptography by").select_option("cryptography")


def leave_alone(given: EnginePage) -> None:
    """Let so much time pass that the page is idle, and let it do what it does then."""
    given.page.evaluate("heldTimers.pass(60_000)")
    given.page.evaluate("globalThis.requestIdleCallback && new Promise(requestIdleCallback)")
    given.call("meta")


def engine_of_verdict(play: Playground) -> Locator:
    row = play.page.locator("#verdict-facts > div", has=play.page.locator("dt", has_text="Engine"))
    return row.locator("dd")


def test_webcrypto_answers_until_the_page_was_idle_and_then_cryptography(
    browser: Browser, server: SiteServer
) -> None:
    held = server.hold("*.whl")
    for given in opened(browser, server, "auto", first=FAST):
        play = Playground(given.page)
        play.paste(play.key, KEY)
        play.paste(play.token, TOKEN)
        expect(play.verdict).to_have_text("Valid")
        expect(engine_of_verdict(play)).to_contain_text("webcrypto")
        assert wheels(server) == []
        choice = given.page.locator("#engine-choice option[value=auto]")
        expect(choice).to_have_text("Automatic (webcrypto now, cryptography once it is loaded)")
        leave_alone(given)
        # While the wheels come, the page is not busy, and what is typed is judged at once.
        play.paste(play.token, changed(TOKEN))
        expect(play.verdict).to_have_text("Invalid")
        expect(engine_of_verdict(play)).to_contain_text("webcrypto")
        expect(given.page.locator("#load")).to_be_hidden()
        held.set()
        expect(engine_of_verdict(play)).to_contain_text("cryptography (OpenSSL)")
        expect(play.verdict).to_have_text("Invalid")
        expect(choice).to_have_text("Automatic (cryptography)")
        expect(given.page.locator("#versions")).to_contain_text("OpenSSL")
        expect(given.page.locator("#load")).to_be_hidden()
        assert len(wheels(server)) == len(set(wheels(server))) == 4
        assert verify(given.call, TOKEN, KEY) == ("valid", "cryptography")


@one_browser
def test_whoever_types_is_not_idle(browser: Browser, server: SiteServer) -> None:
    for given in opened(browser, server, "auto", first=FAST):
        page = given.page
        for _ in range(5):
            page.evaluate("heldTimers.pass(3_000)")
            page.keyboard.press("Shift")
        given.call("meta")
        assert wheels(server) == []
        leave_alone(given)
        expect(page.locator("#versions")).to_contain_text("OpenSSL")


@one_browser
@pytest.mark.parametrize("line", [{"saveData": True}, {"effectiveType": "3g"}])
def test_on_a_metered_or_slow_line_the_wheels_wait_until_a_request_needs_them(
    line: dict[str, object], browser: Browser, server: SiteServer
) -> None:
    for given in opened(browser, server, "auto", first=on_a_line(**line)):
        assert verify(given.call, TOKEN, KEY) == ("valid", "webcrypto")
        leave_alone(given)
        assert verify(given.call, TOKEN, KEY) == ("valid", "webcrypto")
        assert wheels(server) == []
        made = call("generate_key", alg="ES256K")
        token = sign(call, "ES256K", made["private"]["jwk"])
        play = Playground(given.page)
        play.paste(play.key, made["public"]["jwk"])
        play.paste(play.token, token)
        expect(play.verdict).to_have_text("Valid")
        expect(engine_of_verdict(play)).to_contain_text("noble")
        assert wheels(server) == []
        choose_cryptography(play)
        expect(engine_of_verdict(play)).to_contain_text("cryptography")
        assert len(wheels(server)) == 4
        # It is there now, so it does what WebCrypto has done before.
        assert verify(given.call, TOKEN, KEY) == ("valid", "cryptography")


@one_browser
def test_a_request_that_needs_the_wheels_waits_for_those_under_way(
    browser: Browser, server: SiteServer
) -> None:
    held = server.hold("*/cryptography-*.whl")
    made = call("generate_key", alg="ES256K")
    for given in opened(browser, server, "auto", first=FAST):
        leave_alone(given)
        play = Playground(given.page)
        expect(given.page.locator("#load")).to_be_hidden()
        play.paste(play.key, made["public"]["jwk"])
        play.paste(play.token, sign(call, "ES256K", made["private"]["jwk"]))
        choose_cryptography(play)
        expect(given.page.locator("#load-text")).to_contain_text("cryptography")
        held.set()
        expect(play.verdict).to_have_text("Valid")
        expect(given.page.locator("#load")).to_be_hidden()
        assert len(wheels(server)) == len(set(wheels(server))) == 4


@one_browser
def test_wheels_that_do_not_come_in_advance_say_nothing_and_are_fetched_when_needed(
    browser: Browser, server: SiteServer
) -> None:
    server.missing.add("*/cryptography-*.whl")
    for given in opened(browser, server, "auto", allow=("404",), first=FAST):
        page = given.page
        with page.expect_console_message(lambda message: "in advance" in message.text):
            leave_alone(given)
        leave_alone(given)
        expect(page.locator("#load")).to_be_hidden()
        expect(page.locator("#error > *")).to_have_count(0)
        assert verify(given.call, TOKEN, KEY) == ("valid", "webcrypto")
        assert len([name for name in wheels(server) if "/cryptography-" in name]) == 1
        server.missing.clear()
        assert verify(given.call, TOKEN, KEY, engine="cryptography") == ("valid", "cryptography")
