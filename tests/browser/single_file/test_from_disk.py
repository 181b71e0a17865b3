"""The page as one file, opened from the disk: everything works, and nothing is requested."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from buildtools.engine_parts import engine_parts
from buildtools.pyodide_lock import Wheel
from buildtools.single_file import make_page
from tests.browser.conftest import wait_until_ready
from tests.browser.single_file.opened import Open, Opened
from tests.browser.support.engines import sign
from tests.browser.support.expect import expect
from tests.browser.support.jwe import MANAGEMENT, PLAINTEXT, encrypted, private_text
from tests.browser.support.keys import private_forms, public_forms
from tests.browser.support.many_tokens import paste
from tests.browser.support.playground import (
    SECRET,
    Playground,
    change_theme,
    fresh,
    hs256,
    is_signed,
)
from tests.unit.support.calls import call
from tests.vectors.algorithms import SIGNED, public

pytestmark = pytest.mark.only(
    "chromium", reason="other browsers' drivers do not watch what a page from a disk asks for"
)

CALL = "([op, params, options]) => jwtPlayground.call(op, params, options)"


@pytest.fixture
def single(opened: Open, single_file: Path) -> Iterator[Opened]:
    """Return a page that the test opens; its requests and messages are checked at the end."""
    single = opened(single_file)
    yield single
    single.check()


@pytest.fixture(scope="module")
def shared(browser: Browser, single_file: Path) -> Iterator[Opened]:
    opened = Opened(browser, single_file)
    opened.open()
    yield opened
    opened.context.close()


@pytest.fixture
def play(shared: Opened) -> Iterator[Playground]:
    """Return a page as if it had just been opened; tests that need no own address share it."""
    yield fresh(shared.page)
    shared.check()


def test_a_token_in_the_address_is_verified(single: Opened) -> None:
    play = single.open(f"#token={hs256('{}')}")
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#cut-off")).to_have_count(0)


def test_typing_gives_a_verdict_and_clears_the_address(single: Opened) -> None:
    play = single.open(f"#token={hs256('{}')}")
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    play.token.press("ControlOrMeta+End")
    play.token.press("Backspace")
    expect(play.verdict).to_have_text("Invalid")
    assert play.page.url == single.url


def test_a_token_after_a_question_mark_is_taken_out_of_the_address(single: Opened) -> None:
    play = single.open("?token=" + hs256('{"sub":"ada"}'))
    expect(play.value("sub")).to_have_text('"ada"')
    assert play.page.url == single.url
    expect(play.page.locator("#notices")).not_to_contain_text("server")


def test_an_encrypted_token_is_opened(play: Playground) -> None:
    alg, enc = "ECDH-ES+A128KW", "A256GCM"
    for engine in ("webcrypto", "noble"):
        params = {
            "token": encrypted(alg, enc, MANAGEMENT[alg]),
            "decryption_key": private_text(MANAGEMENT[alg]),
            "engine": engine,
        }
        report = play.page.evaluate(CALL, ["inspect", params, {}])
        assert (report["payload"], report["engine"]) == (PLAINTEXT.decode(), engine)


@pytest.mark.parametrize("name", ["ES256K", "Ed448", "ML-DSA-44"])
def test_noble_is_part_of_the_file(play: Playground, name: str) -> None:
    [signed] = [each for each in SIGNED if each["name"] == name]
    key = {"text": json.dumps(public(signed))}
    params = {"token": signed["token"], "key": key, "engine": "noble"}
    report = play.page.evaluate(CALL, ["inspect", params, {}])
    assert (report["signature"], report["engine"]) == ("valid", "noble")


def test_an_edit_is_signed_and_verified(play: Playground) -> None:
    play.paste(play.token, hs256("{}"))
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    play.paste(play.payload, '{"sub":"ada"}')
    play.page.keyboard.press("ControlOrMeta+Enter")
    expect(play.direction).to_contain_text("come from the token")
    expect(play.value("sub")).to_have_text('"ada"')
    expect(play.verdict).to_have_text("Valid")
    assert is_signed(play.text(play.token), "sha256")


@pytest.mark.parametrize("alg", ["RS256", "ES384", "Ed25519"])
def test_keys_are_made_and_used_with_webcrypto(play: Playground, alg: str) -> None:
    page = play.page
    key = page.evaluate(CALL, ["generate_key", {"alg": alg}])
    token = sign(lambda op, **params: page.evaluate(CALL, [op, params]), alg, key["private"]["jwk"])
    report = page.evaluate(
        CALL, ["inspect", {"token": token, "key": {"text": key["public"]["jwk"]}}]
    )
    assert (report["verdict"], report["engine"]) == ("valid", "webcrypto")


def test_a_link_holds_the_files_address_and_restores_its_state(single: Opened) -> None:
    play = single.open(f"#token={hs256('{}')}")
    play.paste(play.key, SECRET)
    expect(play.verdict).to_have_text("Valid")
    play.share()
    play.page.get_by_label("Include secrets and private keys").check()
    link = play.page.get_by_label("Link", exact=True).input_value()
    assert link.startswith(f"{single.url}#v1=")

    other = Playground(single.context.new_page())
    other.page.goto(link)
    expect(other.verdict).to_have_text("Valid")
    assert other.page.url == single.url  # the secret is no longer in the address
    other.page.reload()
    wait_until_ready(other.page)
    expect(other.verdict).to_have_text("Paste a token")


def test_many_tokens_are_judged(play: Playground) -> None:
    play.paste(play.key, SECRET)
    log = "\n".join(hs256(f'{{"n":{n}}}') for n in range(5)) + "\n" + hs256('{"exp":1}')
    paste(play, log)
    expect(play.page.locator("#batch-status")).to_contain_text("5 valid, 1 invalid")


def test_an_engine_that_is_lost_is_started_again(play: Playground) -> None:
    page = play.page
    lost = page.evaluate(
        """async () => jwtPlayground.call("generate_key", { alg: "RS256" }, { timeout: 0 })
          .then(() => "done", (error) => error.code)"""
    )
    assert lost == "engine-timeout"
    assert page.evaluate(CALL, ["meta", {}])["platform"] == "emscripten"


def test_the_theme_is_kept(single: Opened) -> None:
    play = single.open()
    change_theme(play.page)
    play.page.reload()
    expect(play.page.locator("html")).to_have_attribute("data-theme", "light")


def test_the_licences_can_be_read(play: Playground) -> None:
    play.open("Licences")
    expect(play.page.locator(".licences pre")).to_contain_text("Mozilla Public License")


def test_no_service_worker_and_no_other_request_is_tried(single: Opened) -> None:
    single.open()
    expect(single.page.locator("#versions")).to_contain_text("emscripten")
    assert single.page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)") == []
    assert single.context.service_workers == []


def test_the_worker_reaches_nothing_not_even_files(opened: Open, single_file: Path) -> None:
    worker = opened(single_file).open().page.workers[0]
    for way in ("fetch(url)", "import(url)", "importScripts(url)"):
        for url in ("https://example.invalid/", "file:///etc/hostname", "data:text/javascript,"):
            outcome = worker.evaluate(
                f"(url) => (async () => {way})().then(() => 'loaded', () => 'refused')", url
            )
            assert outcome == "refused", (way, url)


def test_the_worker_fails_where_a_module_would_before_the_policy_has_to(shared: Opened) -> None:
    outcome = shared.page.workers[0].evaluate(
        "() => { try { importScripts('data:,'); } catch (error) { return error.name; } }"
    )
    assert outcome == "TypeError"  # if the policy had to forbid it, this would be a NetworkError


@pytest.fixture(scope="module")
def with_cryptography(
    dist_with_cryptography: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    wheels = dist_with_cryptography.glob("packages-*/*.whl")
    file = tmp_path_factory.mktemp("both") / "page.html"
    given = tuple(Wheel(path.name.split("-")[0], path.name, path.read_bytes()) for path in wheels)
    file.write_bytes(make_page(engine_parts(given)))
    return file


def test_both_engines_work_and_agree(opened: Open, with_cryptography: Path) -> None:
    single = opened(with_cryptography)
    play = single.open()
    private, public = private_forms("RS256")["PKCS#8"], public_forms("RS256")["SPKI"]
    play.paste(play.token, sign(call, "RS256", private))
    play.paste(play.key, public)
    expect(play.verdict).to_have_text("Valid")
    play.open("Engine")
    play.page.get_by_label("Cross-check with a second engine").check()
    expect(play.page.locator("#verdict-facts [data-code=engines-agree]")).to_be_visible()
    single.check()
