"""The key as a caller gives it to `jwt.decode`, made of what the user gave.

A caller has the text of a key, and gives that text: PyJWT reads PEM and OpenSSH itself, and a
text that it cannot read is refused. A secret is given as text or, in another encoding, as bytes. Of a
JWK a caller makes a `jwt.PyJWK`, whose algorithm then decides; of a JWK Set a `jwt.PyJWKSet`, from
which the `kid` takes one. What else was read by the engine, no caller could give as it is. Then
PyJWT gets the key alone, and a sentence says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ..engines import pyjwt, pyjwt_decode
from ..engines.base import CannotError, KeyRefusedError
from ..engines.local import harmless, loaded_private
from ..jws.outcome import Outcome
from ..keys.jwk import from_jwk, public_part
from ..keys.model import PRIVATE_MEMBERS, Key, KeyInput
from ..keys.secrets import secret_bytes
from ..keys.ssh import KIND
from ..keys.write import to_pem
from ..text import json_text
from .terms import Terms

REPAIRED = "PyJWT was given the key that was read; it cannot read the text as it stands."
DECRYPTED = "PyJWT was given the public half of the decrypted key."
ALONE = "PyJWT takes one key at a time: it was given the one that this report is about."
PUBLIC = "PyJWT was given the public half of the key: it takes long to complete a private one."
MASKED = "The message is shown without the key that PyJWT quotes in it."

# PyJWT's messages quote a JWK whole, with its secret parts.
_QUOTED_JWK = re.compile(
    r"\A((?:Unable to find an algorithm for key|\w{3} is not found): )\{.*\}\Z", re.DOTALL
)
_SSH = re.compile(KIND)
_BASE64_DER = re.compile(r"\s*+M[A-Za-z0-9+/\s]++={0,2}\s*+")
_LONGEST_UNREAD = 5_000
"""A JWK that the engine does not read is given to PyJWT if it has no more characters than that."""
_MOST_UNREAD = 20
"""So many of them are given to it."""


class Given(NamedTuple):
    """What `jwt.decode` is given as the key."""

    key: object
    stands_in: str | None = None
    """A sentence that says what was changed in the user's key before; ``None`` if nothing was."""


class Refused(NamedTuple):
    """PyJWT makes no key of a JWK or a JWK Set."""

    error: Exception
    stands_in: str | None = None
    """A sentence that says what was changed; ``None`` if nothing was."""
    by_kid: bool = False
    """Whether a caller reads the token's header first, to choose a key of a set."""


def as_given(outcome: Outcome, terms: Terms) -> Given | Refused | None:
    """Returns the key for PyJWT, or what PyJWT raises if it makes none; ``None`` without a key.

    Raises:
        KeyRefusedError: PyJWT must not be given this key, as `CannotError`.
    """
    given, ring = terms.signature.given, terms.signature.ring
    key = outcome.key or next(iter(ring.keys), None)  # None was chosen for an unknown algorithm.
    if key is None or given is None:
        return None
    if key.secret is not None and key.encoding is not None:
        return _secret(key.secret, given)
    if any(finding.code == "key-repaired" for finding in ring.findings):
        return _alone(key, REPAIRED)
    if key.encrypted:
        return _alone(key, DECRYPTED)
    if given.text.lstrip()[:1] in ("{", "["):
        kid = given.kid or (outcome.signature.header or {}).get("kid")
        return _from_json(given.text, key, kid)
    if len(ring.keys) > 1:
        return _alone(key, ALONE)
    if "-----BEGIN" in given.text or _SSH.match(given.text) or _is_der(given):
        return _text(given, key)
    return _alone(key, REPAIRED)


def _secret(secret: bytes, given: KeyInput) -> Given:
    try:
        as_it_stands = secret_bytes(given.text, given.encoding) == harmless(secret)
    except ValueError:
        as_it_stands = False
    text = given.text if given.encoding == "utf8" and as_it_stands else secret
    return Given(text, None if as_it_stands else REPAIRED)


def _is_der(given: KeyInput) -> bool:
    return _BASE64_DER.fullmatch(given.text) is not None


