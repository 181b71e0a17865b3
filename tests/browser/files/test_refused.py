"""What cannot be read, or has no place, is said in a sentence, and changes nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import first_in_every_browser, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.files import body, choose, drop, toast
from tests.browser.support.playground import A1_TOKEN, SECRET, Playground, fresh

MEGABYTE = 1024 * 1024
# What a browser does with a folder, or with a file that is gone.
UNREADABLE_ONCE = """() => {
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = () => {
    Blob.prototype.arrayBuffer = arrayBuffer;
    return Promise.reject(new DOMException("It cannot be read", "NotReadableError"));
  };
}"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    play = fresh(ready_page)
    play.paste(play.token, A1_TOKEN)
    return play


@pytest.mark.parametrize(
    ("name", "content", "said"),
    first_in_every_browser(
        [
            ("empty.txt", b"", "“empty.txt” is empty."),
            ("blank.txt", b" \n", "“blank.txt” is empty."),
            ("old.zip", b"PK\x03\x04" + bytes(40), "“old.zip” is compressed. Unpack it first."),
            ("a.png", bytes(range(256)) * 20, "“a.png” holds no token and no key"),
            ("keys.jks", bytes.fromhex("feedfeed00000002"), "“keys.jks” is a Java key store."),
            ("request.csr", b"-----BEGIN CERTIFICATE REQUEST-----\nMIIB", "a certificate request."),
            (
                "op.json",
                b'{"issuer":"https://op","jwks_uri":"https://op/k"}',
                "a discovery document",
            ),
            (
                "big.log",
                b"x" * (4 * MEGABYTE + 1),
                "“big.log” is too large with 4.1 MB: up to 4 MB",
            ),
            ("notes.txt", b"Dear all,\nhello", "“notes.txt” holds no token and no key"),
        ]
    ),
    ids=lambda value: value if isinstance(value, str) and "“" not in value else "",
)
def test_it_is_said_what_a_file_is(play: Playground, name: str, content: bytes, said: str) -> None:
    choose(play.page, {name: content})
    expect(toast(play)).to_contain_text(said)
    expect(play.token).to_have_text(A1_TOKEN)
    expect(play.button("Undo")).to_have_count(0)


def test_a_file_of_up_to_four_megabytes_is_read(play: Playground) -> None:
    drop(body(play), {"full.log": "x" * (4 * MEGABYTE - len(A1_TOKEN) - 1) + "\n" + A1_TOKEN})
    expect(toast(play)).to_contain_text("“full.log” is in the token field.")


@one_browser
def test_files_that_are_too_large_together_are_read_as_far_as_possible(play: Playground) -> None:
    files = {"first.pem": b"-----BEGIN PUBLIC KEY-----", "second.log": b"x" * (4 * MEGABYTE - 1)}
    choose(play.page, files)
    expect(toast(play)).to_contain_text("“first.pem” is in the key field.")
    expect(toast(play)).to_contain_text(
        "“second.log” is too large with 4 MB: up to 4 MB are read at"
    )


def test_what_cannot_be_read_is_said(play: Playground) -> None:
    play.page.evaluate(UNREADABLE_ONCE)
    drop(body(play), {"logs": "", "token.txt": A1_TOKEN})
    expect(toast(play)).to_contain_text("“logs” could not be read. It may be a folder")
    expect(toast(play)).to_contain_text("“token.txt” is in the token field.")


@one_browser
def test_a_text_without_a_name_can_become_the_secret(play: Playground) -> None:
    choose(play.page, {"my.secret": SECRET})
    expect(toast(play)).to_contain_text("“my.secret” holds no token and no key")
    play.button("Use it as the secret").click()
    expect(play.key).to_have_text(SECRET)
    expect(toast(play)).to_contain_text("“my.secret” is in the key field.")


@one_browser
def test_two_keys_that_cannot_stand_together_are_told_apart(play: Playground) -> None:
    jwk = '{"kty":"oct","k":"AQID"}'
    choose(play.page, {"a.jwk": jwk, "b.jwk": jwk})
    expect(toast(play)).to_contain_text("“a.jwk” is in the key field. “b.jwk” is left out")
    expect(play.key).to_have_text(jwk)


@one_browser
def test_a_file_name_is_shown_as_a_foreign_text(play: Playground) -> None:
    choose(play.page, {"exe\u202etxt”.bin": b""})
    expect(toast(play)).to_contain_text(r"“exe\u{202E}txt'.bin” is empty.")
    expect(toast(play).locator("bdi")).to_have_text(r"exe\u{202E}txt'.bin")


@one_browser
def test_of_very_many_files_only_some_are_told(play: Playground) -> None:
    choose(play.page, {f"{number}.bin": b"" for number in range(300)})
    expect(toast(play)).to_contain_text("“3.bin” is empty. 296 more are not listed.")
    expect(toast(play)).not_to_contain_text("“4.bin”")
