"""The door alone, in Node: to whom it posts. Browsers differ in what they tell of the parent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.support.node import run_module

SETUP = """
import { openDoor } from "./site/door.js";
const posted = [];
const parent = { postMessage: (data, origin) => posted.push([data.ready ?? data.id, origin]) };
const listeners = [];
globalThis.window = { parent, addEventListener: (type, listener) => listeners.push([type, listener]) };
globalThis.location = given === null ? {} : { ancestorOrigins: given };
const state = { get: () => ({ inputs: {}, report: null }) };
const open = () => openDoor({ client: null, state, origins: ["https://a", "https://b"], version: "1" });
"""


def run(script: str, ancestors: list[str] | None = None) -> Any:
    return run_module(SETUP + script, ancestors)


@pytest.mark.parametrize(
    ("ancestors", "told"),
    [
        (None, ["https://a", "https://b"]),  # Firefox, which delivers to the right one only
        (["https://b", "https://c"], ["https://b"]),
        (["https://c", "https://a"], []),
    ],
)
def test_ready_is_told_to_named_origins_only(ancestors: list[str] | None, told: list[str]) -> None:
    assert run("open(); tell(posted);", ancestors) == [[True, origin] for origin in told]


def test_an_answer_goes_to_the_origin_that_asked() -> None:
    assert run("""
      open();
      posted.length = 0;
      const [[, listener]] = listeners;
      for (const origin of ["https://b", "https://b.c", "http://b", "https://b:8443", "null", "*", ""])
        listener({ source: parent, origin, data: { jwtPlayground: 1, id: origin, op: "state.get" } });
      listener({ source: null, origin: "https://b", data: { jwtPlayground: 1, id: 1, op: "state.get" } });
      await new Promise((done) => setImmediate(done));
      tell(posted);
    """) == [["https://b", "https://b"]]


def test_a_page_that_stands_alone_has_no_door() -> None:
    assert run("window.parent = window; open(); tell([posted, listeners]);") == [[], []]
