"""The token is found in whatever was pasted, and what was set aside is told with its place."""

from __future__ import annotations

import pytest

from jwt_playground.token.extract import as_compact, extract
from jwt_playground.token.parse import parse
from tests.unit.support.marks import unmarked

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.YWJj"
OTHER = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoyfQ.YWJj"
JSON = '{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"YWJj"}'


def fill(marked: str) -> tuple[str, list[tuple[int, int]]]:
    return unmarked(marked.replace("TOKEN", TOKEN).replace("OTHER", OTHER).replace("JSON", JSON))


@pytest.mark.parametrize(
    "marked",
    [
        "Authorization: Bearer ⟦TOKEN⟧",
        "authorization: bearer\u00a0⟦TOKEN⟧",
        "Bearer=⟦TOKEN⟧",
        "DPoP ⟦TOKEN⟧",
        "jwt: ⟦TOKEN⟧",
        "Token ⟦TOKEN⟧",
        '"⟦TOKEN⟧",',
        "'⟦TOKEN⟧';",
        "`⟦TOKEN⟧`",
        "“⟦TOKEN⟧”",
        "‘⟦TOKEN⟧’",
        "<(⟦TOKEN⟧)>",
        "[⟦TOKEN⟧]",
        '  "Bearer ⟦TOKEN⟧" ,',
        "https://app.example/cb?id_token=⟦TOKEN⟧&state=1",
        "https://app.example/cb#access_token=⟦TOKEN⟧",
        '{"access_token":"⟦TOKEN⟧","expires_in":3600}',
        "curl -H 'Authorization: Bearer ⟦TOKEN⟧' https://api.example",
        "2026-01-01 INFO token ⟦TOKEN⟧ accepted",
        "session=⟦TOKEN⟧; Path=/; HttpOnly",
        "'⟦JSON⟧'",
        "Bearer ⟦JSON⟧,",
    ],
)
def test_a_token_is_found_in_other_text(marked: str) -> None:
    text, [place] = fill(marked)
    found = extract(text)
    assert found.kind == ("json" if "JSON" in marked else "compact")
    assert found.span == place
    [finding] = [f for f in found.findings if f.code == "surrounding-text"]
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    assert finding.span == ((start, place[0]) if place[0] > start else (place[1], end))
    assert finding.where == "token"


@pytest.mark.parametrize("marked", ["⟦TOKEN⟧", "⟦JSON⟧", "⟦ey⟧", " ⟦TOKEN⟧ ", "\n⟦JSON⟧"])
def test_a_token_alone_has_no_other_text_around_it(marked: str) -> None:
    text, [place] = fill(marked.replace("ey⟧", "eyJhbGciOiJIUzI1NiJ9.e30.⟧"))
    found = extract(text)
    assert found.span == place
    assert "surrounding-text" not in [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("marked", "count"),
    [
        ("⟦TOKEN⟧ OTHER", "2 different tokens"),
        ("one ⟦OTHER⟧ two TOKEN three TOKEN", "2 different tokens"),
        ("⟦TOKEN⟧\nOTHER\neyJhbGciOiJIUzI1NiJ9.e30.YWJj", "3 different tokens"),
    ],
)
def test_of_several_tokens_the_first_is_taken(marked: str, count: str) -> None:
    text, [place] = fill(marked)
    found = extract(text)
    assert (found.kind, found.span) == ("compact", place)
    [finding] = [f for f in found.findings if f.code == "several-tokens"]
    assert finding.span == place
    assert count in finding.message


def test_the_same_token_twice_is_one() -> None:
    assert [f.code for f in extract(f"{TOKEN} {TOKEN}").findings] == ["surrounding-text"]


@pytest.mark.parametrize(
    "text",
    [
        TOKEN.replace(".", ".\n"),
        TOKEN[:20] + " " + TOKEN[20:],
        TOKEN[:25] + "\r\n" + TOKEN[25:],
        TOKEN + "=",
        TOKEN[:-2] + "+/",
        "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ",
        "eyJhbGciOiJIUzI1NiJ9",
        "a.b.c",
        TOKEN[:30] + "!" + TOKEN[30:],
        TOKEN[:30] + "é" + TOKEN[30:],
    ],
)
def test_a_damaged_or_wrapped_token_is_taken_whole(text: str) -> None:
    found = extract(text)
    assert (found.kind, found.span, found.findings) == ("compact", (0, len(text)), [])


@pytest.mark.parametrize("text", ["hello", "hello world", "eyJ", '{"a":1}', "[1]", "eyJhb", "()"])
def test_other_text_is_no_token(text: str) -> None:
    found = extract(f" {text}\n")
    assert found.kind == "none"
    [finding] = found.findings
    assert (finding.code, finding.span) == ("not-a-token", (1, 1 + len(text)))


@pytest.mark.parametrize("text", ["", " ", "\n\t \u200b"])
def test_nothing_is_no_token_either(text: str) -> None:
    assert extract(text).kind == "empty"
    assert [finding.code for finding in extract(text).findings] == ["empty-token"]
    assert parse(text).form == "empty"


def test_a_payload_that_is_not_encoded_may_hold_anything() -> None:
    header = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19"  # b64 is false
    text = f'{header}.{{"say": "a, b"}} & c.YWJj'
    found = extract(f"'{text}'")
    assert (found.kind, found.span) == ("compact", (1, 1 + len(text)))
    token = parse(text)
    assert token.payload == '{"say": "a, b"} & c'
    assert token.payload_text == token.payload


@pytest.mark.parametrize(
    "text",
    ['{"signature":', '{"protected":"e30",}', '{"ciphertext":1', '{"signatures":[}', "{" * 300],
)
def test_json_that_was_meant_as_a_token_is_shown_as_broken(text: str) -> None:
    found = extract(text)
    assert (found.kind, found.span) == ("json", (0, len(text)))
    assert {f.code for f in parse(text).findings} <= {"json-invalid", "json-too-deep"}
    assert parse(text).findings


@pytest.mark.parametrize("name", ["signatures", "signature", "ciphertext", "protected"])
def test_each_member_that_only_a_token_has_makes_json_a_token(name: str) -> None:
    assert extract(f'{{"{name}":1}}').kind == "json"
    assert extract(f'["{name}"]').kind != "json"


@pytest.mark.parametrize(
    ("text", "is_compact"),
    [
        (TOKEN, True),
        (TOKEN.replace("ey", "e3", 1), True),
        (TOKEN.replace("ey", "ew", 1), True),
        ("ey..", True),
        (TOKEN.replace("ey", "ex", 1), False),
        (TOKEN + ".", False),
        (TOKEN.rpartition(".")[0], False),
        (TOKEN + "=", False),
        (TOKEN + "é", False),
        (" " + TOKEN, False),
        ("ey.." + "a" * (4 * 1024 * 1024 - 4), True),
        ("ey.." + "a" * (4 * 1024 * 1024 - 3), False),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_one_token_and_nothing_else_is_seen_at_once(text: str, is_compact: bool) -> None:
    assert as_compact(text) == (text.encode() if is_compact else None)
