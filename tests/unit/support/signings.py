"""What a test signs in any serialization, as parameters of `sign`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.unit.support.calls import call

FIGURES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors/signing/rfc.json").read_text(encoding="utf-8")
)
"""Tokens of the standards with what they are made of."""

SECRETS = ("k" * 64, "o" * 64)
UNENCODED = '{"alg":"HS256","b64":false,"crit":["b64"]}'
"""A header for an unencoded payload (RFC 7797)."""


def params_of(figure: dict[str, Any]) -> dict[str, Any]:
    """The parameters that make the token of a figure."""
    signers = [
        {**signer, "key": {"text": json.dumps(signer["key"])}} for signer in figure["signers"]
    ]
    given = {name: figure[name] for name in ("payload", "serialization", "detached")}
    return {**given, **signers[0], "more": signers[1:]}


def keys_of(figure: dict[str, Any]) -> dict[str, str]:
    """All keys of a figure as one set."""
    return {"text": json.dumps({"keys": [signer["key"] for signer in figure["signers"]]})}


def made(header: str = '{"alg":"HS256"}', payload: str = '{"a":1}', **params: Any) -> Any:
    """What `sign` returns, with the first secret."""
    key = params.pop("key", {"text": SECRETS[0]})
    return call("sign", header=header, payload=payload, key=key, **params)


def two_signatures(payload: str = '{"a":1}', **params: Any) -> str:
    """A token in general serialization with a signature of each secret."""
    other = {"header": '{"alg":"HS512","kid":"b"}', "key": {"text": SECRETS[1]}}
    given = {"serialization": "general", "unprotected": '{"kid":"a"}', "more": [other], **params}
    return str(made(payload=payload, **given)["token"])
