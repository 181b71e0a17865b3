"""Only the key that the token names makes a token valid, also if the keys are wrapped."""

from __future__ import annotations

import base64
import json
import os
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form

from tests.unit.keyring.test_several_keys import (
    FIRST,
    SECOND,
    THIRD,
    jwk,
    private,
    public,
    report,
    token,
)
from tests.unit.support.calls import call, check, codes


def point(key: Any) -> str:
    data = key.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def body(pem: str) -> str:
    return "".join(pem.splitlines()[1:-1])


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


POINTS = point(FIRST), point(SECOND)
DER = body(public(FIRST)), body(public(SECOND))
PEMS = in_base64(public(FIRST)), in_base64(public(SECOND))
DAMAGED = POINTS[0][:-4] + ("AAAA" if POINTS[0][-4:] != "AAAA" else "BBBB")

NAMED = {
    "a list of points": json.dumps(
        [{"kid": k, "pub": v} for k, v in zip("ab", POINTS, strict=True)]
    ),
    "a list of PEM": json.dumps([{"kid": k, "pub": v} for k, v in zip("ab", PEMS, strict=True)]),
    "points in objects": json.dumps({"a": {"pub": POINTS[0]}, "b": {"pub": POINTS[1]}}),
    "PEM in objects": json.dumps({"a": {"crt": PEMS[0]}, "b": {"crt": PEMS[1]}}),
    "DER in objects": json.dumps({"a": {"pub": DER[0]}, "b": {"pub": DER[1]}}),
    "a map of points": json.dumps({"a": POINTS[0], "b": POINTS[1]}),
    "a map in base64": in_base64(json.dumps({"a": POINTS[0], "b": POINTS[1]})),
    "DER and PEM": json.dumps({"a": DER[0], "b": public(SECOND)}),
    "a point and PEM": json.dumps({"a": POINTS[0], "b": public(SECOND)}),
    "a JWK and a point": json.dumps({"a": jwk(FIRST), "b": POINTS[1]}),
    "a point and a JWK": json.dumps({"a": POINTS[0], "b": jwk(SECOND)}),
    "one point twice": json.dumps({"old": POINTS[0], "a": POINTS[0], "b": POINTS[1]}),
    "one DER twice": f"old: {DER[0]}\na: {DER[0]}\nb: {DER[1]}\n",
    "YAML": f"a: {DER[0]}\nb: {DER[1]}\n",
    "nested YAML": f"a:\n  pub: {DER[0]}\nb:\n  pub: {DER[1]}\n",
    "a YAML list": f"- kid: a\n  pub: {DER[0]}\n- kid: b\n  pub: {DER[1]}\n",
    "JSON behind YAML": f"a: {DER[0]}\n" + json.dumps({"b": POINTS[1]}),
    "JSON texts": json.dumps({"a": POINTS[0]}) + "\n" + json.dumps({"b": POINTS[1]}),
    "Python": f"[{{'pub': '{POINTS[0]}', 'kid': 'a'}}, {{'pub': '{POINTS[1]}', 'kid': 'b'}}]",
    "PHP": f"['a' => '{DER[0]}', 'b' => '{DER[1]}']",
    "settings": f"a={DER[0]}\nb={DER[1]}\n",
    "sections": f"[a]\npub = {DER[0]}\n[b]\npub = {DER[1]}\n",
    "realms": json.dumps([{"realm": k, "public_key": v} for k, v in zip("ab", DER, strict=True)]),
}


@pytest.mark.parametrize("shape", NAMED)
def test_the_named_key_alone_is_tried(shape: str) -> None:
    assert report(NAMED[shape], token(FIRST, kid="a"))["verdict"] == "valid"
    assert report(NAMED[shape], token(SECOND, kid="b"))["verdict"] == "valid"
    assert report(NAMED[shape], token(SECOND, kid="a"))["verdict"] == "invalid"
    assert report(NAMED[shape], token(FIRST, kid="b"))["verdict"] == "invalid"


def test_a_set_beside_a_named_key_does_not_verify_for_it() -> None:
    text = json.dumps({"keys": [jwk(FIRST)], "b": POINTS[1]})
    assert report(text, token(SECOND, kid="b"))["verdict"] == "valid"
    assert report(text, token(FIRST, kid="b"))["verdict"] == "invalid"


