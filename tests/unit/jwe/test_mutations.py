"""A damaged token is a result in plain words: never an exception, never valid, never an oracle."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check
from tests.unit.support.jwe import MADE, encrypted, key, opened, public

FORMS = ("compact", "flattened", "general")
SHUT = "The token does not open with this key."


def _nested(alg: str, form: str) -> tuple[str, str, str]:
    """A token that is valid as it stands, its key, and that of its signature."""
    signer = '{"kty":"oct","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"}'
    signed = call("sign", header='{"alg":"HS256"}', payload="{}", key={"text": signer})["token"]
    token = encrypted(signed, alg, header={"cty": "JWT"}, serialization=form)
    return token, key(alg), signer


def _mutations(text: str, seed: str) -> Iterator[str]:
    """A hundred damaged texts, the same ones in every run."""
    chance = random.Random(seed)
    letters = (
        'ABCabc019-_.{}[]",:=+\u00e9'  # white space in a token is left out, as copying makes it
    )
    for number in range(100):
        at = chance.randrange(1, len(text))
        match number % 5:
            case 0:
                yield text[:at] + chance.choice(letters) + text[at + 1 :]
            case 1:
                yield text[:at] + text[at + chance.randrange(1, 9) :]
            case 2:
                yield text[:at] + chance.choice(letters) + text[at:]
            case 3:
                yield text[:at]
            case _:
                other = chance.randrange(len(text))
                yield text[:at] + text[other : other + 9] + text[at + 9 :]


def _says(text: str) -> object:
    """What a JWE in JSON serialization says; other texts as they are."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    if not isinstance(value, dict):
        return text
    recipients = value.get("recipients")
    entries = recipients if isinstance(recipients, list) and recipients else [value]
    names = ("protected", "unprotected", "aad", "iv", "ciphertext", "tag")
    own = [each.get("encrypted_key") for each in entries if isinstance(each, dict)]
    return [*(value.get(name) for name in names), *own]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("alg", ["A128KW", "RSA-OAEP-256", "ECDH-ES", "PBES2-HS256+A128KW"])
def test_a_damaged_token_is_never_valid(alg: str, form: str) -> None:
    token, opener, signer = _nested(alg, form)
    params: dict[str, Any] = {"key": {"text": signer}, "decryption_key": {"text": opener}, "now": 1}
    assert call("inspect", token=token, **params)["verdict"] == "valid"
    if form != "compact":
        token = json.dumps(json.loads(token), separators=(",", ":"))
    for damaged in _mutations(token, f"{alg} {form}"):
        if _says(damaged) == _says(token):
            continue  # what was damaged is nothing that a reader looks at
        report = call("inspect", token=damaged, **params)
        assert report["verdict"] != "valid", damaged


@pytest.mark.parametrize("alg", MADE)
def test_a_wrong_key_a_wrong_tag_and_a_wrong_padding_say_the_same(alg: str) -> None:
    told = set()
    for enc in ("A128GCM", "A128CBC-HS256"):
        header, sent, iv, text, tag = encrypted("{}", alg, enc).split(".")
        for parts in (
            (header, sent, iv, text, _changed(tag)),
            (header, sent, iv, _changed(text), tag),
            (header, sent, _changed(iv), text, tag),
            (header, _changed(sent), iv, text, tag),
            (_other_header(header), sent, iv, text, tag),
        ):
            if parts == (header, sent, iv, text, tag):
                continue  # there is no encrypted key to change
            report = opened(".".join(parts), key(alg, enc))
            told.add(json.dumps([check(report, "decryption"), report["verdict"]]))
            assert report["payload"] is None
    [one] = told
    assert SHUT in one
    assert json.loads(one)[1] == "invalid"


def test_a_wrong_key_says_it_in_the_same_words() -> None:
    other = json.dumps({"kty": "oct", "k": base64url.encode(b"0123456789abcdef")})
    found = check(opened(encrypted("{}"), other), "decryption")
    assert (found["code"], found["status"]) == ("does-not-open", "fail")
    assert found["message"].startswith(SHUT)


def _changed(part: str) -> str:
    data = bytearray(base64url.decode_strict(part))
    if data:
        data[0] ^= 1
    return base64url.encode(bytes(data))


def _other_header(part: str) -> str:
    header = json.loads(base64url.decode_strict(part))
    return base64url.encode(json.dumps({**header, "x": 1}).encode())


def test_rsa1_5_has_no_oracle() -> None:
    """A wrong padding takes the way of a wrong tag: a random key is used (RFC 7516, 11.5)."""
    header = base64url.encode(b'{"alg":"RSA1_5","enc":"A128GCM"}')
    parts = [base64url.encode(b"\1" * size) for size in (256, 12, 5, 16)]
    report = opened(".".join((header, *parts)), key("RSA-OAEP"))
    assert check(report, "decryption")["code"] == "does-not-open"
    assert "jwe-rsa1-5" in [finding["code"] for finding in report["findings"]]
    assert public(key("RSA-OAEP")) != key("RSA-OAEP")
