"""What stands around a token is told of where it explains a refusal, or holds something else."""

from __future__ import annotations

import zlib
from typing import Any
from urllib.parse import quote

import pytest

from jwt_playground.text import base64url
from jwt_playground.token.compressed import MAX_INFLATED
from jwt_playground.token.edges import edge_findings
from tests.unit.support.calls import call, codes
from tests.unit.support.wrapped import NOW, SECRET, TOKEN, signed

POINT = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
PEM = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQ==\n-----END PUBLIC KEY-----\n"


def messages(text: str, code: str) -> list[str]:
    report = call("inspect", token=text, key={"text": SECRET}, now=NOW)
    assert report["verdict"] == "valid"
    return [finding["message"] for finding in report["findings"] if finding["code"] == code]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Authorization: Bearer Bearer ", "stands there twice"),
        ("bearer  Bearer ", "stands there twice"),
        ("Authorization: Bearer: bearer ", "stands there twice"),
        ("Authorization: Bearer", "stands no space"),
        ('curl -H "Authorization: Bearer', "stands no space"),
        ("JWT", "stands no space"),
    ],
)
def test_a_scheme_that_servers_refuse_is_told_of(before: str, said: str) -> None:
    [message] = messages(before + TOKEN, "scheme-malformed")
    assert said in message


@pytest.mark.parametrize("before", ["Bearer ", "Authorization: Bearer ", "token=", "JWT: ", ""])
def test_other_schemes_are_not(before: str) -> None:
    assert messages(before + TOKEN, "scheme-malformed") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"https://a.example/#token={TOKEN}&publicKey={quote(PEM)}", "a public key: “publicKey”"),
        (f"https://a.example/?key={quote(PEM)}&t={TOKEN}", "a public key: “key”"),
        (f"vapid t={TOKEN}, k={POINT}", "a public key (a point on P-256, as Web Push has it): “k”"),
        (
            f"t={TOKEN}&jwk={quote('{' + chr(34) + 'kty' + chr(34) + ':1,' + 'x' * 20)}",
            "a key (JWK)",
        ),
        (f"t={TOKEN}&secret=correct-horse-battery", "a secret: “secret”"),
        (f"t={TOKEN}&key={quote(PEM.replace('PUBLIC', 'EC PRIVATE'))}", "a private key"),
    ],
)
def test_a_key_beside_a_token_is_named_and_not_used(text: str, said: str) -> None:
    [message] = messages(text, "key-beside-token")
    assert said in message
    alone = call("inspect", token=text, now=NOW)
    assert (alone["verdict"], alone["signature"]) == ("unverified", "unchecked")


def test_other_parameters_are_no_keys() -> None:
    for other in ("key=12345678901234567890", "k=abcdefghijklmnopqrstuvwxyz", "monkey=" + POINT):
        assert messages(f"t={TOKEN}&{other}", "key-beside-token") == []


def test_the_token_of_an_answer_is_named_beside_the_opaque_one() -> None:
    [message] = messages(
        f'{{"access_token": "ya29.abcdefgh", "id_token": "{TOKEN}"}}', "other-token-beside"
    )
    assert "This is the id_token. The access_token beside it" in message
    assert messages(f'{{"id_token": "{TOKEN}", "expires_in": 3600}}', "other-token-beside") == []


@pytest.mark.parametrize("char", ["\u200e", "\u202e", "\x00", "\u2800", "\ufe0f"])
def test_every_character_that_nobody_sees_is_named_beside_other_text(char: str) -> None:
    [message] = messages(f"Bearer {char}{TOKEN}", "invisible-characters")
    assert f"U+{ord(char):04X}" in message
    assert edge_findings(f"Bearer {TOKEN}", (7, 7 + len(TOKEN)), only_invisible=True) == []


