"""`jwtPlayground.state` alone, in Node: what it reads, what it sets, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.support.node import run_module
from tests.browser.support.session import SETUP

PAGE_STATE = (
    SETUP
    + """
const { createPageState } = await import("./site/page-state.js");
const state = createPageState({ store, session });
"""
)


def run(script: str, given: object = None) -> Any:
    return run_module(PAGE_STATE + script, given)


def test_set_resolves_with_the_report_on_what_was_set() -> None:
    assert run("""
      let shown = null;
      const done = state.set({ token: "t", leeway: 5 }).then((reply) => { shown = reply; });
      await settled();
      const early = [shown, state.get().report];
      await client.open("inspect")[0].reply(report({ verdict: "valid" }));
      await done;
      tell([early, shown.ok, shown.result.inputs.token, shown.result.inputs.leeway,
        shown.result.report.verdict, Object.keys(shown.result)]);
    """) == [[None, None], True, "t", 5, "valid", ["inputs", "report"]]


def test_the_report_on_other_inputs_is_not_given() -> None:
    assert run("""
      session.update({ token: "t" });
      await client.open("inspect")[0].reply(report());
      const first = state.get().report !== null;
      session.update({ leeway: 9 }); // the same token, judged anew
      const waiting = state.get().report;
      await client.open("inspect")[0].reply(lost);
      tell([first, waiting, state.get().report, store.get().report !== null]);
    """) == [True, None, None, True]


def test_set_without_a_token_needs_no_engine() -> None:
    assert run("""
      const { result } = await state.set({ crossCheck: true });
      tell([result.inputs.crossCheck, result.report, client.open("inspect").length]);
    """) == [True, None, 0]


def test_what_is_given_are_copies() -> None:
    assert run("""
      const expect = { aud: ["a"] };
      await state.set({ expect });
      expect.aud.push("b");
      state.get().inputs.expect.aud.push("c");
      tell(inputs().expect.aud);
    """) == ["a"]


def test_a_getter_is_asked_once() -> None:
    assert run("""
      let asked = 0;
      const patch = { get leeway() { return asked++ === 0 ? 5 : "x"; } };
      const reply = await state.set(patch);
      tell([reply.ok, inputs().leeway, asked]);
    """) == [True, 5, 1]


GOOD: dict[str, object] = {
    "direction": "sign",
    "token": "t",
    "header": "{}",
    "payload": "{}",
    "key": {"text": "k", "encoding": "hex", "passphrase": "p", "kid": "1"},
    "signingKey": None,
    "decryptionKey": {"text": "d", "encoding": "base64url"},
    "algorithms": ["HS256"],
    "expect": {"iss": "i", "aud": ["a"], "sub": "s", "jti": "j", "typ": "JWT", "require": ["exp"]},
    "leeway": 86400,
    "now": -1,
    "engine": "webcrypto",
    "crossCheck": True,
    "detachedPayload": "d",
    "scenario": "{}",
    "access": {"model": "m", "policy": "p", "requests": [["a"]], "paths": [], "tokens": ["t"]},
}


POLICY = {"model": "", "policy": "", "requests": [], "paths": [], "tokens": []}


def test_every_input_can_be_set() -> None:
    assert run("void state.set(given); tell(inputs());", GOOD) == GOOD


@pytest.mark.parametrize(
    ("patch", "why"),
    [
        ({"direction": "both"}, "The part direction must be “verify” or “sign”."),
        ({"token": 5}, "The part token must be a text."),
        ({"header": {}}, "The part header must be a text."),
        ({"payload": None}, "The part payload must be a text."),
        ({"key": "secret"}, "The part key must be an object with a text"),
        ({"key": {"text": "k", "more": 1}}, "The part key must be an object with a text"),
        ({"key": {"text": "k", "kid": "x" * 10_001}}, "The part key may have a passphrase and a"),
        ({"signingKey": {}}, "The part signingKey must be an object with a text"),
        ({"signingKey": {"text": "", "kid": "x" * 10_001}}, "The part signingKey may have a pas"),
        ({"decryptionKey": ""}, "The part decryptionKey must be an object with a text"),
        ({"decryptionKey": {"text": "", "kid": "x" * 10_001}}, "The part decryptionKey may have"),
        ({"algorithms": ["HS256", 1]}, "The part algorithms must be a list of texts, or null."),
        ({"algorithms": ["a"] * 101}, "The part algorithms may have up to 100 values"),
        ({"expect": {"aud": {}}}, "The part expect must be an object with some of iss, aud"),
        ({"expect": {"iss": "x" * 10_001}}, "The part expect may have up to 100 values"),
        ({"leeway": "5"}, "The part leeway must be a number of seconds."),
        ({"leeway": 86_401}, "The part leeway must be from 0 to 86400."),
        ({"now": "now"}, "The part now must be a number of seconds since 1970, or null."),
        ({"now": 1e12}, "The part now must be from -999999999999 to 999999999999."),
        ({"engine": "openssl"}, "The part engine must be “auto”"),
        ({"crossCheck": 1}, "The part crossCheck must be true or false."),
        ({"detachedPayload": None}, "The part detachedPayload must be a text."),
        ({"scenario": {}}, "The part scenario must be a text."),
        ({"scenario": "x" * 100_001}, "The part scenario may have up to 100000 characters."),
        ({"access": {"model": ""}}, "The part access must be an object with model, policy"),
        ({"access": POLICY | {"tokens": ["t"] * 6}}, "The part access may have 1000 requests"),
        ({"leftOut": ["key"]}, "One part of the patch is unknown. There are direction, token,"),
        ({"<b>": 1}, "One part of the patch is unknown. There are direction, token,"),
        ([], "The patch must be a plain object."),
        (None, "The patch must be a plain object."),
        ("token", "The patch must be a plain object."),
    ],
)
def test_a_bad_part_is_named_and_nothing_is_changed(patch: object, why: str) -> None:
    patches = {"token": "set", **patch} if isinstance(patch, dict) else patch
    reply, unchanged, calls = run(
        """
        const before = store.get();
        const reply = await state.set(given);
        tell([reply, store.get() === before, client.open("inspect").length]);
        """,
        patches,
    )
    assert reply["ok"] is False
    assert reply["error"]["code"] == "bad-request"
    assert reply["error"]["message"].startswith(why)
    assert unchanged
    assert calls == 0


@pytest.mark.parametrize(
    "patch",
    [
        "{ leeway: NaN }",
        "{ now: Infinity }",
        "{ signingKey: undefined }",
        "{ token: new String('t') }",
        "{ algorithms: [, 'HS256'] }",
        "{ algorithms: new Array(4_000_000_000) }",
        "{ token() {} }",
        "JSON.parse('{\"__proto__\": {}}')",
        "new Map([['token', 't']])",
        "new Date()",
        "{ expect: new Date() }",
        "{ expect: new Number(5) }",
        "{ expect: Object(5n) }",
        "{ token: 't', leeway: 5n }",
    ],
)
def test_what_json_could_not_carry_is_refused(patch: str) -> None:
    assert run(f"""
      const before = store.get();
      const reply = await state.set({patch});
      tell([reply.ok, reply.error?.code, store.get() === before]);
    """) == [False, "bad-request", True]
