"""At the door: a public key in any wrapping is no secret of an HMAC token."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any

import pytest

from tests.unit.support.calls import call, codes
from tests.unit.support.wrappings import (
    TEXT_WRAPPINGS,
    WRAPPINGS,
    b64,
    spelled,
)

NOW = 1_795_600_000
PAYLOAD = b'{"iss":"a","exp":1795603540}'


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _refused(secret: bytes, key: dict[str, str], alg: str = "HS256") -> None:
    head = f"{_part(json.dumps({'alg': alg}).encode())}.{_part(PAYLOAD)}"
    token = f"{head}.{_part(hmac.digest(secret, head.encode(), 'sha256'))}"
    for algorithms in (None, [alg]):
        report = call("inspect", token=token, key=key, now=NOW, algorithms=algorithms)
        assert report["verdict"] != "valid"  # “unverified” where the text is no key any more.
        assert report["signature"] != "valid"
        assert "secret-found" not in codes(report)
        briefs: Any = call("inspect_many", tokens=[token], key=key, now=NOW, algorithms=algorithms)
        assert [brief["verdict"] for brief in briefs] == [report["verdict"]]
    header = json.dumps({"alg": alg})
    signed = call("sign", header=header, payload="{}", key=key)
    assert signed["token"] is None


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_its_bytes_serve_no_hmac(wrapping: str) -> None:
    forms = spelled("P-256")
    for data in (forms["DER"], forms["JWK"], forms["point"]):
        secret = WRAPPINGS[wrapping](data)
        _refused(secret, {"text": json.dumps({"kty": "oct", "k": _part(secret)})})
        _refused(secret, {"text": b64(secret).decode(), "encoding": "base64"})
        try:
            text = secret.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if text.startswith("-----BEGIN"):
            continue  # The key itself, which is no text of a secret.
        _refused(secret, {"text": text})


@pytest.mark.parametrize("wrapping", TEXT_WRAPPINGS)
def test_its_text_serves_no_hmac(wrapping: str) -> None:
    for spelling in ("PEM", "OpenSSH", "JWKS"):
        text = TEXT_WRAPPINGS[wrapping](spelled("RSA")[spelling].decode())
        _refused(text.encode(), {"text": text})
