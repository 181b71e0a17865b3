"""How long CPython takes per token: our whole report, and PyJWT's verdict alone."""

from __future__ import annotations

import json
import timeit
from collections.abc import Callable

import jwt

from jwt_playground.protocol import handle

from .row import Chapter, Row
from .sample import ALGORITHM, SECRET, token


def spells(work: Callable[[], object], runs: int) -> list[float]:
    """Return how many microseconds `work` takes, measured `runs` times for 0.2 s or more."""
    timer = timeit.Timer(work)
    count, _ = timer.autorange()
    return [timer.timeit(count) / count * 1e6 for _ in range(runs)]


def cpython(runs: int) -> Chapter:
    """Measure `protocol.handle` (inspect) and `jwt.decode`."""
    text = token()
    params = {"token": text, "key": {"text": SECRET}, "now": 1_750_000_000}
    params["expect"] = {"iss": "https://issuer.example", "aud": "playground"}
    request = json.dumps({"op": "inspect", "params": params})
    if json.loads(handle(request))["result"]["verdict"] != "valid":
        raise RuntimeError("the sample token is not valid: there is nothing to measure")

    def decode() -> object:
        return jwt.decode(
            text,
            SECRET,
            algorithms=[ALGORITHM],
            issuer="https://issuer.example",
            audience="playground",
        )

    ours, theirs = spells(lambda: handle(request), runs), spells(decode, runs)
    row = Row("cpython/HS256/report", "HS256, full report", "µs", ours, theirs)
    return Chapter("cpython", "A token on CPython", [row], "jwt.decode")
