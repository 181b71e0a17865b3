"""How a secret becomes bytes, and in which other ways its text can be read."""

from __future__ import annotations

import pytest

from jwt_playground.keys.secrets import WELL_KNOWN, Encoding, is_well_known, readings, secret_bytes


@pytest.mark.parametrize(
    ("text", "encoding", "data"),
    [
        ("é", "utf8", "é".encode()),
        (" x ", "utf8", b" x "),
        ("+/8=", "base64", b"\xfb\xff"),
        ("+/8", "base64", b"\xfb\xff"),
        ("-_8", "base64url", b"\xfb\xff"),
        ("-_8=", "base64url", b"\xfb\xff"),
        ("Y W\nJj", "base64", b"abc"),
        ("0aFF", "hex", b"\x0a\xff"),
        ("0a ff\n", "hex", b"\x0a\xff"),
        ("", "hex", b""),
    ],
)
def test_a_secret_is_read_in_its_encoding(text: str, encoding: Encoding, data: bytes) -> None:
    assert secret_bytes(text, encoding) == data


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("0g", "hex", "digits 0-9 and a-f"),
        ("0a0", "hex", "even number"),
        ("a-bc", "base64", "“-” is not in the base64 alphabet"),
        ("a_bc", "base64", "“_” is not in the base64 alphabet"),
        ("a+bc", "base64url", "“\\+” is not in the base64url alphabet"),
        ("äbcd", "base64url", "“ä” is not in the base64url alphabet"),
        ("a=bc", "base64", "“=” is not in the base64 alphabet"),
        ("abcde", "base64", "no base64 text is 5 characters long"),
        ("a", "base64url", "no base64url text is 1 characters long"),
    ],
)
def test_a_secret_of_another_encoding_says_why(text: str, encoding: Encoding, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        secret_bytes(text, encoding)


def test_every_other_reading_comes_once() -> None:
    found = dict(readings("YWJj", "utf8"))
    assert found == {
        b"abc": "read as base64",
        b"YWJj\n": "read as UTF-8 text, with a line break at its end",
        b"YWJj\r\n": "read as UTF-8 text, with a Windows line break at its end",
    }
    assert len(list(readings("YWJj", "utf8"))) == len(found)


def test_the_reading_that_was_tried_is_left_out() -> None:
    assert b"abc" not in dict(readings("YWJj", "base64"))
    assert b"YWJj" in dict(readings("YWJj", "base64"))
    assert dict(readings("abcd", "hex"))[b"abcd"] == "read as UTF-8 text"
    assert dict(readings("abcd", "utf8"))[b"\xab\xcd"] == "read as hexadecimal"
    assert dict(readings("-_8", "utf8"))[b"\xfb\xff"] == "read as base64url"
    # What is not of the encoding that was given can still be read in others.
    assert dict(readings("x yz", "hex"))[b"x yz"] == "read as UTF-8 text"


def test_white_space_and_quotes_are_taken_away() -> None:
    found = dict(readings(' "x y" ', "utf8"))
    assert found[b'"x y"'] == "read as UTF-8 text, without the white space at its ends"
    found = dict(readings("'x y'", "utf8"))
    assert found[b"x y"] == "read as UTF-8 text, without the quotes"
    assert b"" not in dict(readings("''", "utf8"))


def test_a_secret_of_the_lists_is_well_known() -> None:
    for secret in ("secret", " secret\n", "hunter2"):
        assert is_well_known(secret.encode())
    for secret in ("", "secret!", "SeCrEt", "\xff"):
        assert not is_well_known(secret.encode("latin-1"))
    assert len(WELL_KNOWN) > 50