def _text(given: KeyInput, key: Key) -> Given:
    """Returns the text, or its bytes if the user says that it is base64."""
    text: str | bytes = given.text
    if given.encoding in ("base64", "base64url") and _is_der(given):
        text = secret_bytes(given.text, "base64")
    return Given(pyjwt_decode.text_key(text, key, loaded_private))


def _alone(key: Key, why: str) -> Given:
    """Returns the public half of a key in PEM, or the secret."""
    if key.secret is not None:
        return Given(harmless(key.secret), why)
    public = replace(key, jwk=public_part(key.jwk))
    pem = to_pem(public.jwk)[1] or ""  # PyJWT knows no algorithm for keys without PEM.
    return Given(pyjwt_decode.text_key(pem, public, loaded_private), why)


def _from_json(text: str, key: Key, kid: object) -> Given | Refused:
    """Returns the key for a text that begins as JSON does."""
    value = json_text.read(text, "key", "key").value
    if "-----BEGIN" in text:
        return _alone(key, REPAIRED)
    if isinstance(value, dict) and "kty" in value:
        return _from_jwk(value, key)
    entries = value.get("keys") if isinstance(value, dict) else value
    if not isinstance(entries, list):
        return _alone(key, REPAIRED)
    jwks = [entry for entry in entries if isinstance(entry, dict)]
    if isinstance(kid, str) and (key.kid is not None or any(e.get("kid") == kid for e in jwks)):
        return _from_set(jwks, kid)
    if len(jwks) == 1 and kid is None:
        return _from_set(jwks, jwks[0].get("kid"))
    made = _from_jwk(public_part(key.jwk) if key.secret is None else key.jwk, key)
    return made._replace(stands_in=ALONE)


def _from_jwk(jwk: Mapping[str, Any], key: Key) -> Given | Refused:
    """Returns the `jwt.PyJWK` of a JWK that was read as ``key``, or what PyJWT raises."""
    if "d" in jwk and key.kty == "RSA" and "p" not in jwk:
        return _alone(key, PUBLIC)
    try:
        return Given(pyjwt_decode.jwk_key(jwk, key, loaded_private))
    except (KeyRefusedError, CannotError):
        raise
    except Exception as error:  # PyJWT raises of many kinds for JWKs that it does not expect.
        if PRIVATE_MEMBERS.isdisjoint(jwk) or not _QUOTED_JWK.search(str(error)):
            return Refused(error)
        return Refused(type(error)(_QUOTED_JWK.sub(r"\1{…}", str(error))), MASKED)


def _from_set(jwks: list[dict[str, Any]], kid: object) -> Given | Refused:
    """Returns the key that a `jwt.PyJWKSet` of these JWKs has for a `kid`, or what PyJWT raises.

    The set passes over keys of which PyJWT says that it cannot use them. Other exceptions end it.
    """
    read = [(jwk, _read(jwk)) for jwk in jwks]
    unread = [jwk for jwk, key in read if key is None and _is_harmless(jwk)]
    for jwk in unread[:_MOST_UNREAD]:
        if error := pyjwt_decode.fault_of_unread_jwk(jwk):
            return Refused(error)
    # Those with the right kid come first: whether the others can be used matters only after them.
    for jwk, key in sorted(read, key=lambda one: one[0].get("kid") != kid):
        made = _from_jwk(jwk, key) if key is not None else None
        if isinstance(made, Refused) and not pyjwt.is_own(made.error):
            return made
        if isinstance(made, Given):
            if jwk.get("kid") == kid:
                return made
            return Refused(KeyError(f"keyset has no key for kid: {kid}"), by_kid=True)
    return Refused(pyjwt_decode.no_usable_key())


def _read(jwk: dict[str, Any]) -> Key | None:
    try:
        return from_jwk(jwk, "")
    except ValueError:
        return None


def _is_harmless(jwk: dict[str, Any]) -> bool:
    """Tells whether PyJWT may be given a JWK that the engine does not read."""
    return PRIVATE_MEMBERS.isdisjoint(jwk) and len(str(jwk)) < _LONGEST_UNREAD
