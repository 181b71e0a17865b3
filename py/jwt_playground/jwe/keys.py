"""Chooses the keys that may open a JWE. The token names algorithm and `kid`; it only narrows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..keys.limits import MIN_RSA_BITS
from ..keys.model import Key, KeyInput, KeyRing
from ..keys.secrets import ENCODINGS, secret_bytes
from ..text.lookalikes import difference
from ..text.words import listed, quoted
from ..vocabulary.checks import Check, Status
from ..vocabulary.encryption import ContentEncryption, KeyManagement
from .parameters import ephemeral, has_its_size
from .plan import Plan

_OPS = {"decrypt", "unwrapKey", "deriveKey", "deriveBits"}
_NAME = "decryption-key"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a request that may open tokens."""

    given: KeyInput | None
    ring: KeyRing
    is_own: bool
    """Whether they were given to decrypt with. Otherwise they may be for signatures alone."""


@dataclass(slots=True)
class JweChoice:
    """The keys to try for one recipient, and why."""

    check: Check
    """The check `decryption-key`, which says why these keys are tried, or why none is."""
    keys: list[Key] = field(default_factory=list)


def choose(plan: Plan, keys: Keys) -> JweChoice:
    """Returns the keys to try for a recipient, whose plan must have both algorithms."""
    algorithm, enc, ring = plan.algorithm, plan.encryption, keys.ring
    assert algorithm is not None and enc is not None  # noqa: S101  (see above)
    if not ring.given:
        message = f"No key was given. {algorithm.name} is opened with {_opener(algorithm, enc)}."
        return JweChoice(Check(_NAME, "skip", "no-key", message))
    if not ring.keys:
        message = next(
            (f.message for f in ring.findings if f.severity == "error"), "No key was read."
        )
        return JweChoice(Check(_NAME, "skip", "key-unreadable", message))
    fails: Status = "fail" if keys.is_own else "skip"
    if algorithm.kty == "oct" and ring.secret is not None:
        ring = KeyRing([ring.secret], given=True)
    wanted = keys.given.kid if keys.given else None
    asked = wanted or (plan.kid if ring.is_set or plan.kid in ring.unusable else None)
    candidates = _with_kid(ring, asked, may_lack=wanted is None)
    if not candidates:
        whose = "you asked for" if wanted else "the token names"
        kids = [key.kid for key in ring.keys if key.kid]
        has = f" The given kids are {listed(list(dict.fromkeys(kids)))}." if kids else ""
        message = (
            f"None of the {len(ring.keys)} keys has the kid {quoted(asked or '')} that {whose}.{has}"
            f"{difference(asked or '', kids, 'key’s')}"
        )
        return JweChoice(Check(_NAME, fails, "key-not-found", message))
    reasons = [(key, objection(key, plan)) for key in candidates]
    usable = [key for key, reason in reasons if reason is None]
    if not usable:
        return _unfit(reasons, keys, plan, fails)
    names = usable[0].name if len(usable) == 1 else f"{len(usable)} keys"
    message = f"{algorithm.name} fits {names} ({usable[0].source})."
    return JweChoice(Check(_NAME, "pass", "key-fits", message), usable)


class Objection(NamedTuple):
    """Why a key does not serve. The higher its rank, the nearer the key comes to serving."""

    rank: Literal[0, 1, 2]
    """0: it is of another kind or size. 1: it is public. 2: it forbids this itself."""
    reason: str
    """The end of a sentence."""


def _unfit(
    reasons: list[tuple[Key, Objection | None]], keys: Keys, plan: Plan, status: Status
) -> JweChoice:
    """Returns the choice of no key, which tells about the key that comes nearest."""
    key, reason = max(reasons, key=lambda one: one[1].rank if one[1] else 0)
    rank, said = reason or Objection(0, "")
    code = "key-does-not-fit"
    if rank == 1:
        code = "key-is-public"
    elif rank == 2:
        code = "key-forbids"
    label = f"{key.name[0].upper()}{key.name[1:]}"
    if len(reasons) > 1:
        label = f"None of the keys opens this token. For example, {key.name}"
    message = f"{label} does not: {said}."
    if keys.given and keys.ring.is_text and rank == 0 and plan.algorithm and plan.encryption:
        message += other_encodings(keys.given, plan.algorithm, plan.encryption)
    return JweChoice(Check(_NAME, status, code, message))


