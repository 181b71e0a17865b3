"""The JSON serializations: what stands where, and which members are wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from jwt_playground.token.parse import parse

PROTECTED = base64url.encode(b'{"alg":"HS256"}')
FLAT: dict[str, Any] = {"payload": "eyJhIjoxfQ", "protected": PROTECTED, "signature": "YWJj"}
ENTRY = {"protected": PROTECTED, "signature": "YWJj"}
GENERAL: dict[str, Any] = {"payload": "eyJhIjoxfQ", "signatures": [ENTRY]}
JWE: dict[str, Any] = {
    "protected": base64url.encode(b'{"enc":"A128GCM"}'),
    "unprotected": {"jku": "x", "kid": "shared"},
    "header": {"alg": "dir"},
    "encrypted_key": "YQ",
    "iv": "YWI",
    "ciphertext": "YWJj",
    "tag": "YWJjZA",
}


def without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: inner for name, inner in value.items() if name not in names}


def test_the_parts_of_a_flattened_serialization_are_where_they_stand() -> None:
    text = " " + json.dumps(FLAT)
    token = parse(text)
    assert token.form == "jws-json-flattened"
    parts = {part.name: text[slice(*part.span)] for part in token.segments}
    assert parts == {"header": PROTECTED, "payload": "eyJhIjoxfQ", "signature": "YWJj"}
    [signature] = token.signatures
    assert (signature.protected, signature.header) == (PROTECTED, {"alg": "HS256"})
    assert (signature.value, signature.encoded) == (b"abc", "YWJj")
    assert (token.payload, token.claims, token.findings) == ("eyJhIjoxfQ", {"a": 1}, [])


def test_the_parts_of_a_general_serialization_are_read() -> None:
    other = {"header": {"alg": "none", "kid": "x"}, "signature": ""}
    text = json.dumps({**GENERAL, "signatures": [ENTRY, other]})
    token = parse(text)
    assert token.form == "jws-json-general"
    assert [text[slice(*part.span)] for part in token.segments] == ["eyJhIjoxfQ"]
    one, two = token.signatures
    assert (one.header, one.unprotected) == ({"alg": "HS256"}, frozenset())
    assert (two.protected, two.header) == ("", {"alg": "none", "kid": "x"})
    assert two.unprotected == {"alg", "kid"}
    assert two.header_text == '{\n  "alg": "none",\n  "kid": "x"\n}'


def test_protected_and_unprotected_parameters_are_one_header() -> None:
    token = parse(json.dumps({**FLAT, "header": {"kid": "x", "b64": False}}))
    [signature] = token.signatures
    assert signature.header == {"alg": "HS256", "kid": "x", "b64": False}
    assert signature.unprotected == {"kid", "b64"}
    assert not signature.is_unencoded  # it counts only where it is protected
    assert signature.header_text == '{"alg":"HS256"}'


def test_a_parameter_in_both_headers_is_told_and_the_protected_one_counts() -> None:
    token = parse(json.dumps({**FLAT, "header": {"alg": "none", "kid": "x"}}))
    [finding] = token.findings
    assert finding.code == "header-not-disjoint"
    assert "“alg”" in finding.message
    [signature] = token.signatures
    assert signature.header == {"alg": "HS256", "kid": "x"}
    assert signature.unprotected == {"kid"}


@pytest.mark.parametrize(
    ("value", "member", "said"),
    [
        (without(FLAT, "signature"), None, "“signature” is missing"),
        ({**FLAT, "signature": 5}, "signature", "“signature” must be a base64url string"),
        ({**FLAT, "payload": None}, "payload", "“payload” must be a base64url string"),
        ({**FLAT, "protected": {}}, "protected", "“protected” must be a base64url string"),
        ({**FLAT, "header": "x"}, "header", "“header” must be an object"),
        ({**GENERAL, "signatures": {}}, "signatures", "at least one signature"),
        ({**GENERAL, "signatures": []}, "signatures", "at least one signature"),
        ({**GENERAL, "signatures": [ENTRY, 5]}, "signatures", "must hold objects only"),
        ({**GENERAL, "signature": "YWJj"}, "signature", "must not stand beside “signatures”"),
        ({**GENERAL, "protected": PROTECTED}, "protected", "must not stand beside “signatures”"),
        ({**GENERAL, "header": {}}, "header", "must not stand beside “signatures”"),
        ({**GENERAL, "signatures": [without(ENTRY, "signature")]}, None, "“signature” is missing"),
    ],
)
def test_a_wrong_member_is_told_at_its_place(
    value: dict[str, Any], member: str | None, said: str
) -> None:
    text = json.dumps(value)
    token = parse(f"  {text}")
    [finding] = token.findings
    assert finding.code == "jws-json-members"
    assert said in finding.message
    assert finding.span is not None
    pointed = text[finding.span[0] - 2 : finding.span[1] - 2]
    assert pointed == (text if member is None else json.dumps(value[member]))


def test_signatures_agree_on_what_is_encoded() -> None:
    header = base64url.encode(b'{"alg":"HS256","b64":false,"crit":["b64"]}')
    unencoded = {"protected": header, "signature": "YWJj"}
    token = parse(json.dumps({"payload": "x y", "signatures": [unencoded, ENTRY]}))
    assert "agree on b64" in token.findings[0].message
    alone = parse(json.dumps({"payload": "x y", "signatures": [unencoded, unencoded]}))
    assert [finding.code for finding in alone.findings] == ["payload-not-json"]
    assert (alone.payload, alone.payload_bytes) == ("x y", b"x y")


def test_a_detached_payload_is_no_fault() -> None:
    token = parse(json.dumps(without(FLAT, "payload")))
    assert (token.payload, token.payload_text, token.findings) == ("", "", [])
    assert [part.name for part in token.segments] == ["header", "signature"]


@pytest.mark.parametrize("name", ["payload", "protected", "signature"])
def test_a_fault_inside_a_member_is_told_at_its_place(name: str) -> None:
    text = json.dumps({**FLAT, name: FLAT[name] + "!"})
    token = parse(f" {text}")
    told = [*token.findings, *token.signatures[0].findings]
    [finding] = [f for f in told if f.code == "base64-bad-character"]
    at = 1 + text.index("!")
    assert finding.span == (at, at + 1)


def test_white_space_inside_a_member_is_a_wrong_character() -> None:
    for name in ("payload", "protected", "signature"):
        token = parse(json.dumps({**FLAT, name: FLAT[name][:4] + " " + FLAT[name][4:]}))
        told = [*token.findings, *token.signatures[0].findings]
        assert "base64-bad-character" in [finding.code for finding in told]


def test_a_fault_in_text_with_escapes_or_inside_signatures_has_no_place() -> None:
    escaped = json.dumps(FLAT).replace("YWJj", "\\u0059WJj!")
    [finding] = parse(escaped).signatures[0].findings
    assert (finding.code, finding.span) == ("base64-bad-character", None)
    inner = {**GENERAL, "signatures": [{**ENTRY, "signature": "YWJj!"}]}
    [finding] = parse(json.dumps(inner)).signatures[0].findings
    assert (finding.code, finding.span) == ("base64-bad-character", None)


def test_remarks_on_the_json_itself_are_told_at_their_place() -> None:
    text = json.dumps(FLAT)[:-1] + ',"x":1,"x":2}'
    [finding] = parse(f"  {text}").findings
    at = 2 + text.rindex('"x"')
    assert (finding.code, finding.where, finding.span) == (
        "json-duplicate-member",
        "token",
        (at, at + 3),
    )
    assert "“x”" in finding.message


def test_an_encrypted_token_in_flattened_form_is_read() -> None:
    text = json.dumps(JWE)
    token = parse(text)
    assert (token.form, token.is_jwe, token.findings) == ("jwe-json-flattened", True, [])
    parts = {part.name: text[slice(*part.span)] for part in token.segments}
    names = ("encrypted_key", "iv", "ciphertext", "tag")
    assert parts == {"header": JWE["protected"], **{name: JWE[name] for name in names}}
    [signature] = token.signatures
    assert signature.header == {"enc": "A128GCM", "jku": "x", "kid": "shared", "alg": "dir"}
    assert signature.unprotected == {"jku", "kid", "alg"}


def test_an_encrypted_token_in_general_form_has_the_header_of_its_first_recipient() -> None:
    recipients = [{"header": {"alg": "A128KW", "kid": "one"}}, {"header": {"alg": "dir"}}]
    value = {**without(JWE, "header"), "recipients": recipients}
    token = parse(json.dumps(value))
    assert token.form == "jwe-json-general"
    assert token.signatures[0].header == {
        "enc": "A128GCM",
        "jku": "x",
        "kid": "one",
        "alg": "A128KW",
    }


@pytest.mark.parametrize("recipients", [[], [5], {}, None, [{"header": 5}]])
def test_recipients_that_are_none_leave_the_rest_readable(recipients: object) -> None:
    token = parse(json.dumps({**JWE, "recipients": recipients, "unprotected": 5, "header": 5}))
    assert token.form == "jwe-json-general"
    assert token.signatures[0].header == {"enc": "A128GCM"}


def test_an_encrypted_token_without_its_text_is_told() -> None:
    token = parse(json.dumps({**without(JWE, "ciphertext"), "recipients": []}))
    [finding] = token.findings
    assert finding.code == "jws-json-members"
    assert "“ciphertext” is missing" in finding.message
