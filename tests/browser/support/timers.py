"""Holds the page's long timers, so that a test decides when their time has passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

# The clock stands still, so that a slow machine changes nothing. Short timers run as usual: the
# page uses them only to let other work come first. What one of them runs sees the clock at its end.
HOLD = """() => {
  const { setTimeout: set, clearTimeout: clear } = window;
  const now = performance.now.bind(performance);
  const held = new Map();
  const begun = now();
  let passed = 0;
  let ids = 0;
  let reached = 0;
  performance.now = () => Math.max(begun + passed, reached);
  const short = (run, wait, given) => {
    const end = performance.now() + wait;
    const atEnd = () => {
      reached = end;
      try {
        run(...given);
      } finally {
        reached = 0;
      }
    };
    return set(atEnd, wait);
  };
  window.setTimeout = (run, wait = 0, ...given) => {
    if (wait < 200) return short(run, wait, given);
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
      performance.now = () => now() + passed; // so it does not go back
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
