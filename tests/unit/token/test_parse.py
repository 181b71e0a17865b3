"""A token is taken apart without the loss of a byte, and each part is where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import base64url
from jwt_playground.token.parse import parse

HEADER = "eyJhbGciOiJIUzI1NiJ9"
ENCRYPTED = base64url.encode(b'{"alg":"dir","enc":"A128GCM"}')
JWS = ["header", "payload", "signature"]
JWE = ["header", "encrypted_key", "iv", "ciphertext", "tag"]


def b64(text: str | bytes) -> str:
    return base64url.encode(text.encode() if isinstance(text, str) else text)


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_header_and_payload_come_back_byte_for_byte(header: str, payload: str) -> None:
    token = parse(f"{b64(header)}.{b64(payload)}.AAAA")
    if token.form == "jws-compact" and token.signatures[0].protected:
        assert token.signatures[0].header_text == header
        assert token.payload_text == payload


@pytest.mark.parametrize(
    ("text", "names", "codes"),
    [
        (f"{HEADER}.e30.YWJj", JWS, []),
        (f"{HEADER}.e30", JWS[:2], ["missing-signature"]),
        (HEADER, JWS[:1], ["segment-count"]),
        (f"{HEADER}.e30.YWJj.YWJj", [*JWS, "extra"], ["segment-count"]),
        (f"{HEADER}.YQ.YQ.YQ.YQ", JWE, []),
        (f"{HEADER}.....", [*JWS, *["extra"] * 3], ["segment-count"]),
        (f"{HEADER}.........", [*JWS, *["extra"] * 5], ["segment-count", "base64-bad-character"]),
        (f"{ENCRYPTED}.YQ.YQ.YQ", JWE[:4], ["segment-count"]),
        (f"{ENCRYPTED}.YQ.YQ", JWS, ["payload-not-json"]),
    ],
)
def test_segments_are_named_by_their_number(text: str, names: list[str], codes: list[str]) -> None:
    token = parse(f'"{text}"')
    assert [part.name for part in token.segments] == names
    assert token.is_jwe == (names[1:2] == ["encrypted_key"])
    assert [f.code for f in token.findings if f.code != "surrounding-text"] == codes
    at = 1
    for part, written in zip(token.segments, text.split(".", 7), strict=True):
        assert part.span == (at, at + len(written))
        at += len(written) + 1
    for finding in token.findings:
        if finding.code == "segment-count":
            assert finding.span == (1, 1 + len(text))
        if finding.code == "missing-signature":
            assert finding.span == (len(text), 1 + len(text))


def test_the_number_of_segments_is_told() -> None:
    assert "There is one segment." in parse(HEADER).findings[0].message
    assert "There are 4 segments." in parse(f"{HEADER}.e30..").findings[0].message


def test_the_parts_of_a_signature_are_kept() -> None:
    token = parse(f"{HEADER}.eyJhIjoxfQ.YW\nJj")
    [signature] = token.signatures
    assert (signature.protected, signature.header) == (HEADER, {"alg": "HS256"})
    assert (signature.value, signature.encoded) == (b"abc", "YWJj")
    assert (token.payload, token.payload_bytes) == ("eyJhIjoxfQ", b'{"a":1}')
    assert token.claims == {"a": 1}


@pytest.mark.parametrize(
    ("payload", "header", "codes"),
    [
        ("", "{}", []),
        ("{}", "{}", []),
        ("[1]", "{}", ["json-not-an-object"]),
        ('"x"', "{}", ["payload-not-claims"]),
        ("123400", "{}", ["payload-not-claims"]),
        ("123400", '{"typ":"JWT"}', ["json-not-an-object"]),
        ("null", "{}", ["payload-not-claims"]),
        ("hello", "{}", ["payload-not-json"]),
        ("hello", '{"typ":"JOSE"}', ["payload-not-json"]),
        ("hello", '{"typ":5}', ["payload-not-json"]),
        ("hello", '{"typ":"JWT"}', ["json-invalid"]),
        ("hello", '{"typ":"application/at+jwt"}', ["json-invalid"]),
        ("{hello", "{}", ["json-invalid"]),
        (" \ufeff\n[hello", "{}", ["json-invalid"]),
        (b"\xff\xfe", "{}", ["payload-not-json"]),
        (b"{\xff}", "{}", ["utf8-invalid", "json-invalid"]),
    ],
)
def test_a_payload_is_claims_or_is_said_to_be_none(
    payload: str | bytes, header: str, codes: list[str]
) -> None:
    token = parse(f"{b64(header)}.{b64(payload)}.YWJj")
    assert [finding.code for finding in token.findings] == codes
    assert {finding.where for finding in token.findings} <= {"payload"}
    assert (token.claims is None) == (payload != "{}")
    for finding in token.findings:
        if finding.code == "json-not-an-object":
            assert finding.span == (0, len(payload))


def test_bytes_that_are_no_text_are_found_at_their_place() -> None:
    payload = '{"é":"'.encode() + b'\xe9"}'
    token = parse(f"{b64('{}')}.{b64(payload)}.YWJj")
    [finding] = token.findings
    assert (finding.code, finding.span) == ("utf8-invalid", (6, 7))
    assert "byte 7 is 0xe9" in finding.message
    assert token.payload_text == '{"é":"\ufffd"}'
    assert token.claims == {"é": "\ufffd"}


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("{}", []),
        ("[]", ["json-not-an-object"]),
        ("5", ["json-not-an-object"]),
        ("{", ["json-invalid"]),
        (b"{\xff}", ["utf8-invalid", "json-invalid"]),
    ],
)
def test_a_header_that_is_none_is_told(header: str | bytes, codes: list[str]) -> None:
    [signature] = parse(f"{b64(header)}.e30.YWJj").signatures
    assert [finding.code for finding in signature.findings] == codes
    assert {finding.where for finding in signature.findings} <= {"header"}
    assert (signature.header is None) == bool(codes)


def test_faults_of_each_segment_are_told_with_its_name_and_place() -> None:
    token = parse(f"{HEADER}=.e30=.YWJj=")
    told = [*token.signatures[0].findings, *token.findings]
    places = [20, 25, 31]
    assert [f.span for f in told] == [(at, at + 1) for at in places]
    for finding, name in zip(told, JWS, strict=True):
        assert f"The {name} ends in =" in finding.message
