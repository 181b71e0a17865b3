"""Every byte of a token is counted once, in its own encoding."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.support.calls import call
from tests.vectors import all_requests


def b64(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def token(payload: str, header: str = '{"alg":"HS256"}') -> str:
    return f"{b64(header)}.{b64(payload)}.{b64(bytes(32))}"


def items(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = call("size", token=text)["items"]
    return found


def row(found: list[dict[str, Any]], part: str, kind: str) -> dict[str, Any]:
    [one] = [item for item in found if item["part"] == part and item["kind"] == kind]
    return one


def test_each_member_has_its_characters_and_the_rest_is_named() -> None:
    found = items(token('{"sub":"ada","n":1}'))
    told = [(item["part"], item["kind"], item["name"], item["bytes"]) for item in found]
    assert told == [
        ("header", "member", "alg", 17),  # "alg":"HS256" at bytes 1 to 14: ceil(56/3) - ceil(4/3)
        ("header", "braces", None, 3),
        ("payload", "member", "sub", 16),  # with the comma, bytes 1 to 13
        ("payload", "member", "n", 6),
        ("payload", "braces", None, 4),
        ("signature", "whole", None, 43),
        ("around", "around", None, 2),
    ]
    assert [item["decoded"] for item in found] == [13, 2, 12, 5, 2, 32, None]


def test_a_shared_character_counts_for_the_first_of_its_bytes() -> None:
    # {"a":1} has 7 bytes and 10 characters. The bits of “{” begin in characters 0 and 1, those of
    # the last “}” in 8 and 9. Of the member, “"a":” has characters 2 to 6, and “1” has number 7.
    found = items(token('{"a":1}'))
    assert row(found, "payload", "braces")["bytes"] == 4
    assert row(found, "payload", "member")["bytes"] == 6
    assert row(found, "payload", "member")["name_bytes"] == 5


def test_a_name_is_counted_with_its_quotes_and_its_colon() -> None:
    name = "https://example.com/claims/groups"
    [item] = [i for i in items(token(json.dumps({name: 1}))) if i["name"] == name]
    assert item["name_bytes"] == (4 * (1 + len(name) + 4) + 2) // 3 - 2


def test_text_beyond_ascii_counts_in_utf_8() -> None:
    found = items(token('{"name":"Łucja 👩","b":1}'))
    [name] = [item for item in found if item["name"] == "name"]
    assert name["decoded"] == len('"name":"Łucja 👩",'.encode())


def test_a_repeated_member_is_counted_each_time() -> None:
    found = items(token('{"a":1,"a":22}'))
    assert [item["decoded"] for item in found if item["name"] == "a"] == [6, 6]


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        (token("no json"), "payload", "whole"),
        (token("[1]"), "payload", "whole"),
        (token("{}"), "payload", "braces"),
        (f"{token('{}')}=", "signature", "damage"),
        (f"{b64('{}')}.e30*.AAAA", "payload", "damage"),
        ('{"payload":"e30","protected":"e30","signature":"AAAA"}', "around", "around"),
    ],
)
def test_what_is_not_taken_apart_is_counted_whole(text: str, part: str, kind: str) -> None:
    assert row(items(text), part, kind)["bytes"] > 0


def test_a_payload_that_is_not_encoded_counts_as_it_is() -> None:
    header = b64('{"alg":"HS256","b64":false,"crit":["b64"]}')
    found = items(f'{header}.{{"a":1}}.{b64(bytes(32))}')
    assert row(found, "payload", "member")["bytes"] == 5
    assert row(found, "payload", "braces")["bytes"] == 2


def test_what_is_pasted_around_the_token_does_not_count() -> None:
    one = token('{"a":1}')
    assert call("size", token=f"Authorization: Bearer {one}\n")["bytes"] == len(one)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_no_token_weighs_nothing(text: str) -> None:
    size = call("size", token=text)
    assert (size["bytes"], size["items"], size["limits"]) == (0, [], [])


def test_members_beyond_the_first_200_are_one_item() -> None:
    payload = json.dumps({f"c{n}": n for n in range(203)}, separators=(",", ":"))
    found = items(token(payload))
    assert sum(item["part"] == "payload" and item["kind"] == "member" for item in found) == 200
    assert row(found, "payload", "more")["decoded"] == len('"c200":200,"c201":201,"c202":202')


def is_whole(text: str) -> bool:
    size = call("size", token=text)
    return bool(sum(item["bytes"] for item in size["items"]) == size["bytes"])


def test_the_sum_is_the_length_for_every_vector() -> None:
    texts = [r["params"]["token"] for r in all_requests.all_requests() if r["op"] == "inspect"]
    assert len(texts) > 100
    assert [text for text in texts if not is_whole(text)] == []


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30) | st.integers(), max_size=6))
def test_the_sum_is_the_length_for_any_claims(claims: dict[str, Any]) -> None:
    one = token(json.dumps(claims, ensure_ascii=False))
    size = call("size", token=one)
    assert size["bytes"] == len(one) == sum(item["bytes"] for item in size["items"])


@given(st.text(max_size=80) | st.text('eyJ0.{}"=-_ \n', max_size=80))
def test_the_sum_is_the_length_for_any_text(text: str) -> None:
    assert is_whole(text)
