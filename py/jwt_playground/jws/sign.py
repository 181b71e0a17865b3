"""The operation `sign`: makes a JWS of a header and a payload, byte for byte as given.

Here it is the compact serialization; the others, and payloads that are detached or not encoded,
are made by `serialize`.

Testers sign as well. So a payload that no verifier would accept is signed all the same, with a
finding. Only what cannot be signed at all is refused.
"""

from __future__ import annotations

from ..engines.asking import HostError
from ..engines.choice import Engines
from ..engines.rooms import load_room
from ..keyring.read import read_keys
from ..keys.model import KeyInput, KeyRing
from ..text import base64url, json_text
from ..text.suspects import suspects
from ..vocabulary.findings import Finding, Where
from ..vocabulary.spans import Utf16
from .header_checks import header_findings
from .signing_key import signature_of
from .signing_texts import Signed, algorithm_of, encoded, look_at_payload, read_header


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
