"""The signature of a token: is the algorithm allowed, does the key fit, does it match?

One signature is judged at a time; of several (JSON serialization) the report is
about the first that matches, else about the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from .algorithms import ALGORITHMS, Algorithm
from .checks import Check
from .engines import local
from .findings import Finding
from .keys.limits import MIN_RSA_BITS
from .keys.model import Key, KeyRing
from .keys.select import allowed_algorithms, choose
from .tokens import Signature, Token

MAX_TRIES = 20
"""Keys tried for one signature; beyond that a set without `kid` is no set but a haystack."""

State = Literal["valid", "invalid", "unchecked"]

_HASH_BYTES = {"HS256": 32, "HS384": 48, "HS512": 64}
_SIGNATURE_BYTES = {
    **_HASH_BYTES,
    "ES256": 64,
    "ES256K": 64,
    "ES384": 96,
    "ES512": 132,
    "Ed25519": 64,
    "Ed448": 114,
}


@dataclass(slots=True)
class Outcome:
    """What became of one signature."""

    signature: Signature
    state: State
    checks: list[Check]
    """algorithm, key, signature: in this order."""
    allowed: list[str] = field(default_factory=list)
    key: Key | None = None
    """The key that matched, else the first that was tried."""
    engine: str | None = None
    findings: list[Finding] = field(default_factory=list)


def verify(
    token: Token, ring: KeyRing, allowed: Sequence[str] | None, kid: str | None
) -> Outcome | None:
    """Judges the token's signature; ``None`` where the text holds none.

    Args:
        token: as parsed; with detached content, the payload filled in.
        ring: the keys that may verify it.
        allowed: algorithms the user allows; ``None`` for those the keys allow.
        kid: the key of the ring to use, before the token's own `kid`.
    """
    outcomes: list[Outcome] = []
    for signature in token.signatures:
        outcomes.append(_judge(token, signature, ring, allowed, kid))
        if outcomes[-1].state == "valid":
            break
    if not outcomes:
        return None
    best = outcomes[-1] if outcomes[-1].state == "valid" else outcomes[0]
    if len(token.signatures) > 1:
        which = token.signatures.index(best.signature) + 1
        result = "the first that matches" if best.state == "valid" else "none of them matches"
        message = (
            f"There are {len(token.signatures)} signatures; this is about number {which}: {result}."
        )
        best.findings.append(Finding("several-signatures", "token", message))
    return best


def _judge(
    token: Token,
    signature: Signature,
    ring: KeyRing,
    allowed: Sequence[str] | None,
    kid: str | None,
) -> Outcome:
    header = signature.header or {}
    alg = header.get("alg")
    own_kid = header.get("kid")
    names = list(allowed) if allowed is not None else _allowed_by(ring)
    algorithm = ALGORITHMS.get(alg) if isinstance(alg, str) else None
    alg_check = _algorithm_check(alg, names, ring, explicit=allowed is not None)
    outcome = Outcome(signature, "unchecked", [alg_check], names)
    if token.is_jwe:
        outcome.checks = []
        return outcome
    if algorithm is None:
        return _stop(
            outcome, "key", "not-checked", "Without a known algorithm no key can be chosen."
        )
    if algorithm.name == "none":
        return _unsecured(outcome, ring, signature, alg_check)
    choice = choose(ring, algorithm, own_kid if isinstance(own_kid, str) else None, kid)
    outcome.checks.append(choice.check)
    outcome.findings += choice.findings
    outcome.key = next(iter(choice.keys or ring.keys), None)
    if choice.check.status == "pass":
        outcome.findings += [f for key in choice.keys[:1] for f in key_findings(key, algorithm)]
    if alg_check.status == "fail" or choice.check.status != "pass":
        code = (
            "no-key"
            if choice.check.code == "no-key" and alg_check.status != "fail"
            else "not-checked"
        )
        message = {
            "no-key": "Not checked: give the key that the issuer signed with, or its public half.",
            "not-checked": "Not checked, because of what is said about algorithm and key.",
        }[code]
        outcome.checks.append(Check("signature", "skip", code, message))
        return outcome
    _try_keys(outcome, token, algorithm, choice.keys)
    return outcome


def key_findings(key: Key, algorithm: Algorithm) -> list[Finding]:
    """Remarks on a key that is used with an algorithm: too short, too small."""
    if key.secret is not None and len(key.secret) < algorithm.min_bytes:
        size, least = len(key.secret), algorithm.min_bytes
        message = (
            f"The secret has {size} byte{'' if size == 1 else 's'}; {algorithm.name} needs at least "
            f"{least} (RFC 7518 section 3.2). Short secrets can be guessed offline from one token."
        )
        return [Finding("weak-secret", "key", message)]
    bits = getattr(key.material, "key_size", None)
    if key.kty == "RSA" and isinstance(bits, int) and bits < MIN_RSA_BITS:
        message = (
            f"The RSA key has {bits} bits; RFC 7518 section 3.3 demands at least {MIN_RSA_BITS}."
        )
        return [Finding("weak-rsa-key", "key", message)]
    return []


def signing_input(signature: Signature, payload: str) -> bytes:
    """What the signature covers (RFC 7515 section 5.1; RFC 7797 section 3)."""
    return f"{signature.protected}.{payload}".encode("utf-8", "surrogatepass")


def _try_keys(outcome: Outcome, token: Token, algorithm: Algorithm, keys: list[Key]) -> None:
    signature = outcome.signature
    if not local.can(algorithm.name):
        message = f"Not checked: this build of the page cannot do {algorithm.name} yet. HS256, HS384 and HS512 work."
        outcome.checks.append(Check("signature", "skip", "engine-missing", message))
        return
    data = signing_input(signature, token.payload)
    outcome.engine = local.name(algorithm.name)
    refusals: list[str] = []
    for key in keys[:MAX_TRIES]:
        try:
            matches = local.verify(algorithm.name, key, data, signature.value)
        except local.KeyRefusedError as error:
            refusals.append(str(error))
            continue
        if matches:
            outcome.state, outcome.key = "valid", key
            message = f"The signature matches {key.name}."
            outcome.checks.append(Check("signature", "pass", "signature-valid", message))
            if key.is_private and key.secret is None:
                message = (
                    "This is a private key. To verify, its public half is enough; keep the private "
                    "key away from verifiers."
                )
                outcome.findings.append(Finding("key-private-given", "key", message))
            return
    if refusals and len(refusals) == len(keys[:MAX_TRIES]):
        outcome.checks[1] = Check(
            "key", "fail", "key-refused", f"PyJWT refuses the key: {refusals[0]}"
        )
        outcome.checks.append(
            Check("signature", "skip", "not-checked", "Not checked, because the key was refused.")
        )
        return
    outcome.state = "invalid"
    outcome.checks.append(_mismatch(signature, algorithm, keys))


def _mismatch(signature: Signature, algorithm: Algorithm, keys: list[Key]) -> Check:
    size = len(signature.value)
    expected = _SIGNATURE_BYTES.get(algorithm.name)
    if algorithm.kty == "RSA" and len(keys) == 1:
        bits = getattr(keys[0].material, "key_size", 0)
        expected = (bits + 7) // 8 or None
    if size == 0:
        return Check("signature", "fail", "signature-length", "The signature is empty.")
    if expected and size != expected:
        message = (
            f"The signature has {size} bytes; {algorithm.name} with this key makes {expected}."
        )
        if algorithm.kty == "EC" and signature.value[:1] == b"\x30":
            message += (
                " It looks like ASN.1 DER, as OpenSSL and Java write it; a JWS holds r and s side by "
                "side (RFC 7518 section 3.4)."
            )
        return Check("signature", "fail", "signature-length", message)
    who = keys[0].name if len(keys) == 1 else f"any of the {len(keys)} keys"
    message = (
        f"The signature does not match {who}. Header or payload were changed after signing, or this "
        "is not the key that signed."
    )
    if algorithm.kty == "oct":
        message += " Check also how the secret is encoded."
    return Check("signature", "fail", "signature-mismatch", message)


def _algorithm_check(alg: object, allowed: list[str], ring: KeyRing, *, explicit: bool) -> Check:
    if not isinstance(alg, str):
        return Check("algorithm", "fail", "alg-missing", "The header names no algorithm.")
    if alg in allowed:
        return Check(
            "algorithm",
            "pass",
            "alg-allowed",
            f"{alg} is allowed{'' if explicit else ' by the key'}.",
        )
    if alg.lower() == "none":
        message = (
            "alg is none: nobody signed this token, anyone can have written it. Verifiers must refuse "
            "it unless they allow none explicitly (RFC 8725 section 3.2)."
        )
        return Check("algorithm", "fail", "alg-none", message)
    if explicit:
        names = ", ".join(allowed) or "none at all"
        return Check(
            "algorithm", "fail", "alg-not-allowed", f"{alg} is not allowed. Allowed: {names}."
        )
    if not ring.keys:
        message = f"alg is {alg}. Whether that is allowed depends on the key; give one."
        return Check("algorithm", "skip", "no-allow-list", message)
    names = ", ".join(allowed) or "nothing that signs"
    message = (
        f"{alg} is not what the key is for ({names}). The token must not choose the algorithm."
    )
    return Check("algorithm", "fail", "alg-not-allowed", message)


def _allowed_by(ring: KeyRing) -> list[str]:
    names = {name for key in ring.keys for name in allowed_algorithms(key)}
    return [name for name in ALGORITHMS if name in names]


def _unsecured(outcome: Outcome, ring: KeyRing, signature: Signature, alg_check: Check) -> Outcome:
    if signature.value:
        message = (
            "alg is none, yet there is a signature. Nothing can verify it (RFC 7518 section 3.6)."
        )
        outcome.findings.append(Finding("unsecured-with-signature", "token", message))
    if ring.keys:
        outcome.key = ring.keys[0]
        outcome.findings.append(
            Finding("key-unused", "key", "The token is unsecured; the key has nothing to verify.")
        )
    message = "An unsecured token needs no key."
    outcome.checks.append(Check("key", "skip", "no-key-needed", message))
    message = (
        "There is no signature to check. PyJWT refuses such tokens even where none is allowed."
    )
    outcome.checks.append(Check("signature", "skip", alg_check.code, message))
    return outcome


def _stop(outcome: Outcome, name: str, code: str, message: str) -> Outcome:
    outcome.checks.append(Check(name, "skip", code, message))
    outcome.checks.append(
        Check("signature", "skip", code, "Not checked: the algorithm is not known.")
    )
    return outcome
