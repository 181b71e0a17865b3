"""Writes an SD-JWT in the compact or a JSON serialization (RFC 9901 sections 4 and 8)."""

from __future__ import annotations

import json
from typing import Any, Literal

Serialization = Literal["compact", "flattened", "general"]
SERIALIZATIONS: tuple[Serialization, ...] = ("compact", "flattened", "general")


def serialize(
    signed: str, disclosures: list[str], binding: str | None, serialization: Serialization
) -> str:
    """Returns the SD-JWT made of the issuer's compact JWS and the rest of it."""
    if serialization == "compact":
        return "~".join([signed, *disclosures, binding or ""])
    protected, payload, signature = signed.split(".")
    header: dict[str, Any] = {"disclosures": disclosures}
    if binding is not None:
        header["kb_jwt"] = binding
    one = {"protected": protected, "signature": signature, "header": header}
    if serialization == "general":
        return json.dumps({"payload": payload, "signatures": [one]}, indent=2)
    return json.dumps({"payload": payload, **one}, indent=2)


def exchange(text: str, disclosures: list[str], binding: str | None) -> str:
    """Returns the JSON serialization ``text`` with other disclosures and key binding."""
    value: dict[str, Any] = json.loads(text.strip().removeprefix("\ufeff"))
    first = value["signatures"][0] if "signatures" in value else value
    header = {name: each for name, each in first["header"].items() if name != "kb_jwt"}
    header["disclosures"] = disclosures
    if binding is not None:
        header["kb_jwt"] = binding
    first["header"] = header
    return json.dumps(value, indent=2)
