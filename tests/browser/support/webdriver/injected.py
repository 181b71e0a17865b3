"""The script by which Playwright finds and judges elements, taken from the installed package.

It is not a public part of Playwright. The version is pinned. If a later version keeps the
script in another place, an error says so.
"""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import playwright

BUNDLE = Path(playwright.__file__).parent / "driver/package/lib/coreBundle.js"
LITERAL = re.compile(
    r"""generated/injectedScriptSource\.ts"\(\) \{.*?=\s*('(?:[^'\\]|\\.)*');""", re.DOTALL
)
HERE = Path(__file__).parent

# The page keeps it under a symbol, which a page does not enumerate.
INSTALL = """async (options) => {
  const module = {};
  SOURCE
  const made = new (module.exports.InjectedScript())(globalThis, options);
  Object.defineProperty(globalThis, Symbol.for("injected"), { value: made });
}"""
# An expression here; in its file it is a statement, which ends with a semicolon.
INSIDE = (HERE / "inside.js").read_text("utf-8").rstrip().removesuffix(";")


@cache
def source() -> str:
    """Return Playwright's script."""
    found = LITERAL.search(BUNDLE.read_text("utf-8"))
    assert found, "This version of Playwright keeps its injected script elsewhere."
    text: str = ast.literal_eval(found[1])
    return text


@cache
def install() -> str:
    """Return a function that puts the script into a page."""
    return INSTALL.replace("SOURCE", source())


def inside(apply: str) -> str:
    """Return the function of inside.js, with the function that a test wants to run on elements."""
    return f"(request) => ({INSIDE})(request, {apply})"


def options(browser: str) -> dict[str, Any]:
    """Return the options that the script needs."""
    return {
        "isUnderTest": False,
        "sdkLanguage": "python",
        "frameSeq": 0,
        "testIdAttributeName": "data-testid",
        "stableRafCount": 1,
        "browserName": browser,
        "shouldPrependErrorPrefix": False,
        "isUtilityWorld": False,
        "customEngines": [],
    }


def given(value: Any) -> Any:
    """Return a value without its members that are None; for the script they are undefined."""
    plain = json.loads(json.dumps(value))

    def pruned(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: pruned(each) for name, each in part.items() if each is not None}
        return [pruned(each) for each in part] if isinstance(part, list) else part

    return pruned(plain)
