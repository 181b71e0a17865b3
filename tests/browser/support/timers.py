"""Holds the page's long timers, so that a test decides when their time has passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

# Short timers run as usual: the page uses them only to let other work come first.
HOLD = """() => {
  const { setTimeout: set, clearTimeout: clear } = window;
  const now = performance.now.bind(performance);
  const held = new Map();
  let passed = 0;
  let ids = 0;
  performance.now = () => now() + passed;
  window.setTimeout = (run, wait = 0, ...given) => {
    if (wait < 200) return set(run, wait, ...given);
    held.set(--ids, { due: performance.now() + wait, run: () => run(...given) });
    return ids;
  };
  window.clearTimeout = (id) => held.delete(id) || clear(id);
  window.heldTimers = {
    pass(milliseconds) {
      passed += milliseconds;
      for (const [id, { due, run }] of held) {
        if (due <= performance.now() && held.delete(id)) run();
      }
    },
    letGo() {
      // `performance.now` keeps what has passed: it never goes back.
      Object.assign(window, { setTimeout: set, clearTimeout: clear });
      for (const { due, run } of held.values()) set(run, due - performance.now());
      held.clear();
    },
  };
}"""


@contextmanager
def held_timers(page: Page) -> Iterator[Callable[[int], None]]:
    """Hold every timer of 200 ms or more; give a function that lets some milliseconds pass."""
    page.evaluate(HOLD)
    try:
        yield lambda milliseconds: page.evaluate("(time) => heldTimers.pass(time)", milliseconds)
    finally:
        page.evaluate("heldTimers.letGo()")