@pytest.mark.parametrize("damaged", [DAMAGED, POINTS[1][:60]], ids=["altered", "cut"])
def test_a_damaged_key_beside_a_jwk_is_told(damaged: str) -> None:
    text = json.dumps({"a": jwk(FIRST), "b": damaged})
    assert report(text, token(FIRST, kid="a"))["verdict"] == "valid"
    assert report(text, token(FIRST, kid="b"))["verdict"] == "unverified"


@pytest.mark.parametrize("more", [{}, {"expires": 5, "issuer": "https://login.example"}])
def test_a_set_in_other_json_is_read_as_before(more: dict[str, object]) -> None:
    for text in ({"keys": [jwk(FIRST)]}, {"jwks": {"keys": [jwk(FIRST)]}}, {"config": jwk(FIRST)}):
        result = report(json.dumps({**text, **more}), token(FIRST, kid="x"))
        assert (result["verdict"], result["signature"]) == ("valid", "valid")


@pytest.mark.parametrize("shape", ["a map of points", "a list of PEM", "YAML", "DER and PEM"])
def test_a_name_that_no_key_has_is_not_found(shape: str) -> None:
    result = report(NAMED[shape], token(SECOND, kid="c"))
    assert check(result, "key")["code"] == "key-not-found"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"a": DAMAGED, "b": POINTS[1]}),
        json.dumps({"a": "to be done", "b": POINTS[1]}),
        json.dumps({"a": {"pub": DAMAGED}, "b": {"pub": POINTS[1]}}),
        json.dumps([{"kid": "a", "pub": "?"}, {"kid": "b", "pub": POINTS[1]}]),
        json.dumps({"a": DER[0][:-8], "b": public(SECOND)}),
        json.dumps({"a": 5, "b": public(SECOND)}),
        json.dumps({"a": PEMS[0][:-60], "b": PEMS[1]}),
    ],
)
def test_a_damaged_key_that_is_named_is_no_other_key(text: str) -> None:
    result = report(text, token(SECOND, kid="a"))
    assert result["verdict"] == "unverified"
    assert "key with the kid “a”" in check(result, "key")["message"]
    assert report(text, token(SECOND, kid="b"))["verdict"] == "valid"


def test_a_name_that_belongs_to_no_key_for_certain_is_no_other_key() -> None:
    text = f"The key a is\n{DER[0]}\nand the key b is\n{DER[1]}\n"
    for key in (FIRST, SECOND):
        assert report(text, token(key, kid="a"))["verdict"] == "unverified"
        assert report(text, token(key))["verdict"] == "valid"


def test_a_damaged_key_may_be_the_right_one() -> None:
    result = report(f"PUB1={DER[0]}\nPUB2={DER[1][:-8]}\n", token(SECOND))
    assert result["verdict"] == "unverified"
    assert "key-not-in-set" in codes(result)
    assert "damaged" in check(result, "signature")["message"]


def test_keys_beyond_the_limit_may_be_the_right_ones() -> None:
    words = "\n".join(f"K{number}={DER[0][:-6]}{number:04}AA" for number in range(700))
    result = report(f"{DER[0]}\n{words}\n{DER[1]}\n", token(SECOND))
    assert result["verdict"] == "unverified"


def test_padding_at_the_end_of_a_line_is_no_quoted_printable() -> None:
    text = f"A={DER[0]}\nB={DER[1]}\n"
    assert DER[0].endswith("=")
    for key in (FIRST, SECOND):
        assert report(text, token(key))["verdict"] == "valid"
    soft = "=\n".join(DER[0].replace("=", "=3D")[i : i + 75] for i in range(0, 130, 75))
    assert report(soft, token(FIRST))["verdict"] == "valid"


def test_the_end_of_a_private_key_is_no_name() -> None:
    secret = body(private(THIRD))
    result = json.dumps(report(f"A={secret}\n{DER[0]}\n", token(FIRST)))
    assert secret.rstrip("=")[-20:] not in result


@pytest.mark.parametrize("text", [os.urandom(32).hex(), POINTS[0]], ids=["hex", "point"])
def test_a_bare_key_has_no_kid_that_could_differ(text: str) -> None:
    result = call("inspect", token=token(FIRST), key={"text": text, "kid": "a"}, now=1)
    assert check(result, "key")["code"] != "key-not-found"
