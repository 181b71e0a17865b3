"""How many tokens a second CPython reads: our whole report beside PyJWT's bare verdict."""

from __future__ import annotations

import json
import statistics
import timeit
from collections.abc import Callable

import jwt

from jwt_playground.protocol import handle

from .sample import ALGORITHM, SECRET, token


def per_second(work: Callable[[], object], runs: int) -> float:
    """Return how often `work` runs in a second: the median of `runs` spells of 0.2 s or more."""
    timer = timeit.Timer(work)
    count, _ = timer.autorange()
    return statistics.median(count / timer.timeit(count) for _ in range(runs))


def cpython_speed(runs: int) -> dict[str, float]:
    """Return tokens a second for `protocol.handle` (inspect) and for `jwt.decode`."""
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

    return {
        "inspect": per_second(lambda: handle(request), runs),
        "jwt.decode": per_second(decode, runs),
    }
