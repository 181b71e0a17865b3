"""No sentence of the engine holds a character that nobody sees or that turns the text around."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes, reply
from tests.unit.support.certificates import DER, LEAF, certificate, pem
from tests.unit.support.hostile import ALL, CHARACTERS, liars, sentences

SECRET = "correct horse battery staple, and salt"
HEADER = ("alg", "typ", "kid", "crit", "cty", "jku", "x5u", "jwk", "x5c", "x5t", "enc", "b64")
CLAIMS = ("iss", "sub", "aud", "jti", "exp", "nbf", "iat", "name", "scope")
KEY_MEMBERS = ("kid", "alg", "use", "key_ops", "kty", "crv", "k", "x5c", "x5t", "other")


def token(header: dict[str, Any], payload: dict[str, Any]) -> str:
    parts = [base64url.encode(json.dumps(part).encode()) for part in (header, payload)]
    return ".".join([*parts, "AAAA"])


def shapes(text: str) -> list[Any]:
    """A hostile text as a string, and in an array."""
    return [text, [text]]


def requests(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Requests with the text in every place that it can have."""
    good = {"alg": "HS256"}
    key = {"text": SECRET}
    asked = {"key": key, "now": 1, "algorithms": ["HS256", text]}
    asked["expect"] = {
        "iss": f"a{text}", "aud": [f"a{text}", "b"], "sub": f"a{text}", "jti": f"a{text}",
        "typ": f"a{text}", "require": [text, f"a{text}"],
    }  # fmt: skip
    tokens = [token({**good, name: value}, {}) for name in HEADER for value in shapes(text)]
    tokens += [token(good, {name: value}) for name in CLAIMS for value in shapes(text)]
    tokens += [token({**good, f"a{text}": 1}, {f"a{text}": text})]
    tokens += [f"{token(good, {})}{text}", f"{text}{token(good, {})}", f"ey{text}.{text}.{text}"]
    protected = base64url.encode(b'{"alg":"HS256"}')
    tokens += [
        json.dumps(
            {"protected": protected, "payload": text, "signature": text, "header": {text: 1}}
        ),
        json.dumps({"signatures": [{"protected": text, "header": {"kid": text, "alg": text}}]}),
        json.dumps(
            {"protected": protected, "payload": "", "header": {"alg": text}, "signature": ""}
        ),
    ]
    doubled = f'{{"a{text}":1,"a{text}":2}}'
    if json_takes(doubled):
        tokens.append(f"{protected}.{base64url.encode(doubled.encode())}.AAAA")
    for one in tokens:
        yield "inspect", {"token": one}
        yield "inspect", {"token": one, **asked}
        yield "inspect", {"token": one, "key": {"text": key_set(text)}, "now": 1}
    yield "inspect_many", {"tokens": tokens, **asked}
    for name in KEY_MEMBERS:
        for value in shapes(text):
            jwk = {"kty": "oct", "k": "AAAA", name: value}
            texts = (
                json.dumps(jwk),
                json.dumps({"keys": [jwk, jwk]}),
                json.dumps({"a": {text: jwk}}),
            )
            for each in texts:
                yield "describe_key", {"key": {"text": each}, "now": 1}
                yield "sign", {"header": '{"alg":"HS256"}', "payload": "{}", "key": {"text": each}}
    name = f"leaf {text}"[:64]
    block = pem(certificate(LEAF, name, LEAF, "other", years=1))
    yield "describe_key", {"key": {"text": block}, "now": 1e10}
    yield "describe_key", {"key": {"text": json.dumps({f"k{text}": block, "b": block})}, "now": 1}
    x5c = "".join(block.splitlines()[1:-1])
    header = {"alg": "ES256", "x5c": [x5c, base64.b64encode(DER[0]).decode()], "x5t": text}
    yield "inspect", {"token": token(header, {}), "now": 1e10}
    yield "sign", {"header": json.dumps({"alg": text}), "payload": text, "key": {"text": text}}
    yield "generate_key", {"alg": text}
    yield text, {}
    yield "inspect", {text: 1, "token": ""}
    yield "inspect", {"token": "", "engine": text}


