"""The client alone, with a worker that the test plays: every call gets an answer."""

from __future__ import annotations

from typing import Any

from tests.browser.support.node import run_module

SETUP = """
import { createEngineClient } from "./site/engine/client.js";
import { FakeWorker } from "./tests/browser/support/fakes.js";
const limits = { call: 20, generate: 60_000, stall: 60_000, crashes: 3 };
const client = createEngineClient({ workerUrl: "x", limits, createWorker: () => new FakeWorker() });
const outcome = (promise) => promise.then((reply) => reply.error?.code ?? reply.result, (e) => e.message);
const stage = () => client.status.get().stage;
"""


def run(script: str) -> Any:
    # Without `dispose`, timers of the client could keep the process alive.
    return run_module(SETUP + script + "\nclient.dispose();")


def test_requests_wait_until_the_engine_is_ready_and_are_sent_one_at_a_time() -> None:
    assert run("""
      const a = client.call("meta", { a: 1 });
      const worker = FakeWorker.last;
      const sent = [worker.sent.length];
      worker.status("ready");
      const b = client.call("meta", { b: 1 });
      sent.push(worker.sent.length);
      worker.answer("first");
      sent.push(worker.sent.length);
      worker.answer("second");
      tell({ sent, answers: [await a, await b], requests: worker.sent.map((m) => m.request) });
    """) == {
        "sent": [0, 1, 2],
        "answers": [{"ok": True, "result": "first"}, {"ok": True, "result": "second"}],
        "requests": ['{"op":"meta","params":{"a":1}}', '{"op":"meta","params":{"b":1}}'],
    }


def test_who_asks_may_hear_how_long_the_engine_has_worked() -> None:
    assert run("""
      const told = [];
      const call = client.call("meta", {}, { took: (time) => told.push(time) });
      FakeWorker.last.status("ready");
      FakeWorker.last.answer("done", 12);
      tell([await call, told]);
    """) == [{"ok": True, "result": "done"}, [12]]


def test_a_death_answers_the_request_at_work_and_the_next_worker_gets_the_rest() -> None:
    for event in ("error", "messageerror"):
        assert run(f"""
          const [a, b] = [client.call("meta", {{}}), client.call("meta", {{}})].map(outcome);
          const dead = FakeWorker.last;
          dead.status("ready");
          dead.die("{event}");
          const first = await a;
          const during = stage();
          FakeWorker.last.status("ready");
          FakeWorker.last.answer();
          tell([first, dead.terminated, during, await b, FakeWorker.made.length]);
        """) == ["engine-lost", True, "runtime", "done", 2]


def test_a_hang_answers_that_request_and_the_next_worker_gets_the_rest() -> None:
    assert run("""
      const [a, b] = [client.call("meta", {}), client.call("meta", {})].map(outcome);
      const hung = FakeWorker.last;
      hung.status("ready");
      const first = await a; // after the limit of 20 ms
      FakeWorker.last.status("ready");
      FakeWorker.last.answer();
      tell([first, hung.terminated, await b]);
    """) == ["engine-timeout", True, "done"]


def test_the_limit_does_not_run_while_the_engine_loads_or_works_on_another_request() -> None:
    assert run("""
      const a = outcome(client.call("meta", {}, { timeout: 60_000 }));
      const b = outcome(client.call("meta", {}));
      await new Promise((done) => setTimeout(done, 60));
      FakeWorker.last.status("ready");
      await new Promise((done) => setTimeout(done, 60));
      FakeWorker.last.answer("a");
      FakeWorker.last.answer("b");
      tell([await a, await b]);
    """) == ["a", "b"]


def test_a_call_may_set_its_own_limit_and_key_generation_has_a_longer_one() -> None:
    assert run("""
      const slow = outcome(client.call("generate_key", { alg: "RS256" }));
      FakeWorker.last.status("ready");
      await new Promise((done) => setTimeout(done, 60));
      FakeWorker.last.answer("key");
      tell([await slow, await outcome(client.call("generate_key", { alg: "RS256" }, { timeout: 5 }))]);
    """) == ["key", "engine-timeout"]


def test_a_failed_load_is_final_until_a_restart() -> None:
    assert run("""
      const before = outcome(client.call("meta", {}));
      FakeWorker.last.status("failed", "No Python today.");
      const after = await client.call("meta", {});
      const failed = stage();
      client.restart();
      FakeWorker.last.status("ready");
      const again = outcome(client.call("meta", {}));
      FakeWorker.last.answer();
      tell([await before, after.error, failed, await again, FakeWorker.made.length]);
    """) == [
        "engine-failed",
        {"code": "engine-failed", "message": "No Python today."},
        "failed",
        "done",
        2,
    ]


def test_a_death_while_loading_is_a_failed_load() -> None:
    assert run("""
      const open = outcome(client.call("meta", {}));
      FakeWorker.last.die();
      tell([await open, stage(), FakeWorker.made.length]);
    """) == ["engine-failed", "failed", 1]


def test_a_browser_that_starts_no_worker_is_a_failed_load() -> None:
    assert run("""
      const other = createEngineClient({ workerUrl: "x", createWorker() { throw new Error("not here"); } });
      const load = other.status.get();
      tell([load.stage, load.message.includes("not here"), await outcome(other.call("meta", {}))]);
    """) == ["failed", True, "engine-failed"]


