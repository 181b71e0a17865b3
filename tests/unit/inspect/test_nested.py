"""A payload that is a token again is named, with the algorithm of the inner one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from jwt_playground.token.nested import nested
from tests.unit.support.calls import call, codes
from tests.unit.support.near import SECRET, compact

INNER = compact({"alg": "RS256", "typ": "JWT"}, "{}", b"x")
JWE = f"{base64url.encode(json.dumps({'alg': 'dir', 'enc': 'A256GCM'}).encode())}..a.b.c"


@pytest.mark.parametrize(
    ("payload", "header", "said", "unsaid"),
    [
        (
            INNER,
            {"cty": "JWT"},
            "a signed token again, whose header says alg “RS256”",
            "should say",
        ),
        (INNER, {"cty": "application/jwt"}, "“RS256”", "should say"),
        (INNER, {}, "The header should say so with cty “JWT”.", "encrypted"),
        (f'"{INNER}"', {}, "“RS256”", "encrypted"),
        (f" {INNER}\n", {}, "“RS256”", "encrypted"),
        (
            JWE,
            {"cty": "JWT"},
            "an encrypted token again, whose header says alg “dir”",
            "signed token",
        ),
    ],
)
def test_a_token_inside_is_named(
    payload: str, header: dict[str, Any], said: str, unsaid: str
) -> None:
    full = json.dumps({"alg": "HS256", **header})
    token = call("sign", header=full, payload=payload, key={"text": SECRET})["token"]
    report = call("inspect", token=token, key={"text": SECRET}, now=1)
    [message] = [f["message"] for f in report["findings"] if f["code"] == "payload-is-token"]
    assert said in message
    assert unsaid not in message
    assert message.endswith(
        "It is read as the next layer. Paste the payload as the token to see it alone."
    )
    assert (report["verdict"], report["signature"]) == ("valid", "valid")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "eyJ",
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJhbGciOiJIUzI1NiJ9.e30",
        f"{INNER} x",
        "e30.e30.",
        "eyJh",
    ],
)
def test_what_is_no_token_is_not_named(text: str) -> None:
    assert nested(text, {}) == []


def test_the_type_jwt_still_wants_claims() -> None:
    header = json.dumps({"alg": "HS256", "typ": "JWT", "cty": "JWT"})
    token = call("sign", header=header, payload=INNER, key={"text": SECRET})["token"]
    report = call("inspect", token=token, key={"text": SECRET}, now=1)
    assert {"json-invalid", "payload-is-token"} <= set(codes(report))
    assert report["verdict"] == "invalid"
