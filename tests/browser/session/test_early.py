"""What the page reads before the engine is there: never anything that the engine reads otherwise."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests import vectors
from tests.browser.support.node import run_module
from tests.browser.support.playground import A1_TOKEN, b64url, hs256
from tests.fuzz.tokens import cases, encoded
from tests.unit.support.calls import call
from tests.vectors import reported

READ = """
import { early } from "./site/state/early.js";
import { readMembers } from "./site/editors/json-text.js";
import { guessSegments } from "./site/editors/segments.js";
const members = (text) => readMembers(text).map(({ name, value, range }) => ({ name, value, range }));
tell(given.map((token) => {
  const read = early(token);
  return read && { ...read, header_members: members(read.header), payload_members: members(read.payload),
    segments: guessSegments(token) };
}));
"""
HEADER = '{"alg":"HS256"}'


def read_early(tokens: list[str]) -> list[dict[str, Any] | None]:
    found: list[dict[str, Any] | None] = run_module(READ, tokens)
    return found


def read_by_engine(token: str) -> dict[str, Any]:
    """What the engine says of all that is read early."""
    report = call("inspect", token=token)
    assert report["inner"] is None
    for where in ("header_members", "payload_members"):
        for member in report[where]:
            del member["seconds"]
    names = ("header", "payload", "header_members", "payload_members", "segments")
    return {name: report[name] for name in names}


def differing(tokens: list[str]) -> tuple[list[str], int]:
    """The tokens that the engine reads otherwise, and the number of those that are read early."""
    read = [
        (token, early) for token, early in zip(tokens, read_early(tokens), strict=True) if early
    ]
    return [token for token, early in read if early != read_by_engine(token)], len(read)


def plain_tokens(seed: int, count: int) -> Iterator[str]:
    """Tokens of the plain form whose JSON, signature and surroundings are drawn."""
    dice = random.Random(seed)
    texts = ["ada", "é€😀", "\\u00e9", "\\ud83d\\ude00", "\\ud800", 'a\\"b:', "\\\\", "eyJ.a.b", ""]
    values = ["1", "-0", "1e400", "9007199254740993", "1" * 1200, "null", "true", "[]", "[[{}]]"]
    blanks = ["", "", " ", "\n", "\r\n\t"]
    around = [("", ""), ("", ""), ("Bearer ", ""), ("Authorization: bearer ", "\n"), ('"', '",')]

    def json_text(depth: int) -> str:
        names = [dice.choice([*texts, "exp", "a", "__proto__", "toString"]) for _ in range(3)]
        members = [f'"{name}"{gap()}:{gap()}{value(depth)}' for name in names]
        return "{" + gap() + f"{gap()},{gap()}".join(members[: dice.randrange(4)]) + "}"

    def value(depth: int) -> str:
        if depth == 0 and dice.random() < 0.4:
            return dice.choice([json_text(1), f"[{json_text(1)},{json_text(1)}]"])
        return dice.choice([*values, *(f'"{text}"' for text in texts)])

    def gap() -> str:
        return dice.choice(blanks)

    for _ in range(count):
        alg = dice.choice(["HS256", "none", "RS256", "EdDSA", "hs256", "", "XY1"])
        header = json_text(1).replace("{", f'{{"alg":"{alg}",', 1).replace(",}", "}")
        signature = dice.randbytes(dice.choice([0, 1, 32, 32, 64, 256]))
        before, after = dice.choice(around)
        token = f"{encoded(header)}.{encoded(json_text(0))}.{b64url(signature)}"
        yield before + token + after


def test_the_engine_reads_every_vector_as_it_was_read_early() -> None:
    tokens = [str(vector["token"]) for name in vectors.names() for vector in vectors.load(name)]
    given = [situation["params"].get("token") for situation in reported.SITUATIONS]
    tokens += [token for token in given if isinstance(token, str)]
    different, count = differing(tokens)
    assert different == []
    assert count > 100


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_reads_drawn_tokens_as_they_were_read_early(seed: int) -> None:
    different, count = differing([*plain_tokens(seed, 500)])
    assert different == []
    assert count > 100


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_reads_damaged_tokens_as_they_were_read_early(seed: int) -> None:
    different, count = differing([text for _, text in cases(seed, 500)])
    assert different == []
    assert count > 20


NO_UTF_8 = b'{"a":"\xff"}'
INNER = hs256('{"sub":"deep"}')
# In the place of a signature: the engine, which finds no signature there, finds another token.
WRAPPED = {
    "another token in hexadecimal digits": f"eyJhbGciOiJIUzI1NiJ9.e30.{INNER.encode().hex()}",
    "another token in base64": "eyJhbGciOiJIUzI1NiJ9.e30.base64-"
    + base64.b64encode(f"{INNER}   ".encode()).decode(),
}
ODD = {
    "nothing": "",
    "two parts": A1_TOKEN.rpartition(".")[0],
    "four parts": f"{A1_TOKEN}.e30",
    "a JWE": "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA",
    "an SD-JWT": f"{A1_TOKEN}~",
    "a detached payload": "eyJhbGciOiJIUzI1NiJ9..AAAA",
    "a line break inside": f"{A1_TOKEN[:30]}\n{A1_TOKEN[30:]}",
    "a cookie": f"session={A1_TOKEN}",
    "a whole link": f"https://x.example/#t={A1_TOKEN}",
    "padding": "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ==.AAAA",
    "plain base64": "eyJhbGciOiJIUzI1NiJ9.eyJhIjoi/+8ifQ.AAAA",
    "a part that is too short": "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.AAAAA",
    "bits that are not zero": "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfR.AAAA",
    "no JSON": hs256("not json"),
    "JSON that is no object": hs256("[1]"),
    "a number": hs256("1"),
    "JSON that breaks off": hs256('{"a":'),
    "NaN": hs256('{"a":NaN}'),
    "a byte order mark": hs256('\ufeff{"a":1}'),
    "no UTF-8": f"{b64url(HEADER.encode())}.{b64url(NO_UTF_8)}.AAAA",
    "a member twice": hs256('{"a":1,"a":2}'),
    "a member twice, once escaped": hs256('{"a":1,"\\u0061":2}'),
    "a member twice, deep inside": hs256('{"a":[{"b":1,"b":2}]}'),
    "a parameter twice": hs256("{}", '{"alg":"none","alg":"HS256"}'),
    "too deep": hs256('{"a":' * 201 + "1" + "}" * 201),
    "no algorithm": hs256("{}", '{"typ":"JWT"}'),
    "an algorithm that is no text": hs256("{}", '{"alg":1}'),
    "an unencoded payload": hs256("{}", '{"alg":"HS256","b64":false}'),
    "a compressed payload": hs256("{}", '{"alg":"HS256","zip":"DEF"}'),
    "the header of a JWE": hs256("{}", '{"alg":"HS256","enc":"A128GCM"}'),
    "a token in the token": hs256(INNER),
    "white space before the header": hs256("{}", ' {"alg":"HS256"}'),
    **WRAPPED,
    "a huge one": hs256(json.dumps({"a": "x" * 200_000})),
}


def test_the_engine_finds_tokens_in_wrappings() -> None:
    assert [call("inspect", token=text)["payload"] for text in WRAPPED.values()] == [
        '{"sub":"deep"}'
    ] * len(WRAPPED)


def test_whatever_is_unusual_waits_for_the_engine() -> None:
    read = read_early([*ODD.values()])
    assert [name for name, early in zip(ODD, read, strict=True) if early is not None] == []


@pytest.mark.parametrize(
    "payload",
    [
        '{"n":12345678901234567890.0e-5}',
        '{"a":"\\u00e9\\ud83d\\ude00\\n"}',
        '{"a":"\\ud800"}',
        '{"a":1}\n',
        '\r\n { "a" :\t[ { "b" : {} }, [ [ ] ] ] } ',
        '{"a":"é€😀\u202e\u200b"}',
        '{"__proto__":{"alg":1},"":{"":""}}',
        '{"a":"a:b\\":\\"","b":"\\\\"}',
        '{"a":' * 200 + "1" + "}" * 200,
        "{}",
    ],
)
def test_plain_tokens_are_read_to_the_byte(payload: str) -> None:
    token = hs256(payload)
    forms = [token, f"Bearer {token}\n", f'"{token}",', f"authorization: bearer {token}"]
    for form, early in zip(forms, read_early(forms), strict=True):
        assert early is not None
        assert (early["header"], early["payload"]) == (HEADER, payload)
        assert early == read_by_engine(form)
