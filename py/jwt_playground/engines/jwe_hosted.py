"""JWE that is opened and made by the host, because it is asked for it.

As for signatures (`hosted`), a key goes there with only the members that make it. The host gets the
token as one recipient sees it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..keys.model import Key
from ..text import base64url
from ..vocabulary.encryption import KeyManagement
from .base import CannotError
from .hosted import Asker, key_members
from .jwe_base import DoesNotOpenError, Made, Order, Sealed, TooLongError

_OF_HOST = {"webcrypto", "noble"}
_MIXED = (
    "No engine of the browser has the algorithms of all recipients: WebCrypto alone has RSA, and noble "
    "alone has X448. The engine “cryptography” has both, in a build that has it. Or make one token per "
    "recipient."
)


class HostedJwe(Asker, ABC):
    """What the engines of JWE have in common that ask the host for every operation."""

    def decrypt(self, sealed: Sealed, key: Key, most: int) -> bytes:
        """See `JweEngine`."""
        self._look_at(sealed.algorithm, key, sealed.header, private=True)
        value = self._ask(
            "decrypt",
            alg=sealed.algorithm.name,
            enc=sealed.encryption.name,
            jwe=_flattened(sealed),
            key=key_members(key.jwk, private=True),
            most=most,
        )
        if value is None:
            raise DoesNotOpenError
        if value is False:
            raise TooLongError
        try:
            return base64url.decode_strict(value)
        except (TypeError, AttributeError, ValueError) as error:
            raise CannotError(f"{self.title}'s answer is no plaintext.") from error

    @abstractmethod
    def _look_at(
        self, algorithm: KeyManagement, key: Key, header: Mapping[str, Any], *, private: bool
    ) -> None:
        """Raises what is in the way of asking for an operation with this key."""

    @abstractmethod
    def _ask(self, op: str, **question: Any) -> Any:
        """Asks the host for an operation, and returns what it answers."""

    def _insist_on_one_engine(self, order: Order) -> None:
        """Raises an error for recipients of whom some need WebCrypto, and others need noble."""
        names = [set(each.algorithm.engines_for(each.key.curve)) & _OF_HOST for each in order.to]
        if all(names) and not set.intersection(*names):
            raise self._refusal(CannotError(_MIXED))

    def _texts(self, jwe: Mapping[str, Any], recipients: object, count: int) -> list[str]:
        """Returns the parts of a JWE that the host made: header, IV, ciphertext, tag."""
        texts = [jwe.get(name, "") for name in ("protected", "iv", "ciphertext", "tag")]
        if (
            not isinstance(recipients, list)
            or len(recipients) != count
            or not all(isinstance(each, dict) for each in recipients)
            or not all(isinstance(text, str) for text in texts)
        ):
            raise self._not_made()
        return texts

    def _not_made(self) -> CannotError:
        return CannotError(f"{self.title}'s answer is no encrypted token.")


def made(
    texts: list[str], aad: str | None, recipients: list[tuple[Mapping[str, Any] | None, str]]
) -> Made:
    """Returns a JWE of its parts, as `HostedJwe` reads them."""
    protected, iv, ciphertext, tag = texts
    return Made(protected, iv, ciphertext, tag, aad, recipients)


def _flattened(sealed: Sealed) -> dict[str, Any]:
    """Returns the contract's `FlattenedJwe`."""
    members: dict[str, Any] = {
        "protected": sealed.protected or None,
        "unprotected": _crossing(sealed.unprotected),
        "header": _crossing(sealed.own),
        "encrypted_key": base64url.encode(sealed.encrypted_key) or None,
        "iv": base64url.encode(sealed.iv),
        "ciphertext": base64url.encode(sealed.ciphertext),
        "tag": base64url.encode(sealed.tag),
        "aad": sealed.aad,
    }
    return {name: value for name, value in members.items() if value is not None}


def _crossing(value: object) -> Any:
    """Returns a value of an unprotected header, which nothing covers, so that it can cross.

    An integer with more digits than Python reads is a `Decimal`, which JSON has no form for.
    """
    if isinstance(value, Mapping):
        return {name: _crossing(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_crossing(each) for each in value]
    return str(value) if isinstance(value, Decimal) else value
