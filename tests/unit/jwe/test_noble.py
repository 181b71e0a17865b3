"""JWE by noble, in Node, held against `cryptography` on CPython: every pair, and the standards."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

from jwt_playground.text import base64url
from jwt_playground.vocabulary.encryption import KEY_MANAGEMENT
from tests import vectors
from tests.unit.jwe.test_vectors import AGREEMENTS
from tests.unit.support.calls import call
from tests.unit.support.jwe import CLAIMS, PAIRS, encrypted, key, opened, public
from tests.unit.support.jwe_host import ALGORITHMS
from tests.unit.support.jwe_host import opened as opened_by_jwcrypto
from tests.unit.support.noble_host import result, results

NOBLE = [pair for pair in PAIRS if "noble" in KEY_MANAGEMENT[pair[0]].engines]
FEW = {"p2c": 1000}
AGREED = "ECDH-ES"


def header_of(alg: str, **more: Any) -> dict[str, Any]:
    return {**(FEW if alg.startswith("PBES2") else {}), **more}


def inspecting(token: str, jwk: str, **more: Any) -> tuple[str, dict[str, Any]]:
    given = {"token": token, "decryption_key": {"text": jwk}, "now": 1, "engine": "noble"}
    return "inspect", given | more


def making(alg: str, enc: str, curve: str, payload: str, **more: Any) -> tuple[str, dict[str, Any]]:
    header = json.dumps({"alg": alg, "enc": enc, **header_of(alg), **more.pop("header", {})})
    given = {"text": public(key(alg, enc, curve))}
    params = {"header": header, "payload": payload, "key": given, "engine": "noble"}
    return "encrypt", params | more


def test_what_cryptography_encrypts_opens_with_every_pair_and_curve() -> None:
    asked = [
        inspecting(encrypted(CLAIMS, alg, enc, curve, header=header_of(alg)), key(alg, enc, curve))
        for alg, enc, curve in NOBLE
    ]
    wrong = {
        pair: report["encryption"]
        for pair, report in zip(NOBLE, results(asked), strict=True)
        if (report["payload"], report["engine"]) != (CLAIMS, "noble")
    }
    assert wrong == {}
    assert len(NOBLE) == 6 * (1 + 6 + 3 + 4 * 5)


def test_what_noble_encrypts_opens_with_every_pair_and_curve() -> None:
    made = results([making(alg, enc, curve, CLAIMS) for alg, enc, curve in NOBLE])
    wrong = {}
    for pair, one in zip(NOBLE, made, strict=True):
        jwk = key(*pair)
        report = opened(one["token"], jwk)
        if (report["payload"], report["engine"]) != (CLAIMS, "cryptography"):
            wrong[pair] = report["encryption"]
        if pair[0] in ALGORITHMS:
            assert opened_by_jwcrypto(one["token"], json.loads(jwk)) == CLAIMS.encode()
    assert wrong == {}


def _drawn(chance: random.Random) -> tuple[tuple[str, str, str], dict[str, Any], str]:
    """A pair, further parameters of `encrypt`, and a payload."""
    pair = chance.choice(NOBLE)
    text = "".join(chance.choices("aé€🐎\n\0", k=chance.choice([0, 1, 15, 16, 17, 300])))
    header: dict[str, Any] = {"x": chance.choice([1, 1.5, 2**70, "ž", [2**60], {"y": -(2**80)}])}
    if chance.random() < 0.5:
        header["zip"] = "DEF"
    if pair[0].startswith("ECDH"):
        parties = [base64url.encode(chance.randbytes(chance.randrange(40))) for _ in range(2)]
        header |= dict(zip(("apu", "apv"), parties, strict=True))
        if chance.random() < 0.3:
            header["apv"] = header["apu"]
    more: dict[str, Any] = {"header": header}
    if chance.random() < 0.6:
        more["serialization"] = chance.choice(["flattened", "general"])
        more["aad"] = "seen by all €"
        more["unprotected"] = '{"jku":"https://example.com","n":123456789012345678901234567890}'
    return pair, more, json.dumps({"a": text})


def test_two_hundred_drawn_tokens_open_in_both_directions() -> None:
    chance = random.Random("noble")
    drawn = [_drawn(chance) for _ in range(200)]
    made = results([making(*pair, payload, **dict(more)) for pair, more, payload in drawn])
    for (pair, more, payload), one in zip(drawn, made, strict=True):
        assert opened(one["token"], key(*pair))["payload"] == payload, (pair, more)
    theirs = []
    for pair, more, payload in drawn:
        op, params = making(*pair, payload, **dict(more))
        token = call(op, **{**params, "engine": "cryptography"})["token"]
        theirs.append(inspecting(token, key(*pair)))
    for (pair, more, payload), report in zip(drawn, results(theirs), strict=True):
        assert (report["payload"], report["engine"]) == (payload, "noble"), (pair, more)


def test_no_number_in_a_header_is_rounded() -> None:
    header = '{"alg":"A128KW", "enc":"A128GCM", "n":123456789012345678901234567890 }'
    given = {"text": key("A128KW")}
    made = result("encrypt", header=header, payload=CLAIMS, key=given, engine="noble")
    assert base64url.decode_strict(made["token"].split(".")[0]).decode() == header
    more = [{"header": '{"alg":"A128KW","n":12345678901234567890}', "key": given}]
    shared = '{"enc":"A128GCM","alg":"A128KW"}'
    params = {"payload": CLAIMS, "key": given, "serialization": "general", "engine": "noble"}
    made = result("encrypt", header=shared, more=more, **params)
    assert json.loads(made["token"])["recipients"][1]["header"]["n"] == 12345678901234567890
    assert opened(made["token"], key("A128KW"))["payload"] == CLAIMS


def test_several_recipients_each_open_what_noble_made() -> None:
    algorithms = ("A256GCMKW", "ECDH-ES+A128KW", "PBES2-HS256+A128KW", "A192KW")
    curve = "X448"
    more = [
        {
            "header": json.dumps({"alg": alg, **header_of(alg)}),
            "key": {"text": public(key(alg, curve=curve))},
        }
        for alg in algorithms
    ]
    made = result(
        "encrypt",
        header='{"enc":"A128CBC-HS256","zip":"DEF","alg":"A256GCMKW"}',
        payload=CLAIMS,
        key=more[0]["key"],
        more=more[1:],
        serialization="general",
        aad="seen by all",
        engine="noble",
    )
    for alg in algorithms:
        assert opened(made["token"], key(alg, curve=curve))["payload"] == CLAIMS
    reports = results([inspecting(made["token"], key(alg, curve=curve)) for alg in algorithms])
    assert [report["payload"] for report in reports] == [CLAIMS] * 4


def test_the_encrypted_tokens_of_the_standards_open() -> None:
    known = vectors.load(vectors.RFC_JWE)
    reports = results([("inspect", {**vectors.params(one), "engine": "noble"}) for one in known])
    opened_ones = 0
    for vector, report in zip(known, reports, strict=True):
        found = report["encryption"]
        if found["alg"].startswith("RSA"):
            assert found["state"] == "unopened"
            continue
        opened_ones += 1
        assert vectors.differences(vector, report) == {}, vector["name"]
        assert (found["state"], found["engine"]) == ("opened", "noble")
    assert opened_ones >= 9


@pytest.mark.parametrize("vector", AGREEMENTS, ids=lambda vector: str(vector["name"]))
def test_the_key_that_is_agreed_on_is_that_of_the_standard(vector: dict[str, Any]) -> None:
    header, derived = vector["header"], base64url.decode_strict(vector["derived_key"])
    cek, sent = derived, b""
    if header["alg"] != AGREED:
        cek = bytes(range({"A128GCM": 16, "A256GCM": 32}[header["enc"]]))
        sent = aes_key_wrap(derived, cek)
    protected = base64url.encode(json.dumps(header).encode())
    made = AESGCM(cek).encrypt(b"\0" * 12, b'{"a":1}', protected.encode())
    parts = map(base64url.encode, (sent, b"\0" * 12, made[:-16], made[-16:]))
    token = ".".join((protected, *parts))
    [report] = results([inspecting(token, json.dumps(vector["key"]))])
    assert (report["payload"], report["engine"]) == ('{"a":1}', "noble")
