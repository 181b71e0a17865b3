"""The wheels of the packages: fetched once, in advance or when a request needs them."""

from __future__ import annotations

from typing import Any

from tests.browser.support.node import run_module

# The test answers each request for a wheel. Both wheels have four bytes.
SETUP = """
globalThis.BUILD = {
  singleFile: false,
  packages: ["a.whl", "b.whl"].map((url) => ({ name: url, url, bytes: 4 })),
  later: [{ name: "casbin", url: "casbin.zip", bytes: 4 }],
};
const asked = [];
globalThis.fetch = (url) =>
  new Promise((answer) => asked.push({ name: url.split("/").at(-1), answer }));
const { createPythonPackages } = await import("./site/engine/python-packages.js");
const { settled } = await import("./tests/browser/support/fakes.js");
const told = [];
let unpacked = 0;
const engine = {
  unpack: () => { unpacked += 1; },
  proveImport: () => {},
  pythonFiles: { fetchMissing: async () => {} },
};
const packages = createPythonPackages(engine, (extra) => told.push(extra ? extra.loaded : null));
const send = async (...statuses) => {
  for (const { answer } of asked.splice(0))
    answer(new Response("four", { status: statuses.shift() ?? 200 }));
  for (let turn = 0; turn < 20; turn += 1) await settled();
};
const names = () => asked.map(({ name }) => name);
console.warn = () => {};
"""


def run(script: str) -> Any:
    return run_module(SETUP + script)


def test_wheels_that_were_fetched_in_advance_are_unpacked_when_a_request_needs_them() -> None:
    assert run("""
      const fetched = packages.fetchWheels();
      const first = names();
      await send();
      await fetched;
      const before = [unpacked, told.length, packages.isLoaded(), packages.loadable()];
      const answer = await packages.load("cryptography");
      tell([first, before, answer, names(), unpacked, told, packages.isLoaded(), packages.loadable()]);
    """) == [
        ["a.whl", "b.whl"],
        [0, 0, False, True],
        {"value": True},
        [],
        2,
        [None],  # nothing but the end
        True,
        False,
    ]


def test_a_request_waits_for_the_wheels_under_way_and_only_then_is_progress_told() -> None:
    assert run("""
      const fetched = packages.fetchWheels();
      const [, second] = asked.splice(0);
      const loading = packages.load("cryptography");
      await settled();
      const early = [...told];
      second.answer(new Response("four"));
      for (let turn = 0; turn < 20; turn += 1) await settled();
      tell([early, told, names()]);
    """) == [[0], [0, 4], []]


def test_a_failed_fetch_in_advance_is_forgotten() -> None:
    assert run("""
      const failed = packages.fetchWheels().then(() => "came", (error) => error.message);
      await send(404);
      const said = await failed;
      const loading = packages.load("cryptography");
      await settled();
      const again = names();
      await send();
      tell([said, again, await loading]);
    """) == [
        "a.whl could not be fetched (the server answered 404)",
        ["a.whl", "b.whl"],
        {"value": True},
    ]


def test_a_failed_load_stands_for_a_while() -> None:
    assert run("""
      const loading = packages.load("cryptography");
      await settled();
      await send(404);
      const { error } = await loading;
      const again = await packages.load("cryptography");
      tell([error.includes("a.whl"), again.error === error, names(), packages.isLoaded()]);
    """) == [True, True, [], False]


def test_another_package_is_fetched_when_it_is_asked_for_and_never_before() -> None:
    assert run("""
      const before = [packages.others(), names()];
      const loading = packages.load("casbin");
      await settled();
      const during = names();
      await send();
      const answer = await loading;
      tell([before, during, answer, unpacked, packages.others(), packages.isLoaded()]);
    """) == [[["casbin"], []], ["casbin.zip"], {"value": True}, 1, [], False]


def test_a_package_that_no_build_has_is_an_error_and_asks_nobody() -> None:
    assert run("""
      tell([await packages.load("numpy"), names()]);
    """) == [{"error": "This build does not have the package numpy."}, []]
