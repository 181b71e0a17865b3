"""Runs the page's own modules in Node, for tests that need no browser."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from buildtools.common import ROOT
from buildtools.setup import ensure_node_modules

PRELUDE = """
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const tell = (value) => console.log(JSON.stringify(value ?? null));
"""


def run_module(source: str, given: object = None) -> Any:
    """Run `source` as an ES module in the project's folder; return what it passes to `tell`.

    The script sees the value of `given` as a constant of that name. Both values travel as
    JSON, so lone surrogates arrive unchanged.
    """
    done = subprocess.run(
        [*ensure_node_modules(), "--input-type=module", "--eval", PRELUDE + source],
        input=json.dumps(given),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
