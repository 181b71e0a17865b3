"""A signature that nearly fits: what it would take to match is told, and the verdict stays."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes
from tests.unit.support.host import result_with_host
from tests.unit.support.near import SECRET, compact, key_of, rsa_and_ec, told

PAYLOAD = '{"iss":"https://issuer.example","exp":4000000000}'


def mac(data: str, digest: str = "sha256") -> bytes:
    return hmac.digest(SECRET.encode(), data.encode(), digest)


def hs256(signature: bytes | str, **header: Any) -> str:
    return compact({"alg": "HS256", **header}, PAYLOAD, signature)


INPUT = hs256(b"").rpartition(".")[0]


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        (mac(INPUT).hex(), "read as hexadecimal"),
        (mac(INPUT).hex().upper(), "read as hexadecimal"),
        (":".join(f"{octet:02x}" for octet in mac(INPUT)), "read as hexadecimal"),
        (mac(INPUT).hex().encode(), "a hexadecimal text, is read once more"),
        (base64.b64encode(mac(INPUT)), "its base64 is decoded twice"),
        (base64url.encode(mac(INPUT)).encode(), "its base64 is decoded twice"),
        (base64.b64encode(mac(INPUT).hex().encode()), "a hexadecimal text"),
        (mac(INPUT, "sha512"), "as HS512"),
        (mac(INPUT, "sha384"), "as HS384"),
        (mac(INPUT, "sha1"), "with SHA-1 as its hash function"),
        (mac(INPUT, "sha512").hex().encode(), "is read once more and as HS512"),
        (mac(INPUT)[:16], "as far as it goes: these are the first 16 of 32 bytes"),
    ],
)
def test_another_spelling_of_an_hmac_is_found(signature: bytes | str, said: str) -> None:
    [message] = told(hs256(signature), {"text": SECRET})
    assert said in message
    assert message.startswith("The signature matches the secret ")


def signed_over(data: str, header: str | None = None) -> str:
    first = INPUT.partition(".")[0] if header is None else header
    return f"{first}.{INPUT.partition('.')[2]}.{base64url.encode(mac(data))}"


HEAD = '{"alg":"HS256"}'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            ".".join(part + "=" * (-len(part) % 4) for part in INPUT.split(".")),
            "padding (=) is put",
        ),
        (f"{HEAD}.{PAYLOAD}", "over the texts before they are encoded"),
        (PAYLOAD, "over the payload's text alone"),
        (base64url.encode(PAYLOAD.encode()), "over the payload alone, without the header"),
    ],
)
def test_another_text_that_was_signed_is_found(data: str, said: str) -> None:
    assert INPUT.startswith(base64url.encode(HEAD.encode()))
    [message] = told(signed_over(data), {"text": SECRET})
    assert said in message


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('{"a": 1, "b": "x"}', '{"a":1,"b":"x"}', "JSON with a blank after each comma"),
        ('{"a":1,"b":"x"}', '{"a": 1, "b": "x"}', "JSON without blanks"),
        ('{"a":1,"b":"x"}', '{"b":"x","a":1}', "its names sorted"),
        ('{\n  "a": 1\n}', '{"a":1}', "JSON indented by two blanks"),
        (r'{"u":"http:\/\/x"}', '{"u":"http://x"}', "with \\/ for /"),
        ('{"a":"ü"}', '{"a":"\\u00fc"}', "JSON without blanks"),
        ('{"a":1}', '{"a":1}\n', "the line break at the payload's end is left out"),
        ('{"a":1}\n', '{"a":1}', "when a line break stands at the payload's end"),
        ('{\r\n"a":1}', '{\n"a":1}', "those of Windows"),
        ('{\n"a":1}', '{\r\n"a":1}', "those of Unix"),
    ],
)
def test_a_payload_that_was_written_anew_is_found(was: str, now: str, said: str) -> None:
    signed = compact({"alg": "HS256"}, was, b"").rpartition(".")[0]
    [message] = told(compact({"alg": "HS256"}, now, mac(signed)), {"text": SECRET})
    assert said in message
    assert message.endswith("pass on the exact bytes that were signed.")


def test_a_nonce_that_was_hashed_is_found() -> None:
    header = {"alg": "HS256", "nonce": "n-1", "kid": "a"}
    nonce = base64url.encode(hashlib.sha256(b"n-1").digest())
    signed = compact({**header, "nonce": nonce}, PAYLOAD, b"").rpartition(".")[0]
    [message] = told(compact(header, PAYLOAD, mac(signed)), {"text": SECRET})
    assert "once the header's nonce is hashed" in message
    assert "Ask for a token for your own API" in message


@pytest.mark.parametrize(
    ("alg", "curve"), [("ES256", "P-256"), ("ES384", "P-384"), ("ES512", "P-521")]
)
def test_forms_and_hashes_of_ecdsa_are_found(alg: str, curve: str) -> None:
    for signature, said in rsa_and_ec(alg, compact({"alg": alg}, PAYLOAD, b"").rpartition(".")[0]):
        token = compact({"alg": alg}, PAYLOAD, signature)
        [message] = told(token, key_of(alg))
        assert said in message, said
        assert f"the EC {curve} key" in message


@pytest.mark.parametrize("alg", ["RS256", "PS256"])
def test_forms_and_schemes_of_rsa_are_found(alg: str) -> None:
    for signature, said in rsa_and_ec(alg, compact({"alg": alg}, PAYLOAD, b"").rpartition(".")[0]):
        [message] = told(compact({"alg": alg}, PAYLOAD, signature), key_of(alg))
        assert said in message, said


@pytest.mark.parametrize("alg", ["RS256", "PS384"])
def test_the_right_key_over_another_text_is_told(alg: str) -> None:
    key = key_of(alg, private=True)
    signed = call("sign", header=json.dumps({"alg": alg}), payload=PAYLOAD, key=key)
    changed = compact({"alg": alg}, '{"admin":true}', signed["token"].rpartition(".")[2])
    report = call("inspect", token=changed, key=key_of(alg), now=1)
    [message] = [f["message"] for f in report["findings"] if f["code"] == "signature-of-other-text"]
    assert "the key is the right one" in message
    assert (report["verdict"], report["signature"]) == ("invalid", "invalid")


@pytest.mark.parametrize("alg", ["EdDSA", "Ed448"])
def test_edwards_signatures_in_hexadecimal_are_found(alg: str) -> None:
    made = call("generate_key", alg=alg)
    private, public = made["private"]["jwk"], made["public"]["jwk"]
    signed = call("sign", header=json.dumps({"alg": alg}), payload="{}", key={"text": private})
    first, _, last = signed["token"].rpartition(".")
    [message] = told(f"{first}.{base64url.decode_strict(last).hex()}", {"text": public})
    assert "read as hexadecimal" in message


@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
def test_a_browser_finds_the_same(alg: str) -> None:
    header = json.dumps({"alg": alg})
    signed = call("sign", header=header, payload=PAYLOAD, key=key_of(alg, private=True))["token"]
    first, _, last = signed.rpartition(".")
    params = {
        "token": f"{first}.{base64url.decode_strict(last).hex()}",
        "key": key_of(alg),
        "now": 1,
    }
    here, there = (
        call("inspect", **params),
        result_with_host("inspect", engine="webcrypto", **params),
    )
    assert "signature-fits-otherwise" in codes(there)
    assert there["findings"] == here["findings"]
    assert there["verdict"] == here["verdict"] == "invalid"


def test_what_matches_in_no_way_is_not_explained() -> None:
    assert told(hs256(b"x" * 32), {"text": SECRET}) == []
    for alg, size in (("ES256", 64), ("RS256", 256)):
        assert told(compact({"alg": alg}, PAYLOAD, b"x" * size), key_of(alg)) == []


def test_a_name_of_another_world_is_tried_as_what_it_means() -> None:
    for name in ("HmacSHA256", "hs256", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"):
        signed = compact({"alg": name}, PAYLOAD, b"").rpartition(".")[0]
        report = call(
            "inspect",
            token=f"{signed}.{base64url.encode(mac(signed))}",
            key={"text": SECRET},
            now=1,
        )
        [message] = [
            f["message"] for f in report["findings"] if f["code"] == "signature-fits-otherwise"
        ]
        assert "matches the secret as HS256" in message
        assert (report["verdict"], report["signature"]) == ("invalid", "unchecked")
        assert "“HS256”" in check(report, "algorithm")["message"]


def test_a_public_key_as_a_secret_is_never_said_to_match() -> None:
    pem = key_of("RS256", form="pem")["text"]
    for name in ("HmacSHA256", "HS256"):
        signed = compact({"alg": name}, PAYLOAD, b"").rpartition(".")[0]
        value = hmac.digest(pem.encode(), signed.encode(), "sha256")
        for signature in (value, value.hex().encode()):
            token = compact({"alg": name}, PAYLOAD, signature)
            assert told(token, {"text": pem}) == []
            assert told(token, {"text": base64.b64encode(pem.encode()).decode()}) == []
            jwk = {"kty": "oct", "k": base64url.encode(pem.encode())}
            assert told(token, {"text": json.dumps(jwk)}) == []
