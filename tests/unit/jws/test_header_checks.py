"""What a header may ask for, and where it must ask."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check

SECRET = "correct horse battery staple, and salt"


def _b64(text: str) -> str:
    return base64url.encode(text.encode())


def _mac(signing_input: str, secret: str = SECRET) -> str:
    return base64url.encode(
        hmac.new(secret.encode(), signing_input.encode(), hashlib.sha256).digest()
    )


def _entry(header: dict[str, Any], payload: str) -> dict[str, str]:
    protected = _b64(json.dumps(header))
    return {"protected": protected, "signature": _mac(f"{protected}.{payload}")}


def _inspect(token: object, **params: Any) -> dict[str, Any]:
    text = token if isinstance(token, str) else json.dumps(token)
    return call("inspect", token=text, key={"text": SECRET}, now=1, **params)


def test_signatures_that_disagree_on_b64_are_refused() -> None:
    payload = _b64('{"admin":true}')
    other = {"protected": _b64('{"alg":"RS256"}'), "signature": "AAAA"}
    unencoded = _entry({"alg": "HS256", "b64": False, "crit": ["b64"]}, payload)
    report = _inspect({"payload": payload, "signatures": [other, unencoded]})
    assert report["verdict"] == "invalid"


@pytest.mark.parametrize(
    ("protected", "unprotected"),
    [
        ({"alg": "HS256", "crit": ["b64"]}, {"b64": False}),
        ({"alg": "HS256", "crit": ["b64"], "b64": "x"}, {}),
        ({"alg": "HS256", "b64": False}, {}),
    ],
)
def test_b64_counts_only_where_rfc_7797_puts_it(
    protected: dict[str, Any], unprotected: dict[str, Any]
) -> None:
    token: dict[str, Any] = {"payload": "hello", **_entry(protected, "hello")}
    if unprotected:
        token["header"] = unprotected
    report = _inspect(token)
    assert report["verdict"] == "invalid"
    assert check(report, "crit")["code"] == "crit-malformed"