@pytest.mark.parametrize(
    ("char", "name"), [("\u00a0", "U+00A0 (no-break space)"), ("\u200b", "U+200B")]
)
def test_such_a_character_inside_is_named_too(char: str, name: str) -> None:
    [message] = messages(TOKEN[:60] + char + TOKEN[60:], "base64-whitespace")
    assert name in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{TOKEN}\n", "A line break after the token"),
        (f"\ufeff{TOKEN}", "U+FEFF"),
        (f"{TOKEN}~", "This is an SD-JWT"),
        (f"Bearer Bearer {TOKEN}", "stands there twice"),
        (TOKEN.encode().hex(), "hexadecimal digits"),
        (TOKEN[:60] + "\n" + TOKEN[60:], "a line break inside"),
    ],
)
def test_a_brief_tells_what_was_set_aside(text: str, said: str) -> None:
    briefs: Any = call("inspect_many", tokens=[TOKEN, text], key={"text": SECRET}, now=NOW)
    [plain, brief] = briefs
    assert plain["summary"] == "The signature matches, and no check fails."
    assert brief["verdict"] == "valid"
    assert said in brief["summary"]


def test_disclosures_are_counted_and_a_key_binding_is_named() -> None:
    """None of these belongs to the token, so a verifier of SD-JWT refuses them."""

    def found(rest: str) -> tuple[str, list[str]]:
        report = call("inspect", token=TOKEN + rest, key={"text": SECRET}, now=NOW)
        assert report["signature"] == "valid"
        return report["verdict"], [
            f["message"] for f in report["findings"] if "sd-jwt" in f["code"]
        ]

    for rest, said in (
        ("~", "stand 0 disclosures"),
        ("~WyJh~", "stands 1 disclosure,"),
        ("~WyJh~WyJi~", "stand 2 disclosures"),
        (f"~WyJh~{TOKEN}", "stand 1 disclosure and a key-binding JWT"),
    ):
        verdict, told = found(rest)
        assert verdict == ("valid" if rest == "~" else "invalid")
        assert len(told) == 1
        assert said in told[0]
    for rest, said in (("~~WyJh~", "stands nothing"), ("~WyJh", "no key-binding JWT")):
        verdict, told = found(rest)
        assert verdict == "invalid"
        assert said in told[1]


def raw(data: bytes) -> str:
    maker = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return base64url.encode(maker.compress(data) + maker.flush())


def compressed(payload: str) -> str:
    header = '{"alg":"HS256","zip":"DEF"}'
    return signed(header, "").replace("..", f".{payload}.")


def test_a_compressed_payload_is_inflated_and_its_claims_are_judged() -> None:
    report = call("inspect", token=compressed(raw(b'{"exp":5,"a":"b"}')), now=NOW)
    assert report["payload"] == '{"exp":5,"a":"b"}'
    assert "payload-compressed" in codes(report)
    assert "expired" in [check["code"] for check in report["checks"]]


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (raw(bytes(MAX_INFLATED + 1)), "larger than"),
        (raw(b"a" * 500 + bytes(range(200)))[:-8], "its end is missing"),
        (base64url.encode(b"\xff\xff\xff"), "not raw DEFLATE"),
        (raw(b'{"exp":5}') + "AAAA", "more bytes stand behind the end"),
    ],
)
def test_what_cannot_be_inflated_is_told_of(payload: str, said: str) -> None:
    report = call("inspect", token=compressed(payload), now=NOW)
    [message] = [f["message"] for f in report["findings"] if f["code"] == "payload-not-inflated"]
    assert said in message
    assert len(report["payload"]) < 10_000
    assert "payload-not-read" in codes(report)
    assert not {"utf8-invalid", "json-invalid", "payload-not-json"} & set(codes(report))
    assert report["verdict"] != "valid"


def test_json_that_is_not_compressed_is_read_whatever_zip_says() -> None:
    report = call("inspect", token=compressed(base64url.encode(b'{"exp":5}')), now=NOW)
    assert "payload-not-inflated" in codes(report)
    assert "payload-not-read" not in codes(report)
    assert "expired" in [check["code"] for check in report["checks"]]
