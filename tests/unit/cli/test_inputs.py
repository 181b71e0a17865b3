"""Tokens, payloads and requests: as arguments and on standard input, without a byte changed."""

from __future__ import annotations

import io
import json

import pytest

from jwt_playground.cli import main

from .processes import run
from .tokens import HEADER, hs256

Output = pytest.CaptureFixture[str]
SECRET = "correct horse battery staple, and salt"
TOKEN = hs256('{"a":1}', SECRET.encode())


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """The parameters of every request that the engine gets."""
    from jwt_playground.protocol import handle

    seen: list[dict[str, object]] = []

    def keep(text: str) -> str:
        seen.append(json.loads(text)["params"])
        return handle(text)

    monkeypatch.setattr("jwt_playground.protocol.handle", keep)
    return seen


def _stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_an_empty_argument_is_an_empty_token_and_reads_nothing() -> None:
    # Standard input holds a good token, so reading it would show.
    done = run("inspect", "", "--key", SECRET, stdin=TOKEN.encode())
    assert done.returncode == 1
    assert b"[empty-token]" in done.stdout


@pytest.mark.parametrize("argument", [[], ["-"]])
def test_a_token_is_read_from_standard_input(argument: list[str]) -> None:
    done = run("inspect", *argument, "--key", SECRET, stdin=TOKEN.encode() + b"\n")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("data", "token"),
    [
        (b"a.b.c\n", "a.b.c"),
        (b"a.b.c\r\n", "a.b.c"),
        (b"a.b.c", "a.b.c"),
        (b"a.b.c\n\n", "a.b.c\n"),
        (b"a.b.c\r\n\r\n", "a.b.c\r\n"),
        (b"a.b.c\r", "a.b.c\r"),
        (b"a.b.c \n", "a.b.c "),
        (b"\na.\r\nb.c", "\na.\r\nb.c"),
        (b"\xef\xbb\xbfa.b.c\n", "\ufeffa.b.c"),
        (b"\n", ""),
    ],
)
def test_exactly_one_line_break_is_taken_off_the_end(
    monkeypatch: pytest.MonkeyPatch, requests: list[dict[str, object]], data: bytes, token: str
) -> None:
    _stdin(monkeypatch, data)
    main(["inspect"])
    assert [request["token"] for request in requests] == [token]


def test_an_argument_keeps_its_line_break(requests: list[dict[str, object]]) -> None:
    main(["inspect", "a.b.c\n"])
    assert [request["token"] for request in requests] == ["a.b.c\n"]


@pytest.mark.parametrize("argument", [[], ["-"]])
def test_a_payload_from_standard_input_is_signed_byte_for_byte(argument: list[str]) -> None:
    payload = '{"a":\r\n1}\n'
    done = run(
        "sign", *argument, "--header", HEADER, "--key", SECRET, stdin=payload.encode("utf-8")
    )
    assert done.stdout.decode().strip() == hs256(payload, SECRET.encode())


@pytest.mark.parametrize(
    "arguments", [["inspect"], ["sign", "--header", HEADER, "--key", SECRET], ["call"]]
)
def test_standard_input_that_is_no_text_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: Output, arguments: list[str]
) -> None:
    _stdin(monkeypatch, b"\xff\xfe")
    assert main(arguments) == 2
    assert "standard input is not UTF-8 text" in capsys.readouterr().err


def test_standard_input_serves_one_purpose(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    _stdin(monkeypatch, b"")
    assert main(["inspect", "--key-file", "-"]) == 2
    assert "standard input cannot be both the token and the key" in capsys.readouterr().err
    assert main(["inspect", "--key-fd", "0"]) == 2
    assert "standard input cannot be both the token and the key" in capsys.readouterr().err
    assert main(["inspect", "--key", "a", "--passphrase-file", "-"]) == 2
    assert "standard input cannot be both the token and the passphrase" in capsys.readouterr().err


def test_a_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr("sys.stdin", None)  # as Python sets it then
    assert main(["inspect"]) == 2
    assert "cannot read the token from standard input: it is closed" in capsys.readouterr().err


def test_call_keeps_what_it_cannot_read_for_the_engine_to_judge(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    for data in (b'{"op": "meta", "op": 1', b"[" * 100_000, b"\xef\xbb\xbf{}"):
        _stdin(monkeypatch, data)
        assert main(["call"]) == 2
        assert json.loads(capsys.readouterr().out)["error"]["code"] == "bad-request"


def test_call_answers_no_requests_with_no_replies(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    _stdin(monkeypatch, b"[]")
    assert main(["call"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_call_fills_no_clock_in_where_one_is_given(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    _stdin(monkeypatch, json.dumps({"op": "inspect", "params": {"token": "", "now": 5}}).encode())
    assert main(["call"]) == 0
    assert json.loads(capsys.readouterr().out)["result"]["now"] == 5


def test_what_the_engine_refuses_is_said(capsys: Output) -> None:
    assert main(["generate-key", "RS256", "--bits", "9" * 20]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("jwt-playground: ")
    assert "bits is out of range." in said.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["inspect", "x", "--now", "noon"], "“noon” is not a number of seconds"),
        (["inspect", "x", "--now", "nan"], "“nan” is not a number of seconds"),
        (["inspect", "x", "--leeway=-1"], "“-1” is negative"),
        (["generate-key", "RS256", "--bits", "1.5"], "“1.5” is not a whole number"),
    ],
)
def test_what_is_no_number_is_said(arguments: list[str], why: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert why in capsys.readouterr().err


def test_what_is_asked_for_reaches_the_engine(requests: list[dict[str, object]]) -> None:
    key = "--key k --encoding hex --kid 1 --passphrase p"
    checks = "--algorithms HS256,ES256, --require exp --now 5.5 --leeway 60"
    expected = "--iss i --aud a --sub s --jti j --typ t"
    main(["inspect", TOKEN, *f"{key} {checks} {expected}".split()])
    assert requests == [
        {
            "token": TOKEN,
            "key": {"text": "k", "encoding": "hex", "passphrase": "p", "kid": "1"},
            "algorithms": ["HS256", "ES256"],
            "expect": {
                "iss": "i",
                "aud": "a",
                "sub": "s",
                "jti": "j",
                "typ": "t",
                "require": ["exp"],
            },
            "now": 5.5,
            "leeway": 60,
        }
    ]
