"""Base64url: no byte is lost, and each fault is found at its place."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import base64url
from tests.unit.support.marks import unmarked


@given(st.binary())
def test_base64url_round_trips(data: bytes) -> None:
    segment = base64url.read(base64url.encode(data), 0, "test")
    assert (segment.data, segment.findings) == (data, [])


FAULTS = [
    ("YWJj⟦ ⟧ZGVm", ["base64-whitespace"], b"abcdef"),
    ("YWJj⟦\r\n \u200b⟧ZG Vm", ["base64-whitespace"], b"abcdef"),
    ("YWJj⟦\u00ad⟧ZGVm", ["base64-whitespace"], b"abcdef"),
    ("YQ⟦==⟧", ["base64-padding"], b"a"),
    ("YWI⟦=⟧", ["base64-padding"], b"ab"),
    ("YWJj⟦==⟧", ["base64-padding"], b"abc"),
    ("⟦==⟧", ["base64-padding"], b""),
    ("-⟦+⟧8/", ["base64-standard-alphabet"], b"\xfb\xef?"),
    ("_⟦/⟧8+", ["base64-standard-alphabet"], b"\xff\xff>"),
    ("⟦+⟧-8_", ["base64-standard-alphabet"], b"\xfb\xef?"),
    ("YWJj⟦!⟧ZGVm", ["base64-bad-character"], b"abc"),
    ("YWJjZ⟦é⟧ZGVm", ["base64-bad-character"], b"abc"),
    ("⟦.⟧", ["base64-bad-character"], b""),
    ("YWJj⟦Z⟧", ["base64-length"], b"abc"),
    ("⟦Y⟧", ["base64-length"], b""),
    ("Y⟦R⟧", ["base64-noncanonical"], b"a"),
    ("YW⟦J⟧", ["base64-noncanonical"], b"ab"),
    ("YW⟦ ⟧I⟦=⟧", ["base64-whitespace", "base64-padding"], b"ab"),
    ("⟦+⟧⟦*⟧", ["base64-standard-alphabet", "base64-bad-character"], b""),
]


@pytest.mark.parametrize(("marked", "codes", "data"), FAULTS)
@pytest.mark.parametrize("start", [0, 100])
def test_each_fault_is_found_at_its_place(
    marked: str, codes: list[str], data: bytes, start: int
) -> None:
    text, places = unmarked(marked)
    segment = base64url.read(text, start, "payload", "header")
    spans = [(start + first, start + last) for first, last in places]
    assert [(f.code, f.span) for f in segment.findings] == list(zip(codes, spans, strict=True))
    assert segment.data == data
    assert {finding.where for finding in segment.findings} == {"header"}
    assert all("payload" in finding.message for finding in segment.findings)


@pytest.mark.parametrize(("marked", "codes", "data"), FAULTS)
def test_what_stands_nowhere_is_found_without_a_place(
    marked: str, codes: list[str], data: bytes
) -> None:
    segment = base64url.read(unmarked(marked)[0], None, "value")
    assert [(f.code, f.span) for f in segment.findings] == [(code, None) for code in codes]
    assert segment.data == data


def test_white_space_is_a_wrong_character_where_nothing_was_wrapped() -> None:
    segment = base64url.read("YWJj ZGVm", 0, "value", wrapped=False)
    assert [(f.code, f.span) for f in segment.findings] == [("base64-bad-character", (4, 5))]
    assert (segment.text, segment.data) == ("YWJj ZGVm", b"abc")


def test_the_text_of_a_segment_is_the_one_without_white_space() -> None:
    assert base64url.read("YWJj\n ZGVm", 0, "value").text == "YWJjZGVm"
    assert base64url.read("YQ==", 0, "value").text == "YQ=="


@pytest.mark.parametrize(
    ("char", "shown"), [("!", "“!”"), ("\x01", "U+0001"), ("\u3000", "U+3000")]
)
def test_the_wrong_character_is_shown(char: str, shown: str) -> None:
    [finding] = base64url.read(f"YWJj{char}", 0, "value", wrapped=False).findings
    assert shown in finding.message


@pytest.mark.parametrize("marked", [case[0] for case in FAULTS])
def test_strict_reading_takes_no_fault(marked: str) -> None:
    text = unmarked(marked)[0]
    with pytest.raises(ValueError, match="value"):
        base64url.decode_strict(text)


@given(st.binary(max_size=9))
def test_only_one_spelling_is_canonical(data: bytes) -> None:
    good = base64url.encode(data)
    assert base64url.decode_strict(good) == data
    alphabet = base64.urlsafe_b64encode(bytes(range(256))).decode()
    for last in set(alphabet) - {"=", good[-1:]}:
        other = good[:-1] + last
        if good and len(good) % 4 and base64.urlsafe_b64decode(other + "==") == data:
            assert not base64url.is_canonical(other.encode())


@pytest.mark.parametrize(
    ("text", "beside", "only", "count"),
    [
        (b"", b"", True, 0),
        (b"az-_09", b"", True, 6),
        (b"a.b.c", b"..", True, 1),
        (b"a.b.c", b"", False, 1),
        (b"a.b.c.", b"..", False, 1),
        (b"ab+c", b"", False, 2),
        (b"=a", b"", False, 0),
    ],
)
def test_letters_of_the_alphabet_are_counted(
    text: bytes, beside: bytes, only: bool, count: int
) -> None:
    assert base64url.letters_only(text, beside) is only
    assert base64url.letters(text) == count
