"""What every engine can do, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ..keys.model import Key


class KeyRefusedError(Exception):
    """The engine does not take this key for this operation; the message ends a sentence."""


class CannotError(Exception):
    """The engine cannot do this at all; the message is a sentence with the way out."""


Signed = tuple[bytes, bytes]
"""Of a compact serialization: the signing input, and the signature in canonical base64url."""


class Engine(Protocol):
    """Who does key operations. Bytes in, bytes out; keys as `Key`.

    Every method raises `KeyRefusedError` or `CannotError`, and may raise
    `asking.UnansweredError` where the host has to be asked first.
    """

    name: str

    def verify(self, alg: str, key: Key, data: bytes, signature: bytes) -> bool:
        """Whether ``signature`` is the key's over ``data``."""
        ...

    def verify_many(
        self, alg: str, key: Key, tokens: Sequence[Signed], places: Sequence[int]
    ) -> list[bool]:
        """The same for many tokens, which stand at these places of those of the request."""
        ...

    def sign(self, alg: str, key: Key, data: bytes) -> bytes:
        """The key's signature over ``data``, as a JWS has it."""
        ...

    def generate(self, alg: str, bits: int | None) -> Mapping[str, Any]:
        """A fresh private key as JWK members."""
        ...

    def complete(self, jwk: Mapping[str, Any]) -> Mapping[str, Any]:
        """A private EC or OKP key's JWK with the public members that it lacks."""
        ...
