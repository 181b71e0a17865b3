"""Vectors as requests: the same for every engine that is judged by them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Vector = dict[str, Any]

RFC = "rfc-jws.json"
RFC_JWE = "rfc-jwe.json"
FAULTS = "faults.json"


def names() -> list[str]:
    """The names of all files with vectors."""
    return sorted(path.name for path in Path(__file__).parent.glob("*.json"))


def load(name: str) -> list[Vector]:
    """Every vector of one file."""
    vectors: list[Vector] = json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return vectors


def params(vector: Vector) -> dict[str, Any]:
    """The parameters of `inspect` for a vector."""
    given: dict[str, Any] = {"token": vector["token"], **vector["params"]}
    key = vector["key"]
    if key is not None:
        given["key"] = {"text": key if isinstance(key, str) else json.dumps(key)}
    return given


def differences(vector: Vector, report: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """What the report says otherwise than the vector: expected and actual, by name."""
    expect = vector["expect"]
    pyjwt = report["pyjwt"]
    actual = {
        "verdict": report["verdict"],
        "signature": report["signature"],
        "failed": sorted(check["code"] for check in report["checks"] if check["status"] == "fail"),
        "findings": sorted(finding["code"] for finding in report["findings"]),
        "pyjwt": pyjwt["exception"] if pyjwt else "not asked",
        "payload": report["payload"],
        "segments": [[part["name"], part["start"], part["end"]] for part in report["segments"]],
    }
    return {name: (expect[name], actual[name]) for name in expect if expect[name] != actual[name]}
