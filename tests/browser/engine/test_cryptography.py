"""The engine “cryptography”: it loads when it is first needed, and agrees with WebCrypto.

Without it, the page still works. These tests run only where its wheels are on this machine.
Tests of what both engines can do are in test_public_keys.py.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as form
from playwright.sync_api import Browser

from tests.browser.support.abilities import in_the_worker
from tests.browser.support.damage import truncated
from tests.browser.support.engines import EnginePage, changed, opened, own_address, sign, verify
from tests.browser.support.expect import expect
from tests.browser.support.keys import KEYS, private_forms, public_forms
from tests.site_server import SiteServer, serving
from tests.unit.support.calls import call, check, codes


@pytest.fixture(scope="module")
def server(dist_with_cryptography: Path) -> Iterator[SiteServer]:
    """Serve the build that has both engines."""
    with serving(dist_with_cryptography) as server:
        yield server


@pytest.fixture(scope="module")
def both(browser: Browser, server: SiteServer) -> Iterator[EnginePage]:
    """Return a page whose engine is chosen by `auto`."""
    yield from opened(browser, server, "auto")


def wheels(server: SiteServer) -> list[str]:
    return [name for name in server.requests if name.endswith(".whl")]


@pytest.mark.parametrize("alg", ["ES256K", "Ed448"])
def test_it_has_what_webcrypto_lacks(both: EnginePage, alg: str) -> None:
    made = both.call("generate_key", alg=alg, engine="cryptography")  # loads it
    token = sign(both.call, alg, made["private"]["jwk"])
    assert verify(call, token, made["public"]["pem"])[0] == "valid"
    assert verify(both.call, token, made["public"]["jwk"]) == ("valid", "cryptography")
    assert verify(both.call, changed(token), made["public"]["jwk"])[0] == "invalid"
    other = call("generate_key", alg=alg)
    theirs = sign(call, alg, other["private"]["jwk"])
    assert verify(both.call, theirs, other["public"]["pem"]) == ("valid", "cryptography")


@pytest.mark.parametrize("alg", ["RS256", "ES384", "Ed25519"])
@pytest.mark.parametrize("engine", ["cryptography", "webcrypto"])
def test_the_engines_agree_on_good_and_bad_signatures(
    both: EnginePage, alg: str, engine: str
) -> None:
    key = public_forms(alg)["SPKI"]
    token = sign(call, alg, private_forms(alg)["PKCS#8"])
    for text, signature in ((token, "valid"), (changed(token), "invalid")):
        report = both.call(
            "inspect", token=text, key={"text": key}, now=1, engine=engine, cross_check=True
        )
        assert (report["signature"], report["engine"]) == (signature, engine)
        assert "engines-agree" in codes(report)


@in_the_worker
def test_a_browser_that_lies_is_found_out_by_the_cross_check(
    browser: Browser, server: SiteServer
) -> None:
    token = sign(call, "ES384", private_forms("ES384")["PKCS#8"])
    key = {"text": public_forms("ES384")["SPKI"]}
    for page in opened(browser, server, "auto"):
        page.page.workers[0].evaluate("() => { SubtleCrypto.prototype.verify = async () => true; }")
        report = page.call("inspect", token=changed(token), key=key, now=1, cross_check=True)
        assert report["signature"] == "invalid"
        assert "engines-disagree" in codes(report)


def test_the_wheels_are_fetched_once_and_only_when_a_key_needs_them(
    browser: Browser, server: SiteServer
) -> None:
    server.requests.clear()
    for page in opened(browser, server, "auto"):
        secret = page.call("generate_key", alg="HS256")["private"]["jwk"]
        assert verify(page.call, sign(page.call, "HS256", secret), secret)[0] == "valid"
        assert wheels(server) == []
        before = page.call("meta")
        assert before["versions"]["cryptography"] is None
        assert "cryptography" in [engine["name"] for engine in before["engines"]]
        token = sign(page.call, "RS256", private_forms("RS256")["PKCS#8"])
        assert verify(page.call, token, public_forms("RS256")["SPKI"]) == ("valid", "webcrypto")
        assert wheels(server) == []
        assert page.call("generate_key", alg="ES256K")["private"]
        assert wheels(server) == []
        assert page.call("generate_key", alg="ES256K", engine="cryptography")["private"]
        assert len(wheels(server)) == len(set(wheels(server))) == 4
        assert verify(page.call, token, public_forms("RS256")["SPKI"])[1] == "cryptography"
        assert len(wheels(server)) == 4
        versions = page.call("meta")["versions"]
        assert versions["cryptography"] == call("meta")["versions"]["cryptography"]
        assert versions["openssl"].startswith("OpenSSL 3.")


def test_the_page_shows_that_the_wheels_are_coming_and_then_what_came(
    browser: Browser, server: SiteServer
) -> None:
    for page in opened(browser, server, "auto"):
        held = server.hold("*/cryptography-*.whl")
        bar = page.page.locator("#load-progress")
        expect(bar).to_be_hidden()
        page.page.evaluate(
            """(key) => { globalThis.made = jwtPlayground.call("describe_key", { key })
              .then(() => jwtPlayground.call("generate_key", { alg: "ES256K", engine: "cryptography" })); }""",
            {"text": private_forms("ES384")["PKCS#8"]},
        )
        expect(bar).to_be_visible()
        expect(page.page.locator("#load-text")).to_contain_text("cryptography")
        held.set()
        page.page.evaluate("() => made")
        expect(bar).to_be_hidden()
        server.reset()


def scrambled(data: bytes) -> bytes:
    return data[:1000] + bytes(byte ^ 0x5A for byte in data[1000:])


def unimportable(data: bytes) -> bytes:
    """Return a good wheel of the same size, whose package cannot be imported."""

    def zipped(padding: int) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("cryptography/__init__.py", "raise ImportError('another ABI')")
            archive.writestr("cryptography/padding", b"x" * padding)
        return buffer.getvalue()

    return zipped(len(data) - len(zipped(0)))


@pytest.mark.parametrize("change", [None, truncated, scrambled, unimportable])
def test_wheels_that_do_not_come_whole_leave_webcrypto_and_a_sentence(
    browser: Browser, server: SiteServer, change: Callable[[bytes], bytes] | None
) -> None:
    token = sign(call, "RS256", private_forms("RS256")["PKCS#8"])
    key = public_forms("RS256")["SPKI"]
    server.requests.clear()
    if change is None:
        server.missing.add("*/cryptography-*.whl")
    else:
        server.replace["*/cryptography-*.whl"] = change
    # Firefox reports the stream that was cut off, and also the error that this caused.
    allow = (
        "404",
        "console warning",
        "console error",
        "Failed to read data from the ReadableStream",
    )
    for page in opened(browser, server, "auto", allow):
        assert verify(page.call, token, key) == ("valid", "webcrypto")
        report = page.call("inspect", token=token, key={"text": key}, engine="cryptography")
        assert report["signature"] == "unchecked"
        said = check(report, "signature")["message"]
        assert "“cryptography” could not be loaded" in said
        assert "Traceback" not in said
        if change in (None, truncated):
            assert "cryptography-" in said
        if change is unimportable:
            assert "another ABI" in said
        # After a failure the page waits for a while: it must not ask the server at every key press.
        assert len([name for name in wheels(server) if "/cryptography-" in name]) == 1
    server.reset()


def test_a_page_over_plain_http_has_this_engine(
    browser: Browser, dist_with_cryptography: Path
) -> None:
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address but localhost")
    with serving(dist_with_cryptography, address) as insecure:
        for page in opened(browser, insecure, "cryptography"):
            assert not page.page.evaluate("isSecureContext")
            made = page.call("generate_key", alg="ES256")
            token = sign(page.call, "ES256", made["private"]["jwk"])
            assert verify(call, token, made["public"]["jwk"])[0] == "valid"
            assert verify(page.call, token, made["public"]["jwk"]) == ("valid", "cryptography")


def test_an_encrypted_private_key_opens_with_its_passphrase(both: EnginePage) -> None:
    locked = form.BestAvailableEncryption(b"open sesame")
    pem = KEYS["ES384"].private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, locked)
    key = {"text": pem.decode(), "passphrase": "open sesame"}
    [described] = both.call("describe_key", key=key)["keys"]
    assert described["private"]
    assert described["public_pem"].strip() == public_forms("ES384")["SPKI"].strip()
