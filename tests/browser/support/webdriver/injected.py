"""The script by which Playwright finds and judges elements, taken from the installed package.

It is no public part of Playwright. The version is pinned; should another one keep it
elsewhere, this says so.
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

# Where the page keeps it; nothing that a page enumerates.
INSTALL = """async (options) => {
  const module = {};
  SOURCE
  const made = new (module.exports.InjectedScript())(globalThis, options);
  Object.defineProperty(globalThis, Symbol.for("injected"), { value: made });
}"""
INSIDE = (HERE / "inside.js").read_text("utf-8")


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
    """Return the function of inside.js, with a test's own function for its elements."""
    return f"(request) => ({INSIDE})(request, {apply})"


def options(browser: str) -> dict[str, Any]:
    """Return what the script is to know."""
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
    """Return a value without what is None, which is undefined to the script."""
    plain = json.loads(json.dumps(value))

    def pruned(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: pruned(each) for name, each in part.items() if each is not None}
        return [pruned(each) for each in part] if isinstance(part, list) else part

    return pruned(plain)
