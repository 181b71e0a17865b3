"""The snapshot holds what usual requests need, and everything else can be imported later."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import in_the_worker
from tests.browser.support.damage import SNAPSHOT
from tests.browser.support.guard import PageGuard
from tests.browser.support.playground import A1_JWK, A1_TOKEN
from tests.browser.support.starts import LIBRARY_THERE, STDLIB
from tests.site_server import SiteServer
from tests.vectors.all_requests import all_requests

USUAL = ("inspect", "sign", "describe_key")
CALLS = """
async (all) => Promise.all(all.map(({op, params}) =>
  jwtPlayground.call(op, params).then(() => "", (error) => error.code)))
"""
WATCH = """
import sys

class Watcher:
    missed = []
    def find_spec(self, name, path=None, target=None):
        self.missed.append(name)

sys.path_importer_cache.clear()
sys.meta_path.append(Watcher())
"""
MISSED = "import sys; ' '.join(sys.meta_path[-1].missed)"
PROGRAMS = {
    "1 + 1": 2,
    "one = 3\none * 2": 6,
    "import math; math.floor(2.5)": 2,
    "import math, os; math.ceil(2.5)": 3,
    "other = 'a; b'; other": "a; b",
    "nothing = 1": None,
    "if True: 4; 5": None,
    "__import__('os.path').path.basename('a/b')": "b",
}
MODULES = "import sys; ' '.join(sys.modules)"
# The library has come; each of these modules was a stand-in, or was not there at all.
LATE = """
import ast, asyncio, calendar, dataclasses, email.message, inspect, json, linecache, logging, shutil, sys
import tempfile, tokenize, traceback, typing, urllib.request, zipfile
import importlib.metadata, _pyodide._base, _pyodide.jsbind, pyodide.code, pyodide.webloop, jwt

@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    x: int = 1

def fail():
    try:
        raise ValueError("late")
    except ValueError:
        return traceback.format_exc()

def is_coroutine():
    async def later(): pass
    return inspect.iscoroutinefunction(later) and not inspect.iscoroutinefunction(fail)

from js import String
used = (_pyodide._base.CodeRunner, pyodide.code.find_imports, pyodide.webloop.WebLoop)
loader = pyodide._package_loader.get_dynlibs
signature = str(inspect.signature(lambda a, *, b=1: 0))
json.dumps({
    "doc": Point.__doc__,
    "hints": str(typing.get_type_hints(Point)),
    "signature": signature,
    "same": str(dataclasses.inspect.signature is inspect.signature),
    "moment": calendar.timegm((1970, 1, 2, 0, 0, 5)),
    "error": fail().splitlines()[-1],
    "coroutine": is_coroutine(),
    "tree": ast.dump(ast.parse("1", mode="eval")),
    "future": asyncio.Future.__name__,
    "client": jwt.PyJWKClient.__module__,
    "javascript": String(5),
    "message": email.message.Message().as_string(),
    "installed": len(list(importlib.metadata.distributions(path=[]))),
    "files": zipfile.is_zipfile("/lib/python314.zip"),
    "stand-ins": " ".join(n for n, m in sys.modules.items() if type(m).__name__ == "Later"),
})
"""


@pytest.fixture
def without_library(site: SiteServer, page_guard: PageGuard) -> None:
    page_guard.expect("404")
    page_guard.allow("console warning")
    site.missing.add("*/" + STDLIB)


@in_the_worker
def test_usual_requests_import_nothing_of_the_library(
    open_page: OpenPage, without_library: None, door: None
) -> None:
    tokens = {"tokens": [A1_TOKEN, A1_TOKEN], "key": {"text": A1_JWK}}
    plain = [{"op": "meta", "params": {}}, {"op": "inspect_many", "params": tokens}]
    algs = ("HS256", "RS256", "PS512", "ES256", "Ed25519")
    plain += [{"op": "generate_key", "params": {"alg": alg}} for alg in algs]
    requests = plain + [one for one in all_requests() if one["op"] in USUAL]
    page = open_page()
    engine = page.workers[0]
    engine.evaluate("(code) => { python.runPython(code); }", WATCH)
    codes = page.evaluate(CALLS, requests)
    assert codes[: len(plain)] == [""] * len(plain)
    assert codes.count("") > 200
    # Rare modules of our own come with the library, and so may import of it what they like.
    missed = engine.evaluate("(code) => python.runPython(code)", MISSED).split()
    assert {name for name in missed if not name.startswith("jwt_playground.")} <= {"cryptography"}


@in_the_worker
def test_programs_run_without_the_library(
    open_page: OpenPage, without_library: None, door: None
) -> None:
    engine = open_page().workers[0]
    for program, wanted in PROGRAMS.items():
        assert engine.evaluate("(code) => python.runPython(code) ?? null", program) == wanted
    path = "(name) => { const found = python.pyimport(name); return found('a/b'); }"
    assert engine.evaluate(path, "os.path.basename") == "b"


@in_the_worker
def test_what_a_start_does_without_can_be_imported_later(
    open_page: OpenPage, site: SiteServer, door: None
) -> None:
    arrives = site.hold("*/" + STDLIB)
    engine = open_page().workers[0]
    modules = "(code) => python.runPython(code).split(' ')"
    at_start = set(engine.evaluate(modules, MODULES))
    arrives.set()
    engine.evaluate(LIBRARY_THERE)
    # To put the late files into their places takes no other module: it would keep the worker busy.
    assert set(engine.evaluate(modules, MODULES)) - at_start <= {"wave", "io"}
    told = engine.evaluate("(code) => python.runPython(code)", LATE)
    assert json.loads(told) == {
        "doc": "Point(x: int = 1)",
        "hints": "{'x': <class 'int'>}",
        "signature": "(a, *, b=1)",
        "same": "True",
        "moment": 86405,
        "error": "ValueError: late",
        "coroutine": True,
        "tree": "Expression(body=Constant(value=1))",
        "future": "Future",
        "client": "jwt.jwks_client",
        "javascript": "5",
        "message": "\n",
        "installed": 0,
        "files": True,
        "stand-ins": "",
    }


def test_the_snapshot_holds_no_documentation_and_no_module_that_a_start_does_without(
    dist: Path,
) -> None:
    [file] = dist.glob(SNAPSHOT)
    memory = gzip.decompress(file.read_bytes())
    for kept in ("jwt/api_jwt.py", "python314.zip/typing.py"):
        assert kept.encode() in memory
    for name in (
        *("ast", "asyncio/events", "calendar", "email/message", "inspect"),
        *("logging/__init__", "traceback", "urllib/request", "zipfile/__init__"),
    ):
        assert f"python314.zip/{name}.py".encode() not in memory, name
    for text in ("Verify the ``jwt`` token signature", "Returns a reversed copy of the list"):
        assert text.encode() not in memory
