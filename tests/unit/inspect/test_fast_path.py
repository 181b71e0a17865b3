"""The plain way of a batch comes to the same as the long way, whatever the token."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jwt_playground.inspect.fast_path import HeaderCache
from jwt_playground.text import base64url
from tests import vectors
from tests.unit.support.calls import call
from tests.unit.support.host import Dialogue, call_with_host

Json = dict[str, Any]
NOW = 1_800_000_000
SECRET = "correct horse battery staple, and salt"
OTHER = "another secret that is also long enough"
PUBLIC = call("generate_key", alg="ES256")["public"]["pem"]
HEADERS = [
    '{"alg":"HS256"}',
    '{"alg":"HS256","typ":"JWT"}',
    '{"typ":"at+jwt","alg":"HS256"}',
    '{"alg":"HS256","kid":"one"}',
    '{"alg":"HS256","kid":"two"}',
    '{"alg":"HS256","kid":7}',
    '{"alg":"HS512"}',
    '{"alg":"hs256"}',
    '{"alg":"none"}',
    '{"alg":"RS256"}',
    '{"alg":"HS256","alg":"none"}',
    '{"alg":"HS256","typ":5}',
    '{"alg":"HS256","b64":false,"crit":["b64"]}',
    '{"alg":"HS256","b64":true}',
    '{"alg":"HS256","crit":["exp"]}',
    '{"alg":"HS256","enc":"A128GCM"}',
    '{"alg":"HS256","jku":"https://issuer.example"}',
    '{ "alg" : "HS256" }',
    '{"alg":"HS256","\\ud800":1}',
    '{"alg":"HS256"',
    "{}",
    "[]",
    "\ufeff{}",
]
KEYS: list[Json | None] = [
    None,
    {"text": SECRET},
    {"text": OTHER},
    {"text": SECRET, "kid": "two"},
    {"text": PUBLIC},
    {"text": "secret"},
    {"text": json.dumps({"kty": "oct", "k": base64url.encode(SECRET.encode()), "kid": "one"})},
    {
        "text": json.dumps(
            {
                "keys": [
                    {"kty": "oct", "k": base64url.encode(OTHER.encode()), "kid": "two"},
                    {"kty": "oct", "k": base64url.encode(SECRET.encode()), "kid": "one"},
                ]
            }
        )
    },
    {"text": base64url.encode(PUBLIC.encode()), "encoding": "base64url"},
    {"text": base64url.encode(PUBLIC.encode())},
]
odd: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1.5, "", "x", [], {}, ["x", 1], 2**53, 10**400, 1e300]
)
date = st.integers(NOW - 62, NOW + 62) | st.floats(NOW - 62, NOW + 62) | odd
name = st.sampled_from(["me", "you", "\u00e9\U0001f511", ""])
names = name | st.lists(name, max_size=3) | odd
claims_sets = st.fixed_dictionaries(
    {},
    optional={
        "exp": date,
        "nbf": date,
        "iat": date,
        "iss": names,
        "aud": names,
        "sub": names,
        "jti": names,
        "more": odd | st.lists(odd, max_size=2),
    },
)
WRITERS: list[Callable[[Json], str]] = [
    lambda claims: json.dumps(claims, separators=(",", ":")),
    lambda claims: json.dumps(claims, separators=(",", ":"), ensure_ascii=False),
    lambda claims: json.dumps(claims, indent=1),
    lambda claims: json.dumps(claims) + "\n",
    lambda claims: json.dumps(claims)[:-1] + ',"exp":1,"exp":2}',
    lambda claims: json.dumps(claims)[:-1] + ',"n":9007199254740993}',
    lambda claims: json.dumps(claims)[:-1] + ',"n":NaN}',
    lambda claims: json.dumps(claims)[:-1] + ',"n":"\\ud800"}',
    lambda claims: json.dumps(claims)[:-1],
    lambda claims: json.dumps(claims) + "{}",
    lambda claims: "\ufeff" + json.dumps(claims),
    lambda claims: json.dumps([claims]),
    lambda claims: '{"deep":' + "[" * 250 + "]" * 250 + "}",
]


@st.composite
def tokens(draw: st.DrawFn) -> str:
    """A token with a header out of few, any claims, and a signature that may be wrong."""
    header = base64url.encode(draw(st.sampled_from(HEADERS)).encode())
    # Most are written as usual, or hardly any would go the plain way.
    write = draw(st.sampled_from([*WRITERS[:2]] * 6 + WRITERS))
    written = write(draw(claims_sets)).encode()
    payload = base64url.encode(draw(st.just(written) | st.sampled_from([written, b"", b"\xff{}"])))
    signed = f"{header}.{payload}"
    good = hmac.digest(SECRET.encode(), signed.encode(), "sha256")
    signature = draw(st.sampled_from([good] * 5 + [good[:-1], good[::-1], b"", b"0" * 64]))
    token = f"{signed}.{base64url.encode(signature)}"
    return draw(st.just(token) | st.just(token) | damaged(token))


@st.composite
def damaged(draw: st.DrawFn, token: str) -> str:
    """The token with something put in, left out or around it."""
    at = draw(st.integers(0, len(token)))
    piece = draw(st.sampled_from(["", "=", "+", "/", ".", "B", " ", "\n", "\u00e9", "\ud800"]))
    whole = token[:at] + piece + token[at + draw(st.integers(0, 2)) :]
    around = draw(st.sampled_from(["{}", "{}", "Bearer {}", '"{}"', "{}=", "{}.", "{}.AA.AA"]))
    return around.replace("{}", whole)


terms = st.fixed_dictionaries(
    {"key": st.sampled_from(KEYS)},
    optional={
        "now": st.sampled_from([None, NOW, NOW + 0.5]),
        "leeway": st.sampled_from([0, 30]),
        "algorithms": st.sampled_from([["HS256"], ["HS256", "HS512"], ["none"], ["RS256"], []]),
        "expect": st.fixed_dictionaries(
            {},
            optional={
                "iss": st.sampled_from(["me", ["me", "you"]]),
                "aud": st.sampled_from(["me", ["me", "you"]]),
                "sub": st.just("me"),
                "jti": st.just("you"),
                "typ": st.sampled_from(["JWT", "at+jwt"]),
                "require": st.sampled_from([["exp"], ["more", "aud"]]),
            },
        ),
        "detached_payload": st.sampled_from(["", "{}"]),
        "cross_check": st.booleans(),
    },
)


def long_way(**params: Any) -> Any:
    """The briefs of `inspect_many` with no token taken for a plain one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HeaderCache, "read", lambda *_: None)
        return call("inspect_many", **params)


