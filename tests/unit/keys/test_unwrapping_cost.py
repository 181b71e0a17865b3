"""Undoing wrappings costs no more than its cap, whatever the text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.keys.unwrap import MAX_WORK, unwrapped
from tests.unit.support.wrappings import WRAPPINGS


@given(st.binary(max_size=300), st.lists(st.sampled_from(sorted(WRAPPINGS)), max_size=3))
def test_no_form_is_looked_at_twice_and_the_work_is_capped(data: bytes, names: list[str]) -> None:
    for name in names:
        data = WRAPPINGS[name](data)
    forms = [found for found, _ in unwrapped(data)]
    assert len(forms) == len(set(forms))
    assert sum(map(len, forms)) <= len(data) + MAX_WORK


@pytest.mark.parametrize(
    "text",
    [
        b"\\n" * 500_000,
        b"%41" * 300_000,
        b"'\"" * 500_000,
        b"A" * 1_000_000,
        b"{" * 1_000_000,
        b"[" * 150 + b'"' + b"QUFB" * 200_000,
        b"BEGIN KEY" * 100_000,
        b"-" * 1_000_000,
        b"0x30," * 200_000,
        b"1," * 500_000,
        b"= \n" * 300_000,
        b"a: b\n" * 200_000,
        b"ssh-rsa " * 120_000,
        b'{"a":[' * 50_000,
        b"\xa3\x01\x01" * 300_000,
        b"\x30\x80" * 500_000,
        b"&lt;" * 250_000,
        b"> " * 500_000,
        b"MIIA" * 250_000,
        b"  |" * 330_000 + b"x",
    ],
    ids=lambda text: repr(text[:9]),
)
def test_a_hostile_secret_costs_no_more_than_the_cap(text: bytes) -> None:
    looked_at = sum(len(found) for found, _ in unwrapped(text))
    assert looked_at <= len(text) + MAX_WORK
