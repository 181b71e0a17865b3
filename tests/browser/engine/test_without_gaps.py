"""Encryption without gaps: X448, encrypted keys and plain HTTP, in every browser, without wheels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import OKPKey
from playwright.sync_api import Browser

from buildtools.support import TABLE
from tests.browser.engine.test_encryption import ALL, TEXT, opening, order
from tests.browser.support.engines import EnginePage, opened, own_address
from tests.browser.support.jwe import CURVES, ENCRYPTIONS, MANAGEMENT, PAIRS, encrypted
from tests.site_server import serving
from tests.unit.support.calls import call
from tests.unit.support.encrypted_keys import BY_CRYPTOGRAPHY, EVERYBODYS, armoured, data, given

AT_ONCE = 12
X448 = OKPKey.generate_key("X448")
AGREED = [
    (alg, enc, key)
    for alg in ("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW")
    for enc in ENCRYPTIONS
    for key in (*CURVES.values(), X448)
]


@pytest.fixture(scope="module", params=["HTTPS", "plain HTTP"])
def page(request: pytest.FixtureRequest, browser: Browser, dist: Path) -> Iterator[EnginePage]:
    """Return a page with the engine `auto` that has WebCrypto, and one that has it not."""
    if request.param == "HTTPS":
        with serving(dist) as server:
            yield from opened(browser, server, "auto")
        return
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address but localhost")
    with serving(dist, address) as server:
        yield from opened(browser, server, "auto")


def has_webcrypto(page: EnginePage) -> bool:
    return any(engine["name"] == "webcrypto" for engine in page.call("meta")["engines"])


def results(page: EnginePage, calls: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the results of many calls, one after the other."""
    found: list[dict[str, Any]] = []
    for start in range(0, len(calls), AT_ONCE):
        found += page.page.evaluate(ALL, [list(each) for each in calls[start : start + AT_ONCE]])
    return found


def test_every_pair_but_rsa_opens_and_is_made(page: EnginePage) -> None:
    rsa = has_webcrypto(page)
    pairs = [pair for pair in PAIRS if rsa or not pair[0].startswith("RSA")]
    made = results(page, [("encrypt", order(*pair)) for pair in pairs])
    wrong: dict[Any, Any] = {}
    for pair, one in zip(pairs, made, strict=True):
        report = call("inspect", **opening(one["token"], pair[2]))
        if report["payload"] != TEXT:
            wrong["made", *pair[:2]] = report["encryption"]
    sent = [opening(encrypted(*pair), pair[2]) for pair in pairs]
    reports = results(page, [("inspect", one) for one in sent])
    for pair, report in zip(pairs, reports, strict=True):
        if report["payload"] != TEXT:
            wrong["opened", *pair[:2]] = report["encryption"]
    assert wrong == {}
    assert len(pairs) == 18 * 6 - (0 if rsa else 4 * 6)


def test_every_curve_agrees(page: EnginePage) -> None:
    made = results(page, [("encrypt", order(*pair)) for pair in AGREED])
    sent = [("inspect", opening(encrypted(*pair), pair[2])) for pair in AGREED]
    wrong: dict[Any, Any] = {}
    for pair, one, report in zip(AGREED, made, results(page, sent), strict=True):
        name = (*pair[:2], pair[2].curve_name)
        back = call("inspect", **opening(one["token"], pair[2]))
        if (report["payload"], back["payload"]) != (TEXT, TEXT):
            wrong[name] = (report["encryption"], back["encryption"])
        noble = pair[2] is X448 or not has_webcrypto(page)
        if noble and report["engine"] != "noble":
            wrong[name] = report["engine"]
    assert wrong == {}
    assert len(AGREED) == 4 * 6 * 5


def test_who_encrypts_and_opens_is_who_the_readme_says(page: EnginePage, browser_name: str) -> None:
    column = browser_name if has_webcrypto(page) else "http"
    samples = [(row[column], sample) for row in TABLE["encryption"] for sample in row["samples"]]
    wrong: dict[Any, Any] = {}
    for can, (alg, enc, *curve) in samples:
        if alg == "dir":
            key = next(pair[2] for pair in PAIRS if pair[:2] == (alg, enc))
        else:
            key = {**CURVES, "X448": X448}[curve[0]] if curve else MANAGEMENT[alg]
        asked = [
            (op, {**params, "engine": engine})
            for engine in ("auto", "webcrypto", "noble")
            for op, params in (
                ("encrypt", order(alg, enc, key)),
                ("inspect", opening(encrypted(alg, enc, key), key)),
            )
        ]
        done = iter(results(page, asked))
        for engine in ("auto", "webcrypto", "noble"):
            made, report = next(done), next(done)
            token = made["token"]
            makes = token is not None and call("inspect", **opening(token, key))["payload"] == TEXT
            opens = [report["encryption"]["engine"]] if report["payload"] == TEXT else []
            wanted = can[:1] if engine == "auto" else [engine] if engine in can else []
            if (makes, opens) != (bool(wanted), wanted):
                wrong[alg, enc, *curve, engine] = (made, report["encryption"])
    assert wrong == {}


def test_keys_of_agreement_are_made_with_pem_and_their_pem_opens(page: EnginePage) -> None:
    for crv in (*CURVES, "X448"):
        made = page.call("generate_key", alg="ECDH-ES", crv=crv)
        pem = made["private"]["pem"]
        [here] = page.call("describe_key", key={"text": pem})["keys"]
        [there] = call("describe_key", key={"text": pem})["keys"]
        assert here == there
        assert json.loads(here["jwk"])["d"] == json.loads(made["private"]["jwk"])["d"]
        token = call("encrypt", **{**order("ECDH-ES", "A128GCM", MANAGEMENT["ECDH-ES"]),
                                   "key": {"text": made["public"]["pem"]}})["token"]  # fmt: skip
        report = page.call("inspect", token=token, decryption_key={"text": pem}, now=1)
        assert report["payload"] == TEXT, crv


def test_every_encrypted_key_opens_as_on_cpython(page: EnginePage) -> None:
    asked = [("describe_key", {"key": given(one)}) for one in EVERYBODYS]
    wrong = {
        one["made"]: found
        for one, found in zip(EVERYBODYS, results(page, asked), strict=True)
        if found != call("describe_key", key=given(one))
    }
    assert wrong == {}


def test_wrong_passphrases_damage_and_too_much_work_are_told(page: EnginePage) -> None:
    one = EVERYBODYS[0]
    der = data(one)
    damaged = armoured(der[:-1] + bytes([der[-1] ^ 1]))
    dear = armoured(der.replace(bytes.fromhex("02020800"), bytes.fromhex("02027fff"), 1))
    assert dear != armoured(der)
    expected = [
        (given(one, "open barley"), "key-passphrase-wrong"),
        ({**given(one), "text": damaged}, "key-passphrase-wrong"),
        ({**given(one), "text": dear}, "key-passphrase-wrong"),
        ({"text": one["pem"]}, "key-passphrase-needed"),
        *((given(other), "key-engine-missing") for other in BY_CRYPTOGRAPHY),
    ]
    asked = [("describe_key", {"key": key}) for key, _ in expected]
    for (key, code), found in zip(expected, results(page, asked), strict=True):
        assert found["keys"] == []
        assert [finding["code"] for finding in found["findings"]] == [code], key
