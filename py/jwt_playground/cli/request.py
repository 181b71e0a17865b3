"""Asks the engine."""

from __future__ import annotations

import json
from typing import Any

from ..protocol import handle
from .errors import UsageError


def ask(op: str, **params: object) -> dict[str, Any]:
    """Returns the result of an operation. ``None`` (`null` in JSON) counts as absent.

    Raises:
        UsageError: the engine refuses the request.
    """
    reply = json.loads(handle(json.dumps({"op": op, "params": params})))
    if not reply["ok"]:
        raise UsageError(reply["error"]["message"])
    result: dict[str, Any] = reply["result"]
    return result
