"""Public-key algorithms, in every browser and with each engine, checked against CPython."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.sync_api import Browser

from tests import vectors
from tests.browser.support.abilities import in_the_worker
from tests.browser.support.engines import (
    PAYLOAD,
    EnginePage,
    changed,
    opened,
    own_address,
    sign,
    verify,
)
from tests.browser.support.keys import private_forms, public_forms
from tests.site_server import SiteServer, serving
from tests.unit.support.calls import call, check, codes

BOTH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]  # fmt: skip
ML_DSA = ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"]


@pytest.fixture(scope="module", params=["webcrypto", "cryptography"])
def here(request: pytest.FixtureRequest, browser: Browser) -> Iterator[EnginePage]:
    """Return a page that works with one engine, for each engine in turn."""
    fixture = {"webcrypto": "dist", "cryptography": "dist_with_cryptography"}[request.param]
    with serving(request.getfixturevalue(fixture)) as server:
        yield from opened(browser, server, request.param)


@pytest.fixture(scope="module")
def webcrypto(browser: Browser, site_server: SiteServer) -> Iterator[EnginePage]:
    """Return a page of the build that has only WebCrypto."""
    yield from opened(browser, site_server, "webcrypto")


def test_every_vector_gets_its_verdict(here: EnginePage) -> None:
    wrong = {}
    engines = set()
    for vector in vectors.load(vectors.RFC):
        report = here.call("inspect", **vectors.params(vector))
        engines.add(report["engine"])
        if difference := vectors.differences(vector, report):
            wrong[vector["name"]] = difference
    assert wrong == {}
    assert engines == {"python", here.engine, None}


@pytest.mark.parametrize("alg", BOTH)
def test_what_the_browser_makes_and_signs_cpython_verifies(here: EnginePage, alg: str) -> None:
    made = here.call("generate_key", alg=alg)
    assert codes(made) == []
    token = sign(here.call, alg, made["private"]["jwk"])
    for half in ("jwk", "pem"):
        assert verify(call, token, made["public"][half])[0] == "valid"
        assert verify(here.call, token, made["public"][half]) == ("valid", here.engine)
    assert verify(here.call, changed(token), made["public"]["jwk"]) == ("invalid", here.engine)


@pytest.mark.parametrize("alg", BOTH)
def test_what_cpython_makes_and_signs_the_browser_verifies(here: EnginePage, alg: str) -> None:
    made = call("generate_key", alg=alg)
    token = sign(call, alg, made["private"]["jwk"])
    for half in ("jwk", "pem"):
        assert verify(here.call, token, made["public"][half]) == ("valid", here.engine)
    assert verify(here.call, changed(token), made["public"]["jwk"]) == ("invalid", here.engine)
    assert (
        verify(call, sign(here.call, alg, made["private"]["pem"]), made["public"]["jwk"])[0]
        == "valid"
    )


@pytest.mark.parametrize("bits", [3072, 4096])
def test_rsa_keys_have_the_size_that_was_asked_for(here: EnginePage, bits: int) -> None:
    made = here.call("generate_key", alg="PS256", bits=bits)
    described = call("describe_key", key={"text": made["public"]["jwk"]})
    assert described["keys"][0]["bits"] == bits


@pytest.mark.parametrize("alg", ["RS256", "ES384", "Ed25519"])
def test_a_private_key_signs_in_every_form(here: EnginePage, alg: str) -> None:
    spki = public_forms(alg)["SPKI"]
    for name, text in private_forms(alg).items():
        assert verify(call, sign(here.call, alg, text), spki)[0] == "valid", name
        described = here.call("describe_key", key={"text": text})
        assert described["keys"][0]["public_pem"].strip() == spki.strip(), name


@pytest.mark.parametrize("alg", ["RS256", "ES384", "Ed25519"])
def test_a_public_key_verifies_in_every_form(here: EnginePage, alg: str) -> None:
    token = sign(call, alg, private_forms(alg)["PKCS#8"])
    for name, text in public_forms(alg).items():
        report = here.call("inspect", token=token, key={"text": text}, now=1_700_000_000)
        assert (report["signature"], report["engine"]) == ("valid", here.engine), name


@pytest.mark.only("firefox", "webkit", reason="Chromium has ML-DSA")
@pytest.mark.parametrize("alg", ML_DSA)
def test_a_browser_without_ml_dsa_says_so(webcrypto: EnginePage, alg: str) -> None:
    made = webcrypto.call("generate_key", alg=alg)
    assert codes(made) == ["key-engine-missing"]
    assert f"does not have {alg}" in made["findings"][0]["message"]


@pytest.mark.only("chromium", reason="other browsers do not have ML-DSA yet")
@pytest.mark.parametrize("alg", ML_DSA)
def test_chromium_signs_and_verifies_with_ml_dsa(webcrypto: EnginePage, alg: str) -> None:
    made = webcrypto.call("generate_key", alg=alg)
    assert codes(made) == []
    token = sign(webcrypto.call, alg, made["private"]["jwk"])
    keys = [webcrypto.call("generate_key", alg=alg), made]
    answers = []
    for key, text in ((keys[0], token), (keys[1], token), (keys[1], changed(token))):
        report = webcrypto.call("inspect", token=text, key={"text": key["public"]["jwk"]}, now=1)
        answers.append((report["signature"], report["engine"]))
    assert answers == [("invalid", "webcrypto"), ("valid", "webcrypto"), ("invalid", "webcrypto")]


@pytest.mark.parametrize("alg", ["RS256", "RS512", "PS256", "PS384"])
def test_a_token_by_a_short_rsa_key_is_still_verified(here: EnginePage, alg: str) -> None:
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505  # short on purpose
    pem = short.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    token = sign(call, alg, pem.decode())
    report = here.call("inspect", token=token, key={"text": pem.decode()}, now=1)
    assert (report["signature"], report["engine"]) == ("valid", here.engine)


def test_a_short_rsa_key_cannot_sign_with_a_long_hash_and_that_is_said(here: EnginePage) -> None:
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505  # PS512 needs at least 1041 bits
    pem = short.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    key = {"text": pem.decode()}
    signed = here.call("sign", header='{"alg":"PS512"}', payload=PAYLOAD, key=key)
    assert signed["token"] is None
    assert "key-does-not-fit" in codes(signed)


def test_a_private_rsa_jwk_without_its_primes_is_refused_with_the_way_out(
    here: EnginePage,
) -> None:
    made = call("generate_key", alg="RS256")
    jwk = json.loads(made["private"]["jwk"])
    bare = json.dumps({name: jwk[name] for name in ("kty", "n", "e", "d")})
    signed = here.call("sign", header='{"alg":"RS256"}', payload=PAYLOAD, key={"text": bare})
    [finding] = [finding for finding in signed["findings"] if finding["severity"] == "error"]
    assert signed["token"] is None
    assert "p, q, dp, dq and qi" in finding["message"]


@pytest.mark.parametrize("alg", ["ES256", "ES384", "ES512", "EdDSA", "RS256"])
def test_a_key_that_is_none_is_refused_in_words(here: EnginePage, alg: str) -> None:
    made = call("generate_key", alg=alg)
    token = sign(call, alg, made["private"]["jwk"])
    key = json.loads(made["public"]["jwk"])
    name = next(name for name in ("y", "x", "n") if name in key)
    key[name] = "A" * len(key[name])  # zero
    report = here.call("inspect", token=token, key={"text": json.dumps(key)}, now=1)
    assert report["signature"] == "unchecked"
    assert "key-unreadable" in codes(report)
    said = json.dumps(report)
    assert not any(word in said for word in ("DOMException", "DataError", "[object", "undefined"))


@pytest.mark.parametrize("alg", ["ES256K", "Ed448"])
def test_what_webcrypto_does_not_have_is_refused_with_the_way_out(
    webcrypto: EnginePage, alg: str
) -> None:
    made = call("generate_key", alg=alg)
    token = sign(call, alg, made["private"]["jwk"])
    report = webcrypto.call("inspect", token=token, key={"text": made["public"]["jwk"]}, now=1)
    assert check(report, "signature")["code"] == "engine-missing"
    assert "“noble” does: choose it" in check(report, "signature")["message"]


@in_the_worker
def test_an_algorithm_that_this_browser_lacks_is_said(
    browser: Browser, site_server: SiteServer
) -> None:
    for old in opened(browser, site_server, "webcrypto"):
        made = call("generate_key", alg="Ed25519")
        token = sign(call, "Ed25519", made["private"]["jwk"])
        old.page.workers[0].evaluate(
            """() => { SubtleCrypto.prototype.importKey = SubtleCrypto.prototype.generateKey =
              () => Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError")); }"""
        )
        report = old.call("inspect", token=token, key={"text": made["public"]["jwk"]}, now=1)
        assert check(report, "signature")["code"] == "engine-missing"
        assert "does not have Ed25519" in check(report, "signature")["message"]
        refused = old.call("generate_key", alg="ML-DSA-44")
        assert "does not have ML-DSA-44" in refused["findings"][0]["message"]


def test_a_page_over_plain_http_says_where_webcrypto_is(
    browser: Browser, request: pytest.FixtureRequest
) -> None:
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address but localhost")
    made = call("generate_key", alg="RS256")
    token = sign(call, "RS256", made["private"]["jwk"])
    with serving(request.getfixturevalue("dist"), address) as server:
        for insecure in opened(browser, server, "webcrypto"):
            assert not insecure.page.evaluate("isSecureContext")
            report = insecure.call(
                "inspect", token=token, key={"text": made["public"]["jwk"]}, now=1
            )
            said = check(report, "signature")["message"]
            assert check(report, "signature")["code"] == "engine-missing"
            for word in ("https://", "localhost", "“cryptography”"):
                assert word in said
            auto = insecure.call(
                "inspect", token=token, key={"text": made["public"]["jwk"]}, now=1, engine="auto"
            )
            assert check(auto, "signature")["code"] == "engine-missing"
            secret = insecure.call("generate_key", alg="HS256")["private"]["jwk"]
            assert verify(insecure.call, sign(insecure.call, "HS256", secret), secret)[0] == "valid"
