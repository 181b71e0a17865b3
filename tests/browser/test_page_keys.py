"""The key pane: what was recognized, what became of it, new keys, and payloads apart."""

from __future__ import annotations

import json

import jwt
import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from playwright.sync_api import Locator, Page

from buildtools.common import ROOT
from tests import vectors
from tests.browser.abilities import in_the_worker
from tests.browser.conftest import OpenPage
from tests.browser.engines import KEYS, private_forms, public_forms
from tests.browser.expect import expect
from tests.browser.playground import SECRET, Playground, fresh, hs256, unb64url
from tests.unit.test_certificates import CHAIN, LEAF, X5C

ENCRYPTED = (ROOT / "tests/vectors/encrypted-p256.pem").read_text("ascii")
TOKENS = {
    alg: jwt.encode(
        {"sub": "ada"}, private_forms(alg)["PKCS#8"], "EdDSA" if alg[:2] == "Ed" else alg
    )
    for alg in KEYS
}
NAMES = {"RS256": "RSA", "ES384": "EC P-384", "Ed25519": "Ed25519"}


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def recognized(play: Playground) -> Locator:
    return play.page.locator("#recognized")


def copied(play: Playground, name: str) -> str:
    """Press a button of the key pane and return what it copied."""
    return play.copied_by(recognized(play).get_by_role("button", name=name, exact=True))


def key_set() -> tuple[str, str]:
    """Return a set of three keys, and a token that the one named “two” signed."""
    keys = {kid: ec.generate_private_key(ec.SECP256R1()) for kid in ("one", "two", "three")}
    jwks = [
        {**ECAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid}
        for kid, key in keys.items()
    ]
    token = jwt.encode({"sub": "ada"}, keys["two"], "ES256", headers={"kid": "two"})
    return json.dumps({"keys": jwks}), token


def status(play: Playground) -> list[str | None]:
    rows = play.page.locator("#key-set tbody tr")
    return [row.get_attribute("data-status") for row in rows.all()]


@pytest.mark.parametrize("alg", list(KEYS))
@pytest.mark.parametrize("name", ["SPKI", "OpenSSH public", "X.509"])
def test_public_keys_of_every_form_verify_and_are_named(
    play: Playground, alg: str, name: str
) -> None:
    play.paste(play.token, TOKENS[alg])
    play.paste(play.key, public_forms(alg)[name])
    expect(play.verdict).to_have_text("Valid")
    expect(recognized(play)).to_contain_text(f"{NAMES[alg]} public key")
    expect(recognized(play).locator(".chain li")).to_have_count(1 if name == "X.509" else 0)
    expect(play.page.locator("#encoding")).to_be_hidden()


@pytest.mark.parametrize("alg", ["RS256", "PS384", "ES256", "Ed25519"])
def test_a_token_is_signed_in_the_page_with_a_new_key_pair(play: Playground, alg: str) -> None:
    generate(play, alg)
    expect(play.page.locator("#generated")).to_contain_text("new key is in place")
    play.page.locator("#sign-alg").select_option(alg)
    play.page.locator("#sign").click()
    expect(play.verdict).to_have_text("Valid")
    copied_key = json.loads(copied(play, "Copy as JWK"))
    assert "d" not in copied_key
    jwk = jwt.PyJWK(copied_key, algorithm="EdDSA" if alg == "Ed25519" else alg)
    # Judged by another implementation than the page's; PyJWT's name for Ed25519 is EdDSA.
    signed, _, signature = play.text(play.token).rpartition(".")
    assert jwk.Algorithm.verify(signed.encode(), jwk.key, unb64url(signature))


def test_a_private_key_is_copied_in_every_form_and_its_public_half_too(play: Playground) -> None:
    play.paste(play.key, private_forms("ES384")["SEC1"])
    expect(recognized(play)).to_contain_text("EC P-384 private key")
    expect(recognized(play)).to_contain_text("SEC1")
    public = KEYS["ES384"].public_key()
    spki = form.PublicFormat.SubjectPublicKeyInfo
    pem = public.public_bytes(form.Encoding.PEM, spki).decode()
    assert copied(play, "Copy as Public PEM").strip() == pem.strip()
    assert copied(play, "Copy as PEM").strip() == private_forms("ES384")["PKCS#8"].strip()
    assert "d" in json.loads(copied(play, "Copy as JWK"))
    assert "d" not in json.loads(copied(play, "Copy as Public JWK"))


def test_a_repaired_key_verifies_and_the_repair_is_noted_at_the_key(play: Playground) -> None:
    play.paste(play.token, TOKENS["ES384"])
    play.paste(play.key, json.dumps(public_forms("ES384")["SPKI"]))
    expect(play.verdict).to_have_text("Valid")
    expect(play.page.locator("#key-findings [data-code=key-repaired]").first).to_be_visible()
    expect(play.page.locator("#findings [data-code=key-repaired]")).to_have_count(0)


