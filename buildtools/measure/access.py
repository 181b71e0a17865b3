"""How long the workspace “Access” takes: to its first decision, and for many decisions.

The first decision begins with the press on the link to the workspace, in a page whose engine is
ready and has judged a token. It ends with the frame that shows the decision. Between them the
workspace, the package casbin and its modules are loaded for the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jwt
from playwright.sync_api import Browser, Page

from .chromium import idle_page, run, started
from .pages import served
from .row import Chapter, Row
from .sample import ALGORITHM, CLAIMS, SECRET

RULES = 50
REQUESTS = 500
TOKEN = jwt.encode({**CLAIMS, "roles": ["role7", "role9"]}, SECRET, ALGORITHM)
POLICY = "".join(f"p, role{number}, /data/{number}/*, read\n" for number in range(RULES))
PUT = """async ([token, secret]) => {
  const { report } = await jwtPlayground.state.set({ token, key: { text: secret } });
  if (report.verdict !== "valid") throw new Error("the token is not valid");
}"""
FIRST = """() => new Promise((resolve) => {
  const begun = performance.now();
  document.querySelector("[data-view=access]").click();
  const look = () => {
    if (!document.querySelector("#access-rows .decision")) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now() - begun);
    port2.postMessage(null);
  };
  requestAnimationFrame(look);
})"""
MANY = """async ([token, secret, policy, count]) => {
  const presets = await jwtPlayground.call("access_presets", {});
  const { model } = presets.find(({ name }) => name === "roles");
  const requests = Array.from({ length: count }, (_, index) => ({
    values: [`/data/${index % 60}/x`, "read"],
  }));
  const params = {
    token, key: { text: secret }, policy, requests,
    model: model.replace("r.obj == p.obj", "keyMatch(r.obj, p.obj)"),
  };
  await jwtPlayground.call("authorize", params);
  const begun = performance.now();
  const { decisions } = await jwtPlayground.call("authorize", params);
  const took = performance.now() - begun;
  if (!decisions[7].allowed || decisions[8].allowed) throw new Error("the decisions are wrong");
  return took;
}"""
NOTES = (
    (
        "First decision: from the press on “Access” to the frame with a decision; the engine is "
        "ready, and casbin is loaded for it. The decisions after it are one call."
    ),
)


def access(dist: Path, chromium: Path, runs: int) -> Chapter:
    """Measure the first decision, and many decisions of a policy."""
    first: list[float] = []
    many: list[float] = []
    with served(dist) as server, started(chromium) as browser:
        for _ in range(runs):
            with _page(browser, f"{server.url}ours/index.html") as page:
                first.append(page.evaluate(FIRST))
                many.append(page.evaluate(MANY, [TOKEN, SECRET, POLICY, REQUESTS]))
    return chapter(first, many)


def chapter(first: list[float], many: list[float]) -> Chapter:
    """Return the rows for the times in milliseconds."""
    rows = [
        Row("access/first", "Access to a first decision", "ms", first),
        Row("access/many", f"{REQUESTS} decisions of a policy with {RULES} rules", "ms", many),
    ]
    return Chapter("access", "Decisions of policies in Chromium", rows, notes=NOTES)


@contextmanager
def _page(browser: Browser, url: str) -> Iterator[Page]:
    context: Any = browser.new_context(service_workers="block")
    page = idle_page(context)
    page.goto(url)
    run(page, "await jwtPlayground.ready")
    page.evaluate(PUT, [TOKEN, SECRET])
    page.wait_for_load_state("networkidle")
    yield page
    context.close()