def reports(texts: list[str], params: Json) -> list[Json]:
    """What `inspect` says to each, as far as a brief has it."""
    told = []
    for text in texts:
        report = call("inspect", token=text, **params)
        failed = [check["code"] for check in report["checks"] if check["status"] == "fail"]
        told.append({**{n: report[n] for n in ("verdict", "signature")}, "failed": failed})
    return told


@settings(max_examples=2 * settings().max_examples)
@given(st.lists(tokens(), min_size=1, max_size=6), terms)
def test_every_brief_is_that_of_the_long_way(texts: list[str], params: Json) -> None:
    briefs: Any = call("inspect_many", tokens=texts, **params)
    assert briefs == long_way(tokens=texts, **params)
    for brief in briefs:
        del brief["summary"]
    assert briefs == reports(texts, params)


@pytest.mark.parametrize("key", KEYS, ids=[f"key {place}" for place in range(len(KEYS))])
@pytest.mark.parametrize("now", [None, NOW, 1_300_819_000])
def test_every_vector_gets_the_brief_of_the_long_way(key: Json | None, now: float | None) -> None:
    cases = [*vectors.load(vectors.FAULTS), *vectors.load(vectors.RFC)]
    texts = [str(case["token"]) for case in cases]
    params = {"tokens": texts, "key": key, "now": now}
    assert call("inspect_many", **params) == long_way(**params)


def test_usual_tokens_go_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[bool] = []
    read = HeaderCache.read

    def watched(self: HeaderCache, text: str) -> Any:
        taken.append((found := read(self, text)) is not None)
        return found

    monkeypatch.setattr(HeaderCache, "read", watched)
    good = str(vectors.load(vectors.FAULTS)[0]["token"])
    for key in (None, {"text": SECRET}, {"text": OTHER}):
        call("inspect_many", tokens=[good, good[:-4], f" {good}"], key=key)
    assert taken == [True, True, False] * 3


PAYLOADS = ['{"exp":1}', '{"n":1}', "{}", '{"n":9007199254740993}', "[]", "no JSON"]


def es256(count: int) -> tuple[list[str], Json]:
    made = call("generate_key", alg="ES256")
    key = {"text": made["private"]["jwk"]}
    texts = [
        call("sign", header='{"alg":"ES256"}', payload=payload, key=key)["token"]
        for payload in PAYLOADS[:count]
    ]
    return texts, {"text": made["public"]["jwk"]}


def test_answers_of_the_host_lead_to_the_same_briefs() -> None:
    texts, key = es256(6)
    texts += [texts[2][:-6] + "AAAAAA", texts[2][:-4], texts[2] + "=", "junk"]
    params: Json = {"key": key, "now": NOW, "engine": "webcrypto"}
    answer, asked = call_with_host("inspect_many", tokens=texts, **params)
    assert sum(question["op"] == "verify-many" for question in asked) == 1
    for text, brief in zip(texts, answer["result"], strict=True):
        [report] = call_with_host("inspect", token=text, **params)[:1]
        failed = [c["code"] for c in report["result"]["checks"] if c["status"] == "fail"]
        assert brief["verdict"] == report["result"]["verdict"]
        assert (brief["signature"], brief["failed"]) == (report["result"]["signature"], failed)


def ask_many(value: object) -> Json:
    """The reply for three ES256 tokens after the host has answered like this."""
    texts, key = es256(3)
    params: Json = {"tokens": texts, "key": key, "now": 0, "engine": "webcrypto"}
    return Dialogue("inspect_many", **params).answer_each(value=value)


@pytest.mark.parametrize("value", [True, [True], [True] * 4, {"0": True}, None])
def test_an_answer_that_is_not_one_for_each_token_verifies_none(value: object) -> None:
    assert [question["op"] for question in ask_many(value)["questions"]] == ["verify"] * 3


def test_only_true_means_that_a_signature_matches() -> None:
    briefs = ask_many([True, 1, "x"])["result"]
    assert [brief["signature"] for brief in briefs] == ["valid", "invalid", "invalid"]


@pytest.mark.parametrize(
    ("error", "fault", "failed"),
    [("it is not on the curve", "key", ["key-refused"]), ("No WebCrypto.", "failed", [])],
)
def test_a_key_that_the_host_refuses_is_told_for_every_token(
    error: str, fault: str, failed: list[str]
) -> None:
    texts, key = es256(3)
    params: Json = {"tokens": texts, "key": key, "now": 0, "engine": "webcrypto"}
    dialogue = Dialogue("inspect_many", **params)
    while dialogue.questions:
        dialogue.answer_each(error=error, fault=fault)
    reply = dialogue.reply
    assert [brief["failed"] for brief in reply["result"]] == [failed] * 3
    assert {brief["signature"] for brief in reply["result"]} == {"unchecked"}
