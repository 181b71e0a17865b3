"""Encrypted keys that the host opens: the same answers as by `cryptography`, and no trust in it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from asn1crypto.keys import EncryptedPrivateKeyInfo
from cryptography.hazmat.primitives import serialization as form

from jwt_playground.engines.asking import Host
from jwt_playground.engines.choice import Engines
from jwt_playground.keyring.encrypted import may_open
from jwt_playground.keyring.pem import Block
from jwt_playground.keys.pbe import read_pbes2
from jwt_playground.text import base64url
from tests.unit.support.builds import Build
from tests.unit.support.calls import call, codes
from tests.unit.support.encrypted_keys import (
    ALL,
    BY_CRYPTOGRAPHY,
    EVERYBODYS,
    armoured,
    data,
    given,
    name_of,
)
from tests.unit.support.host import Dialogue, InsecureDialogue, call_with_host, result_of
from tests.unit.support.noble_host import results

WEBCRYPTOS = [
    one for one in EVERYBODYS if "scrypt" not in one["made"] and "SHA224" not in one["made"]
]
SHA512 = next(one for one in WEBCRYPTOS if "SHA512" in one["made"])
LACKED = [one for one in ALL if one not in WEBCRYPTOS]


@pytest.mark.parametrize("one", ALL, ids=name_of)
def test_cryptography_opens_every_vector(one: dict[str, Any]) -> None:
    described = call("describe_key", key=given(one))
    assert codes(described) == []
    [key] = described["keys"]
    assert (key["curve"] or key["kty"], key["private"]) == (one["key"], True)


@pytest.mark.parametrize("one", WEBCRYPTOS, ids=name_of)
def test_webcrypto_opens_it_with_the_same_result(one: dict[str, Any], build: Build) -> None:
    build.installed = True
    expected = call("describe_key", key=given(one))
    build.installed = False
    reply, asked = call_with_host("describe_key", key=given(one))
    assert reply["result"] == expected
    assert asked[0]["op"] == "open-key"
    assert "engine" not in asked[0]


def test_noble_opens_every_one_with_the_same_result() -> None:
    quick = [one for one in EVERYBODYS if "600000" not in one["made"]]
    asked = [("describe_key", {"key": given(one), "engine": "noble"}) for one in quick]
    for one, result in zip(quick, results(asked), strict=True):
        assert result == call("describe_key", key=given(one)), name_of(one)


@pytest.mark.parametrize("one", LACKED, ids=name_of)
def test_what_webcrypto_never_has_is_told_plainly(one: dict[str, Any], build: Build) -> None:
    build.installed = False
    reply, asked = call_with_host("describe_key", key=given(one))
    assert asked == []
    [finding] = reply["result"]["findings"]
    assert finding["code"] == "key-engine-missing"
    assert "encrypted in this way need the engine “cryptography”" in finding["message"]


@pytest.mark.parametrize("one", WEBCRYPTOS[:3], ids=name_of)
def test_a_wrong_passphrase_and_damage_say_the_same(one: dict[str, Any], build: Build) -> None:
    build.installed = False
    der = bytearray(data(one))
    der[-1] ^= 1
    cut = EncryptedPrivateKeyInfo.load(data(one))
    cut["encrypted_data"] = cut["encrypted_data"].native[:-16]
    said = set()
    for key in (
        given(one, "open barley"),
        {**given(one), "text": armoured(bytes(der))},
        {**given(one), "text": armoured(cut.dump(force=True))},
    ):
        reply, _ = call_with_host("describe_key", key=key)
        assert reply["result"]["keys"] == []
        said.add(str(reply["result"]["findings"]))
    [one_answer] = said
    assert "key-passphrase-wrong" in one_answer


KEY = form.load_pem_private_key(WEBCRYPTOS[0]["pem"].encode(), b"open sesame").private_bytes(
    form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption()
)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "key-passphrase-wrong"),
        (base64url.encode(b""), "key-passphrase-wrong"),
        (base64url.encode(b"\x30\x03\x02\x01\x00"), "key-passphrase-wrong"),
        (base64url.encode(KEY[:-1]), "key-passphrase-wrong"),
        (base64url.encode(KEY + b"\0"), "key-passphrase-wrong"),
        (base64url.encode(b"\x30\x80" + KEY[2:] + b"\0\0"), "key-passphrase-wrong"),
        (base64url.encode(data(WEBCRYPTOS[0])), "key-passphrase-wrong"),
        (True, "key-engine-missing"),
        (5, "key-engine-missing"),
        ("!", "key-engine-missing"),
        ({}, "key-engine-missing"),
    ],
)
def test_what_the_host_answers_is_read_strictly(value: Any, code: str, build: Build) -> None:
    build.installed = False
    reply = Dialogue("describe_key", key=given(WEBCRYPTOS[0])).answer_each(value=value)
    assert (reply["result"]["keys"], codes(reply["result"])) == ([], [code])


def test_a_key_that_is_of_no_use_here_is_named(build: Build) -> None:
    dsa = bytes.fromhex("3014020100300906072a8648ce380401") + b"\x04\x04" + b"\x02\x02\x12\x34"
    build.installed = False
    reply = Dialogue("describe_key", key=given(WEBCRYPTOS[0])).answer_each(
        value=base64url.encode(dsa)
    )
    [finding] = reply["result"]["findings"]
    assert "DSA" in finding["message"]


def test_the_passphrase_is_asked_for_only_where_it_is_of_use(build: Build) -> None:
    build.installed = False
    for one, may in [(WEBCRYPTOS[0], True), *((one, False) for one in BY_CRYPTOGRAPHY)]:
        block = Block("ENCRYPTED PRIVATE KEY", "", data(one))
        assert may_open(block, Engines("auto", Host(webcrypto=True))) is may
        assert may_open(block, Engines("auto", Host(loadable=True)))
        for passphrase in ("", None):
            key = {"text": one["pem"], **({} if passphrase is None else {"passphrase": ""})}
            result = Dialogue("describe_key", key=key).reply["result"]
            expected = "key-passphrase-needed" if may else "key-engine-missing"
            assert codes(result) == [expected]


@pytest.mark.parametrize("choice", ["cryptography", "auto", "webcrypto"])
def test_the_engine_that_was_chosen_opens_it(choice: str) -> None:
    reply, asked = call_with_host("describe_key", key=given(WEBCRYPTOS[0]), engine=choice)
    assert reply["result"]["keys"]
    assert ([one["op"] for one in asked][:1] == ["open-key"]) is (choice == "webcrypto")


def _with(one: dict[str, Any], iterations: int) -> bytes:
    info = EncryptedPrivateKeyInfo.load(data(one))
    algorithm = info["encryption_algorithm"]["parameters"]["key_derivation_func"]
    algorithm["parameters"]["iteration_count"] = iterations
    return bytes(info.dump(force=True))


def test_too_many_iterations_are_never_asked_for(build: Build) -> None:
    build.installed = False
    key = {**given(WEBCRYPTOS[0]), "text": armoured(_with(WEBCRYPTOS[0], 2_000_001))}
    result = Dialogue("describe_key", key=key).reply["result"]
    assert codes(result) == ["key-unreadable"]
    assert "work factor is 2,000,001" in result["findings"][0]["message"]
    key["text"] = armoured(_with(WEBCRYPTOS[0], 2_000_000))
    [question] = Dialogue("describe_key", key=key).questions
    assert question["derivation"]["iterations"] == 2_000_000


def test_without_webcrypto_there_are_fewer_iterations(build: Build) -> None:
    build.installed = False
    for one, most in ((WEBCRYPTOS[0], 1_428_571), (SHA512, 500_000)):
        for iterations, asked in ((most, 1), (most + 1, 0)):
            key = {**given(one), "text": armoured(_with(one, iterations))}
            dialogue = InsecureDialogue("describe_key", key=key, engine="noble")
            assert len(dialogue.questions) == asked
            if not asked:
                [finding] = dialogue.reply["result"]["findings"]
                assert finding["code"] == "key-engine-missing"
                assert "Open the page on https://" in finding["message"]


def test_the_budget_holds_for_the_host_too(build: Build) -> None:
    build.installed = False
    dear = armoured(_with(WEBCRYPTOS[0], 900_000))
    dialogue = Dialogue("describe_key", key={"text": dear * 4, "passphrase": "open sesame"})
    result = dialogue.answer_each(value=None)["result"]
    [left_out] = [one for one in result["findings"] if one["code"] == "work-left-out"]
    assert "2 of 4 encrypted private keys" in left_out["message"]


def test_without_webcrypto_one_dear_key_is_opened_and_of_use(build: Build) -> None:
    build.installed = False
    dear = next(one for one in EVERYBODYS if "600000" in one["made"])
    key = {"text": dear["pem"] + dear["pem"], "passphrase": "open sesame"}
    result = result_of(InsecureDialogue, "describe_key", key=key)
    assert [one["curve"] for one in result["keys"]] == ["Ed25519"]
    [left_out] = [one for one in result["findings"] if one["code"] == "work-left-out"]
    assert "1 of 2 encrypted private keys" in left_out["message"]


@pytest.mark.parametrize("one", EVERYBODYS, ids=name_of)
def test_every_part_of_the_structure_is_read(one: dict[str, Any]) -> None:
    found = read_pbes2(data(one))
    assert found is not None
    assert found.key_bytes * 8 == int(re.findall(r"aes-(\d+)", one["made"])[0])
    if "scrypt" in one["made"]:
        assert (found.digest, found.work[1:]) == ("", (8, 1))
        return
    info = EncryptedPrivateKeyInfo.load(data(one))["encryption_algorithm"]
    assert found.digest.replace("-", "").lower() == info.kdf_hmac
    assert (found.salt, found.iv) == (info.kdf_salt, info.encryption_iv)
    assert found.work == (info.kdf_iterations,)


def test_other_structures_are_left_to_cryptography() -> None:
    for one in BY_CRYPTOGRAPHY:
        assert read_pbes2(data(one)) is None
    assert read_pbes2(b"") is None
    assert read_pbes2(KEY) is None
    assert read_pbes2(_with(WEBCRYPTOS[0], 0)) is None
    der = data(WEBCRYPTOS[0])
    for at in range(len(der)):
        for bit in (1, 0x20, 0x80):
            changed = bytearray(der)
            changed[at] ^= bit
            read_pbes2(bytes(changed))  # never raises
