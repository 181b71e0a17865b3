"""The engine is a pure function: no clock, no network, no environment, no chance, no browser.

The command line is left out: it fills the clock in and reads files.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests import vectors
from tests.unit.support.calls import call
from tests.unit.support.sources import FILES

OUTSIDE = ("cli", "cli.py")
MODULES = {path: tree for path, tree in FILES.items() if path.split("/")[0] not in OUTSIDE}

CLOCKS = {"time", "sched", "timeit", "zoneinfo", "calendar"}
NETWORK = {"socket", "ssl", "urllib", "http", "requests", "httpx", "ftplib", "asyncio"}
WORLD = {"os", "subprocess", "tempfile", "shutil", "locale", "getpass", "threading", "logging"}
CHANCE = {"random", "uuid"}
BROWSER = {"js", "pyodide", "pyodide_js"}
FORBIDDEN = CLOCKS | NETWORK | WORLD | CHANCE | BROWSER
# What they do depends on the moment, wherever they come from.
FORBIDDEN_CALLS = {
    *("now", "utcnow", "today", "fromtimestamp", "localtime", "gmtime"),
    *("perf_counter", "monotonic", "time_ns", "getenv", "urandom", "open", "input", "print"),
}
# Random numbers are drawn by `secrets` alone: for new keys, for the salts of disclosures, and for
# what is encrypted.
SECRETS = {
    "engines/jwe_cryptography.py",
    "jwe/generate.py",
    "keyring/generate.py",
    "sd_jwt/issue.py",
}


def impure(tree: ast.AST) -> Iterator[str]:
    """What a file imports or calls that makes it depend on more than its input."""
    for node in ast.walk(tree):
        line, modules = getattr(node, "lineno", 0), list[str]()
        if isinstance(node, ast.Import):
            modules = [one.name for one in node.names]
        if isinstance(node, ast.ImportFrom) and not node.level:
            modules = [node.module or ""]
        for module in modules:
            if module.split(".")[0] in FORBIDDEN or module == "secrets":
                yield f"line {line}: import of {module}"
        if isinstance(node, ast.Attribute) and node.attr == "environ":
            yield f"line {line}: environ"
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            if name in FORBIDDEN_CALLS:
                yield f"line {line}: call of {name}"


@pytest.mark.parametrize("path", MODULES)
def test_no_file_of_the_engine_asks_the_world(path: str) -> None:
    told = list(impure(MODULES[path]))
    if path in SECRETS:
        told = [one for one in told if not one.endswith("import of secrets")]
    assert told == []


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "import os.path",
        "from time import time",
        "from random import choice",
        "import secrets",
        "def f():\n    import js",
        "from datetime import datetime\nnow = datetime.now()",
        "import datetime\ndatetime.datetime.utcnow()",
        "from datetime import date\ndate.today()",
        "x.environ['HOME']",
        "open('x')",
    ],
)
def test_whatever_asks_the_world_is_noticed(source: str) -> None:
    assert list(impure(ast.parse(source)))


def test_what_a_calendar_does_with_a_given_moment_is_no_clock() -> None:
    source = "from datetime import date\ndate.fromordinal(5).isoformat()\ntimes.iso(5)"
    assert list(impure(ast.parse(source))) == []


KEY = {"text": "correct horse battery staple, and salt"}

# Sets the clock to 1990 before anything can import it, and takes chance and network away.
# PyJWT asks the clock; what it says must not matter.
PROGRAM = """
import datetime, os, random, socket, sys, time

def forbidden(*_, **__):
    raise AssertionError("the engine asked the world")

class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(1990, 1, 1, tzinfo=tz)
    utcnow = today = now

class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls(1990, 1, 1)

if sys.argv[1] == "other":
    datetime.datetime, datetime.date = Clock, Day
    time.time = lambda: 631152000.0
    time.time_ns = time.localtime = time.gmtime = forbidden
from jwt_playground.protocol import handle
if sys.argv[1] == "other":
    random.random = random.getrandbits = os.getenv = socket.socket = forbidden
for line in sys.stdin:
    print(handle(line))
"""


def answers(world: str) -> list[dict[str, Any]]:
    """What the engine says to every vector, with a moment and without one."""
    requests: list[dict[str, Any]] = []
    for vector in [*vectors.load(vectors.RFC), *vectors.load(vectors.FAULTS)]:
        params = vectors.params(vector)
        requests.append({"op": "inspect", "params": params})
        timeless = {name: value for name, value in params.items() if name != "now"}
        requests.append({"op": "inspect", "params": timeless})
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, world],
        input="\n".join(map(json.dumps, requests)),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_answers_are_the_same_in_1990_and_without_network_or_chance() -> None:
    usual = answers("this")
    assert all(answer["ok"] for answer in usual)
    assert answers("other") == usual


def test_without_a_moment_no_date_is_judged() -> None:
    claims = {"exp": 1, "nbf": 2**40, "iat": 2**40}
    header = '{"alg":"HS256"}'
    token = call("sign", header=header, payload=json.dumps(claims), key=KEY)["token"]
    report = call("inspect", token=token, key=KEY)
    dated = {c["name"]: c["code"] for c in report["checks"] if c["name"] in claims}
    assert dated == dict.fromkeys(claims, "no-time")
    assert (report["verdict"], report["now"]) == ("unverified", None)
