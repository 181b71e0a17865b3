"""Large tokens, good and broken: no loop of Python's over their characters."""

from __future__ import annotations

import cProfile
import hmac
import json

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import reply

SECRET = "correct horse battery staple, and salt"
SIZE = 75_000
"""Bytes of the payload: a token of about 100 KB."""
MOST_CALLS = 2_000
"""Function calls for a report; a small token's takes some 800."""


def sign(payload: str) -> str:
    """A token with this payload."""
    text = ".".join(base64url.encode(part.encode()) for part in ('{"alg":"HS256"}', payload))
    return f"{text}.{base64url.encode(hmac.digest(SECRET.encode(), text.encode(), 'sha256'))}"


PAYLOAD = json.dumps(
    {"iss": "x", "exp": 4102444800, "data": "[é{\\" * (SIZE // 7), "n": [[1]] * 50}
)
GOOD = sign(PAYLOAD)
MIDDLE = len(GOOD) // 2
END = GOOD.rindex(".")
LARGE = {
    "good": GOOD,
    "the payload's last character is gone": GOOD[: END - 1] + GOOD[END:],
    "its last two are gone": GOOD[: END - 2] + GOOD[END:],
    "its last three are gone": GOOD[: END - 3] + GOOD[END:],
    "a wrong character": f"{GOOD[:MIDDLE]}!{GOOD[MIDDLE:]}",
    "a wrong character that is not ASCII": f"{GOOD[:MIDDLE]}é{GOOD[MIDDLE:]}",
    "a line break": f"{GOOD[:MIDDLE]}\n{GOOD[MIDDLE:]}",
    "another signature": GOOD[:-5] + "AAAAA",
    "broken at the start": sign(PAYLOAD.replace('"', ":", 1)),
    "broken in the middle": sign(PAYLOAD[: SIZE // 2] + "\x01" + PAYLOAD[SIZE // 2 :]),
    "broken at the end": sign(PAYLOAD[:-1]),
    "escaped": sign(json.dumps({"data": "é" * (SIZE // 6)})),
    "beyond U+FFFF": sign(json.dumps({"data": "😀" * (SIZE // 4)}, ensure_ascii=False)),
}


@pytest.mark.parametrize("token", LARGE.values(), ids=LARGE)
def test_a_large_token_takes_few_calls_however_it_is_broken(token: str) -> None:
    reply("inspect", token=token, key={"text": SECRET})  # what is made once is made now
    profile = cProfile.Profile(subcalls=False, builtins=False)
    with profile:
        reply("inspect", token=token, key={"text": SECRET}, now=1800000000)
    calls = sum(entry.callcount for entry in profile.getstats())
    assert calls < MOST_CALLS
