"""JWE by the browser's WebCrypto, by asking the host.

As for signatures (`webcrypto`), a key goes there with only the members that make it. The host
gets the token as one recipient sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ..keys.model import Key
from ..text import base64url
from ..vocabulary.encryption import KeyManagement
from .asking import Host, HostError
from .base import CannotError, KeyRefusedError
from .hosted import key_members
from .jwe_base import DoesNotOpenError, Made, Order, Sealed, TooLongError

_WITH_CRYPTOGRAPHY = "A build of this page with the engine “cryptography” can."
_ROUNDED = (
    "WebCrypto's library would round a number in a header that has more than 15 digits. Write it as a "
    f"text, in quotes. {_WITH_CRYPTOGRAPHY}"
)
_EXACT = 2**53
"""JavaScript rounds larger numbers."""
_NOT_MADE = "WebCrypto's answer is no encrypted token."


class WebCryptoJwe:
    """Asks the host for every operation. ``before_refusal``: see `WebCrypto`."""

    name = "webcrypto"

    def __init__(self, host: Host, before_refusal: Callable[[], object] | None = None) -> None:
        self._host = host
        self._before_refusal = before_refusal

    def decrypt(self, sealed: Sealed, key: Key, most: int) -> bytes:
        """See `JweEngine`."""
        self._look_at(sealed.algorithm, key, private=True)
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
            raise CannotError("WebCrypto's answer is no plaintext.") from error

    def encrypt(self, order: Order) -> Made:
        """See `JweEngine`."""
        for each in order.to:
            self._look_at(each.algorithm, each.key, private=False)
        if any(
            map(_is_rounded, (order.protected, order.unprotected, *(to.header for to in order.to)))
        ):
            raise self._refusal(CannotError(_ROUNDED))
        value = self._ask(
            "encrypt",
            alg=order.to[0].algorithm.name,
            enc=order.encryption.name,
            plaintext=base64url.encode(order.plaintext),
            header=dict(order.protected),
            unprotected=None if order.unprotected is None else dict(order.unprotected),
            aad=None if order.aad is None else base64url.encode(order.aad),
            recipients=[
                {
                    "key": key_members(each.key.jwk, private=each.key.kty == "oct"),
                    "header": None if each.header is None else dict(each.header),
                }
                for each in order.to
            ],
        )
        return _made(value, len(order.to))

    def _look_at(self, algorithm: KeyManagement, key: Key, *, private: bool) -> None:
        if self.name not in algorithm.engines_for(key.curve):
            what = key.curve if self.name in algorithm.engines else algorithm.name
            raise self._refusal(
                CannotError(
                    f"WebCrypto does not have {what}. The engine “cryptography” does, in a build that "
                    "has it."
                )
            )
        if private and key.kty == "RSA" and "p" not in key.jwk:
            raise KeyRefusedError("it lacks p, q, dp, dq and qi; give the complete private key")

    def _ask(self, op: str, **question: Any) -> Any:
        try:
            return self._host.ask(op, **question)
        except HostError as error:
            if error.fault == "key":
                raise self._refusal(KeyRefusedError(str(error))) from error
            if error.fault == "unsupported":
                raise self._refusal(CannotError(f"{error} {_WITH_CRYPTOGRAPHY}")) from error
            raise self._refusal(CannotError(str(error))) from error

    def _refusal(self, error: Exception) -> Exception:
        """Returns the error to raise, unless another engine is loaded first."""
        if self._before_refusal is not None:
            self._before_refusal()
        return error


def _is_rounded(value: object) -> bool:
    """Tells whether a value holds a whole number that JavaScript would change."""
    if isinstance(value, Mapping):
        return any(map(_is_rounded, value.values()))
    if isinstance(value, list):
        return any(map(_is_rounded, value))
    return isinstance(value, int | Decimal) and not -_EXACT <= value <= _EXACT


def _crossing(value: object) -> Any:
    """Returns a value of an unprotected header, which nothing covers, so that it can cross.

    An integer with more digits than Python reads is a `Decimal`, which JSON has no form for.
    """
    if isinstance(value, Mapping):
        return {name: _crossing(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_crossing(each) for each in value]
    return str(value) if isinstance(value, Decimal) else value


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


def _made(value: object, count: int) -> Made:
    """Reads the host's JWE in general JSON serialization."""
    jwe: Mapping[str, Any] = value if isinstance(value, dict) else {}
    recipients = jwe.get("recipients")
    texts = [jwe.get(name, "") for name in ("protected", "iv", "ciphertext", "tag")]
    if (
        not isinstance(recipients, list)
        or len(recipients) != count
        or not all(isinstance(each, dict) for each in recipients)
        or not all(isinstance(text, str) for text in texts)
    ):
        raise CannotError(_NOT_MADE)
    read: list[tuple[Mapping[str, Any] | None, str]] = []
    for each in recipients:
        header, sent = each.get("header"), each.get("encrypted_key", "")
        if not isinstance(sent, str) or not isinstance(header, dict | None):
            raise CannotError(_NOT_MADE)
        read.append((header, sent))
    aad = jwe.get("aad")
    return Made(texts[0], texts[1], texts[2], texts[3], aad if isinstance(aad, str) else None, read)
