"""How long the page takes to open a first encrypted token, for each family of algorithms.

A page opens one token only. Its engine is ready and has judged a signed token, so what is measured
is the rest: the modules for encryption are loaded for the first time, and with the engine
`cryptography` its wheels as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from joserfc import jwe
from joserfc.jwk import ECKey, OctKey, RSAKey
from playwright.sync_api import Browser, Page

from .chromium import idle_page, run, started
from .pages import served
from .row import Chapter, Row
from .sample import SECRET
from .sample import token as signed

ENC = "A256GCM"
COUNT = 250_000
"""The iterations of PBES2."""
FAMILIES: Mapping[str, Any] = {
    "dir": OctKey.generate_key(256),
    "A256KW": OctKey.generate_key(256),
    "A256GCMKW": OctKey.generate_key(256),
    "RSA-OAEP-256": RSAKey.generate_key(2048),
    "ECDH-ES": ECKey.generate_key("P-256"),
    "PBES2-HS256+A128KW": OctKey.import_key(b"Thus from my lips"),
}
"""A key for each family, by an algorithm of that family."""
PAYLOAD = b'{"sub":"1234567890"}'
METERED = """Object.defineProperty(Navigator.prototype, "connection",
  { get: () => ({ saveData: true }), configurable: true });"""
"""On such a line the page loads the wheels when a request needs them, and not when it is idle."""
JUDGE = """async ([token, secret]) => {
  await jwtPlayground.call("inspect", { token, key: { text: secret } });
  const { engines } = await jwtPlayground.call("meta", {});
  return engines.map(({ name, key_management }) => [name, key_management]);
}"""
OPEN = """async ([token, key, engine]) => {
  const times = [];
  for (let time = 0; time < 2; time += 1) {
    const begun = performance.now();
    const params = { token, decryption_key: { text: key }, engine };
    const { payload, engine: who } = await jwtPlayground.call("inspect", params);
    times.push(performance.now() - begun);
    if (!payload || who !== engine) throw new Error(`${engine} did not open the token`);
  }
  return times;
}"""
NOTES = (
    (
        f"From the call to the report, with {ENC}; the engine is ready and has judged a signed "
        "token. What decrypts is loaded for this token: Python modules, and a script or the wheels "
        f"of cryptography. PBES2 takes {COUNT:,} iterations of SHA-256."
    ),
)
Times = Mapping[tuple[str, str], tuple[list[float], list[float]]]
"""By algorithm and engine: the times of first tokens in milliseconds, and of the next ones."""


def encryption(dist: Path, chromium: Path, runs: int) -> Chapter:
    """Measure the first token of each family, with each engine that the site has."""
    times: dict[tuple[str, str], tuple[list[float], list[float]]] = {}
    with served(dist) as server, started(chromium) as browser:
        url = f"{server.url}ours/index.html"
        with _page(browser, url) as (_, engines):
            pass
        for _ in range(runs):
            for alg, key in FAMILIES.items():
                for engine in [name for name, has in engines.items() if alg in has]:
                    with _page(browser, url) as (page, _):
                        first, next_one = page.evaluate(OPEN, [token(alg), text(key), engine])
                    found = times.setdefault((alg, engine), ([], []))
                    found[0].append(first)
                    found[1].append(next_one)
    return chapter(times)


def token(alg: str) -> str:
    """Return a new token for the family's key."""
    header: dict[str, Any] = {"alg": alg, "enc": ENC}
    if alg.startswith("PBES2"):
        header["p2c"] = COUNT
    return jwe.encrypt_compact(header, PAYLOAD, FAMILIES[alg], algorithms=[alg, ENC])


def text(key: Any) -> str:
    """Return the private form of a key as a JWK."""
    return json.dumps(key.as_dict(private=True))


def chapter(times: Times) -> Chapter:
    """Return the rows for the times."""
    rows: list[Row] = []
    for (alg, engine), (first, after) in times.items():
        name, words = f"encryption/{alg}/{engine}", f"{alg}, {engine}"
        rows.append(Row(f"{name}/first", f"A first token, {words}", "ms", first))
        rows.append(Row(f"{name}/next", f"· the next one, {words}", "ms", after, detail=True))
    return Chapter("encryption", "Opening encrypted tokens in Chromium", rows, notes=NOTES)


@contextmanager
def _page(browser: Browser, url: str) -> Iterator[tuple[Page, dict[str, list[str]]]]:
    """Open the page; return it with its engines and the `alg` of JWE that each one has."""
    context: Any = browser.new_context(service_workers="block")
    page = idle_page(context)
    page.add_init_script(METERED)
    page.goto(url)
    run(page, "await jwtPlayground.ready")
    engines = page.evaluate(JUDGE, [signed(), SECRET])
    page.wait_for_load_state("networkidle")
    yield page, dict(engines)
    context.close()
