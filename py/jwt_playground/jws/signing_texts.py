"""Reads the texts that are to be signed, and says what is to be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from ..text import base64url, json_text
from ..text.suspects import suspects
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.findings import Finding, FindingJson, Where
from .claims_to_sign import claims_to_sign


class Signed(TypedDict):
    """The contract's `Signed`."""

    token: str | None
    """``None`` if nothing could be signed; then a finding says why."""
    findings: list[FindingJson]


def encoded(text: str, where: Where, findings: list[Finding]) -> str | None:
    """Returns the text in base64url; ``None``, with a finding, if it cannot be sent."""
    try:
        return base64url.encode(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        message = f"The {where} has half of a surrogate pair, which is no character and cannot be sent. Remove it."
        findings.append(Finding("utf8-invalid", where, message, (error.start, error.end)))
        return None


def read_header(header: str, findings: list[Finding]) -> dict[str, Any] | None:
    """Returns the members of a header; ``None``, with a finding, if it is no JSON object."""
    read = json_text.read(header, "header", "header")
    findings += read.findings
    if not read.ok:
        return None
    if not isinstance(read.value, dict):
        message = 'The header must be a JSON object, such as {"alg": "HS256"}.'
        findings.append(Finding("json-not-an-object", "header", message, (0, len(header))))
        return None
    value: dict[str, Any] = read.value
    return value


def algorithm_of(header: Mapping[str, Any], findings: list[Finding]) -> Algorithm | None:
    """Returns the algorithm that a JOSE header names; ``None``, with a finding, without one."""
    alg = header.get("alg")
    algorithm = ALGORITHMS.get(alg) if isinstance(alg, str) else None
    if algorithm is None:
        message = f"Set alg to one of {', '.join(ALGORITHMS)}."
        findings.append(Finding("alg-cannot-sign", "header", message))
    return algorithm


def look_at_payload(payload: str, findings: list[Finding]) -> None:
    """Adds what is to be said of a payload that is signed all the same."""
    read = json_text.read(payload, "payload", "payload")
    if isinstance(read.value, dict):
        findings += [
            *read.findings,
            *suspects(payload, "payload"),
            *claims_to_sign(read.value),
        ]
        return
    detail = next((f" {f.message}" for f in read.findings if f.severity == "error"), "")
    span = next((f.span for f in read.findings if f.severity == "error"), None)
    message = f"The payload is not a JSON object, so the result is a JWS but no JWT.{detail}"
    findings.append(Finding("payload-not-json", "payload", message, span))
