"""Pages with the engine that a test chooses, and helpers that sign and verify on them."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.conftest import wait_until_quiet
from tests.browser.support.guard import PageGuard
from tests.site_server import SiteServer

PAYLOAD = '{"sub":"é","n":100002348117421473}'
# The page loads the wheels when it is idle, but not on such a line: a test says when they come.
METERED = """Object.defineProperty(Navigator.prototype, "connection",
  { get: () => ({ saveData: true }), configurable: true });"""
UNKNOWN_TO_PYJWT = {"Ed25519", "Ed448"}
"""Names of RFC 9864. PyJWT knows the algorithms as `EdDSA` alone."""
CALL = "([op, params]) => jwtPlayground.call(op, params)"


class EnginePage:
    """A page that does every public-key operation with one engine."""

    def __init__(self, page: Page, engine: str) -> None:
        self.page = page
        self.engine = engine

    def call(self, op: str, **params: Any) -> dict[str, Any]:
        """Return the result of one call."""
        if op != "meta":
            params.setdefault("engine", self.engine)
        result: dict[str, Any] = self.page.evaluate(CALL, [op, params])
        return result


def opened(
    browser: Browser,
    server: SiteServer,
    engine: str,
    allow: tuple[str, ...] = (),
    first: str = METERED,
) -> Iterator[EnginePage]:
    """Open a site in its own profile; the test fails at the end if the page had problems.

    The script `first` runs before those of the page.
    """
    context = browser.new_context(service_workers="block")
    guard = PageGuard(context, server.origin)
    for pattern in allow:
        guard.allow(pattern)
    page = context.new_page()
    server.replace["assets/main-*.js"] = lambda script: first.encode() + b"\n" + script
    page.goto(server.url)
    wait_until_quiet(page)
    try:
        yield EnginePage(page, engine)
        guard.check()
    finally:
        context.close()


def sign(where: Any, alg: str, key: str, **more: Any) -> str:
    """Return a token with PAYLOAD. `where` signs it: a page's `call`, or `call` of CPython."""
    signed = where(
        "sign", header=json.dumps({"alg": alg}), payload=PAYLOAD, key={"text": key}, **more
    )
    assert signed["token"], signed["findings"]
    return str(signed["token"])


def changed(token: str) -> str:
    """Return the token with another character in the middle of its signature."""
    middle = token.rindex(".") + len(token[token.rindex(".") :]) // 2
    return token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]


def verify(where: Any, token: str, key: str, **more: Any) -> tuple[str, str | None]:
    """Return what a verifier says about the signature, and which engine it used."""
    report = where("inspect", token=token, key={"text": key}, now=1, **more)
    if report["signature"] == "valid":
        assert report["verdict"] == "valid", report
        assert report["payload"] == PAYLOAD
        knows = json.loads(report["header"])["alg"] not in UNKNOWN_TO_PYJWT
        assert report["pyjwt"]["ok"] is knows, report["pyjwt"]
    return report["signature"], report["engine"]


def own_address() -> str | None:
    """Return an address of this machine that is not “localhost”; None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))  # sends nothing, but chooses the network interface
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if address.startswith("127.") else address
