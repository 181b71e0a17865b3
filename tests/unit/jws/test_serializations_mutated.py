"""Tokens in other serializations, and DPoP pairs, with one thing changed: never valid, never a fault."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.support.calls import call
from tests.unit.support.proofs import access_token, checked, proof
from tests.unit.support.signings import SECRETS, UNENCODED, made, two_signatures

LETTERS = "ABCxyz019-_"
COUNT = 100


def changed(text: str, chance: random.Random, letters: str = LETTERS) -> str:
    """The text with one character replaced, left out or added."""
    at = chance.randrange(len(text))
    char = chance.choice([letter for letter in letters if letter != text[at]])
    return chance.choice(
        [
            text[:at] + char + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + char + text[at:],
        ]
    )


def strings(value: Any, names: tuple[str, ...]) -> list[tuple[Any, str]]:
    """Where the strings with these names stand in a token."""
    places = [(value, name) for name in names if name in value]
    for entry in value.get("signatures", ()):
        places += [(entry, name) for name in names if name in entry]
    return places


def inspected(token: str, secret: str = SECRETS[0], **params: Any) -> dict[str, Any]:
    return call("inspect", token=token, key={"text": secret}, now=1, **params)


def test_general_json() -> None:
    chance = random.Random(1)
    for _ in range(COUNT):
        value = json.loads(two_signatures())
        holder, name = chance.choice(strings(value, ("payload", "protected", "signature")))
        before = holder[name]
        while holder[name] == before:
            holder[name] = changed(before, chance)
        for number, secret in enumerate(SECRETS):
            report = inspected(json.dumps(value), secret)
            if holder in (value, value["signatures"][number]):
                assert report["verdict"] != "valid", (name, before, holder[name])
                account = report["signatures"][number]
                failed = [check for check in account["checks"] if check["status"] == "fail"]
                # The payload is not the signature's own: its faults fail the token.
                assert failed or holder is value
            else:
                assert report["signatures"][number]["signature"] == "valid"


@pytest.mark.parametrize("header", ['{"alg":"HS256"}', UNENCODED])
def test_general_json_with_any_character_changed(header: str) -> None:
    """Where it is valid all the same, nothing was changed that is signed."""
    chance = random.Random(2)
    token = made(header, serialization="general", unprotected='{"kid":"a"}')["token"]
    for _ in range(COUNT):
        text = changed(token, chance, LETTERS + '{}[]",: \\')
        report = inspected(text)
        if report["verdict"] == "valid":
            [account] = report["signatures"]
            assert report["payload"] == '{"a":1}'
            assert (account["header"], account["signature"]) == (header, "valid")


@pytest.mark.parametrize("header", ['{"alg":"HS256"}', UNENCODED])
def test_detached(header: str) -> None:
    chance = random.Random(3)
    payload = '{"a":"some text"}'
    token = made(header, payload, detached=True)["token"]
    assert inspected(token, detached_payload=payload)["signature"] == "valid"
    for _ in range(COUNT):
        other, given = token, payload
        if chance.random() < 0.5:
            other = changed(token, chance)
        else:
            given = changed(payload, chance, LETTERS + '{}":')
        if (other, given) != (token, payload):
            assert inspected(other, detached_payload=given)["verdict"] != "valid", (other, given)


def unencoded_compact(chance: random.Random) -> str:
    parts = made(UNENCODED, "some text")["token"].split(".")
    at = chance.randrange(3)
    parts[at] = changed(parts[at], chance)
    return ".".join(parts)


def unencoded_flattened(chance: random.Random) -> str:
    value = json.loads(made(UNENCODED, "some text", serialization="flattened")["token"])
    name = chance.choice(["payload", "protected", "signature"])
    value[name] = changed(value[name], chance)
    return json.dumps(value)


@pytest.mark.parametrize("change", [unencoded_compact, unencoded_flattened])
def test_unencoded(change: Callable[[random.Random], str]) -> None:
    chance = random.Random(4)
    right = change(random.Random(4))
    assert right
    for _ in range(COUNT):
        token = change(chance)
        report = inspected(token)
        assert report["verdict"] != "valid", token


def test_dpop_pairs() -> None:
    chance = random.Random(5)
    token = access_token()
    right = proof(token)
    assert checked(right, token)["verdict"] == "valid"
    for _ in range(COUNT):
        one, other = right, token
        if chance.random() < 0.5:
            one = changed(right, chance, LETTERS + ".")
        else:
            other = changed(token, chance, LETTERS + ".")
        if (one, other) != (right, token):
            assert checked(one, other)["verdict"] != "valid", (one, other)
