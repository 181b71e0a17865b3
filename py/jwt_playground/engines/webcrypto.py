"""Key operations done by the browser's WebCrypto, by asking the host.

Every key goes there as a JWK and only as that: its own members, nothing from the
token. Signatures are those of a JWS (r and s side by side), which is also what
WebCrypto makes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .. import base64url
from ..asking import Host, HostError
from ..keys.jwk import from_jwk
from ..keys.model import PRIVATE_MEMBERS, Key
from .base import CannotError, KeyRefusedError, Signed

ALGORITHMS = frozenset(
    {
        *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"),
        *("EdDSA", "Ed25519", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"),
    }
)
"""What WebCrypto knows; whether this browser does is its own answer."""

_CURVES = frozenset({"P-256", "P-384", "P-521", "Ed25519"})
_MEMBERS = frozenset({"kty", "crv", "x", "y", "n", "e", "pub", "alg"})


class WebCrypto:
    """Asks the host for every operation."""

    name = "webcrypto"

    def __init__(self, host: Host) -> None:
        self._host = host

    def verify(self, alg: str, key: Key, data: bytes, signature: bytes) -> bool:
        """See `Engine`."""
        question = {
            "alg": alg,
            "key": _members(key.jwk, private=False),
            "data": base64url.encode(data),
            "signature": base64url.encode(signature),
        }
        return self._ask("verify", alg, key.curve, **question) is True

    def verify_many(
        self, alg: str, key: Key, tokens: Sequence[Signed], places: Sequence[int]
    ) -> list[bool]:
        """See `Engine`. The host has the request, so no token needs to cross again."""
        question = {"alg": alg, "key": _members(key.jwk, private=False), "places": list(places)}
        value = self._ask("verify-many", alg, key.curve, **question)
        if not isinstance(value, list) or len(value) != len(places):
            raise CannotError("WebCrypto's answer is not one for each token.")
        return [matches is True for matches in value]

    def sign(self, alg: str, key: Key, data: bytes) -> bytes:
        """See `Engine`."""
        question = {
            "alg": alg,
            "key": _members(key.jwk, private=True),
            "data": base64url.encode(data),
        }
        if key.kty == "RSA" and "p" not in key.jwk:
            raise KeyRefusedError("it lacks p, q, dp, dq and qi; give the complete private key")
        signed = self._ask("sign", alg, key.curve, **question)
        try:
            signature = base64url.decode_strict(signed)
        except (TypeError, AttributeError, ValueError) as error:
            raise CannotError("WebCrypto's answer is no signature.") from error
        if not signature:
            raise CannotError("WebCrypto's answer is an empty signature.")
        return signature

    def generate(self, alg: str, bits: int | None) -> Mapping[str, Any]:
        """See `Engine`."""
        return _key(self._ask("generate-key", alg, None, alg=alg, bits=bits))

    def complete(self, jwk: Mapping[str, Any]) -> Mapping[str, Any]:
        """See `Engine`: through PKCS#8, the one form that may lack the public half."""
        from ..keys.write import pkcs8

        curve = str(jwk["crv"])
        if curve not in _CURVES:
            raise CannotError(f"WebCrypto does not know the curve {curve}.")
        question = {"crv": curve, "pkcs8": base64url.encode(pkcs8(jwk))}
        return _key(self._ask("import-key", "", curve, **question))

    def _ask(self, op: str, alg: str, curve: str | None, /, **question: Any) -> Any:
        if (alg and alg not in ALGORITHMS) or curve == "Ed448":
            raise CannotError(
                f"WebCrypto does not have {'Ed448' if curve == 'Ed448' else alg}. "
                "The engine “cryptography” does, in a build that has it."
            )
        try:
            return self._host.ask(op, **question)
        except HostError as error:
            text = str(error)
            if text.startswith("key: "):
                raise KeyRefusedError(text.removeprefix("key: ")) from error
            raise CannotError(text) from error


def _key(value: object) -> dict[str, Any]:
    """The private key's JWK that the host answered with."""
    jwk = _members(value, private=True) if isinstance(value, dict) else {}
    try:
        if from_jwk(jwk, "WebCrypto").is_private:
            return jwk
    except ValueError:
        pass
    raise CannotError("WebCrypto's answer is no private key.")


def _members(jwk: Mapping[str, Any], *, private: bool) -> dict[str, Any]:
    """The members that make the key; what says something *about* it stays here."""
    wanted = _MEMBERS | PRIVATE_MEMBERS if private else _MEMBERS
    # `alg` is part of the key only where it is its type (AKP, RFC 9964).
    return {
        name: value
        for name, value in jwk.items()
        if name in wanted and isinstance(value, str) and (name != "alg" or jwk.get("kty") == "AKP")
    }