def test_a_load_that_stands_still_is_a_failed_load() -> None:
    assert run("""
      const other = createEngineClient({ workerUrl: "x", limits: { stall: 30 }, createWorker: () => new FakeWorker() });
      await new Promise((done) => setTimeout(done, 20));
      FakeWorker.last.status("python"); // moves: the limit starts anew
      await new Promise((done) => setTimeout(done, 20));
      const moving = other.status.get().stage;
      const failed = await outcome(other.call("meta", {}));
      tell([moving, failed, FakeWorker.last.terminated]);
    """) == ["python", "engine-failed", True]


def test_an_engine_that_keeps_dying_is_not_started_for_ever() -> None:
    assert run("""
      const outcomes = [];
      for (let turn = 0; turn < 5; turn += 1) {
        const open = outcome(client.call("meta", {}));
        if (stage() !== "failed") {
          FakeWorker.last.status("ready");
          FakeWorker.last.die();
        }
        outcomes.push(await open);
      }
      tell([outcomes, stage(), FakeWorker.made.length]);
    """) == [["engine-lost", "engine-lost"] + ["engine-failed"] * 3, "failed", 3]


def test_an_answer_between_two_deaths_makes_the_count_start_anew() -> None:
    assert run("""
      const outcomes = [];
      for (let turn = 0; turn < 4; turn += 1) {
        const [a, b] = [client.call("meta", {}), client.call("meta", {})].map(outcome);
        FakeWorker.last.status("ready");
        FakeWorker.last.answer();
        FakeWorker.last.die();
        outcomes.push(await a, await b);
      }
      tell([outcomes, stage()]);
    """) == [["done", "engine-lost"] * 4, "runtime"]


def test_an_aborted_request_rejects_with_the_reason_and_leaves_the_line() -> None:
    assert run("""
      const [at_work, in_line] = [new AbortController(), new AbortController()];
      const a = outcome(client.call("meta", {}, { signal: at_work.signal }));
      const b = outcome(client.call("meta", {}, { signal: in_line.signal }));
      const c = outcome(client.call("meta", {}));
      FakeWorker.last.status("ready");
      at_work.abort(new Error("changed my mind"));
      in_line.abort(new Error("me too"));
      FakeWorker.last.answer("a");
      FakeWorker.last.answer("c");
      const late = outcome(client.call("meta", {}, { signal: AbortSignal.abort(new Error("late")) }));
      tell([await a, await b, await c, await late, FakeWorker.last.sent.length]);
    """) == ["changed my mind", "me too", "c", "late", 2]


def test_an_aborted_generation_at_work_ends_the_worker_and_the_next_one_gets_the_rest() -> None:
    assert run("""
      const [at_work, in_line] = [new AbortController(), new AbortController()];
      const a = outcome(client.call("generate_key", {}, { signal: at_work.signal }));
      const b = outcome(client.call("generate_key", {}, { signal: in_line.signal }));
      const c = outcome(client.call("meta", {}));
      const first = FakeWorker.last;
      first.status("ready");
      in_line.abort(new Error("not begun"));
      const before = first.terminated;
      at_work.abort(new Error("too slow"));
      const after = first.terminated;
      first.answer("late");
      FakeWorker.last.status("ready");
      FakeWorker.last.answer("c");
      tell([await a, await b, await c, before, after, FakeWorker.made.length, first.sent.length, FakeWorker.last.sent.length]);
    """) == ["too slow", "not begun", "c", False, True, 2, 1, 1]


def test_a_request_that_loads_a_package_has_its_limit_afterwards() -> None:
    assert run("""
      const extra = { message: "Loading.", loaded: 1, total: 2 };
      const shown = [];
      client.status.subscribe((status) => shown.push(status.extra?.message ?? null));
      const a = outcome(client.call("inspect", {}));
      FakeWorker.last.status("ready");
      const say = (more) => FakeWorker.last.say({ kind: "status", status: { ...client.status.get(), extra: more } });
      say(extra);
      await new Promise((done) => setTimeout(done, 60)); // three times the limit
      say(undefined);
      const sent = FakeWorker.last.sent.length;
      const hung = await a; // and now it counts
      tell([sent, hung, shown.includes("Loading.")]);
    """) == [1, "engine-timeout", True]


def test_parameters_that_are_no_json_are_refused_in_words() -> None:
    assert run("""
      let deep = [];
      for (let level = 0; level < 100_000; level += 1) deep = [deep];
      tell([await outcome(client.call("meta", { n: 1n })), await outcome(client.call("meta", { deep }))]);
    """) == ["bad-request", "bad-request"]


def test_the_end_answers_what_is_open() -> None:
    assert run("""
      const open = outcome(client.call("meta", {}));
      const worker = FakeWorker.last;
      client.dispose();
      tell([await open, worker.terminated]);
    """) == ["engine-failed", True]


def test_the_last_words_of_an_ended_worker_are_not_heard() -> None:
    assert run("""
      const open = client.call("meta", {});
      const ended = FakeWorker.last;
      ended.status("ready");
      client.restart();
      ended.answer("from the dead");
      ended.die();
      FakeWorker.last.status("ready");
      FakeWorker.last.answer("alive");
      tell([await open, FakeWorker.made.length]);
    """) == [{"ok": True, "result": "alive"}, 2]