def json_takes(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def key_set(text: str) -> str:
    keys = [{"kty": "oct", "k": "AAAA", "kid": f"{kid}{text}", "use": text} for kid in "ab"]
    return json.dumps({"keys": [*keys, {"kty": text, "kid": text}, {"kty": "oct", "alg": text}]})


@pytest.mark.parametrize("char", CHARACTERS.values(), ids=CHARACTERS)
def test_no_sentence_of_any_reply_holds_a_character_that_lies(char: str) -> None:
    told = 0
    for op, params in requests(f"ad{char}min"):
        answer = reply(op, **params)
        assert liars(answer) == [], (op, params)
        told += sum("\\u{" in text for _, text in sentences(answer))
    assert told > 100


def test_nor_does_one_with_all_of_them() -> None:
    for op, params in requests(ALL):
        assert liars(reply(op, **params)) == [], (op, params)


def test_values_stay_as_they_are() -> None:
    report = call("inspect", token=token({"alg": "HS256", "kid": ALL}, {"sub": ALL}), now=1)
    assert json.loads(report["payload_members"][0]["value"]) == ALL
    assert json.loads(report["header"])["kid"] == ALL
    keys = call("describe_key", key={"text": key_set(ALL)})["keys"]
    assert [key["kid"] for key in keys] == [f"a{ALL}", f"b{ALL}"]


@pytest.mark.parametrize("name", ["iss", "sub", "jti", "aud"])
@pytest.mark.parametrize(
    ("given", "wanted", "names"),
    [
        ("adm\u200bin", "admin", ["U+200B (zero-width space)"]),
        ("admin", "adm\u200bin", ["U+200B (zero-width space)"]),
        ("аdmin", "admin", ["U+0430 (Cyrillic small letter a)", "U+0061"]),
        ("ａdmin", "admin", ["U+FF41"]),
        ("Jos\u00e9", "Jose\u0301", ["U+00E9", "U+0301"]),
        ("nimda\u202e", "nimda", ["U+202E (right-to-left override)"]),
        ("a\u00a0b", "a b", ["U+00A0 (no-break space)"]),
        ("adm\\u{200B}in", "adm\u200bin", ["U+200B"]),
        ("admin ", "admin", ["U+0020 (space)"]),
    ],
)
def test_a_value_that_only_looks_like_the_expected_one_is_told(
    name: str, given: str, wanted: str, names: list[str]
) -> None:
    report = call(
        "inspect", token=token({"alg": "HS256"}, {name: given}), now=1, expect={name: wanted}
    )
    found = check(report, name)
    assert found["code"] == "mismatch"
    said = found["message"]
    if "\\" not in given:
        assert "look the same" in said
        assert [part for part in names if part not in said] == []
    first, second = (part.split("”")[0] for part in said.split("“")[1:3])
    assert first != second


@pytest.mark.parametrize("wanted", ["admin", "root"])
def test_what_looks_different_is_not_called_the_same(wanted: str) -> None:
    report = call(
        "inspect", token=token({"alg": "HS256"}, {"sub": "adminn"}), now=1, expect={"sub": wanted}
    )
    assert "look the same" not in check(report, "sub")["message"]


def test_a_quoted_text_cannot_end_its_quotation() -> None:
    sub = "x”, as expected. “"
    report = call(
        "inspect", token=token({"alg": "HS256"}, {"sub": sub}), now=1, expect={"sub": "y"}
    )
    said = check(report, "sub")["message"]
    assert said.count("“") == said.count("”") == 2


def test_a_kid_that_only_looks_like_that_of_a_key_is_told() -> None:
    keys = json.dumps({"keys": [{"kty": "oct", "k": "AAAA", "kid": kid} for kid in ("key-1", "b")]})
    one = token({"alg": "HS256", "kid": "kеy-1"}, {})
    said = check(call("inspect", token=one, key={"text": keys}, now=1), "key")["message"]
    assert "look the same" in said
    assert "Cyrillic" in said


def test_the_findings_of_header_payload_and_key_say_where() -> None:
    payload = '{"name":"Ada","aud":["аpi"]}'
    header = '{"alg":"HS256","kid":"a\\u200b"}'
    one = ".".join([*(base64url.encode(part.encode()) for part in (header, payload)), "AAAA"])
    text = '{"kty":"oct","k":"AAAA","kid":"a\u200b"}'
    report = call("inspect", token=one, key={"text": text}, now=1)
    places = {
        (found["code"], found["where"]): found
        for found in report["findings"]
        if found["code"] in ("hidden-characters", "look-alike-characters")
    }
    assert set(places) == {
        ("hidden-characters", "header"),
        ("hidden-characters", "key"),
        ("look-alike-characters", "payload"),
    }
    in_payload = places["look-alike-characters", "payload"]
    assert payload[slice(*in_payload["range"])] == '"аpi"'
    assert in_payload["message"].startswith("aud[0] in the payload has U+0430")
    assert header[slice(*places["hidden-characters", "header"]["range"])] == '"a\\u200b"'
    assert text[slice(*places["hidden-characters", "key"]["range"])] == '"a\u200b"'


def test_signing_tells_of_them_as_well() -> None:
    signed = call(
        "sign", header='{"alg":"HS256","kid":"a\u200b"}', payload='{"sub":"аdmin"}',
        key={"text": SECRET},
    )  # fmt: skip
    assert signed["token"]
    assert {"hidden-characters", "look-alike-characters"} <= {*codes(signed)}
