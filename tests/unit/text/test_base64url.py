"""Base64url: no byte is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import base64url


@given(st.binary())
def test_base64url_round_trips(data: bytes) -> None:
    segment = base64url.read(base64url.encode(data), 0, "test")
    assert (segment.data, segment.findings) == (data, [])
