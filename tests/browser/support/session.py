"""Runs the page's session in Node, with an engine and a clock that the test plays."""

from __future__ import annotations

from typing import Any

from tests.browser.support.node import run_module

SETUP = """
import { createSession } from "./site/state/session.js";
import { createStore } from "./site/state/store.js";
import { early as readEarly } from "./site/state/early.js";
import { preview } from "./site/state/preview.js";
import { fakeClient, settled } from "./tests/browser/support/fakes.js";
const loading = { stage: "python", loaded: 0, total: 1, message: "" };
const client = fakeClient(given === "loading" ? loading : undefined);
const time = { now: 1000, timers: new Map(), count: 0 };
const clock = {
  now: () => time.now,
  later(run, seconds) { time.timers.set(++time.count, { run, at: time.now + seconds }); return time.count; },
  forget: (id) => time.timers.delete(id),
};
async function pass(seconds) {
  for (const end = time.now + seconds; ; ) {
    const [next] = [...time.timers].sort(([, a], [, b]) => a.at - b.at);
    if (!next || next[1].at > end) { time.now = end; break; }
    time.now = next[1].at;
    time.timers.delete(next[0]);
    next[1].run();
    await settled();
  }
}
const store = createStore();
const session = createSession({ store, client, early: readEarly, preview, clock });
const inputs = () => store.get().inputs;
const ok = (result) => ({ ok: true, result });
const lost = { ok: false, error: { code: "engine-lost", message: "Lost." } };
const report = (more) => ok({ header: "H", payload: "P", payload_members: [], now: time.now, ...more });
const tokens = () => client.open("inspect").map((call) => call.params.token);
"""


def run(script: str, load: str = "ready") -> Any:
    return run_module(SETUP + script, load)
