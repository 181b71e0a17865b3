"""Makes one signature: finds the key of a text that can sign with an algorithm, and signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..keys.confusion import public_key_in
from ..keys.model import Key, KeyInput, KeyRing
from ..keys.select import allowed_algorithms, objection
from ..keys.strength import key_findings
from ..text.words import quoted
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.findings import Finding, has_error


def signature_of(
    data: bytes,
    algorithm: Algorithm,
    header: Mapping[str, Any],
    given: KeyInput,
    ring: KeyRing,
    engines: Engines,
    findings: list[Finding],
) -> bytes | None:
    """Returns the signature over ``data``; ``None``, with a finding, if it cannot be made.

    ``header`` is the JOSE header. ``ring`` are the keys that were read of ``given``.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    if algorithm.name == "none":
        message = "alg is none: the token is unsecured, anyone can change it. Verifiers refuse it."
        findings.append(Finding("alg-none", "header", message))
        return b""
    if ring.is_text and algorithm.kty != "oct":
        ring = _bare_ring(given, algorithm, engines, findings) or ring
    elif algorithm.kty == "oct" and ring.secret is not None:
        ring = KeyRing([ring.secret], given=True)
    key = _key(algorithm, _kid(header.get("kid"), given.kid, ring), ring, findings)
    if key is None:
        return None
    findings += key_findings(key, algorithm)
    try:
        engine = engines.load_for(algorithm, key)
        if kind := _confused(key):
            raise KeyRefusedError(f"it is a {kind}, which must never serve as a secret")
        return engine.sign(algorithm.name, key, data)
    except KeyRefusedError as error:
        message = f"The key is refused: {str(error).rstrip('.')}."
        findings.append(Finding("key-does-not-fit", "key", message))
        return None
    except CannotError as error:
        findings.append(Finding("key-engine-missing", "key", str(error)))
        return None


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


def _kid(kid: object, wanted: str | None, ring: KeyRing) -> str | None:
    """Returns the `kid` to sign with: the one asked for, or else, in a set, the header's.

    The header's counts only if a key has it. ``None`` means that any key may sign.
    """
    named = isinstance(kid, str) and any(key.kid == kid for key in ring.keys)
    return wanted or (kid if isinstance(kid, str) and named and ring.is_set else None)


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
