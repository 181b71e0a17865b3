"""Encrypted tokens, in every browser and with each engine, between the page and CPython.

In the page the engine `webcrypto` is jose, and `noble` is JavaScript; CPython has `cryptography`,
and so has the page where its wheels are.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from joserfc.jwk import import_key
from playwright.sync_api import Browser

from jwt_playground.engines.jwe_joserfc import content
from jwt_playground.text import base64url
from jwt_playground.vocabulary.encryption import CONTENT_ENCRYPTION
from tests import vectors
from tests.browser.support.engines import EnginePage, opened
from tests.browser.support.jwe import (
    CURVES,
    MANAGEMENT,
    PAIRS,
    PLAINTEXT,
    RSA,
    encrypted,
    members,
    private_text,
)
from tests.site_server import serving
from tests.unit.support.calls import call, check

ALL = """async (all) => {
  const results = [];
  for (const [op, params] of all) results.push(await jwtPlayground.call(op, params));
  return results;
}"""
AT_ONCE = 12
"""How many calls go to the page together. A driver does not wait long for one answer."""
TEXT = PLAINTEXT.decode()
Pair = tuple[str, str, Any]


@pytest.fixture(scope="module", params=["webcrypto", "noble", "cryptography"])
def here(request: pytest.FixtureRequest, browser: Browser) -> Iterator[EnginePage]:
    """Return a page that works with one engine, for each engine in turn."""
    wheels = request.param == "cryptography"
    with serving(request.getfixturevalue("dist_with_cryptography" if wheels else "dist")) as server:
        yield from opened(browser, server, request.param)


def has(here: EnginePage, browser_name: str, pair: Pair) -> bool:
    """Tell whether the page has both algorithms.

    Chromium's WebCrypto has no AES with 192 bits, and noble has no RSA.
    """
    if here.engine == "noble":
        return not pair[0].startswith("RSA")
    is_chromium = here.engine == "webcrypto" and browser_name == "chromium"
    return not (is_chromium and "192" in pair[0] + pair[1])


def asked(here: EnginePage, calls: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the results of many calls, one after the other."""
    results: list[dict[str, Any]] = []
    for start in range(0, len(calls), AT_ONCE):
        some = calls[start : start + AT_ONCE]
        results += here.page.evaluate(
            ALL, [[op, {**params, "engine": here.engine}] for op, params in some]
        )
    return results


def order(alg: str, enc: str, key: Any) -> dict[str, Any]:
    """Return the parameters of `encrypt`."""
    public = members(key, private=key.key_type == "oct")
    header = json.dumps({"alg": alg, "enc": enc})
    return {"header": header, "payload": TEXT, "key": {"text": json.dumps(public)}}


def opening(token: str, key: Any) -> dict[str, Any]:
    """Return the parameters of `inspect`."""
    return {"token": token, "decryption_key": private_text(key), "now": 1}


def test_every_vector_opens(here: EnginePage) -> None:
    known = vectors.load(vectors.RFC_JWE)
    reports = asked(here, [("inspect", vectors.params(vector)) for vector in known])
    wrong = {}
    for vector, report in zip(known, reports, strict=True):
        alg = report["encryption"]["alg"]
        if (alg == "RSA1_5" and here.engine == "webcrypto") or not has(here, "", (alg, "", None)):
            assert report["encryption"]["state"] == "unopened"
            assert f"does not have {alg}" in check(report, "decryption")["message"]
        elif difference := vectors.differences(vector, report):
            wrong[vector["name"]] = difference
        else:
            assert report["encryption"]["engine"] == here.engine
    assert wrong == {}


def test_what_cpython_encrypts_opens_in_the_page(here: EnginePage, browser_name: str) -> None:
    made = [call("encrypt", **order(*pair)) for pair in PAIRS]
    reports = asked(
        here,
        [
            ("inspect", opening(one["token"], pair[2]))
            for one, pair in zip(made, PAIRS, strict=True)
        ],
    )
    wrong = {}
    for pair, report in zip(PAIRS, reports, strict=True):
        found = (report["encryption"]["state"], report["payload"], report["engine"])
        expected: tuple[str | None, ...] = ("opened", TEXT, here.engine)
        if not has(here, browser_name, pair):
            expected = ("unopened", None, None)
        if found != expected:
            wrong[pair[:2]] = found
    assert wrong == {}
    assert len(PAIRS) == 17 * len(CONTENT_ENCRYPTION) + 6


def test_what_the_page_encrypts_opens_on_cpython(here: EnginePage, browser_name: str) -> None:
    made = asked(here, [("encrypt", order(*pair)) for pair in PAIRS])
    wrong = {}
    for pair, one in zip(PAIRS, made, strict=True):
        if not has(here, browser_name, pair):
            assert one["token"] is None
            said = " ".join(finding["message"] for finding in one["findings"])
            assert re.search(r"does not have (\S*A192|RSA-OAEP)", said), said
            continue
        if one["token"] is None:
            wrong[pair[:2]] = one["findings"]
            continue
        report = call("inspect", **opening(one["token"], pair[2]))
        if (report["payload"], report["engine"]) != (TEXT, "cryptography"):
            wrong[pair[:2]] = report["encryption"]
    assert wrong == {}


