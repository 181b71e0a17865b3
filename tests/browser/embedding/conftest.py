"""Two origins, of which one is named in a build of the page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page

from buildtools.serve import DevServer, listen
from buildtools.site import build_site
from tests.site_server import SiteServer, serving

PARENT = """<!doctype html><link rel="icon" href="data:,"><title>Parent</title><body><script>
window.heard = [];
window.ended = new Promise((done) => addEventListener("message", ({ data, source, origin }) => {
  if (data === "end") done(window.heard);
  else if (source === window.target) window.heard.push({ ...data, from: origin });
  else window.heard.push("from elsewhere");
}));
function show(src) {
  return new Promise((done) => {
    const frame = Object.assign(document.createElement("iframe"), { src, onload: done });
    document.body.append(frame);
    window.target ??= frame.contentWindow;
  }).then(() => null);
}
</script>"""

SEND = """(messages) => {
  const target = window.target ?? parent.target;
  for (const message of [...messages, "last"]) target.postMessage(message, "*");
}"""
LISTEN = """() => {
  window.last = new Promise((done) =>
    addEventListener("message", ({ data }) => data === "last" && done()));
}"""


@dataclass(frozen=True)
class Origins:
    """Two sites whose pages may show other pages, and a build that names the first of them."""

    named: SiteServer
    stranger: SiteServer
    build: Path


@pytest.fixture(scope="session")
def origins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origins]:
    """Serve the two sites, and build a page that one of them may speak to."""
    folder = tmp_path_factory.mktemp("embedding")
    site = folder / "site"
    site.mkdir()
    (site / "index.html").write_text(PARENT)
    with serving(site) as named, serving(site) as stranger:
        build_site(folder / "build", (named.origin,))
        yield Origins(named, stranger, folder / "build")


@contextmanager
def served_with_headers(origins: Origins) -> Iterator[DevServer]:
    """Serve that build as `build.py serve --embed-in` does."""
    embed_in = (origins.named.origin,)
    with listen(origins.build, 0, lambda: None, embed_in=embed_in) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def framed(page: Page, parent: SiteServer, url: str) -> Frame:
    """Open a page of a site that shows `url` in a frame; return the frame when its page stands."""
    page.goto(parent.url)
    page.evaluate("(url) => show(url)", url)
    return standing(page.frames[1])


def standing(frame: Frame) -> Frame:
    """Wait until the page in a frame stands. Then it hears all that it will ever hear."""
    frame.evaluate("jwtPlayground.state.get().then(() => null)")
    return frame


def exchange(sender: Page | Frame, frame: Frame, messages: list[object]) -> list[object]:
    """Send messages to the page in a frame; return all that it has said to its parent or opener.

    It was given its turn: what it says at last comes after every answer that it gives.
    """
    frame.evaluate(LISTEN)
    sender.evaluate(SEND, messages)
    frame.evaluate("window.last")
    frame.evaluate("jwtPlayground.call('meta', {})")  # answered after all earlier calls
    frame.evaluate("void (window.opener ?? parent).postMessage('end', '*')")
    home = sender if isinstance(sender, Page) else sender.page
    heard: list[object] = home.evaluate("window.ended")
    return heard
