"""The page answers as CPython does, to the letter: its Python is a newer one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.unit.support.pythons import replies_of
from tests.vectors.all_requests import Request, all_requests

CALLS = """
async (all) => Promise.all(all.map(async ({op, params}) =>
  JSON.stringify(await jwtPlayground.call(op, params))))
"""


def _is_complete(request: Request) -> bool:
    """Whether the worker adds nothing to the request: it fills in the present time."""
    return request["op"] == "sign" or request["params"].get("now") is not None


def test_every_answer_that_needs_no_browser_is_the_same(ready_page: Page, tmp_path: Path) -> None:
    requests = [request for request in all_requests() if _is_complete(request)]
    asked = [
        json.dumps({**request, "host": {"webcrypto": True, "loadable": loadable}})
        for request in requests
        for loadable in (False, True)
    ]
    said = replies_of(sys.executable, asked, tmp_path)
    chosen: list[Request] = []
    wanted: list[Any] = []
    for at, request in enumerate(requests):
        without, loadable = said[2 * at : 2 * at + 2]
        reply = json.loads(without[0])
        if without == loadable and len(without) == 1 and reply["ok"]:
            chosen.append(request)
            wanted.append(json.dumps(reply["result"], sort_keys=True))
    assert len(chosen) > 90
    results: list[str] = ready_page.evaluate(CALLS, chosen)
    found = [json.dumps(json.loads(result), sort_keys=True) for result in results]
    assert [pair for pair in zip(wanted, found, strict=True) if pair[0] != pair[1]] == []
