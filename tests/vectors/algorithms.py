"""One token per algorithm, and the table of who verifies it where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypedDict

from buildtools.support import TABLE


class Signed(TypedDict):
    """A token and the private key, or the secret, that signed it."""

    name: str
    source: str
    """Where it stands, or how it was made."""
    alg: str
    key: dict[str, str]
    token: str


SIGNED: list[Signed] = json.loads(
    (Path(__file__).parent / "signing/algorithms.json").read_text("utf-8")
)


def engines_of(signed: Signed, column: str) -> list[str]:
    """The engines that the table names for a token, the one first that is taken."""
    name = signed["name"].removesuffix(" of RFC 7520")
    [row] = [row for row in TABLE["signatures"] if name in row["algorithms"]]
    engines: list[str] = row[column]
    return engines


def public(signed: Signed) -> dict[str, Any]:
    """The key that verifies."""
    private = {"d", "p", "q", "dp", "dq", "qi", "priv"}
    return {name: value for name, value in signed["key"].items() if name not in private}
