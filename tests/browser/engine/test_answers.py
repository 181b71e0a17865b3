"""The worker's answers alone, in Node. Node has the WebCrypto of browsers, without ML-DSA."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from jwt_playground.vocabulary.algorithms import ALGORITHMS
from tests.browser.support.engines import changed
from tests.browser.support.node import run_module
from tests.unit.support.calls import call

ANSWER = """
import { answerAll } from "./site/engine/answer-python.js";
import { createImporter } from "./site/engine/webcrypto.js";
const means = { load: async (name) => ({ error: `no ${name}` }), importKey: createImporter(), tokens: [] };
"""
PARAMETERS = {name: row.webcrypto for name, row in ALGORITHMS.items() if row.webcrypto}
DATA = base64.urlsafe_b64encode(b"data").rstrip(b"=").decode()


def answers(*questions: dict[str, Any], before: str = "") -> list[dict[str, Any]]:
    asked = [{"id": str(number), **question} for number, question in enumerate(questions)]
    script = before + ANSWER + "tell(await answerAll(given, means));"
    answered = run_module(script, asked)
    return [answered[str(number)] for number in range(len(questions))]


def jwk(alg: str, half: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(call("generate_key", alg=alg)[half]["jwk"])
    return {name: value for name, value in made.items() if name not in ("alg", "use", "kid")}


def test_a_signature_is_answered_in_base64url_and_verifies() -> None:
    private = jwk("ES256", "private")
    public = {name: private[name] for name in ("kty", "crv", "x", "y")}
    about = {"alg": "ES256", "parameters": PARAMETERS["ES256"]}
    [signed] = answers({"op": "sign", **about, "key": private, "data": DATA})
    question = {"op": "verify", **about, "key": public, "data": DATA}
    good, bad, short = answers(
        {**question, "signature": signed["value"]},
        {**question, "signature": changed(f".{signed['value']}")[1:]},
        {**question, "signature": "AAAA"},
    )
    assert (good, bad, short) == ({"value": True}, {"value": False}, {"value": False})


def test_many_tokens_are_answered_one_by_one_with_the_key_imported_once() -> None:
    made = call("generate_key", alg="ES256")
    texts = [
        call(
            "sign", header='{"alg":"ES256"}', payload=payload, key={"text": made["private"]["jwk"]}
        )["token"]
        for payload in ("{}", '{"n":1}')
    ]
    header, payload, signature = texts[0].split(".")
    texts += [f"{header}.{payload}A.{signature}", f"{header}.{payload}."]
    whole = json.loads(made["public"]["jwk"])
    key = {name: whole[name] for name in ("kty", "crv", "x", "y")}
    imports, answered = run_module(
        """
        let imports = 0;
        const { importKey } = crypto.subtle;
        crypto.subtle.importKey = (...given) => (imports += 1, importKey.apply(crypto.subtle, given));
        """
        + ANSWER
        + """
        const answered = await answerAll(given.questions, { ...means, tokens: given.texts });
        tell([imports, answered]);
        """,
        {
            "texts": texts,
            "questions": [
                {
                    "id": name,
                    "op": "verify-many",
                    "alg": "ES256",
                    "parameters": PARAMETERS["ES256"],
                    "key": key,
                    "places": [3, 0, 1, 2],
                }
                for name in ("a", "b")
            ],
        },
    )
    assert answered == {name: {"value": [False, True, True, False]} for name in ("a", "b")}
    assert imports == 1


@pytest.mark.parametrize(
    ("alg", "half", "change", "said"),
    [
        ("RS256", "private", {"p": None, "q": None, "dp": None, "dq": None, "qi": None}, "lacks"),
        ("RS256", "public", {"n": None}, "do not form an RSA key"),
        ("ES256", "public", {"y": "A" * 43}, "not a point on the curve P-256"),
        ("ES384", "private", {"d": "A" * 64}, "the curve P-384"),
        ("EdDSA", "public", {"x": "AAAA"}, "not a public key of the curve Ed25519"),
        ("EdDSA", "private", {"d": "AAAA"}, "not a private key of the curve Ed25519"),
    ],
)
def test_a_key_that_is_at_fault_is_named_at_the_end_of_a_sentence(
    alg: str, half: str, change: dict[str, Any], said: str
) -> None:
    key = {name: value for name, value in (jwk(alg, half) | change).items() if value is not None}
    op = "sign" if half == "private" else "verify"
    question = {"op": op, "alg": alg, "parameters": PARAMETERS[alg], "key": key, "data": DATA}
    [answer] = answers({**question, "signature": "AAAA"})
    assert answer["fault"] == "key"
    assert said in answer["error"]
    assert not answer["error"].endswith(".")


def test_what_the_platform_does_not_have_is_said() -> None:
    key = {"kty": "AKP", "alg": "ML-DSA-44", "pub": "AAAA"}
    verify, made, curve = answers(
        {"op": "verify", "alg": "ML-DSA-44", "key": key, "data": DATA, "signature": "AAAA"},
        {"op": "generate-key", "alg": "ES256K", "bits": None},
        {
            "op": "import-key",
            "crv": "P-256",
            "parameters": {"name": "ECDSA", "namedCurve": "P-256"},
            "pkcs8": "AAAA",
        },
    )
    assert "does not have ML-DSA-44" in verify["error"]
    assert "does not have ES256K" in made["error"]
    assert verify["fault"] == made["fault"] == "unsupported"
    assert curve["fault"] == "key"


def test_without_webcrypto_every_key_operation_says_where_it_is_given() -> None:
    # WebCrypto is taken away before the import, because a plain-HTTP page never has it.
    before = """
      Object.defineProperty(globalThis, "crypto", { value: {} });
      const { answerAll } = await import("./site/engine/answer-python.js");
      const means = { load: async (name) => ({ value: name }) };
    """
    asked = [
        {"id": "0", "op": "sign", "alg": "ES256", "key": {}, "data": DATA},
        {"id": "1", "op": "generate-key", "alg": "RS256", "bits": 2048},
        {"id": "2", "op": "load", "package": "cryptography"},
    ]
    answered = run_module(before + "tell(await answerAll(given, means));", asked)
    for number in ("0", "1"):
        for word in ("https://", "localhost", "“cryptography”"):
            assert word in answered[number]["error"]
    assert answered["2"] == {"value": "cryptography"}


def test_malformed_questions_are_answered_too() -> None:
    wrong: list[dict[str, Any]] = [
        {"op": "verify", "alg": "RS256", "key": {"kty": "EC"}, "data": DATA, "signature": "A"},
        {"op": "verify", "alg": "RS256", "key": {}, "data": DATA, "signature": "AAAA"},
        {"op": "sign", "alg": "", "key": {"kty": "RSA"}, "data": "!"},
        {"op": "import-key", "crv": "", "pkcs8": "!"},
    ]
    for answer in answers(*wrong):
        assert isinstance(answer["error"], str)
        assert "object" not in answer["error"]


DIALOGUE = """
import { createPythonCaller } from "./site/engine/call-python.js";
const seen = [];
let open = 0;
const packages = { load: async () => ({ value: true }), loadable: () => seen.length === 0 };
// As Python's `protocol.begin`: a reply, or a conversation that begins with questions.
const dialogue = (handle) => createPythonCaller((text) => {
  const work = (answers) => {
    seen.push({ ...JSON.parse(text), answers });
    return handle(seen.at(-1));
  };
  let answered = {};
  let reply = work(answered);
  if (!reply.questions) return JSON.stringify(reply);
  open += 1;
  return {
    next(answers) {
      if (answers) reply = work((answered = { ...answered, ...JSON.parse(answers) }));
      return { value: JSON.stringify(reply) };
    },
    destroy() { open -= 1; },
  };
}, packages);
const load = (id) => ({ ok: true, questions: [{ id, op: "load", package: "cryptography" }] });
"""


def test_a_request_goes_on_from_the_answers_until_there_are_no_questions() -> None:
    seen, reply, still_open = run_module(
        DIALOGUE
        + """
        const ask = dialogue(({ answers }) =>
          answers.a ? answers.b ? { ok: true, result: "done" } : load("b") : load("a"));
        const reply = JSON.parse(await ask('{"op":"sign","params":{"header":"\\\\ud800"}}'));
        tell([seen, reply, open]);
        """
    )
    assert reply == {"ok": True, "result": "done"}
    assert still_open == 0
    assert [sorted(request["answers"]) for request in seen] == [[], ["a"], ["a", "b"]]
    assert {request["params"]["header"] for request in seen} == {"\ud800"}
    # What the host says at the beginning stays the same for the whole request.
    host = {"webcrypto": True, "noble": True, "loadable": True}
    assert [request["host"] for request in seen] == [host] * 3


def test_many_tokens_go_in_parts_and_come_back_in_order() -> None:
    handled, result = run_module(
        DIALOGUE
        + """
        const ask = dialogue(({ params, answers }) => answers[params.tokens[0]]
          ? { ok: true, result: params.tokens.map((token) => token * 2) }
          : load(params.tokens[0]));
        const tokens = Array.from({ length: 1201 }, (_, index) => index + 1);
        const reply = JSON.parse(await ask(JSON.stringify({ op: "inspect_many", params: { tokens, now: 1 } })));
        tell([seen.map(({ params: { tokens }, answers }) =>
          [tokens[0], tokens.length, Object.keys(answers).length]), reply]);
        """
    )
    assert result == {"ok": True, "result": [2 * number for number in range(1, 1202)]}
    # While the questions of the first part are answered, Python works on the second part.
    assert handled == [
        *([1, 500, 0], [501, 500, 0]),
        *([1, 500, 1], [501, 500, 1]),
        *([1001, 201, 0], [1001, 201, 1]),
    ]


def test_a_part_that_fails_is_the_whole_reply_and_the_last() -> None:
    count, reply = run_module(
        DIALOGUE
        + """
        const ask = dialogue(() => ({ ok: false, error: { code: "bad-request", message: "Bad." } }));
        const tokens = Array(5000).fill("x");
        const reply = JSON.parse(await ask(JSON.stringify({ op: "inspect_many", params: { tokens } })));
        tell([seen.length, reply]);
        """
    )
    assert count <= 2
    assert reply == {"ok": False, "error": {"code": "bad-request", "message": "Bad."}}


def test_a_package_is_loaded_once_for_all_parts() -> None:
    loads = run_module(
        """
        import { createPythonCaller } from "./site/engine/call-python.js";
        let loads = 0;
        const packages = { load: async () => ({ value: (loads += 1) }), loadable: () => true };
        const question = { id: "a", op: "load", package: "cryptography" };
        const ask = createPythonCaller(() => ({
          next: (answers) => ({ value: JSON.stringify(answers ? { ok: true, result: [] } : { ok: true, questions: [question] }) }),
          destroy() {},
        }), packages);
        await ask(JSON.stringify({ op: "inspect_many", params: { tokens: Array(5000).fill("x") } }));
        tell(loads);
        """
    )
    assert loads == 1


def test_questions_that_do_not_end_are_our_fault_and_said_so() -> None:
    times, reply, still_open = run_module(
        DIALOGUE
        + """
        const ask = dialogue(() => load("again"));
        const reply = JSON.parse(await ask('{"op":"meta"}'));
        tell([seen.length, reply, open]);
        """
    )
    assert times == 1 + 32  # the request, and 32 rounds of answers
    assert still_open == 0
    assert reply["error"]["code"] == "internal-error"


def test_the_clock_is_filled_in_where_a_result_depends_on_it_and_nowhere_else() -> None:
    times = run_module(
        DIALOGUE
        + """
        const ask = dialogue(() => ({ ok: true, result: null }));
        for (const op of ["inspect", "describe_key", "sign", "meta"]) await ask(JSON.stringify({ op, params: {} }));
        await ask('{"op":"describe_key","params":{"now":5}}');
        await ask('{"op":"inspect","params":{"now":0}}');
        tell(seen.map(({ params }) => params.now ?? null));
        """
    )
    assert times[0] > 1.7e9
    assert times[1] > 1.7e9
    assert times[2:] == [None, None, 5, 0]