def objection(key: Key, plan: Plan, *, opens: bool = True) -> Objection | None:
    """Returns why a key does not serve; ``None`` if it does.

    ``opens`` tells whether it is to open tokens; otherwise it is to encrypt.
    """
    algorithm, enc = plan.algorithm, plan.encryption
    assert algorithm is not None and enc is not None  # noqa: S101  (see `choose`)
    misfit = _misfit(key, algorithm, enc)
    if misfit:
        return Objection(0, misfit)
    if not opens and key.kty == "RSA" and (key.bits or 0) < MIN_RSA_BITS:
        few = f"it has {key.bits} bits, and {MIN_RSA_BITS} are the fewest (RFC 7518 section 4.3)"
        return Objection(0, few)
    if opens and algorithm.curves and (epk := ephemeral(plan.header)) and epk.curve != key.curve:
        return Objection(0, f"the token's epk is on {epk.curve}, and the key on {key.curve}")
    if opens and not key.is_private:
        return Objection(1, "it is a public key, which encrypts; the private key opens")
    if key.alg not in (None, algorithm.name) and not (
        algorithm.name == "dir" and key.alg == enc.name
    ):
        return Objection(2, f"its alg is {quoted(key.alg or '')}, not “{algorithm.name}”")
    if key.use not in (None, "enc"):
        return Objection(2, f"its use is {quoted(key.use or '')}, not “enc”")
    # A private key says “decrypt”; it may belong to the public half that encrypts.
    ops = _OPS if opens else {*_OPS, "encrypt", "wrapKey"}
    if key.key_ops is not None and ops.isdisjoint(key.key_ops) and not _lacks_ops(key, opens):
        verb = "decrypt" if opens else "encrypt"
        return Objection(2, f"its key_ops allow nobody to {verb} with it")
    return None


def _lacks_ops(key: Key, opens: bool) -> bool:
    """Tells whether a key for key agreement has no operations, as its public half may."""
    return not opens and key.key_ops == []


def _misfit(key: Key, algorithm: KeyManagement, enc: ContentEncryption) -> str | None:
    """Returns why a key has not the type or the size that is needed, as the end of a sentence."""
    needs = f"{algorithm.name} needs {algorithm.needs}"
    if not algorithm.fits(key.kty, key.curve):
        return f"{needs}, and it is {key.label}"
    if algorithm.curves and not has_its_size(key):
        return f"its numbers have not the length that {key.curve} wants"
    size = enc.key_bytes if algorithm.mode == "direct" else algorithm.key_bytes
    if size and len(key.secret or b"") != size:
        whose = f"with {enc.name} " if algorithm.mode == "direct" else ""
        return f"{whose}{algorithm.name} needs {size} bytes, and it has {len(key.secret or b'')}"
    if algorithm.is_password and not key.secret:
        return "it is empty"
    return None


def other_encodings(given: KeyInput, algorithm: KeyManagement, enc: ContentEncryption) -> str:
    """Returns a hint on the encodings in which a secret would have the right length."""
    size = enc.key_bytes if algorithm.mode == "direct" else algorithm.key_bytes
    fitting: list[str] = []
    for encoding in ENCODINGS:
        try:
            if size and len(secret_bytes(given.text, encoding)) == size:
                fitting.append(encoding)
        except ValueError:
            continue
    if not fitting or given.encoding in fitting:
        return ""
    return f" Read as {' or '.join(fitting)}, it has {size} bytes: choose that encoding."


def _with_kid(ring: KeyRing, asked: str | None, *, may_lack: bool) -> list[Key]:
    if asked is None:
        return ring.keys
    named = [key for key in ring.keys if key.kid == asked]
    named = named or [key for key in ring.keys if key.kid is None and asked in key.labels]
    # A key without a kid may be the one that the token names.
    return named or ([key for key in ring.keys if key.kid is None] if may_lack else [])


def _opener(algorithm: KeyManagement, enc: ContentEncryption) -> str:
    if algorithm.mode == "direct":
        return f"the shared secret of {enc.key_bytes} bytes (kty oct)"
    if algorithm.kty == "oct":
        return algorithm.needs
    return f"the private key of the recipient: {algorithm.needs}"
