"""What is not taken from an issuer, in words, with the command that gets it in another way."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.browser.conftest import wait_until_quiet
from tests.browser.connect.conftest import Fetching, Opened
from tests.browser.connect.issuer import CERTS, JWK, JWKS, OAUTH, OPENID, Answer, Issuer
from tests.browser.support.abilities import one_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET


class Case(NamedTuple):
    name: str
    change: Callable[[Issuer, Issuer], None]
    said: str
    """`{at}` stands for the origin of the issuer, `{other}` for that of the stranger."""
    command: str | None
    """The address in the command; None if there is none."""


def publish(path: str, body: object, status: int = 200, **headers: str) -> Callable[..., None]:
    def change(issuer: Issuer, stranger: Issuer) -> None:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        issuer.answers[path] = Answer(body, status, sent or {"Access-Control-Allow-Origin": "*"})

    return change


def without_cors(issuer: Issuer, stranger: Issuer) -> None:
    issuer.answers[OPENID].headers = {}


def keys_without_cors(issuer: Issuer, stranger: Issuer) -> None:
    issuer.answers[CERTS].headers = {}


def redirected(issuer: Issuer, stranger: Issuer) -> None:
    issuer.answers[CERTS] = Answer(
        "", 302, {"Access-Control-Allow-Origin": "*", "Location": stranger.origin + CERTS}
    )


def document(**more: object) -> Callable[..., None]:
    def change(issuer: Issuer, stranger: Issuer) -> None:
        issuer.answers[OPENID] = Answer(issuer.document(**more))

    return change


def keys_elsewhere(issuer: Issuer, stranger: Issuer) -> None:
    document(jwks_uri=stranger.origin + CERTS)(issuer, stranger)


# The elements that are wider than the card.
WIDER = """() => {
  const { right } = document.querySelector("#issuer").getBoundingClientRect();
  const all = [...document.querySelectorAll("#issuer *")];
  return all.filter((each) => each.getBoundingClientRect().right > right + 1).map((e) => e.outerHTML);
}"""

CASES = [
    Case("no CORS", without_cors, "did not let this page read “{at}" + OPENID, OPENID),
    Case("keys without CORS", keys_without_cors, "no page of another site read it (CORS).", CERTS),
    Case("a redirect", redirected, "leads on to another address, and this page follows no", CERTS),
    Case("a status", publish(OPENID, "", 500), "answered with the status 500.", OPENID),
    Case("no JSON", publish(OPENID, "<!doctype html>"), f"{OPENID}” answers is no JSON", OPENID),
    Case("a list", publish(CERTS, [JWK]), f"{CERTS}” answers is no JSON object", CERTS),
    Case("too much", publish(CERTS, "{" + " " * 1024 * 1024), "is larger than 1 MB", CERTS),
    Case("no set", publish(CERTS, JWK), "is no set of keys (JWKS)", CERTS),
    Case("a secret", publish(CERTS, {"keys": [JWK, {"kty": "oct", "k": "eA"}]}), "holds a", None),
    Case("private", publish(CERTS, {"keys": [{**JWK, "d": "eA"}]}), "private key. Every", None),
    Case(
        "another issuer",
        document(issuer="https://x.example"),
        "is of the issuer “https://x.example”, but the token names “{at}/realms/a”.",
        None,
    ),
    Case("no issuer", document(issuer=None), "names no issuer, but the token names", None),
    Case("no jwks_uri", document(jwks_uri=None), "names no address of keys (jwks_uri).", None),
    Case(
        "keys elsewhere",
        keys_elsewhere,
        "The keys are at “{other}" + CERTS + "”. This copy of the page may connect only to “{at}”",
        "{other}" + CERTS,
    ),
    Case(
        "no address",
        document(jwks_uri="https://a$(id)/"),
        "The keys are at “https://a$(id)/”.",
        None,
    ),
]


# What browsers do with an answer of another origin differs; what the answer says, the page reads.
BROWSERS_DIFFER = ("no CORS", "keys without CORS", "a redirect", "a status")


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.name, marks=() if case.name in BROWSERS_DIFFER else one_browser)
        for case in CASES
    ],
)
def test_what_is_not_taken_is_told(case: Case, opened: Opened, play: Fetching) -> None:
    issuer, stranger = opened.issuer, opened.stranger
    case.change(issuer, stranger)
    # Browsers tell of statuses and of what CORS forbids in the console, with the address.
    opened.guard.allow(re.escape(issuer.origin))
    opened.guard.allow("Cross-Origin|CORS|access control checks|Failed to load resource")
    if case.name == "a redirect":  # Chromium tells of the request, but does not send it
        opened.guard.allow(f"^request to another origin: {re.escape(stranger.origin)}{CERTS}$")
    play.paste(play.token, issuer.token())
    play.paste(play.key, SECRET)
    wait_until_quiet(play.page)  # what is found about the key moves the button
    play.fetch.click()
    places = {"at": issuer.origin, "other": stranger.origin}
    expect(play.told).to_contain_text(case.said.format(**places))
    if case.command is None:
        expect(play.command).to_have_count(0)
    else:
        address = case.command if "{" in case.command else "{at}" + case.command
        expect(play.command).to_have_text(f'curl "{address.format(**places)}"')
        expect(play.told).to_contain_text("paste what")
    if case.command == OPENID:
        expect(play.told).to_contain_text("the address of the keys (jwks_uri)")
        assert issuer.paths == [OPENID, OAUTH]
    expect(play.key).to_have_text(SECRET)
    expect(play.fetch).to_have_text("Fetch keys")
    expect(play.toast).to_be_empty()


def test_what_is_told_fits_a_narrow_window(opened: Opened, play: Fetching) -> None:
    issuer = opened.issuer
    issuer.answers[CERTS] = Answer("[]")
    play.paste(play.token, issuer.token())
    play.page.set_viewport_size({"width": 360, "height": 800})
    play.show("key")
    play.fetch.click()
    expect(play.command).to_be_visible()
    assert play.page.evaluate(WIDER) == []


def test_the_command_can_be_copied(opened: Opened, play: Fetching) -> None:
    opened.issuer.answers[CERTS] = Answer("[]")
    play.paste(play.token, opened.issuer.token())
    play.fetch.click()
    copied = play.copied_by(play.told.get_by_role("button", name="Copy command"))
    assert copied == f'curl "{opened.issuer.origin}{CERTS}"'


def test_a_second_try_forgets_what_was_said(opened: Opened, play: Fetching) -> None:
    opened.issuer.answers[CERTS] = Answer("[]")
    play.paste(play.token, opened.issuer.token())
    play.fetch.click()
    expect(play.command).to_be_visible()
    opened.issuer.answers[CERTS] = Answer(JWKS)
    play.fetch.click()
    expect(play.verdict).to_have_text("Valid")
    expect(play.offer).to_have_count(0)
