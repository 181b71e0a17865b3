"""Asks the engine."""

from __future__ import annotations

import json
from typing import Any

from .engine import replies
from .errors import UsageError


def ask(op: str, limit: float, **params: object) -> dict[str, Any]:
    """Returns the result of an operation. ``None`` (`null` in JSON) counts as absent.

    ``limit`` is how many seconds it may take (see `engine.replies`).

    Raises:
        UsageError: the engine refuses the request, or gives no answer.
    """
    [text] = replies([json.dumps({"op": op, "params": params})], limit)
    reply = json.loads(text)
    if not reply["ok"]:
        raise UsageError(reply["error"]["message"])
    result: dict[str, Any] = reply["result"]
    return result
