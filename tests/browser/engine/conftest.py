"""What tests of the engine share."""

from __future__ import annotations

import re

import pytest

from tests.site_server import SiteServer


@pytest.fixture
def door(site: SiteServer) -> None:
    """Let tests reach Python in the worker: `python.runPython(code)`."""

    def spied(data: bytes) -> bytes:
        text, found = re.subn(r"(\w+) as loadPyodide", "spied as loadPyodide", data.decode())
        [name] = re.findall(r"(\w+) as loadPyodide", data.decode())
        assert found == 1
        return f"{text}\nasync function spied(o) {{ return globalThis.python = await {name}(o); }}".encode()

    site.replace["*/pyodide.mjs"] = spied
