"""Keys for encryption: which are offered, what can be chosen, and where they go."""

from __future__ import annotations

import json

import pytest

from tests.browser.support.abilities import first_in_every_browser
from tests.browser.support.expect import expect
from tests.browser.support.playground import SECRET, Playground

CASES = [
    ("ECDH-ES+A128KW", "Curve", "X25519", {"kty": "OKP", "crv": "X25519"}),
    ("ECDH-ES", "Curve", "P-384", {"kty": "EC", "crv": "P-384"}),
    ("RSA-OAEP-256", "Size", "2048 bits", {"kty": "RSA"}),
    ("dir", "For", "A192CBC-HS384", {"kty": "oct"}),
    ("A256KW", "", "", {"kty": "oct"}),
]


@pytest.mark.parametrize(("alg", "label", "choice", "members"), first_in_every_browser(CASES))
def test_a_key_is_made_and_becomes_the_decryption_key(
    play: Playground, alg: str, label: str, choice: str, members: dict[str, str]
) -> None:
    play.paste(play.key, SECRET)
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option(alg)
    field = play.page.locator("#generate-bits-field")
    if choice:
        expect(field.locator("label")).to_have_text(label)
        play.page.locator("#generate-bits").select_option(choice.removesuffix(" bits"))
    else:
        expect(field).to_be_hidden()
    play.button("Generate").click()
    expect(play.page.locator("#generated")).to_contain_text("It is the decryption key")
    shown = play.page.evaluate("jwtPlayground.state.get().then(({ inputs }) => inputs)")
    key = json.loads(shown["decryptionKey"]["text"])
    assert members.items() <= key.items()
    assert key["use"] == "enc"
    assert shown["key"]["text"] == SECRET
    assert shown["signingKey"] is None
    play.button("Undo").click()
    expect(play.page.locator("#decryption-card")).to_be_hidden()
