"""Header and payload of a token stand in the panes before Python has started, and stay there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from threading import Event

import pytest

from tests.browser.conftest import READY_WITHIN_MS, OpenPage, wait_until_ready, wait_until_started
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import SECRET, Playground, fresh, hs256
from tests.site_server import SiteServer

HEADER = '{"typ":"JWT",\r\n "alg":"HS256"}'
PAYLOAD = '{"sub":"ada \\u00e9 é", "exp":4102444800}\n'
TOKEN = hs256(PAYLOAD, HEADER)
WRAPPED = f"{TOKEN[:40]}\n{TOKEN[40:]}"

# Counts how often the text of the panes is changed from now on.
WATCH = """() => {
  window.changes = 0;
  for (const id of ["header", "payload"])
    new MutationObserver((seen) => { changes += seen.length; }).observe(
      document.getElementById(id).shadowRoot.querySelector(".cm-content"),
      { childList: true, characterData: true, subtree: true });
}"""
# Notes what screen readers are told from now on.
LISTEN = """() => {
  window.said = [];
  const region = document.getElementById("announce");
  new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true });
}"""


@pytest.fixture
def engine(site: SiteServer) -> Iterator[Event]:
    """Hold back what the engine needs until this event is set."""
    event = site.hold("*/pyodide.asm.wasm.bin")
    yield event
    event.set()


def expect_panes(play: Playground, header: str, payload: str) -> None:
    """Expect these texts in the panes, to the byte."""
    for pane, text in ((play.header, header), (play.payload, payload)):
        expect(pane).to_contain_text(text.strip().splitlines()[-1] if text else "The decoded")
        if text:
            assert play.text(pane) == text


def expect_unchecked(play: Playground, word: str) -> None:
    """Expect a verdict that claims nothing."""
    expect(play.verdict).to_have_text(word)
    expect(play.why).to_contain_text("the verification engine is still loading", ignore_case=True)
    expect(play.why).to_contain_text("Nothing is checked yet.")
    expect(play.page.locator("#verdict")).to_have_attribute("data-verdict", "loading")
    expect(play.page.locator("#verdict-facts dd, #checks [data-check]")).to_have_count(0)


def test_what_a_link_brings_is_there_early_and_is_not_set_anew(
    open_page: OpenPage, engine: Event
) -> None:
    play = Playground(open_page(f"#token={TOKEN}", wait_ready=False))
    expect_panes(play, HEADER, PAYLOAD)
    expect_unchecked(play, "Preview")
    expect(play.why).to_contain_text("Expires in")
    expect(play.page.locator("#verdict")).not_to_have_attribute("data-waiting", "")
    play.payload.press("ControlOrMeta+Home")
    play.page.keyboard.press("ArrowRight")
    play.page.evaluate(WATCH)
    play.page.evaluate(LISTEN)
    engine.set()
    expect(play.verdict).to_have_text("Not verified", timeout=READY_WITHIN_MS)
    play.expect_check("signature", "skip")
    expect(play.page.locator("#announce")).to_contain_text("Not verified")
    assert "Preview" not in " ".join(play.page.evaluate("said"))
    expect_panes(play, HEADER, PAYLOAD)
    assert play.page.evaluate("changes") == 0
    # The cursor is where it was, and only what is typed now can be undone.
    play.payload.evaluate("(element) => element.focus()")
    play.page.keyboard.type(" ")
    assert play.text(play.payload) == f"{{ {PAYLOAD[1:]}"
    for _ in range(3):
        play.payload.press("ControlOrMeta+z")
    assert play.text(play.payload) == PAYLOAD


def test_what_is_pasted_early_shows_if_it_is_plain_and_otherwise_waits(
    open_page: OpenPage, engine: Event
) -> None:
    play = Playground(open_page(wait_ready=False))
    huge = hs256(json.dumps({"a": "x" * 200_000}))
    tokens = {
        TOKEN: (HEADER, PAYLOAD),
        WRAPPED: None,
        f'"Bearer {hs256("{}")}"\n': ('{"alg":"HS256"}', "{}"),
        hs256('{"a":1,"a":2}'): None,
        hs256("no JSON"): None,
        huge: None,
        hs256('{"n":12345678901234567890}'): ('{"alg":"HS256"}', '{"n":12345678901234567890}'),
    }
    for token, texts in tokens.items():
        play.paste(play.token, token)
        expect_unchecked(play, "Preview" if texts else "Not read yet")
        expect_panes(play, *(texts or ("", "")))
    play.button("Clear").click()
    expect(play.verdict).to_have_text("Paste a token")
    expect_panes(play, "", "")
    play.paste(play.token, WRAPPED)
    play.paste(play.key, SECRET)
    expect_unchecked(play, "Not read yet")
    engine.set()
    expect(play.verdict).to_have_text("Valid", timeout=READY_WITHIN_MS)
    expect_panes(play, HEADER, PAYLOAD)


def test_what_is_edited_early_is_kept(open_page: OpenPage, engine: Event) -> None:
    play = Playground(open_page(f"#token={TOKEN}", wait_ready=False))
    expect_panes(play, HEADER, PAYLOAD)
    play.paste(play.payload, '{"sub":"eve"}')
    play.paste(play.key, SECRET)
    expect_unchecked(play, "Preview")
    expect(play.why).to_contain_text("Expires in")  # the token, not the draft
    expect(play.page.locator("#sign")).to_be_disabled()
    engine.set()
    expect(play.verdict).to_have_text("Valid", timeout=READY_WITHIN_MS)
    expect_panes(play, HEADER, '{"sub":"eve"}')
    play.page.locator("#revert").click()
    expect_panes(play, HEADER, PAYLOAD)


def test_what_was_kept_is_there_early_after_a_reload(open_page: OpenPage, site: SiteServer) -> None:
    play = Playground(open_page())
    play.paste(play.token, TOKEN)
    expect(play.verdict).to_have_text("Not verified")
    play.page.locator("#open-settings").click()
    play.page.get_by_label("Keep what I typed when this tab reloads").set_checked(True)
    held = site.hold("assets/worker-*.js")
    play.page.reload(wait_until="domcontentloaded")
    wait_until_started(play.page)
    expect_panes(play, HEADER, PAYLOAD)
    expect_unchecked(play, "Preview")
    held.set()
    expect(play.verdict).to_have_text("Not verified", timeout=READY_WITHIN_MS)


def test_a_start_that_fails_leaves_what_can_be_decoded(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.allow("404|console warning|console error|uncaught|worker-")
    held = site.hold("assets/worker-*.js")
    site.missing.add("assets/worker-*.js")
    play = Playground(open_page(f"#token={WRAPPED.replace(chr(10), '%0A')}", wait_ready=False))
    expect_unchecked(play, "Not read yet")
    held.set()
    expect(play.page.locator("#load-retry")).to_be_visible(timeout=READY_WITHIN_MS)
    expect(play.verdict).to_have_text("Cannot verify")
    expect(play.why).to_contain_text("The verification engine did not start.")
    expect_panes(play, HEADER, PAYLOAD)
    play.paste(play.token, hs256("{}"))
    expect_panes(play, '{"alg":"HS256"}', "{}")
    expect(play.page.locator("#load-text")).to_contain_text("Retry")
    site.missing.clear()
    play.page.locator("#load-retry").click()
    wait_until_ready(play.page)
    expect(play.verdict).to_have_text("Not verified")
    expect_panes(play, '{"alg":"HS256"}', "{}")


# The worker ends as in a crash, and the next one is not heard of until it ends as well.
CRASH = """() => {
  const { postMessage } = Worker.prototype;
  const Real = Worker;
  Worker.prototype.postMessage = function () {
    Worker.prototype.postMessage = postMessage;
    window.Worker = class extends EventTarget {
      constructor() { super(); window.silent = this; window.Worker = Real; }
      terminate() {}
    };
    setTimeout(() => this.dispatchEvent(new Event("error")));
  };
}"""
END = "silent.dispatchEvent(new Event('error'))"


def test_a_lost_engine_takes_nothing_away_and_a_new_token_is_read_early(
    open_page: OpenPage,
) -> None:
    play = fresh(open_page())
    play.paste(play.key, SECRET)
    play.paste(play.token, TOKEN)
    expect(play.verdict).to_have_text("Valid")
    play.page.evaluate(CRASH)
    play.paste(play.token, hs256("{}"))
    expect(play.page.locator("#error")).to_contain_text("The engine stopped")
    expect_unchecked(play, "Preview")
    expect_panes(play, '{"alg":"HS256"}', "{}")
    play.paste(play.token, TOKEN)
    expect_panes(play, HEADER, PAYLOAD)
    play.page.evaluate(END)
    expect(play.page.locator("#load-retry")).to_be_visible()
    expect_panes(play, HEADER, PAYLOAD)
    play.page.locator("#load-retry").click()
    expect(play.verdict).to_have_text("Valid", timeout=READY_WITHIN_MS)
    expect_panes(play, HEADER, PAYLOAD)
