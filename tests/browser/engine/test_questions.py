"""What happens while WebCrypto works on an answer: requests wait, are given up, or fail."""

from __future__ import annotations

import json

from playwright.sync_api import Browser

from tests.browser.conftest import wait_until_ready
from tests.browser.support.abilities import in_the_worker
from tests.browser.support.engines import opened, sign
from tests.browser.support.keys import private_forms, public_forms
from tests.site_server import SiteServer
from tests.unit.support.calls import call, codes


@in_the_worker
def test_generation_can_be_given_up_and_the_page_goes_on(
    browser: Browser, site_server: SiteServer
) -> None:
    for page in opened(browser, site_server, "webcrypto"):
        worker = page.page.workers[0]
        worker.evaluate(
            """() => {
              globalThis.asked = new Promise((tell) => {
                SubtleCrypto.prototype.generateKey = () => (tell(true), new Promise(() => {}));
              });
            }"""
        )
        page.page.evaluate(
            """() => {
              window.giveUp = new AbortController();
              window.outcome = jwtPlayground.call("generate_key", { alg: "RS256" }, { signal: giveUp.signal })
                .then(() => "made", (error) => error.name);
            }"""
        )
        assert worker.evaluate("asked")
        page.page.evaluate("giveUp.abort()")
        assert page.page.evaluate("outcome") == "AbortError"
        wait_until_ready(page.page)
        # A new worker answers, which is not sabotaged.
        assert codes(page.call("generate_key", alg="RS256")) == []


@in_the_worker
def test_what_fails_while_an_answer_is_awaited_still_reaches_the_page(
    browser: Browser, site_server: SiteServer
) -> None:
    for page in opened(browser, site_server, "webcrypto"):
        # Only this request fails. If the warm-up failed, a new worker would be there too early.
        page.page.workers[0].evaluate(
            """() => {
              const { parse } = JSON;
              JSON.parse = (text) => {
                if (text.includes('"op":"meta"')) throw new Error("sabotage");
                return parse(text);
              };
            }"""
        )
        lost = page.page.evaluate(
            "jwtPlayground.call('meta', {}, { timeout: 5000 }).then(() => 'answered', ({ code }) => code)"
        )
        assert lost == "engine-lost"
        wait_until_ready(page.page)
        assert page.call("meta")["versions"]["pyjwt"]  # by a new worker


@in_the_worker
def test_a_request_waits_until_the_one_before_has_all_its_answers(
    browser: Browser, site_server: SiteServer
) -> None:
    key = public_forms("ES384")["SPKI"]
    token = sign(call, "ES384", private_forms("ES384")["PKCS#8"])
    slow = {"op": "inspect", "params": {"token": token, "key": {"text": key}, "now": 1}}
    for page in opened(browser, site_server, "webcrypto"):
        replies = page.page.workers[0].evaluate(
            """async (requests) => {
              const { verify } = SubtleCrypto.prototype;
              let goOn;
              const gate = new Promise((open) => (goOn = open));
              const asked = new Promise((tell) => {
                SubtleCrypto.prototype.verify = async function (...given) {
                  tell();
                  await gate;
                  return verify.apply(this, given);
                };
              });
              const replies = [];
              const { postMessage } = self;
              const done = new Promise((tell) => {
                self.postMessage = (message) => {
                  if (message.kind === "reply") replies.push(message.id) === 2 && tell();
                };
              });
              for (const [index, request] of requests.entries()) {
                const data = { kind: "call", id: 1001 + index, request };
                self.dispatchEvent(new MessageEvent("message", { data }));
              }
              await asked;
              for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => setTimeout(next));
              const early = replies.length;
              goOn();
              await done;
              self.postMessage = postMessage;
              return [early, replies];
            }""",
            [json.dumps(slow), '{"op":"meta","params":{}}'],
        )
        assert replies == [0, [1001, 1002]]
