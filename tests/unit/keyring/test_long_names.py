"""A long name in a key's JSON is not copied once per key below it."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest

from tests.unit.support.calls import call

NAME = "n" * 100_000
MANY = 5_000
JWK = {"kty": 1}
MEMBERS = {str(number): 1 for number in range(MANY)}

TEXTS: dict[str, Any] = {
    "keys of one set": {NAME: {"keys": [JWK] * MANY}},
    "keys by name": {NAME: {str(number): JWK for number in range(MANY)}},
    "other members": {NAME: {**MEMBERS, "pem": "-----BEGIN PUBLIC KEY-----"}},
    "names in names": {NAME: {NAME: {NAME: {"keys": [JWK] * MANY}}}},
}


@pytest.mark.parametrize("value", TEXTS.values(), ids=TEXTS)
def test_memory_grows_with_the_text_alone(value: dict[str, Any]) -> None:
    text = json.dumps(value)
    tracemalloc.start()
    try:
        described = call("describe_key", key={"text": text})
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert described["findings"]
    assert most < 60 * len(text)
