"""Why a signature does not match: its length, its form, and whose it is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes

SECRET = "correct horse battery staple, and salt"
LENGTHS = {
    "HS256": 32,
    "HS384": 48,
    "HS512": 64,
    "RS256": 256,
    "PS512": 256,
    "ES256": 64,
    "ES384": 96,
    "ES512": 132,
    "ES256K": 64,
    "Ed25519": 64,
    "Ed448": 114,
}


def judged(alg: str, signature: bytes, keys: int = 1) -> dict[str, Any]:
    made = [json.loads(call("generate_key", alg=alg)["private"]["jwk"]) for _ in range(keys)]
    for jwk in made:
        del jwk["kid"]
    header = base64url.encode(json.dumps({"alg": alg}).encode())
    text = json.dumps(made[0] if keys == 1 else {"keys": made})
    token = f"{header}.e30.{base64url.encode(signature)}"
    return call("inspect", token=token, key={"text": text}, now=1)


@pytest.mark.parametrize("alg", LENGTHS)
def test_a_signature_of_another_length_is_none_of_this_key(alg: str) -> None:
    size = LENGTHS[alg]
    for wrong in (1, size - 1, size + 1):
        report = judged(alg, b"\x01" * wrong)
        found = check(report, "signature")
        assert (report["signature"], found["code"]) == ("invalid", "signature-length")
        assert f"has {wrong} bytes; {alg} with this key makes {size}." in found["message"]
        assert "DER" not in found["message"]
    assert check(judged(alg, b"\x01" * size), "signature")["code"] == "signature-mismatch"
    assert check(judged(alg, b""), "signature")["message"] == "The signature is empty."


def test_only_ec_signatures_can_be_der() -> None:
    der = b"\x30" + b"\x01" * 69
    assert "ASN.1 DER" in check(judged("ES256", der), "signature")["message"]
    assert "ASN.1 DER" not in check(judged("Ed25519", der), "signature")["message"]
    assert "ASN.1 DER" not in check(judged("RS256", der), "signature")["message"]


def test_whose_the_signature_is_not_is_told() -> None:
    one = check(judged("HS256", b"x" * 32), "signature")["message"]
    assert one.startswith("The signature does not match the ")
    assert "how the secret is encoded" in one
    two = check(judged("ES256", b"x" * 64, keys=2), "signature")["message"]
    assert two.startswith("The signature does not match any of the 2 keys.")
    assert "encoded" not in two


def test_of_several_rsa_keys_no_length_is_expected() -> None:
    assert check(judged("RS256", b"x" * 99, keys=2), "signature")["code"] == "signature-mismatch"


def signed(text: str, **key: Any) -> str:
    made = call("sign", header='{"alg":"HS256"}', payload="{}", key={"text": text, **key})
    return str(made["token"])


def found(token: str, key: dict[str, Any]) -> list[str]:
    findings = call("inspect", token=token, key=key, now=1)["findings"]
    return [f["message"] for f in findings if f["code"] == "secret-found"]


BASE64 = "c2VjcmV0IGtleSBvZiBzb21lIGxlbmd0aCwgd2l0aCBzYWx0IQ=="


@pytest.mark.parametrize(
    ("meant", "given", "said"),
    [
        ({"text": BASE64, "encoding": "base64"}, {"text": BASE64}, "read as base64."),
        ({"text": BASE64}, {"text": BASE64, "encoding": "base64"}, "read as UTF-8 text."),
        ({"text": "ab" * 32, "encoding": "hex"}, {"text": "ab" * 32}, "read as hexadecimal."),
        ({"text": SECRET}, {"text": f" {SECRET}\n"}, "without the white space at its ends."),
        ({"text": SECRET}, {"text": f'"{SECRET}"'}, "without the quotes."),
        ({"text": SECRET}, {"text": f"'{SECRET}'"}, "without the quotes."),
        ({"text": f"{SECRET}\n"}, {"text": SECRET}, "with a line break at its end."),
        ({"text": f"{SECRET}\r\n"}, {"text": SECRET}, "with a Windows line break at its end."),
        (
            {"text": BASE64, "encoding": "base64"},
            {"text": f'"{BASE64}"'},
            "read as base64, without the quotes.",
        ),
    ],
)
def test_the_detective_says_how_the_secret_was_meant(
    meant: dict[str, str], given: dict[str, str], said: str
) -> None:
    [message] = found(signed(**meant), given)
    assert said in message


def test_the_detective_looks_for_secrets_alone_and_for_one_key_alone() -> None:
    token = signed(BASE64, encoding="base64")
    jwk = {"kty": "oct", "k": base64url.encode(BASE64.encode())}
    assert found(token, {"text": BASE64})
    assert found(token, {"text": json.dumps(jwk)}) == []
    assert found(token[:-5] + "AAAAA", {"text": BASE64}) == []
    assert found(signed(SECRET), {"text": SECRET}) == []
    assert "secret-found" not in codes(judged("ES256", b"x" * 64))
