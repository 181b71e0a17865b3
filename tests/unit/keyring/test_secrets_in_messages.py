"""No message quotes a part of what may be a secret."""

from __future__ import annotations

import base64
import hmac
import json

import pytest

from tests.unit.support.calls import call

_SECRET = "CaNaRy77SeCrEtVaLuE0123456789abcdefXYZ"


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _token(alg: str, secret: str) -> str:
    data = f"{_b64(json.dumps({'alg': alg}).encode())}.{_b64(b'{}')}"
    return f"{data}.{_b64(hmac.digest(secret.encode(), data.encode(), 'sha256') * 2)}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"${_SECRET}", "stands where a key should have been put in"),
        (f"%{_SECRET}%", "stands where a key should have been put in"),
        (f"<{_SECRET}>", "stands where a key should have been put in"),
        (f"${{{_SECRET}}}", "stands where a key should have been put in"),
        ("$JWT_KEY", "The text “$JWT_KEY” stands where"),
        ("${JWT_KEY}", "The text “${JWT_KEY}” stands where"),
        (f"https://user:{_SECRET}@a.example/x", "curl, from “https://a.example/x”"),
        (f"https://user:a@{_SECRET}@a.example/x", "curl, from “https://a.example/x”"),
        (f"https://a.example/x?sig={_SECRET}", "curl, from “https://a.example/x”"),
        (f"https://a.example/x#{_SECRET}", "curl, from “https://a.example/x”"),
        (f"https://user:a/{_SECRET}@a.example/?x", "with curl and"),
        (
            json.dumps({"jwks_uri": f"https://a.example/x?sig={_SECRET}"}),
            "curl, from “https://a.example/x” (the rest of the address is not shown here)",
        ),
    ],
)
def test_a_text_that_is_no_key_is_not_quoted_where_it_may_be_a_secret(text: str, told: str) -> None:
    report = call("inspect", token=_token("ES256", "x"), key={"text": text}, now=1)
    messages = [one["message"] for one in report["checks"] + report["findings"]]
    assert any(told in message for message in messages), messages
    assert not any(_SECRET[:6] in message for message in messages)


@pytest.mark.parametrize("option", ["--secret", "-k", "--key", "--jwt-secret"])
def test_a_command_line_is_told_by_its_option_alone(option: str) -> None:
    data = _b64(b'{"alg": "HS256"}') + "." + _b64(b"{}")
    token = f"{data}.{_b64(hmac.digest(_SECRET.encode(), data.encode(), 'sha256'))}"
    report = call("inspect", token=token, key={"text": f"curl {option} {_SECRET} a"}, now=1)
    found = [told for told in report["findings"] if told["code"] == "secret-found"]
    assert f"without the command around it (“{option}”)" in found[0]["message"]
    assert _SECRET[:6] not in json.dumps(report["findings"])
