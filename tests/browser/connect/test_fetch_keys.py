"""“Fetch keys” asks the issuer that a token names, on a click, and puts its keys in place."""

from __future__ import annotations

import json

from tests.browser.conftest import wait_until_quiet
from tests.browser.connect.conftest import Fetching, Opened
from tests.browser.connect.issuer import CERTS, JWK, JWKS, OAUTH, OPENID, OTHER, Answer
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, hs256

ANSWERED = "jwtPlayground.state.get().then(() => null)"
FORBIDDEN = """(url) => new Promise((tell) => {
  addEventListener("securitypolicyviolation", (event) => tell(event.effectiveDirective), { once: true });
  fetch(url, { mode: "no-cors" }).then(() => tell("it went out"), () => {});
})"""


def test_nothing_is_asked_before_the_click(opened: Opened, play: Fetching) -> None:
    issuer = opened.issuer
    play.paste(play.token, issuer.token())
    expect(play.offer).to_contain_text(f"The token names the issuer “{issuer.name}”.")
    expect(play.offer).to_contain_text("only if you trust this issuer")
    for path in (OPENID, OAUTH):
        expect(play.offer).to_contain_text(issuer.origin + path)
    expect(play.verdict).to_have_text("Not verified")
    assert issuer.requests == []


def test_a_click_puts_the_keys_in_place_and_undo_takes_them_back(
    opened: Opened, play: Fetching
) -> None:
    issuer = opened.issuer
    play.paste(play.token, issuer.token())
    play.paste(play.key, SECRET)
    wait_until_quiet(play.page)  # what is found about the key moves the button
    play.fetch.click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.toast).to_contain_text(f"1 key from “{issuer.origin}{CERTS}” is in the key field")
    expect(play.offer).to_have_count(0)  # the right key is there
    assert issuer.paths == [OPENID, CERTS]
    play.toast.get_by_role("button", name="Undo").click()
    expect(play.key).to_have_text(SECRET)
    expect(play.fetch).to_have_text("Fetch keys")


def test_only_the_address_is_sent(opened: Opened, play: Fetching) -> None:
    token = opened.issuer.token()
    play.paste(play.token, token)
    play.fetch.click()
    expect(play.verdict).to_have_text("Valid")
    for method, path, headers in opened.issuer.requests:
        assert method == "GET"
        assert "?" not in path
        sent = {name.lower() for name in headers}
        assert not sent & {"cookie", "authorization", "referer"}
        assert not [part for part in token.split(".") if part in str(headers)]


def test_an_issuer_without_openid_is_asked_by_rfc_8414(opened: Opened, play: Fetching) -> None:
    issuer = opened.issuer
    del issuer.answers[OPENID]
    issuer.answers[OAUTH] = Answer(issuer.document())
    issuer.answers[CERTS] = Answer({"keys": [OTHER, JWK]})
    opened.guard.allow("404")
    play.paste(play.token, issuer.token())
    play.fetch.click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.toast).to_contain_text("2 keys from")
    expect(play.toast).to_contain_text("are in the key field")
    assert issuer.paths == [OPENID, OAUTH, CERTS]


def test_a_slash_at_the_end_of_an_issuer_stays_in_its_name(opened: Opened, play: Fetching) -> None:
    issuer = opened.issuer
    issuer.answers[OPENID] = Answer(issuer.document(issuer=f"{issuer.name}/"))
    play.paste(play.token, issuer.token(iss=f"{issuer.name}/"))
    play.fetch.click()
    expect(play.verdict).to_have_text("Valid")
    assert issuer.paths == [OPENID, CERTS]


def test_a_link_in_the_key_field_is_followed_as_well(opened: Opened, play: Fetching) -> None:
    issuer = opened.issuer
    play.paste(play.token, issuer.token(iss="https://elsewhere.example"))
    for path, asked in ((CERTS, [CERTS]), (OPENID, [OPENID, CERTS])):
        play.paste(play.key, f"{issuer.origin}{path}\n")
        expect(play.offer).to_contain_text("The key field holds a link.")
        play.fetch.click()
        expect(play.verdict).to_have_text("Valid")
        expect(play.offer).to_have_count(0)
        # The button is gone: the keyboard goes on at what it has changed.
        expect(play.page.locator("#verdict")).to_be_focused()
        assert issuer.paths == asked
        issuer.requests.clear()


def test_others_are_not_offered(opened: Opened, play: Fetching) -> None:
    issuer, stranger = opened.issuer, opened.stranger
    ours = [issuer.name, f"{issuer.origin}/", issuer.origin]
    others = [
        stranger.name,
        f"{issuer.origin}.example/realms/a",
        f"{issuer.name}?a=b",
        f"{issuer.origin}/../a",
        "joe",
        5,
        None,
    ]
    for name in [*ours, *others]:
        play.paste(play.token, hs256(json.dumps({"iss": name})))
        play.page.evaluate(ANSWERED)
        expect(play.offer).to_have_count(1 if name in ours else 0)
    play.paste(play.key, stranger.origin + CERTS)
    expect(play.page.locator("#key-findings")).to_contain_text("looks like a link")
    expect(play.offer).to_have_count(0)
    assert issuer.requests == []


def test_the_policy_lets_no_other_origin_be_reached(opened: Opened, play: Fetching) -> None:
    opened.guard.allow(rf"{opened.stranger.origin}|Content.Security.Policy|CSP")
    assert play.page.evaluate(FORBIDDEN, opened.stranger.origin + CERTS) == "connect-src"
    read = "(url) => fetch(url).then((response) => response.json())"
    assert play.page.evaluate(read, opened.issuer.origin + CERTS) == JWKS


def test_clear_takes_the_offer_away(opened: Opened, play: Fetching) -> None:
    play.paste(play.token, opened.issuer.token())
    expect(play.offer).to_be_visible()
    play.button("Clear").click()
    expect(play.offer).to_have_count(0)
    assert opened.issuer.requests == []
