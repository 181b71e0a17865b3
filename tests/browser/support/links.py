"""Runs the page's module for links in Node, to write links and to open them."""

from __future__ import annotations

from typing import Any

from tests.browser.support.node import run_module

DECODE = """
import { decodeLink } from "./site/links/links.js";
tell(decodeLink({ pathname: "/p/", search: "", hash: "", ...given }));
"""
CLEAN = """
import { cleanAddress } from "./site/links/address.js";
tell(cleanAddress({ pathname: "/p/", search: "", hash: "", ...given }));
"""
SHARE = """
import { decodeLink, encodeLink, hasSecrets } from "./site/links/links.js";
import { defaultInputs } from "./site/state/store.js";
tell(given.cases.map((patch) => {
  const link = encodeLink({ ...defaultInputs(), ...patch }, given.options);
  const opened = decodeLink({ pathname: "/", search: "", hash: link && "#" + link });
  return { link, ...opened, hasSecrets: hasSecrets({ ...defaultInputs(), ...patch }) };
}));
"""


def share(*cases: dict[str, Any], include_secrets: bool = False) -> list[dict[str, Any]]:
    """Write a link for each patch of the default inputs, and open it again."""
    data = {"cases": cases, "options": {"includeSecrets": include_secrets}}
    result: list[dict[str, Any]] = run_module(SHARE, data)
    return result


def clean(**location: str) -> str | None:
    """Return the address without what it carries; `None` when it carries nothing."""
    result: str | None = run_module(CLEAN, location)
    return result


def decode(**location: str) -> dict[str, Any]:
    result: dict[str, Any] = run_module(DECODE, location)
    return result


def packed(inputs: object) -> str:
    """Return the fragment of a link with exactly these inputs, as a stranger may make it."""
    pack = 'import { pack } from "./site/links/link-packing.js"; tell(pack(JSON.stringify(given)));'
    return f"#v1={run_module(pack, inputs)}"
