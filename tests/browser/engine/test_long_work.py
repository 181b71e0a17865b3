"""Work that takes long, in Node: the limit of time, the signs of life, keys that are encrypted."""

from __future__ import annotations

from tests.browser.support.node import run_module
from tests.unit.support.noble import noble

CALLER = """
globalThis.BUILD = { singleFile: false, noble: "./noble.js", jwe: "./jwe.js" };
import { createPythonCaller } from "./site/engine/call-python.js";
const told = [];
const signs = { alive: () => told.push("alive"), opened: (time) => told.push(typeof time) };
const packages = { load: async () => ({}), loadable: () => false };
// As Python's `protocol.begin`: each part of a request asks the same questions once.
const caller = (questions) => createPythonCaller(() => ({
  next: (answers) => ({ value: JSON.stringify(
    answers ? { ok: true, result: Object.values(JSON.parse(answers)) } : { ok: true, questions }) }),
  destroy() {},
}), packages, signs);
const request = (tokens) => JSON.stringify({ op: "inspect_many", params: { tokens, now: 1 } });
"""
OPEN_KEY = {
    "id": "a",
    "op": "open-key",
    "derivation": {"name": "PBKDF2", "hash": "SHA-256", "salt": "AAAA", "iterations": 2},
    "bits": 128,
    "iv": "A" * 22,
    "ciphertext": "A" * 22,
    "passphrase": "AAAA",
}


def test_a_sign_of_life_lets_the_limit_of_a_request_begin_anew() -> None:
    outcomes = run_module("""
      import { createEngineClient } from "./site/engine/client.js";
      import { FakeWorker } from "./tests/browser/support/fakes.js";
      const limits = { call: 100 };
      const client = createEngineClient({ workerUrl: "x", limits, createWorker: () => new FakeWorker() });
      const worker = FakeWorker.last;
      worker.status("ready");
      worker.say({ kind: "alive" }); // of a request of nobody
      const call = client.call("inspect_many", {});
      for (let turn = 0; turn < 5; turn += 1) {
        await new Promise((done) => setTimeout(done, 50));
        worker.say({ kind: "alive" });
      }
      worker.answer("whole");
      const hung = await client.call("inspect_many", {});
      tell([(await call).result, hung.error.code]);
      client.dispose();
    """)
    assert outcomes == ["whole", "engine-timeout"]


def test_every_part_of_many_tokens_is_a_sign_of_life() -> None:
    told = run_module(
        CALLER
        + """
        await caller([])(request(Array(1300).fill("x")));
        tell(told);
        """
    )
    assert told == ["alive"] * 3


def test_every_signature_that_noble_checks_is_a_sign_of_life() -> None:
    [made] = noble([{"op": "generate-key", "alg": "EdDSA", "crv": "Ed25519"}])
    key = {name: value for name, value in made["value"].items() if name != "d"}
    about = {"engine": "noble", "alg": "EdDSA", "key": key}
    many = {"id": "a", "op": "verify-many", **about, "places": [0, 1, 2]}
    one = {"id": "b", "op": "verify", **about, "data": "", "signature": ""}
    told, reply = run_module(
        CALLER
        + """
        const reply = JSON.parse(await caller(given)(request(["a.b.", "a.b.AAAA", "a.b."])));
        tell([told, reply.result]);
        """,
        [many, one],
    )
    assert told == ["alive"] * 4
    assert reply == [{"value": [False] * 3}, {"value": False}]


def test_an_encrypted_key_is_opened_once_for_all_parts_and_anew_for_the_next_request() -> None:
    derived, told, results = run_module(
        """
        let derived = 0;
        const { deriveBits } = crypto.subtle;
        crypto.subtle.deriveBits = (...given) => (derived += 1, deriveBits.apply(crypto.subtle, given));
        """
        + CALLER
        + """
        const ask = caller([given]);
        const results = [];
        for (const count of [1300, 2]) results.push(JSON.parse(await ask(request(Array(count).fill("x")))).result);
        tell([derived, told.filter((one) => one !== "alive"), results]);
        """,
        OPEN_KEY,
    )
    assert derived == 2
    assert told == ["number"] * 2
    assert results == [[{"value": None}] * 3, [{"value": None}]]
