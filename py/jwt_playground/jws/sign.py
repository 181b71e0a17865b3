"""The operation `sign`: makes a JWS of a header and a payload, byte for byte as given.

Here it is the compact serialization; the others, and payloads that are detached or not encoded,
are made by `serialize`.

Testers sign as well. So a payload that no verifier would accept is signed all the same, with a
finding. Only what cannot be signed at all is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from ..engines.asking import HostError
from ..engines.choice import Engines
from ..engines.rooms import load_room
from ..keyring.read import read_keys
from ..keys.model import KeyInput, KeyRing
from ..text import base64url, json_text
from ..text.suspects import suspects
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.findings import Finding, FindingJson, Where
from ..vocabulary.spans import Utf16
from .claims_to_sign import claims_to_sign
from .header_checks import header_findings
from .signing_key import signature_of


class Signed(TypedDict):
    """The contract's `Signed`."""

    token: str | None
    """``None`` if nothing could be signed; then a finding says why."""
    findings: list[FindingJson]


def sign(header: str, payload: str, given: KeyInput, engines: Engines) -> Signed:
    """Makes a compact JWS (RFC 7515 section 5.1) of two JSON texts, encoded as UTF-8.

    The header's `alg` is the algorithm, because here the signer writes the header. Of a set, the
    key is chosen by ``given.kid``, or else by the header's `kid`. What cannot be signed is a
    finding.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    if ("b64" in header or "\\" in header) and _is_unencoded(header):
        return _sign_unencoded(header, payload, given, engines)
    findings: list[Finding] = []
    ring = read_keys(given, engines)
    findings += ring.findings
    token = _sign(header, payload, given, ring, engines, findings)
    if left_out := engines.budget.finding():
        findings.insert(0, left_out)
    texts: dict[Where, Utf16] = {
        "header": Utf16(header),
        "payload": Utf16(payload),
        "key": Utf16(given.text),
    }
    return {
        "token": token,
        "findings": [finding.to_json(texts) for finding in findings],
    }


def _sign(
    header: str,
    payload: str,
    given: KeyInput,
    ring: KeyRing,
    engines: Engines,
    findings: list[Finding],
) -> str | None:
    parts = [encoded(header, "header", findings), encoded(payload, "payload", findings)]
    value = read_header(header, findings)
    algorithm = None
    if value is not None:
        findings += [*header_findings(value), *suspects(header, "header")]
        algorithm = algorithm_of(value, findings)
    look_at_payload(payload, findings)
    if algorithm is None or value is None or parts[0] is None or parts[1] is None:
        return None
    signing_input = f"{parts[0]}.{parts[1]}"
    data = signing_input.encode("ascii")
    signature = signature_of(data, algorithm, value, given, ring, engines, findings)
    return None if signature is None else f"{signing_input}.{base64url.encode(signature)}"


def _is_unencoded(header: str) -> bool:
    value = json_text.read(header, "header", "header").value
    return isinstance(value, dict) and value.get("b64") is False


def _sign_unencoded(header: str, payload: str, given: KeyInput, engines: Engines) -> Signed:
    """Signs with `b64: false` (RFC 7797), by what few people need and the page loads later."""
    try:
        load_room("jws.serialize", "pairs", engines.host)
    except HostError as error:
        finding = Finding("b64-cannot-sign", "header", str(error))
        return {"token": None, "findings": [finding.to_json({})]}
    from .serialize import Signer, serialize

    return serialize("compact", payload, [Signer(header, None, given)], engines, detached=False)


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
