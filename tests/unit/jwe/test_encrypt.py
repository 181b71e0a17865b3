"""What cannot be encrypted is said; what is made has the headers that were asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes, reply
from tests.unit.support.jwe import encrypted, key, opened, public

HEADER = {"alg": "A128KW", "enc": "A128GCM"}
SECRET = {"text": key("A128KW")}


def _make(**more: Any) -> dict[str, Any]:
    params = {"header": json.dumps(HEADER), "payload": "{}", "key": SECRET, **more}
    return call("encrypt", **params)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({"enc": "A128GCM"}, "Set alg to one of dir"),
        ({**HEADER, "alg": "RS256"}, "Set alg to one of dir"),
        ({**HEADER, "alg": "RSA1_5"}, "RSA1_5 is deprecated"),
        ({"alg": "A128KW"}, "Set enc to one of A128GCM"),
        ({**HEADER, "enc": 5}, "Set enc to one of A128GCM"),
        ({**HEADER, "zip": "GZ"}, "zip must be “DEF”"),
        ({**HEADER, "epk": {}}, "epk is made anew"),
        ({**HEADER, "apu": "!"}, "apu must be base64url"),
        ({**HEADER, "crit": ["b64"]}, "Remove crit"),
        ({**HEADER, "alg": "PBES2-HS256+A128KW", "p2c": 0}, "p2c must be a whole number"),
        ({**HEADER, "alg": "PBES2-HS256+A128KW", "p2c": 2_000_000}, "more than 1,200,000"),
    ],
)
def test_a_header_that_does_not_go_is_explained(header: dict[str, Any], said: str) -> None:
    made = _make(header=json.dumps(header))
    assert made["token"] is None
    [finding] = [f for f in made["findings"] if f["severity"] == "error"]
    assert finding["code"] == "jwe-cannot-encrypt"
    assert said in finding["message"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"header": "{"}, "json-invalid"),
        ({"header": "[]"}, "json-not-an-object"),
        ({"payload": "\ud800"}, "utf8-invalid"),
        ({"aad": "x"}, "jwe-cannot-encrypt"),
        ({"unprotected": "{}"}, "jwe-cannot-encrypt"),
        ({"more": [{"key": SECRET}]}, "jwe-cannot-encrypt"),
        ({"serialization": "flattened", "unprotected": '{"alg":"dir"}'}, "header-not-disjoint"),
        ({"key": {"text": ""}}, "key-missing"),
        ({"key": {"text": key("A256KW")}}, "key-does-not-fit"),
        ({"key": {"text": key("RSA-OAEP")}}, "key-does-not-fit"),
        ({"key": {"text": '{"kty":"oct"}'}}, "key-unreadable"),
    ],
)
def test_what_else_does_not_go_is_explained(more: dict[str, Any], code: str) -> None:
    made = _make(**more)
    assert made["token"] is None
    assert code in codes(made)


def test_a_direct_algorithm_has_one_recipient() -> None:
    given = {"text": key("dir")}
    made = _make(
        header='{"alg":"dir","enc":"A128GCM"}', key=given, serialization="general",
        more=[{"key": given}],
    )  # fmt: skip
    assert made["token"] is None
    assert "has one recipient" in made["findings"][0]["message"]


def test_the_header_stays_as_it_is_written() -> None:
    header = '{ "enc":"A128GCM",\n "alg": "ECDH-ES", "big": 100000000000000000001 }'
    made = _make(header=header, key={"text": public(key("ECDH-ES"))})
    text = base64url.decode_strict(made["token"].split(".")[0]).decode()
    assert text.startswith(header[:-2] + ',"epk":{')
    assert opened(made["token"], key("ECDH-ES"))["payload"] == "{}"


def test_each_recipient_has_its_own_algorithm_and_opens_it() -> None:
    more: list[dict[str, Any]] = [
        {"header": '{"alg":"RSA-OAEP","kid":"b"}', "key": {"text": public(key("RSA-OAEP"))}},
        {"header": '{"alg":"ECDH-ES+A128KW"}', "key": {"text": public(key("ECDH-ES"))}},
        {"header": '{"alg":"PBES2-HS256+A128KW","p2c":1000}', "key": {"text": "password"}},
    ]
    made = _make(serialization="general", unprotected='{"jku":"x"}', aad="seen", more=more)
    jwe = json.loads(made["token"])
    assert [each["header"]["alg"] for each in jwe["recipients"]] == [
        "A128KW", "RSA-OAEP", "ECDH-ES+A128KW", "PBES2-HS256+A128KW",
    ]  # fmt: skip
    for place, jwk in enumerate((key("A128KW"), key("RSA-OAEP"), key("ECDH-ES"), "password")):
        report = opened(made["token"], jwk)
        assert report["payload"] == "{}"
        statuses = [each["status"] for each in report["encryption"]["recipients"]]
        assert statuses[place] == "opened"
        assert statuses.count("opened") == 1
        assert "unprotected-header" in codes(report)


def test_what_is_not_signed_is_remarked_on() -> None:
    assert "encrypted-not-signed" in codes(_make())
    signed = call("sign", header='{"alg":"HS256"}', payload="{}", key={"text": "s" * 32})["token"]
    assert "nested-without-cty" in codes(_make(payload=signed))
    header = json.dumps({**HEADER, "cty": "JWT"})
    assert codes(_make(payload=signed, header=header)) == []


def test_a_private_key_is_too_much_to_encrypt_with() -> None:
    given = {"text": key("RSA-OAEP")}
    made = _make(header='{"alg":"RSA-OAEP","enc":"A128GCM"}', key=given)
    assert made["token"]
    assert "key-private-given" in codes(made)


def test_a_compressed_payload_has_a_limit() -> None:
    token = encrypted("a" * 250_001, header={"zip": "DEF"})
    report = opened(token, key("A128KW"))
    assert "inflated-too-large" in codes(report)
    assert (report["verdict"], report["payload"]) == ("invalid", None)
    assert opened(token, key("A128KW"), max_inflated=250_001)["payload"] == "a" * 250_001
    assert opened(encrypted("a" * 300_000), key("A128KW"))["payload"] == "a" * 300_000


def test_a_wrong_call_is_a_bad_request() -> None:
    wrong: list[dict[str, Any]] = [
        {"serialization": "x"},
        {"more": 5},
        {"more": [{}]},
        {"header": None},
    ]
    for more in wrong:
        params = {"header": "{}", "payload": "", "key": SECRET, **more}
        assert reply("encrypt", **params)["error"]["code"] == "bad-request"
