"""Every algorithm with every engine, on a secure page and over plain HTTP: the README's table.

Each page goes through all of it in one loop. What is wrong is named by token and engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from buildtools.support import TABLE
from jwt_playground.vocabulary.algorithms import ALGORITHMS
from tests.browser.support.engines import EnginePage, opened, own_address
from tests.site_server import SiteServer, serving
from tests.vectors.algorithms import SIGNED, Signed, engines_of, public

ENGINES = ["auto", "webcrypto", "noble"]

# Verifies the token, a changed one, and a list of both; signs anew and verifies that, too; makes a
# key pair and does the same with it. Resolves with what is not as it should be.
TRY = """
async ({ alg, token, header, key, pub, makes, engine }) => {
  const ask = (op, params) => jwtPlayground.call(op, { ...params, engine });
  const of = (jwk) => ({ text: JSON.stringify(jwk) });
  const said = ({ checks }) =>
    checks.filter(({ status }) => status !== "pass").map(({ message }) => message).join(" ");
  const wrong = [];
  const names = new Set();
  async function expect(what, text, key, wanted) {
    const report = await ask("inspect", { token: text, key, now: 1 });
    if (report.engine) names.add(report.engine);
    if (report.signature !== wanted) wrong.push(`${what}: ${report.signature}. ${said(report)}`);
  }
  function changed(text) {
    const at = text.length - Math.floor((text.length - text.lastIndexOf(".")) / 2);
    return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
  }
  async function sign(key) {
    const { token, findings } = await ask("sign", { header, payload: "{}", key });
    if (token === null) wrong.push(`signs: ${findings.map(({ message }) => message).join(" ")}`);
    return token;
  }
  await expect("verifies", token, of(pub), "valid");
  await expect("verifies a changed one", changed(token), of(pub), "invalid");
  const many = await ask("inspect_many", { tokens: [token, changed(token)], key: of(pub), now: 1 });
  const states = many.map(({ signature }) => signature).join();
  if (states !== "valid,invalid") wrong.push(`verifies many: ${states}`);
  const signed = await sign(of(key));
  if (signed !== null) await expect("verifies what it signed", signed, of(pub), "valid");
  const made = makes ? await ask("generate_key", { alg }) : null;
  if (made && made.private === null)
    wrong.push(`makes a key: ${made.findings.map(({ message }) => message).join(" ")}`);
  if (made?.private) {
    const own = await sign({ text: made.private.jwk });
    if (own !== null) await expect("verifies by its own key", own, { text: (made.public ?? made.private).jwk }, "valid");
  }
  return { wrong, names: [...names] };
}
"""


def tried(page: EnginePage, signed: Signed, engine: str) -> dict[str, Any]:
    header = json.dumps({"alg": signed["alg"]})
    makes = signed["name"] == signed["alg"]  # another name: the key of another curve
    given = {"alg": signed["alg"], "header": header, "engine": engine, "makes": makes}
    given |= {"token": signed["token"], "key": signed["key"], "pub": public(signed)}
    result: dict[str, Any] = page.page.evaluate(TRY, given)
    return result


def faults(page: EnginePage, signed: Signed, engine: str, can: list[str]) -> list[str]:
    """What is not as the table says, where the engines `can` do it."""
    result = tried(page, signed, engine)
    wanted = can[:1] if engine == "auto" else [engine] if engine in can else []
    if can == ["python"]:
        wanted = can
    if wanted:
        named = [] if result["names"] == wanted else [f"done by {result['names']}, not {wanted}"]
        return [*result["wrong"], *named]
    refused = [text for text in result["wrong"] if "unchecked. Not checked. " in text]
    told = [text for text in result["wrong"] if text.startswith(("signs: ", "makes a key: "))]
    if len(refused) < 2 or not told or result["names"]:
        return [f"is not refused: {result}"]
    choose = (
        "Choose",
        "choose",
        "build of this page",
        "in a build that has it",
        "This build has no engine",
        "other algorithms",
    )
    return [text for text in refused if not any(word in text for word in choose)]


def all_faults(page: EnginePage, column: str, more: list[str]) -> dict[str, list[str]]:
    """Goes through all tokens and engines. `more` are engines of the build that the table leaves out."""
    found = {}
    for signed in SIGNED:
        can = engines_of(signed, column)
        if can != ["python"]:
            can = [name for name in more if name in ALGORITHMS[signed["alg"]].engines] + can
        for engine in ENGINES + more:
            if wrong := faults(page, signed, engine, can):
                found[f"{signed['name']} by {engine}"] = wrong
    return found


@pytest.fixture(scope="module")
def insecure(browser: Browser, dist: Path) -> Iterator[EnginePage]:
    """Return a page that came over plain HTTP."""
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address but localhost")
    with serving(dist, address) as server:
        yield from opened(browser, server, "auto")


def test_there_is_a_token_of_every_algorithm_and_every_row_has_its_own() -> None:
    assert {signed["alg"] for signed in SIGNED} == {*ALGORITHMS} - {"none"}
    rows = [name for row in TABLE["signatures"] for name in row["algorithms"]]
    names = {signed["name"].removesuffix(" of RFC 7520") for signed in SIGNED}
    assert sorted(rows) == sorted(names)


def test_a_secure_page_does_what_the_table_says(
    browser: Browser, browser_name: str, site_server: SiteServer
) -> None:
    for page in opened(browser, site_server, "auto"):
        assert page.page.evaluate("isSecureContext")
        assert all_faults(page, browser_name, []) == {}


def test_a_page_over_plain_http_does_what_the_table_says(insecure: EnginePage) -> None:
    assert not insecure.page.evaluate("isSecureContext")
    assert all_faults(insecure, "http", []) == {}
    engines = [engine["name"] for engine in insecure.call("meta")["engines"]]
    assert engines == ["python", "noble"]


def test_with_cryptography_all_engines_do_what_they_have(
    browser: Browser, browser_name: str, dist_with_cryptography: Path
) -> None:
    with serving(dist_with_cryptography) as server:
        for page in opened(browser, server, "auto"):
            page.call("generate_key", alg="ES256", engine="cryptography")  # loads it
            assert all_faults(page, browser_name, ["cryptography"]) == {}