def test_an_unreadable_key_says_so_loudly_and_keeps_the_text(play: Playground) -> None:
    cut = public_forms("RS256")["SPKI"][:200]
    play.paste(play.key, cut)
    expect(play.page.locator("#key-findings [data-severity=error]").first).to_be_visible()
    expect(recognized(play)).to_be_empty()
    assert play.page.evaluate("document.querySelectorAll('#key-findings li').length") > 0
    expect(play.key).to_contain_text("BEGIN PUBLIC KEY")


def test_the_secret_detective_speaks_at_the_key(play: Playground) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}', secret=SECRET + "\n"))
    play.paste(play.key, SECRET)
    expect(play.page.locator("#key-findings [data-code=secret-found]")).to_contain_text(
        "line break at its end"
    )


def test_a_key_set_gives_an_account_of_each_key(play: Playground) -> None:
    jwks, token = key_set()
    play.paste(play.key, jwks)
    table = play.page.locator("#key-set")
    expect(table.locator("tbody tr")).to_have_count(3)
    assert status(play) == ["none"] * 3
    play.paste(play.token, token)
    expect(play.verdict).to_have_text("Valid")
    expect(table.locator("[data-status=verified]")).to_contain_text("two")
    assert status(play) == ["rejected", "verified", "rejected"]
    expect(table.locator("tr").first).to_contain_text("its kid is “one”, not “two”")
    play.page.get_by_text("Details of the 3 keys").click()
    expect(recognized(play).locator(".key-facts")).to_have_count(3)


def test_another_key_of_the_set_can_be_tried_by_its_kid(play: Playground) -> None:
    jwks, token = key_set()
    play.paste(play.token, token)
    play.paste(play.key, jwks)
    expect(play.verdict).to_have_text("Valid")
    picker = play.page.get_by_label("Try the key with")
    picker.select_option("three")
    expect(play.verdict).to_have_text("Invalid")
    expect(play.page.locator("#key-set [data-status=tried]")).to_contain_text("three")
    picker.select_option("the token’s own kid")
    expect(play.verdict).to_have_text("Valid")
    picker.select_option("one")
    play.paste(play.key, SECRET)  # the picked kid goes with its set
    expect(picker).to_be_hidden()


def test_open_details_stay_open_while_the_token_is_typed(play: Playground) -> None:
    jwks, token = key_set()
    play.paste(play.key, jwks)
    play.page.get_by_text("Details of the 3 keys").click()
    play.paste(play.token, token)
    expect(play.verdict).to_have_text("Valid")
    expect(recognized(play).locator(".key-facts").first).to_be_visible()


def test_a_certificate_chain_is_shown_leaf_first(play: Playground) -> None:
    play.paste(play.key, "".join(one.public_bytes(form.Encoding.PEM).decode() for one in CHAIN))
    links = recognized(play).locator(".chain li")
    expect(links).to_have_count(3)
    expect(links.nth(0)).to_contain_text("leaf")
    expect(links.nth(0)).to_contain_text("Signed by the next one")
    expect(links.nth(2)).to_contain_text("Signed by itself")
    expect(links.nth(0).locator(".state")).to_contain_text("Expires in")


def test_certificates_are_judged_as_of_the_time_that_is_set(play: Playground) -> None:
    play.paste(play.key, public_forms("ES384")["X.509"])
    state = recognized(play).locator(".chain .state")
    expect(state).to_contain_text("Expires in")
    play.set_time("1")
    expect(state).to_contain_text("Not valid yet, starts in 50 years")
    play.page.get_by_label("Seconds since 1970").fill("99999999999")
    expect(state).to_contain_text("Expired")


def test_the_headers_certificates_are_shown_and_not_trusted(play: Playground) -> None:
    play.paste(play.token, jwt.encode({"sub": "ada"}, LEAF, "ES256", headers={"x5c": X5C}))
    chain = play.page.locator(".header-chain")
    expect(chain).to_contain_text("shown, not trusted")
    expect(chain.locator("li")).to_have_count(3)
    expect(play.verdict).to_have_text("Not verified")
    play.paste(play.token, hs256("{}"))
    expect(chain).to_have_count(0)


def test_an_encrypted_key_is_not_asked_for_a_passphrase_that_could_not_open_it(
    play: Playground,
) -> None:
    passphrase = play.page.get_by_label("Passphrase of the encrypted key")
    play.paste(play.key, ENCRYPTED)
    expect(play.page.locator("#key-findings")).to_contain_text("Encrypted private keys need")
    expect(passphrase).to_be_hidden()


