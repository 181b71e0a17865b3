"""The service worker replaces one build by the next, and never mixes two builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import wait_until_quiet
from tests.browser.offline.visitor import STATUS_OF, Visitor, until
from tests.browser.support.expect import expect
from tests.build.conftest import read_folder

pytestmark = pytest.mark.only(
    "chromium", reason="caches and updates are followed by Playwright, across workers"
)
UPDATE = """() => navigator.serviceWorker.getRegistration().then((it) => it.update()).then(
  () => true, () => false)"""

IS_HELD = """(name) => navigator.locks.request(name, { ifAvailable: true },
  (lock) => lock === null)"""
"""Whether a page or a worker keeps this build from being deleted."""

TELL_UPDATES = """if (isSecureContext) { // an empty page, before the address is known, is none
  const { prototype } = ServiceWorkerRegistration;
  const { update } = prototype;
  prototype.update = function () {
    document.documentElement.dataset.looksForABuild = "";
    return update.call(this);
  };
}"""
"""Lets a page show that it looked for a new build; the server cannot know who asked."""


def test_a_new_build_replaces_the_old_one_on_reload(visitor: Visitor, next_dist: Path) -> None:
    old, new = read_folder(visitor.server.folder), read_folder(next_dist)
    page = visitor.visit()
    visitor.settle(page)
    visitor.server.folder = next_dist

    visitor.asked.clear()
    page.reload()  # looks for a new build, and shows the present one meanwhile
    wait_until_quiet(page)
    assert visitor.loaded() & (old.keys() ^ new.keys()) <= old.keys()
    assert page.evaluate("jwtPlayground.version") != "99.0.0"
    until(page, "builds", 2)
    until(page, "settled")
    # Files that both builds have are not downloaded again.
    changed = {name for name in new if new[name] != old.get(name)}
    assert set(visitor.server.requests) - {"sw.js"} == changed - {"sw.js"}
    assert not [name for name in changed if name.startswith("pyodide-")]
    # The old page is still open and finds its own files, although the server no longer has them.
    [worker] = [name for name in old if name.startswith("assets/worker-")]
    assert worker not in new
    assert page.evaluate(STATUS_OF, worker) == 200

    visitor.go_offline()
    visitor.asked.clear()
    page.reload()
    wait_until_quiet(page)
    assert page.evaluate("jwtPlayground.version") == "99.0.0"
    assert visitor.loaded() <= new.keys()
    assert len(visitor.loaded() - old.keys()) >= 3  # the first script, the page and the worker
    until(page, "builds", 1)


def test_each_visit_looks_for_a_new_build_by_itself(visitor: Visitor) -> None:
    visitor.settle(visitor.visit())
    visitor.context.add_init_script(TELL_UPDATES)
    page = visitor.visit()
    expect(page.locator("html[data-looks-for-a-build]")).to_have_count(1)


def test_the_old_build_is_kept_as_long_as_one_of_its_pages_is_open(
    visitor: Visitor, next_dist: Path
) -> None:
    first = visitor.visit()
    visitor.settle(first)
    [worker] = (path.name for path in visitor.server.folder.glob("assets/worker-*"))
    visitor.server.folder = next_dist
    another = visitor.visit()  # looks for the new build
    until(first, "builds", 2)
    another.close()
    until(first, "settled")
    second = visitor.visit()
    assert second.evaluate("jwtPlayground.version") == "99.0.0"
    second.reload()
    wait_until_quiet(second)
    assert first.evaluate(STATUS_OF, f"assets/{worker}") == 200
    first.close()
    second.reload()
    wait_until_quiet(second)
    until(second, "builds", 1)


def test_a_build_that_is_on_its_way_is_not_tidied_away(visitor: Visitor, next_dist: Path) -> None:
    page = visitor.visit()
    visitor.settle(page)
    [first] = page.evaluate("caches.keys()")
    visitor.server.folder = next_dist
    [worker] = (path.name for path in next_dist.glob("assets/worker-*"))
    arrives = visitor.server.hold(f"assets/{worker}")
    page.evaluate(UPDATE)
    until(page, "builds", 2)
    [second] = set(page.evaluate("caches.keys()")) - {first}
    assert page.evaluate(IS_HELD, second)
    arrives.set()
    until(page, "settled")
    assert page.evaluate(IS_HELD, first)  # because this page is open


def test_a_deployment_under_way_is_not_taken_for_a_build(visitor: Visitor, next_dist: Path) -> None:
    page = visitor.visit()
    visitor.settle(page)
    old = visitor.server.folder
    visitor.server.folder = next_dist
    visitor.server.replace["index.html"] = (old / "index.html").read_bytes()
    page.evaluate(UPDATE)
    until(page, "settled")
    assert "index.html" in visitor.server.requests
    visitor.go_offline()
    page.reload()
    wait_until_quiet(page)
    assert page.evaluate("jwtPlayground.version") != "99.0.0"

    visitor.context.set_offline(False)
    visitor.server.reset()
    page.evaluate(UPDATE)
    until(page, "settled")
    page.reload()
    wait_until_quiet(page)
    assert page.evaluate("jwtPlayground.version") == "99.0.0"
