"""Large tokens, good and broken: no loop of Python's over their characters, and nothing said differently."""

from __future__ import annotations

import cProfile
import hmac
import json
import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.engines import pyjwt
from jwt_playground.text import base64url, json_scan, json_text
from tests.unit.calls import call

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
    call("inspect", token=token, key={"text": SECRET})  # what is made once is made now
    profile = cProfile.Profile(subcalls=False, builtins=False)
    with profile:
        call("inspect", token=token, key={"text": SECRET}, now=1800000000)
    calls = sum(entry.callcount for entry in profile.getstats())
    assert calls < MOST_CALLS


@given(
    st.text(string.ascii_letters + "-_", max_size=40),
    st.text("Ab-=+/. é\n", max_size=9),
    st.sampled_from(["", "=", "==", "==="]),
)
def test_a_segment_is_decoded_as_pyjwt_alone_decodes_it(start: str, end: str, last: str) -> None:
    import jwt

    segment = (start + end + last).encode()
    ours = pyjwt._shortened(jwt.PyJWS._decode_base64url_segment)
    assert _said(ours, segment) == _said(jwt.PyJWS._decode_base64url_segment, segment)


def test_pyjwt_is_asked_about_the_end_of_a_segment_only() -> None:
    decode = pyjwt._decoder(delegates=False)._jws._decode_base64url_segment
    assert decode.__qualname__.startswith(pyjwt._shortened.__name__)


def _said(decode: Callable[[bytes, str], bytes], segment: bytes) -> object:
    try:
        return decode(segment, "payload")
    except Exception as error:
        return type(error), str(error)


@given(st.text('[]{}"\\\\a,:é\ud800', max_size=40))
def test_depth_is_counted_outside_strings(text: str) -> None:
    depth = deepest = 0
    for token in json_scan._TOKEN.findall(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token, 0)
        deepest = max(deepest, depth)
    for levels in (200, 199):
        down = "[" * (levels - deepest)
        # A quotation mark left open hides what follows, so the levels come before.
        assert json_scan.is_deep(f"{down}[{text}") == (levels == 200)


@given(
    st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.floats(allow_nan=False))),
    st.data(),
)
def test_broken_json_is_explained_as_the_close_reading_explains_it(
    value: dict[str, object], data: st.DataObject
) -> None:
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans()))
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(st.text('"{}[],:\\ \n1', max_size=2)) + text[at + 1 :]
    assert json_text.read(text, "payload", "payload") == json_text._read_closely(
        text, "payload", "payload"
    )