def test_a_payload_that_travels_apart_is_asked_for_and_verified(play: Playground) -> None:
    vector = next(v for v in vectors.load(vectors.RFC) if v["name"].endswith("4.5 compact"))
    payload = vector["params"]["detached_payload"]
    field = play.editor("Detached payload")
    expect(field).to_be_hidden()
    play.paste(play.token, vector["token"])
    play.paste(play.key, json.dumps(vector["key"]))
    expect(field).to_be_visible()
    expect(play.verdict).to_have_text("Invalid")
    play.paste(field, payload)
    expect(play.verdict).to_have_text("Valid")
    expect(play.payload).to_contain_text("dangerous business")
    play.button("Share").click()
    link = play.page.get_by_label("Link", exact=True).input_value()
    play.page.keyboard.press("Escape")
    play.button("Clear").click()
    expect(field).to_be_hidden()
    other = play.page.context.new_page()
    other.goto(link)
    there = Playground(other)
    expect(there.editor("Detached payload")).to_contain_text("dangerous business")
    other.close()


def generate(play: Playground, alg: str) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option(alg)
    play.button("Generate").click()


def test_every_algorithm_but_none_can_be_generated(play: Playground) -> None:
    names: list[str] = play.page.evaluate(
        "jwtPlayground.call('meta', {}).then(({engines}) => engines.flatMap((e) => e.algorithms))"
    )
    offered = play.page.locator("#generate-alg option").all_text_contents()
    assert sorted(offered) == sorted(set(names) - {"none"})


@pytest.mark.parametrize(
    ("alg", "sizes"),
    [
        ("HS256", ["256", "512", "1024"]),
        ("HS512", ["512", "1024"]),
        ("PS256", ["2048", "3072", "4096"]),
    ],
)
def test_sizes_are_offered_where_there_is_a_choice(
    play: Playground, alg: str, sizes: list[str]
) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option(alg)
    options = play.page.locator("#generate-bits option")
    assert [option.get_attribute("value") for option in options.all()] == sizes


def test_a_larger_secret_is_made_when_asked_for(play: Playground) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option("HS256")
    play.page.locator("#generate-bits").select_option("1024")
    play.button("Generate").click()
    expect(recognized(play)).to_contain_text("1,024 bits")


def test_a_curve_has_no_choice_of_size(play: Playground) -> None:
    play.open("Generate a key")
    play.page.locator("#generate-alg").select_option("ES256")
    expect(play.page.locator("#generate-bits")).to_be_hidden()
    play.button("Generate").click()
    expect(recognized(play)).to_contain_text("EC P-256 public key")


@in_the_worker
def test_generation_can_be_cancelled_and_leaves_the_keys_alone(open_page: OpenPage) -> None:
    page = open_page()
    play = Playground(page)
    play.paste(play.key, SECRET)
    expect(recognized(play)).to_contain_text("Shared secret")
    # A key that never comes: what is cancelled is certainly under way.
    page.workers[0].evaluate(
        "() => { SubtleCrypto.prototype.generateKey = () => new Promise(() => {}); }"
    )
    generate(play, "RS256")
    play.button("Cancel").click()
    expect(page.locator("#generated")).to_contain_text("Cancelled")
    expect(play.key).to_have_text(SECRET)
    generate(play, "ES256")
    expect(recognized(play)).to_contain_text("EC P-256 public key")


def test_an_expired_token_with_a_good_signature_says_both(play: Playground) -> None:
    play.paste(play.token, hs256('{"exp":1300819380}'))
    play.paste(play.key, SECRET)
    expect(play.why).to_contain_text("Expired")
    expect(play.why).to_contain_text("The signature itself matches.")


def test_without_a_key_the_verdict_says_which_one_to_enter(play: Playground) -> None:
    play.paste(play.token, hs256("{}"))
    expect(play.why).to_contain_text("enter the secret")
    play.paste(play.token, TOKENS["RS256"])
    expect(play.why).to_contain_text("public key")


def test_a_link_that_was_made_without_its_key_says_so_until_it_is_entered(
    play: Playground,
) -> None:
    play.paste(play.token, hs256('{"sub":"ada"}'))
    play.paste(play.key, SECRET)
    play.button("Share").click()
    other = play.page.context.new_page()
    other.goto(play.page.get_by_label("Link", exact=True).input_value())
    there = Playground(other)
    notice = other.locator("#notices")
    expect(notice).to_contain_text("made without its key")
    there.paste(there.key, SECRET)
    expect(there.verdict).to_have_text("Valid")
    expect(notice).to_be_empty()
    other.close()
