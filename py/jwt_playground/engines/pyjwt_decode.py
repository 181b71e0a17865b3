"""What `jwt.decode` says: PyJWT's own decoder, for a given moment instead of the clock's.

PyJWT is given keys in the form in which a caller has them (`text_key`, `jwk_key`). Where
`cryptography` is not there, `pyjwt_stand_in` takes over what PyJWT would do with it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..keys.jwk import public_part
from ..keys.model import Key
from ..text.base64url import decode_canonical, letters
from . import pyjwt
from . import pyjwt_stand_in as stand_in
from .asking import UnansweredError
from .base import CannotError, KeyRefusedError

Load = Callable[[Key], object]
"""A function that makes an object of `cryptography` of a private RSA key."""


def text_key(text: str | bytes, key: Key, load: Load) -> object:
    """Returns what `decode` is given for a text that holds the key and nothing else.

    That is the text itself, with two exceptions. Without `cryptography` PyJWT cannot read it. And
    PyJWT would test the primes of a private RSA key, which takes seconds for a long one; so it
    gets the key that ``load`` makes without that test.
    """
    if not pyjwt.has_cryptography():
        return stand_in.TextKey(text, key)
    if isinstance(text, bytes) or key.kty != "RSA" or not key.is_private:
        return text
    private = _PrivateRsa(text)
    private.loaded = load(key)
    return private


def jwk_key(jwk: Mapping[str, Any], key: Key, load: Load) -> object:
    """Returns the `jwt.PyJWK` of a JWK, which `decode` takes.

    ``jwk`` has the members as they are given, and ``key`` is what they were read as. ``load`` is
    asked for a private RSA key, as in `text_key`.

    Raises:
        Exception: PyJWT makes none of this JWK, and says so. Mostly it is a `PyJWTError`.
    """
    module = pyjwt.module()
    is_hmac = jwk.get("alg") in (None, "", "HS256", "HS384", "HS512") and key.secret is not None
    if not is_hmac and not pyjwt.has_cryptography():
        return stand_in.jwk_key(module, jwk, key, _decoder(module, delegates=True))
    if key.kty != "RSA" or not key.is_private:
        return module.PyJWK(dict(jwk))
    made = module.PyJWK(public_part(jwk))
    made.key = load(key)
    return made


def fault_of_unread_jwk(jwk: Mapping[str, Any]) -> Exception | None:
    """Returns what ends a `jwt.PyJWKSet` that holds this JWK; ``None`` if nothing does."""
    try:
        pyjwt.module().PyJWK(dict(jwk))
    except Exception as error:  # of many kinds
        return None if pyjwt.is_own(error) else error
    return None


def fault_of_header(token: str) -> Exception | None:
    """Returns what PyJWT raises when a caller reads the `kid` of a token; ``None`` if nothing."""
    try:
        pyjwt.module().get_unverified_header(token)
    except Exception as error:
        return error
    return None


def no_usable_key() -> Exception:
    """Returns what a `jwt.PyJWKSet` raises if it can use none of its keys."""
    try:
        pyjwt.module().PyJWKSet([{"kty": ""}])
    except Exception as error:
        return error
    raise AssertionError("PyJWT made a set without keys.")


def decode(
    token: str,
    key: object,
    algorithms: Sequence[str],
    *,
    now: float,
    leeway: float,
    expect: Mapping[str, Any],
    detached_payload: bytes | None,
    verifier: stand_in.Verifier | None = None,
) -> tuple[Exception | None, bool]:
    """Does what `jwt.decode` does, but for the moment ``now``.

    Args:
        token: the compact serialization.
        key: a secret as text or bytes, or what `text_key` or `jwk_key` returns.
        algorithms: the allowed values of `alg`.
        now: seconds since the epoch.
        leeway: seconds.
        expect: any of `iss` and `aud` (a string or a list of strings), `sub` (a string),
            and `require` (names of claims).
        detached_payload: the payload's bytes, of a token with `b64: false` (RFC 7797).
        verifier: checks public-key signatures where `cryptography` is not there. PyJWT's
            decoding, its checks, their order and its exceptions stay.

    Returns:
        What PyJWT raises, and whether something else than PyJWT read the key. ``None``: it takes
        the token. Mostly it raises a `PyJWTError`; malformed keys and headers can raise others,
        which are PyJWT's answer like any other.

    Raises:
        UnansweredError: from the ``verifier``, as `KeyRefusedError` and `CannotError`.
    """
    module = pyjwt.module()
    decoder = _decoder(module, delegates=not pyjwt.has_cryptography())
    decoder.now, decoder.stood_in = now, False
    decoder.verifier = verifier or _no_verifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", module.warnings.InsecureKeyLengthWarning)
        try:
            decoder.decode(
                token,
                key,
                algorithms=algorithms,
                options={"require": list(expect.get("require") or ())},
                audience=expect.get("aud"),
                issuer=expect.get("iss"),
                subject=expect.get("sub"),
                leeway=leeway,
                detached_payload=detached_payload,
            )
        except (UnansweredError, KeyRefusedError, CannotError):
            raise
        except Exception as error:  # whatever PyJWT raises is its answer
            return error, decoder.stood_in
        return None, decoder.stood_in


def _no_verifier(*_: object) -> bool:
    raise CannotError("Nothing here checks such a signature.")


@lru_cache(maxsize=1)
def _decoder(module: Any, *, delegates: bool) -> Any:
    """Returns a `jwt.PyJWT` that judges for its attribute `now` instead of the clock's time.

    With ``delegates``, its attribute `verifier` checks public-key signatures, and `stood_in` tells
    afterwards whether something else than PyJWT was asked. Nothing else in it depends on a
    request, and making one takes longer than decoding a token: so it is kept.
    """

    class ClockedPyJWT(module.PyJWT):  # type: ignore[misc]
        now: float
        verifier: stand_in.Verifier
        stood_in = False

        def _validate_exp(self, payload: dict[str, Any], _: float, leeway: float) -> None:
            super()._validate_exp(payload, self.now, leeway)

        def _validate_nbf(self, payload: dict[str, Any], _: float, leeway: float) -> None:
            super()._validate_nbf(payload, self.now, leeway)

        def _validate_iat(self, payload: dict[str, Any], _: float, leeway: float) -> None:
            super()._validate_iat(payload, self.now, leeway)

    decoder = ClockedPyJWT()
    registry = decoder._jws
    registry._decode_base64url_segment = _shortened(registry._decode_base64url_segment)
    replaced = stand_in.algorithms(module, decoder) if delegates else _without_prime_tests(module)
    for name, implementation in replaced.items():
        if name in registry.get_algorithms():
            registry.unregister_algorithm(name)
        registry.register_algorithm(name, implementation)
    return decoder


def _shortened(decode: Callable[[bytes, str], bytes]) -> Callable[[bytes, str], bytes]:
    """Returns PyJWT's decoding of a segment, which is asked about the segment's end only.

    PyJWT looks at every character in a Python loop, which takes longer for a large token than
    all the rest. Four letters of base64url have only one spelling. So a fault can only stand
    after the complete groups of four letters at the beginning.
    """

    def shortened(segment: bytes, name: str) -> bytes:
        groups = letters(segment) // 4 * 4
        return decode_canonical(segment[:groups]) + decode(segment[groups:], name)

    return shortened


class _PrivateRsa(str):
    """A text with a private RSA key, and the key itself as an object of `cryptography`."""

    loaded: Any


def _without_prime_tests(module: Any) -> dict[str, Any]:
    """Returns PyJWT's algorithms for public keys, which take a `_PrivateRsa` as its text."""
    known = module.algorithms.get_default_algorithms()
    for name in module.algorithms.requires_cryptography:
        known[name].__class__ = _taking_loaded_keys(type(known[name]))
    return {name: known[name] for name in module.algorithms.requires_cryptography}


def _taking_loaded_keys(base: Any) -> Any:
    def prepare_key(self: Any, key: Any) -> Any:
        if isinstance(key, _PrivateRsa) and _loads(base.__name__, key):
            self.check_crypto_key_type(key.loaded)
            return key.loaded
        return base.prepare_key(self, key)

    # The same name, because PyJWT's messages hold it.
    return type(base.__name__, (base,), {"prepare_key": prepare_key})


def _loads(name: str, text: str) -> bool:
    """Tells whether PyJWT's class ``name`` loads the private RSA key in this text."""
    if name == "OKPAlgorithm":
        return "-----BEGIN PRIVATE" in text
    return "-----BEGIN PRIVATE KEY" in text or "-----BEGIN RSA PRIVATE KEY" in text
