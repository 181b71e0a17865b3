"""Findings on characters that are not what they seem; and nobody's own script is a fault."""

from __future__ import annotations

import json

import pytest

from jwt_playground.text.lookalikes import difference, posing_host, skeleton
from jwt_playground.text.suspects import IDENTIFIERS, suspects

ORDINARY = {
    "Malayalam, with joiners at ends": "അവന്\u200d ന്\u200d, കല്\u200d.",
    "Arabic": "محمد بن عبد الله",
    "Hebrew": "שלום עולם",
    "Hebrew with marks of direction": "\u200fשלום (v1)\u200e",
    "Persian with non-joiners": "می\u200cخواهم",
    "Devanagari with joiners": "क्\u200dष श्\u200cर",
    "Vietnamese, composed": "Nguyễn Thị Ánh",
    "Vietnamese, decomposed": "Nguye\u0302\u0303n Thi\u0323",
    "umlauts, decomposed": "Mu\u0308ller",
    "Japanese with its blank": "山田\u3000太郎",
    "an ideograph with a selector": "葛\U000e0100城",
    "French with a no-break space": "Combien\u202f? Mme\u00a0Dupont",
    "a family": "👩\u200d👩\u200d👧",
    "a heart on fire": "❤\ufe0f\u200d🔥",
    "a keycap": "1\ufe0f\u20e3",
    "the flag of England": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "Russian": "Вера Сорокина",
    "Greek": "Αθηνά",
    "Turkish": "Kırmızı",
    "several lines": "one\ntwo\tthree\r\n",
}


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
def test_what_people_write_is_no_fault(text: str, escaped: bool) -> None:
    names = ("name", "given_name", "address", "description")
    claims = dict.fromkeys(names, text) | {"nested": {"list": [text]}}
    assert suspects(json.dumps(claims, ensure_ascii=escaped), "payload") == []


@pytest.mark.parametrize(
    "kind", ["Arabic", "Hebrew", "Vietnamese, decomposed", "Russian", "Greek", "Turkish"]
)
@pytest.mark.parametrize("member", ["sub", "kid", "aud"])
def test_a_name_in_ones_own_script_is_no_fault_where_it_is_compared(kind: str, member: str) -> None:
    assert suspects(json.dumps({member: ORDINARY[kind]}), "payload") == []


@pytest.mark.parametrize("member", sorted(IDENTIFIERS))
@pytest.mark.parametrize("text", ["क्\u200dष", "👩\u200d👧", "a\u00a0b", "a\u202eb", "a\tb"])
def test_every_hidden_character_counts_where_texts_are_compared(member: str, text: str) -> None:
    for value in (text, [text], [["x", text]]):
        [found] = suspects(json.dumps({member: value}), "header")
        assert (found.code, found.severity) == ("hidden-characters", "warning")
        assert found.message.startswith(member)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ad\u202emin", "hidden-characters"),
        ("ad\x1b[31m", "hidden-characters"),
        ("hi\U000e0068\U000e0069", "hidden-characters"),
        ("a\ufe00\ufe01\ufe02", "hidden-characters-in-text"),
        ("ad\u200bmin", "hidden-characters-in-text"),
        ("ad\u200dmin", "hidden-characters-in-text"),
        ("\u3164", "hidden-characters-in-text"),
        ("\u2800", "hidden-characters-in-text"),
    ],
)
def test_in_other_texts_the_worse_ones_are_warnings(text: str, code: str) -> None:
    payload = json.dumps({"user": {"names": ["x", text]}})
    [found] = suspects(payload, "payload")
    assert found.code == code
    assert found.message.startswith("user.names[1] in the payload")
    assert found.span is not None
    assert json.loads(payload[slice(*found.span)]) == text


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ('{"аud":1}', ["U+0430", "“aud”"]),
        ('{"ехр":1}', ["“exp”"]),
        ('{"sub\\u200b":1}', ["U+200B"]),
        ('{"caf\u00e9":1,"cafe\u0301":2}', ["looks like “caf\u00e9”"]),
        ('{"роль":{"сор":1,"cop":2}}', ["looks like “сор”"]),
    ],
)
def test_a_member_that_can_be_taken_for_another_is_told(payload: str, words: list[str]) -> None:
    [found] = suspects(payload, "payload")
    assert [word for word in words if word not in found.message] == []
    assert "The name" in found.message


def test_equal_names_in_different_objects_and_repeated_ones_are_no_fault_here() -> None:
    assert suspects('{"é":{"é":1},"a":[{"é":1},{"é":2}],"é":3}', "payload") == []


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://xn--80ak6aa92e.com/jwks", ("аррӏе.com", "apple.com")),
        ("https://аpple.com", ("аpple.com", "apple.com")),
        ("https://user@ｅxample.com:8443/", ("ｅxample.com", "example.com")),
        ("https://exam\u200bple.com", ("exam\u200bple.com", "example.com")),
        ("https://münchen.example", None),
        ("https://xn--mnchen-3ya.example", None),
        ("https://пример.рф", None),
        ("https://xn--e1afmkfd.xn--p1ai", None),
        ("https://例え.jp", None),
        ("https://xn--zzzzzzzzzzzzzzz9999999.example", None),
        ("urn:example:аpi", None),
        ("no address", None),
    ],
)
def test_a_host_that_poses_as_another_is_told(url: str, host: tuple[str, str] | None) -> None:
    assert posing_host(url) == host
    for name in ("iss", "jku", "x5u"):
        found = suspects(json.dumps({name: url}), "header")
        told = any("names a host" in each.message for each in found)
        assert told == (host is not None)


def test_the_number_of_findings_is_capped() -> None:
    assert len(suspects(json.dumps([{"sub": "\u200b"}] * 10_000), "payload")) == 20


def test_long_texts_are_not_normalized() -> None:
    marks = "a" + "\u0301\u0323" * 350_000
    assert skeleton(marks).endswith(marks[1000:])
    assert difference(marks, ["admin"]) == ""
