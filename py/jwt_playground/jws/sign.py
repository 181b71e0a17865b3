"""The operation `sign`: makes a compact JWS of a header and a payload, byte for byte as given.

Testers sign as well. So a payload that no verifier would accept is signed all the same, with a
finding. Only what cannot be signed at all is refused.
"""

from __future__ import annotations

from typing import TypedDict

from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..keyring.read import read_keys
from ..keys.confusion import public_key_in
from ..keys.model import Key, KeyInput, KeyRing
from ..keys.select import allowed_algorithms, objection
from ..keys.strength import key_findings
from ..text import base64url, json_text
from ..text.suspects import suspects
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.findings import Finding, FindingJson, Where, has_error
from ..vocabulary.spans import Utf16
from .claims_to_sign import claims_to_sign
from .header_checks import header_findings


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
    parts = [_encode(header, "header", findings), _encode(payload, "payload", findings)]
    algorithm = _algorithm(header, findings)
    _look_at_payload(payload, findings)
    if algorithm is None or parts[0] is None or parts[1] is None:
        return None
    signing_input = f"{parts[0]}.{parts[1]}"
    if algorithm.name == "none":
        message = "alg is none: the token is unsecured, anyone can change it. Verifiers refuse it."
        findings.append(Finding("alg-none", "header", message))
        return signing_input + "."
    if ring.is_text and algorithm.kty != "oct":
        ring = _bare_ring(given, algorithm, engines, findings) or ring
    elif algorithm.kty == "oct" and ring.secret is not None:
        ring = KeyRing([ring.secret], given=True)
    key = _key(algorithm, _kid(header, given.kid, ring), ring, findings)
    if key is None:
        return None
    findings += key_findings(key, algorithm)
    try:
        engine = engines.load_for(algorithm)
        if kind := _confused(key):
            raise KeyRefusedError(f"it is a {kind}, which must never serve as a secret")
        signature = engine.sign(algorithm.name, key, signing_input.encode("ascii"))
    except KeyRefusedError as error:
        message = f"The key is refused: {str(error).rstrip('.')}."
        findings.append(Finding("key-does-not-fit", "key", message))
        return None
    except CannotError as error:
        findings.append(Finding("key-engine-missing", "key", str(error)))
        return None
    return f"{signing_input}.{base64url.encode(signature)}"


def _bare_ring(
    given: KeyInput, algorithm: Algorithm, engines: Engines, findings: list[Finding]
) -> KeyRing | None:
    """Returns the private key that the bytes of a text without key format are; ``None`` if none."""
    from ..keyring.bare_keys import bare_keys, read_as  # Few texts need it.

    keys = [key for key in bare_keys(given.text, algorithm, engines) if key.is_private]
    if not keys:
        return None
    findings.append(read_as(keys[0]))
    return KeyRing(keys, given=True)


def _encode(text: str, where: Where, findings: list[Finding]) -> str | None:
    try:
        return base64url.encode(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        message = f"The {where} has half of a surrogate pair, which is no character and cannot be sent. Remove it."
        findings.append(Finding("utf8-invalid", where, message, (error.start, error.end)))
        return None


def _algorithm(header: str, findings: list[Finding]) -> Algorithm | None:
    read = json_text.read(header, "header", "header")
    findings += read.findings
    if not read.ok:
        return None
    if not isinstance(read.value, dict):
        message = 'The header must be a JSON object, such as {"alg": "HS256"}.'
        findings.append(Finding("json-not-an-object", "header", message, (0, len(header))))
        return None
    findings += header_findings(read.value)
    findings += suspects(header, "header")
    if read.value.get("b64") is False:
        message = "Unencoded payloads (b64: false, RFC 7797) can be verified here, but not signed. Remove b64."
        findings.append(Finding("b64-cannot-sign", "header", message))
        return None
    alg = read.value.get("alg")
    algorithm = ALGORITHMS.get(alg) if isinstance(alg, str) else None
    if algorithm is None:
        message = f"Set alg to one of {', '.join(ALGORITHMS)}."
        findings.append(Finding("alg-cannot-sign", "header", message))
    return algorithm


def _look_at_payload(payload: str, findings: list[Finding]) -> None:
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


def _kid(header: str, wanted: str | None, ring: KeyRing) -> str | None:
    """Returns the `kid` to sign with: the one asked for, or else, in a set, the header's.

    The header's counts only if a key has it. ``None`` means that any key may sign.
    """
    kid = json_text.read(header, "header", "header").value.get("kid")
    named = isinstance(kid, str) and any(key.kid == kid for key in ring.keys)
    return wanted or (kid if named and ring.is_set else None)


def _key(
    algorithm: Algorithm, kid: str | None, ring: KeyRing, findings: list[Finding]
) -> Key | None:
    if not ring.keys:
        if not has_error(ring.findings):
            message = f"Enter a key to sign with: {algorithm.name} needs {algorithm.needs}."
            findings.append(Finding("key-missing", "key", message))
        return None
    keys = [key for key in ring.keys if kid is None or key.kid == kid]
    if not keys:
        message = f"None of the {len(ring.keys)} keys has the kid {quoted(kid or '')}."
        findings.append(Finding("key-does-not-fit", "key", message))
        return None
    fitting = [key for key in keys if algorithm.fits(key.kty, key.curve)]
    if not fitting:
        message = f"{algorithm.name} needs {algorithm.needs}; given is {keys[0].name}. Change alg or the key."
        if ring.is_text and algorithm.kty != "oct":
            message += (
                f" A text without key format is a secret, which signs with HS256; {algorithm.name} "
                "signs with a private key, as PEM or as a JWK."
            )
        findings.append(Finding("key-does-not-fit", "key", message))
        return None
    private = [key for key in fitting if key.is_private]
    if not private:
        message = "A public key cannot sign. Give the private key."
        findings.append(Finding("key-public-only", "key", message))
        return None
    willing = [
        key
        for key in private
        if objection(key, "sign") is None and algorithm.name in allowed_algorithms(key)
    ]
    key = (willing or private)[0]
    reason = objection(key, "sign")
    if algorithm.name not in allowed_algorithms(key):
        reason = f"its alg is {quoted(key.alg or '')}"
    if reason:
        message = f"The key speaks against this use: {reason}. It signs all the same; verifiers may refuse."
        findings.append(Finding("key-declared-otherwise", "key", message))
    return key


def _confused(key: Key) -> str | None:
    """Returns what kind of key a secret is, as `confusion.key_in_secret` does, without a budget."""
    if key.secret is None:
        return None
    return key.confused[0] if key.confused else public_key_in(key.secret)