@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "compressed"])
def test_a_content_key_that_begins_with_zeros_opens(
    here: EnginePage, browser_name: str, compressed: bool
) -> None:
    calls, expected = [], []
    for enc in CONTENT_ENCRYPTION:
        calls.append(("inspect", opening(with_zeros(enc, compressed=compressed), RSA)))
        lacks = not has(here, browser_name, ("RSA-OAEP-256", enc, None))
        expected.append("unopened" if lacks else "opened")
    found = [report["encryption"]["state"] for report in asked(here, calls)]
    assert found == expected
    assert len(found) == 6


def with_zeros(enc: str, *, compressed: bool) -> str:
    """Return a token whose content key begins with two zero bytes, as one of 65,536 does."""
    facts = CONTENT_ENCRYPTION[enc]
    cek = bytes(2) + bytes(range(1, facts.key_bytes - 1))
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    sent = RSA.public_key.encrypt(cek, oaep)
    header = {"alg": "RSA-OAEP-256", "enc": enc, **({"zip": "DEF"} if compressed else {})}
    protected = base64url.encode(json.dumps(header).encode())
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    plaintext = packer.compress(PLAINTEXT) + packer.flush() if compressed else PLAINTEXT
    iv = bytes(facts.iv_bytes)
    text, tag = content(enc).encrypt(plaintext, cek, iv, protected.encode())
    return ".".join([protected, *map(base64url.encode, (sent, iv, text, tag))])


def test_several_recipients_open_what_the_page_made(here: EnginePage) -> None:
    names = ["ECDH-ES+A128KW", "A256GCMKW", "PBES2-HS256+A128KW"]
    if here.engine != "noble":
        names.insert(0, "RSA-OAEP-256")
    first, *others = (order(alg, "A128CBC-HS256", MANAGEMENT[alg])["key"] for alg in names)
    made = here.call(
        "encrypt",
        header=json.dumps({"enc": "A128CBC-HS256", "zip": "DEF", "alg": names[0]}),
        payload=TEXT,
        key=first,
        more=[
            {"header": json.dumps({"alg": alg}), "key": key}
            for alg, key in zip(names[1:], others, strict=True)
        ],
        serialization="general",
        aad="seen by all",
    )
    for alg in names:
        for where in (call, here.call):
            report = where("inspect", **opening(made["token"], MANAGEMENT[alg]))
            assert report["payload"] == TEXT, (alg, made)
            assert [one["status"] == "opened" for one in report["encryption"]["recipients"]] == [
                one == alg for one in names
            ]


@pytest.mark.parametrize("crv", [*CURVES, "X448"])
def test_keys_are_made_for_encryption(here: EnginePage, crv: str) -> None:
    made = here.call("generate_key", alg="ECDH-ES", crv=crv)
    if crv == "X448" and here.engine == "webcrypto":
        assert "does not have X448" in made["findings"][0]["message"]
        return
    jwk = json.loads(made["private"]["jwk"])
    assert (jwk["crv"], jwk["alg"], jwk["use"]) == (crv, "ECDH-ES", "enc")
    key = import_key({name: value for name, value in jwk.items() if name != "alg"})
    token = encrypted("ECDH-ES", "A128GCM", key)
    report = here.call("inspect", token=token, decryption_key={"text": made["private"]["jwk"]})
    assert (report["payload"], report["engine"]) == (TEXT, here.engine)


@pytest.mark.only("chromium", reason="other browsers have AES with 192 bits")
def test_what_the_browser_lacks_is_left_to_noble(
    browser: Browser, request: pytest.FixtureRequest
) -> None:
    key = MANAGEMENT["A192KW"]
    params = {"token": encrypted("A192KW", "A128GCM", key), "decryption_key": private_text(key)}
    with serving(request.getfixturevalue("dist_with_cryptography")) as server:
        for page in opened(browser, server, "auto"):
            report = page.call("inspect", **params)
            assert (report["payload"], report["engine"]) == (TEXT, "noble")
            refused = page.call("inspect", **params, engine="webcrypto")
            assert refused["encryption"]["state"] == "unopened"
            said = check(refused, "decryption")["message"]
            assert "does not have A192KW" in said
            assert "“noble”" in said


@pytest.mark.only("chromium", reason="the page that counts its requests is Playwright's")
def test_what_encrypts_comes_with_the_first_token_that_needs_it(
    browser: Browser, dist: Path
) -> None:
    alg, enc, key = PAIRS[0]
    token = encrypted(alg, enc, key)
    with serving(dist) as server:
        for page in opened(browser, server, "webcrypto"):

            def came() -> list[str]:
                return sorted(
                    name.partition("-")[0]
                    for name in (path.rpartition("/")[2] for path in server.requests)
                    if re.fullmatch(r"encryption-\w+\.zip|jwe-\w+\.js", name)
                )

            assert page.call("generate_key", alg="ES256")["private"]
            assert came() == []
            for _ in range(2):
                report = page.call("inspect", token=token, decryption_key=private_text(key))
                assert report["payload"] == TEXT
            assert came() == ["encryption", "jwe"]
            server.requests.clear()


@pytest.mark.only("chromium", reason="other browsers' drivers change no answer on its way")
def test_a_file_that_does_not_come_is_told(browser: Browser, dist: Path) -> None:
    alg, enc, key = PAIRS[0]
    with serving(dist) as server:
        server.missing.add("*/jwe-*.js")
        for page in opened(browser, server, "webcrypto", ("404", "console warning", "jwe-")):
            report = page.call(
                "inspect", token=encrypted(alg, enc, key), decryption_key=private_text(key)
            )
            assert report["encryption"]["state"] == "unopened"
            assert "Load the page anew." in json.dumps(report["checks"])
