"""A token is taken apart without the loss of a byte."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import base64url
from jwt_playground.token.parse import parse


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_header_and_payload_come_back_byte_for_byte(header: str, payload: str) -> None:
    token = parse(f"{base64url.encode(header.encode())}.{base64url.encode(payload.encode())}.AAAA")
    if token.form == "jws-compact" and token.signatures[0].protected:
        assert token.signatures[0].header_text == header
        assert token.payload_text == payload
