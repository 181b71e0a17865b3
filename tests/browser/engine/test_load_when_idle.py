"""When the page lets the engine load its packages, with an engine that the test plays."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.support.node import run_module

SETUP = """
import { createStore } from "./site/state/store.js";
import { isCostly, loadWhenIdle } from "./site/shell/load-when-idle.js";
const store = createStore();
const loads = [];
let say = () => {};
const client = {
  preload: () => loads.push("preload"),
  status: { subscribe: (listener) => { say = listener; say({ stage: "python" }); } },
};
let onIdle, waits = false, line;
const watch = (run) => {
  onIdle = () => waits && run();
  return { wait: () => { waits = true; }, stop: () => { waits = false; } };
};
const start = (hasPackages = true) =>
  loadWhenIdle({ client, store, hasPackages, watch, line: () => line });
const ready = (more) => say({ stage: "ready", ...more });
"""


def run(script: str) -> Any:
    return run_module(SETUP + script)


def test_the_packages_are_loaded_once_when_the_engine_is_ready_and_the_page_idle() -> None:
    assert run("""
      start();
      onIdle();
      const before = loads.length;
      ready();
      const waiting = [waits, loads.length];
      onIdle();
      ready({ extra: { message: "Loading." } });
      onIdle();
      ready({ hasPackages: true });
      onIdle();
      tell([before, waiting, loads.length, waits]);
    """) == [0, [True, 0], 1, False]


def test_a_build_without_packages_loads_none() -> None:
    assert run("start(false); ready(); tell([onIdle === undefined, loads.length]);") == [True, 0]


def test_what_a_request_has_loaded_is_not_loaded_again() -> None:
    assert run("start(); ready(); ready({ hasPackages: true }); onIdle(); tell(loads.length);") == 0


@pytest.mark.parametrize(("came", "loads"), [(True, 2), (False, 1)])
def test_a_fresh_engine_loads_them_again_only_if_they_came_before(came: bool, loads: int) -> None:
    assert (
        run(f"""
      start();
      ready();
      onIdle();
      if ({str(came).lower()}) ready({{ hasPackages: true }});
      say({{ stage: "runtime" }});
      ready();
      onIdle();
      tell(loads.length);
    """)
        == loads
    )


def test_an_engine_that_has_just_failed_is_left_alone() -> None:
    assert run("""
      start();
      ready();
      store.set({ error: { code: "engine-lost", message: "Lost." } });
      onIdle();
      const failed = loads.length;
      store.set({ error: null });
      onIdle();
      tell([failed, loads.length]);
    """) == [0, 1]


def test_on_a_costly_line_nothing_is_loaded_until_the_line_is_another() -> None:
    assert run("""
      start();
      ready();
      line = { effectiveType: "3g" };
      onIdle();
      const costly = loads.length;
      line = { effectiveType: "4g" };
      onIdle();
      tell([costly, loads.length]);
    """) == [0, 1]


@pytest.mark.parametrize(
    ("line", "costly"),
    [
        (None, False),
        ({}, False),
        ({"saveData": False, "effectiveType": "4g", "type": "wifi"}, False),
        ({"saveData": True, "effectiveType": "4g"}, True),
        ({"effectiveType": "slow-2g"}, True),
        ({"effectiveType": "2g"}, True),
        ({"effectiveType": "3g"}, True),
        ({"effectiveType": "4g", "type": "cellular"}, True),
    ],
)
def test_a_line_is_costly_if_it_is_metered_or_slow(
    line: dict[str, Any] | None, costly: bool
) -> None:
    script = 'import { isCostly } from "./site/shell/load-when-idle.js"; tell(isCostly(given ?? undefined));'
    assert run_module(script, line) is costly


def test_packages_are_loaded_in_advance_only_by_an_engine_that_is_ready() -> None:
    assert run_module("""
      import { createEngineClient } from "./site/engine/client.js";
      import { FakeWorker } from "./tests/browser/support/fakes.js";
      const client = createEngineClient({ workerUrl: "x", createWorker: () => new FakeWorker() });
      client.preload();
      const early = FakeWorker.last.sent.length;
      FakeWorker.last.status("ready");
      client.preload();
      const call = client.call("meta", {});
      FakeWorker.last.answer("meanwhile");
      const { result } = await call;
      tell([early, FakeWorker.last.sent.map(({ kind }) => kind), result]);
      client.dispose();
    """) == [0, ["preload", "call"], "meanwhile"]
