"""Requests for `authorize`, with a token that is valid unless a test wants another one."""

from __future__ import annotations

import json
from typing import Any

from tests.unit.cli.tokens import hs256
from tests.unit.support.calls import call

SECRET = "a secret of at least thirty-two bytes"
NOW = 1_800_000_000

BASIC = """
[request_definition]
r = sub, obj, act

[policy_definition]
p = sub, obj, act

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.sub == p.sub && r.obj == p.obj && r.act == p.act
"""


def model(matcher: str, *, request: str = "sub, obj, act", policy: str = "sub, obj, act") -> str:
    """The basic model with another matcher, or other definitions."""
    return (
        BASIC.replace("r = sub, obj, act", f"r = {request}")
        .replace("p = sub, obj, act", f"p = {policy}")
        .replace("m = r.sub == p.sub && r.obj == p.obj && r.act == p.act", f"m = {matcher}")
    )


def token(**claims: Any) -> str:
    """A token with these claims, that `SECRET` verifies."""
    return hs256(json.dumps({"sub": "alice", **claims}), SECRET.encode())


def ask(
    model: str, policy: str, *requests: Any, claims: dict[str, Any] | None = None, **params: Any
) -> dict[str, Any]:
    """The result of `authorize`. A request is a list of values, or the contract's object."""
    given: dict[str, Any] = {"token": token(**(claims or {})), "key": {"text": SECRET}, "now": NOW}
    wanted = [each if isinstance(each, dict) else {"values": each} for each in requests]
    return call(
        "authorize", **{**given, "model": model, "policy": policy, "requests": wanted, **params}
    )


def decide(matcher: str, *values: Any, policy: str = "p, alice, data, read", **more: Any) -> Any:
    """The decision of the basic model with another matcher, for one request."""
    result = ask(model(matcher), policy, [*values] or ["alice", "data", "read"], **more)
    [decision] = result["decisions"]
    return decision
