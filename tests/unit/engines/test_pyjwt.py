"""What we change in PyJWT changes nothing that it says."""

from __future__ import annotations

import string
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.engines import pyjwt


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
    assert decode.__qualname__.endswith(".shortened")


def _said(decode: Callable[[bytes, str], bytes], segment: bytes) -> object:
    try:
        return decode(segment, "payload")
    except Exception as error:
        return type(error), str(error)
