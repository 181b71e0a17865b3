"""Key operations that are done by the host, because it is asked for them.

A key goes there as a JWK with only the members that make the key, and nothing from the
token. Signatures have the form of a JWS signature (`r` and `s` side by side).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..keys.jwk import from_jwk
from ..keys.model import PRIVATE_MEMBERS, Key
from ..text import base64url
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from .asking import Host
from .base import CannotError, InputAndSignature

_PUBLIC_MEMBERS = frozenset({"kty", "crv", "x", "y", "n", "e", "pub", "alg"})


class Asker:
    """An engine that asks the host, for signatures (`Hosted`) or for JWE (`jwe_hosted`).

    ``before_refusal`` is called before it says that it cannot do an operation or does not take a
    key. It may load an engine that can, and raise `UnansweredError` for that.

    ``gives_way`` is given where noble does what WebCrypto may lack. It is the name by which that is
    noted in `Host.lacking`. Then the request begins again, and noble is chosen at once.
    """

    name = ""
    title = ""
    """The name at the beginning of a sentence."""

    def __init__(
        self,
        host: Host,
        before_refusal: Callable[[], object] | None = None,
        *,
        gives_way: str = "",
    ) -> None:
        self._host = host
        self._before_refusal = before_refusal
        self._gives_way = gives_way

    def _refusal(self, error: Exception) -> Exception:
        """Returns the error to raise, unless another engine is loaded first."""
        if self._before_refusal is not None:
            self._before_refusal()
        return error


class Hosted(Asker, ABC):
    """What the engines of signatures have in common that ask the host for every operation."""

    def verify(self, alg: str, key: Key, data: bytes, signature: bytes) -> bool:
        """See `Engine`."""
        question = {
            "key": key_members(key.jwk, private=False),
            "data": base64url.encode(data),
            "signature": base64url.encode(signature),
        }
        return self._ask_about(ALGORITHMS[alg], key, "verify", question) is True

    def verify_many(
        self, alg: str, key: Key, tokens: Sequence[InputAndSignature], places: Sequence[int]
    ) -> list[bool]:
        """See `Engine`. The host has the request, so no token needs to cross again."""
        question = {"key": key_members(key.jwk, private=False), "places": list(places)}
        value = self._ask_about(ALGORITHMS[alg], key, "verify-many", question)
        if not isinstance(value, list) or len(value) != len(places):
            raise CannotError(f"{self.title}'s answer is not one for each token.")
        return [matches is True for matches in value]

    def sign(self, alg: str, key: Key, data: bytes) -> bytes:
        """See `Engine`."""
        question = {"key": key_members(key.jwk, private=True), "data": base64url.encode(data)}
        signed = self._ask_about(ALGORITHMS[alg], key, "sign", question)
        try:
            signature = base64url.decode_strict(signed)
        except (TypeError, AttributeError, ValueError) as error:
            raise CannotError(f"{self.title}'s answer is no signature.") from error
        if not signature:
            raise CannotError(f"{self.title}'s answer is an empty signature.")
        return signature

    @abstractmethod
    def ask_for_key(
        self, engines: Sequence[str], lacking: str, **question: Any
    ) -> Mapping[str, Any]:
        """Asks for a fresh private key, and returns the members of its JWK.

        ``engines`` are all that can make it; ``lacking`` names what this one never has of it.
        """

    @abstractmethod
    def _ask_about(self, algorithm: Algorithm, key: Key, op: str, question: dict[str, Any]) -> Any:
        """Asks for an operation with a key."""

    def _private_jwk(self, value: object) -> dict[str, Any]:
        """Checks the private key's JWK that the host answered with."""
        jwk = key_members(value, private=True) if isinstance(value, dict) else {}
        try:
            if from_jwk(jwk, self.title).is_private:
                return jwk
        except ValueError:
            pass
        raise CannotError(f"{self.title}'s answer is no private key.")


def key_members(jwk: Mapping[str, Any], *, private: bool) -> dict[str, Any]:
    """Returns the members that make the key; what says something *about* it stays here."""
    wanted = _PUBLIC_MEMBERS | PRIVATE_MEMBERS if private else _PUBLIC_MEMBERS
    # `alg` is part of the key only where it is its type (AKP, RFC 9964).
    return {
        name: value
        for name, value in jwk.items()
        if name in wanted and isinstance(value, str) and (name != "alg" or jwk.get("kty") == "AKP")
    }
