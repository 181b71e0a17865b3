"""The engine starts from the build's snapshot; the files it does not need yet come later."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from buildtools.common import ROOT
from buildtools.runtime import runtime_files
from buildtools.snapshot import make_snapshot
from tests.browser.conftest import OpenPage, wait_until_quiet, wait_until_ready
from tests.browser.support.abilities import in_the_worker, on_the_way
from tests.browser.support.damage import SNAPSHOT
from tests.browser.support.engines import CALL
from tests.browser.support.expect import expect
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import Playground
from tests.browser.support.starts import LIBRARY_THERE, STDLIB, inspect, loaded
from tests.browser.support.storage import NOTHING, kept
from tests.browser.support.survival import TOKEN
from tests.site_server import SiteServer

# The promise `died` resolves when a worker has failed.
WATCH_WORKERS = """
let tell;
globalThis.died = new Promise((resolve) => (tell = resolve));
globalThis.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("error", tell);
  }
};
"""
# An operation that imports a module which the start does not import.
NEEDY_META = """
from jwt_playground import protocol
protocol.OPERATIONS["meta"] = lambda params, host: lambda: __import__("wave").__name__
"""


def generate(page: Page, alg: str) -> str:
    made = page.evaluate(CALL, ["generate_key", {"alg": alg}])
    return json.dumps(made, sort_keys=True)


@in_the_worker
def test_the_worker_starts_before_the_pages_own_module_has_arrived(
    page: Page, open_page: OpenPage, site: SiteServer
) -> None:
    arrives = site.hold("assets/page-*.js")
    with page.expect_worker():
        page.goto(site.url, wait_until="commit")
    page.workers[0].evaluate("1")
    arrives.set()
    page.wait_for_load_state()
    wait_until_ready(page)
    assert inspect(page)["verdict"] == "valid"
    assert len(page.workers) == 1
    assert loaded(site, ".wasm.bin") == 1


def test_a_page_that_does_not_come_is_told_of(
    page: Page, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.allow("(?i)import|404|assets/page-")  # every browser words it differently
    site.missing.add("assets/page-*.js")
    page.goto(site.url)
    expect(page.locator("#error")).to_contain_text("Check the connection and reload it")


@on_the_way
def test_a_worker_that_fails_before_the_page_listens_is_told_of(
    page: Page, page_guard: PageGuard, site: SiteServer
) -> None:
    page_guard.expect("404")
    page_guard.allow("console|uncaught")
    site.missing.add("assets/worker-*.js")
    arrives = site.hold("assets/page-*.js")
    page.add_init_script(WATCH_WORKERS)
    page.goto(site.url, wait_until="commit")
    page.evaluate("died.then(() => true)")
    arrives.set()
    expect(page.locator("#load-retry")).to_be_visible()
    site.missing.clear()
    page.locator("#load-retry").click()
    wait_until_ready(page)
    assert inspect(page)["verdict"] == "valid"


def test_the_engine_starts_without_the_modules_files(
    open_page: OpenPage, site: SiteServer, told: list[str]
) -> None:
    held = [site.hold("*/" + STDLIB), site.hold("assets/python-*.bin")]
    page = open_page()
    assert inspect(page)["verdict"] == "valid"
    for alg in ("HS256", "ES256"):
        assert json.loads(generate(page, alg))["private"]
    assert told == []
    for arrives in held:
        arrives.set()


@in_the_worker
def test_what_python_imports_later_comes_after_the_start(
    open_page: OpenPage, site: SiteServer, door: None
) -> None:
    arrives = site.hold("*/" + STDLIB)
    engine = open_page().workers[0]
    with pytest.raises(Error, match="ModuleNotFoundError"):
        engine.evaluate("python.runPython('import wave')")
    arrives.set()
    assert engine.evaluate(LIBRARY_THERE)


@in_the_worker
def test_a_request_that_needs_a_late_import_waits_for_it(
    open_page: OpenPage, site: SiteServer, door: None
) -> None:
    arrives = site.hold("*/" + STDLIB)
    page = open_page()
    wait_until_quiet(page)
    page.workers[0].evaluate("(code) => { python.runPython(code); }", NEEDY_META)
    page.evaluate("() => { window.asked = jwtPlayground.call('meta', {}); }")
    arrives.set()
    assert page.evaluate("window.asked") == "wave"


@in_the_worker
def test_a_library_that_does_not_come_leaves_the_engine_at_work(
    open_page: OpenPage, page_guard: PageGuard, site: SiteServer, door: None
) -> None:
    page_guard.expect("404")
    page_guard.allow("console warning")
    site.missing.add("*/" + STDLIB)
    page = open_page()
    assert inspect(page)["verdict"] == "valid"  # answered after all the page's own requests
    page.workers[0].evaluate("(code) => { python.runPython(code); }", NEEDY_META)
    failed = page.evaluate("jwtPlayground.call('meta', {}).catch((error) => error.code)")
    assert failed == "internal-error"
    site.missing.clear()  # the library is requested again
    assert page.evaluate("jwtPlayground.call('meta', {})") == "wave"


@on_the_way
def test_a_browser_that_cannot_inflate_starts_the_plain_way(
    page: Page, open_page: OpenPage, site: SiteServer
) -> None:
    worker = next(site.folder.glob("assets/worker-*.js"))
    page.context.route(
        "**/assets/worker-*.js",
        lambda route: route.fulfill(
            body="delete globalThis.DecompressionStream;" + worker.read_text("utf-8"),
            content_type="text/javascript",
        ),
    )
    assert inspect(open_page())["verdict"] == "valid"
    assert loaded(site, STDLIB) == 1


@pytest.fixture
def two(open_page: OpenPage, page: Page, site: SiteServer) -> Iterator[tuple[Page, Page]]:
    """Return two pages, each with its own engine."""
    other = page.context.new_page()
    other.goto(site.url)
    wait_until_ready(other)
    yield open_page(), other


def test_two_starts_make_different_keys(two: tuple[Page, Page]) -> None:
    for alg in ("HS256", "HS512", "ES256", "Ed25519"):
        keys = [generate(page, alg) for page in two for _ in range(2)]
        assert len(set(keys)) == 4, alg


DRAWS = (
    "import random; random.random()",
    "import random; str(random.sample(range(1000), 10))",
    "import secrets; secrets.token_hex()",
    "import uuid; str(uuid.uuid4())",
    "import os; os.urandom(16).hex()",
    "import tempfile; tempfile.mkdtemp()",
)


@in_the_worker
def test_two_starts_draw_different_numbers(door: None, two: tuple[Page, Page]) -> None:
    for page in two:
        page.workers[0].evaluate(LIBRARY_THERE)
    for draw in DRAWS:
        numbers = [
            page.workers[0].evaluate("(code) => python.runPython(code)", draw) for page in two
        ]
        assert numbers[0] != numbers[1], draw


def test_the_snapshot_holds_nothing_of_the_machine_that_made_it_and_nothing_random(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "distinctive-Zebra-7731"
    monkeypatch.setenv("JWT_SECRET", secret)
    monkeypatch.setenv("TZ", "Pacific/Chatham")
    monkeypatch.setenv("LANG", "C")
    [archive] = dist.glob("assets/python-*.bin")
    again = make_snapshot(runtime_files()[1], archive.read_bytes(), tmp_path)
    [built] = dist.glob(SNAPSHOT)
    assert again == built.read_bytes()
    plain = gzip.decompress(again)
    assert b"jwt_playground" in plain
    for text in (secret, str(ROOT), str(Path.home()) + "/"):
        assert text.encode() not in plain


def test_what_is_typed_is_kept_nowhere_for_the_next_start(open_page: OpenPage) -> None:
    page = open_page()
    assert inspect(page)["verdict"] == "valid"
    play = Playground(page)
    play.paste(play.token, TOKEN)
    expect(page.locator("#verdict[data-verdict=unverified]")).to_be_visible()
    assert kept(page) == NOTHING
