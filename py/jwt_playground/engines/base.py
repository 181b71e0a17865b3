"""What every engine can do, and how an engine says that it cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ..keys.model import Key


class KeyRefusedError(Exception):
    """The engine does not take this key for this operation.

    The message is the end of a sentence, such as “it is not a public key of Ed25519”.
    """


class CannotError(Exception):
    """The engine cannot do this at all. The message is a sentence that says what to do instead."""


InputAndSignature = tuple[bytes, bytes]
"""Of a compact JWS: the JWS Signing Input, and the signature in canonical base64url."""


class Engine(Protocol):
    """Does key operations. Data and signatures are bytes; ``alg`` is a name in `ALGORITHMS`.

    Every method raises `KeyRefusedError` or `CannotError`. An engine that asks the host
    raises `UnansweredError`, too (`asking`).
    """

    name: str

    def verify(self, alg: str, key: Key, data: bytes, signature: bytes) -> bool:
        """Tells whether ``key`` made ``signature`` over ``data``.

        The signature has the form of a JWS signature (RFC 7518 section 3).
        """
        ...

    def verify_many(
        self, alg: str, key: Key, tokens: Sequence[InputAndSignature], places: Sequence[int]
    ) -> list[bool]:
        """Answers as `verify` does, for many tokens in their order.

        ``places`` are the indexes of these tokens in the request's own list of tokens.
        """
        ...

    def sign(self, alg: str, key: Key, data: bytes) -> bytes:
        """Returns the signature of ``key`` over ``data``, in the form of a JWS signature."""
        ...

    def generate(self, alg: str, bits: int | None) -> Mapping[str, Any]:
        """Returns a fresh private key for ``alg`` as the members of a JWK (RFC 7517).

        ``bits`` is the size of an RSA modulus; other keys have one size and take ``None``.
        """
        ...

    def complete(self, jwk: Mapping[str, Any]) -> Mapping[str, Any]:
        """Returns a private EC or OKP key's JWK with its public members (`x`, `y`) added."""
        ...
