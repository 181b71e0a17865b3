"""JWE by the browser's WebCrypto, by asking the host."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..keys.model import Key
from ..text import base64url
from ..vocabulary import costs
from ..vocabulary.encryption import KeyManagement
from .asking import HostError
from .base import CannotError, KeyRefusedError
from .hosted import key_members
from .jwe_base import Made, Order, has_equal_parties
from .jwe_hosted import HostedJwe, made

_WITH_CRYPTOGRAPHY = "A build of this page with the engine “cryptography” can."
_WITH_NOBLE = "The engine “noble” does: choose it, or “auto”."
_ROUNDED = (
    "WebCrypto's library would round a number in a header that has more than 15 digits. Write it as a "
    "text, in quotes."
)
_EQUAL = "WebCrypto's library does not take apu and apv that are equal."
_EXACT = 2**53
"""JavaScript rounds larger numbers."""


class WebCryptoJwe(HostedJwe):
    """See `HostedJwe`. ``gives_way`` is given for what its library lacks, too."""

    name = "webcrypto"
    title = "WebCrypto"

    def encrypt(self, order: Order) -> Made:
        """See `JweEngine`."""
        shared = {**(order.unprotected or {}), **order.protected}
        self._insist_on_one_engine(order)
        for each in order.to:
            header = {**shared, **(each.header or {})}
            self._look_at(each.algorithm, each.key, header, private=False)
        if any(
            map(_is_rounded, (order.protected, order.unprotected, *(to.header for to in order.to)))
        ):
            raise self._lacks(_ROUNDED, _WITH_CRYPTOGRAPHY)
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
        return self._made(value, len(order.to))

    def cost_per_iteration(self, algorithm: KeyManagement) -> int:
        """See `JweEngine`."""
        return costs.PBKDF2

    def _look_at(
        self, algorithm: KeyManagement, key: Key, header: Mapping[str, Any], *, private: bool
    ) -> None:
        if self.name not in algorithm.engines_for(key.curve):
            what = key.curve if self.name in algorithm.engines else algorithm.name
            noble = "noble" in algorithm.engines
            raise self._lacks(
                f"WebCrypto does not have {what}.",
                "The engine “cryptography” does, in a build that has it.",
                noble=noble,
            )
        if algorithm.curves and has_equal_parties(header):
            raise self._lacks(_EQUAL, _WITH_CRYPTOGRAPHY)
        if private and key.kty == "RSA" and "p" not in key.jwk:
            raise KeyRefusedError("it lacks p, q, dp, dq and qi; give the complete private key")

    def _ask(self, op: str, **question: Any) -> Any:
        try:
            return self._host.ask(op, **question)
        except HostError as error:
            if error.fault == "key":
                raise self._refusal(KeyRefusedError(str(error))) from error
            if error.fault == "unsupported":
                raise self._lacks(str(error), _WITH_CRYPTOGRAPHY) from error
            raise self._refusal(CannotError(str(error))) from error

    def _lacks(self, what: str, otherwise: str, *, noble: bool = True) -> Exception:
        """Returns the error for something that is lacking here, unless another engine has it.

        ``otherwise`` is the way out where there is no noble.
        """
        if self._gives_way:
            self._host.begin_without(self._gives_way)
        way_out = _WITH_NOBLE if noble and self._host.noble else otherwise
        return self._refusal(CannotError(f"{what} {way_out}"))

    def _made(self, value: object, count: int) -> Made:
        """Reads the host's JWE in general JSON serialization."""
        jwe: Mapping[str, Any] = value if isinstance(value, dict) else {}
        recipients = jwe.get("recipients")
        texts = self._texts(jwe, recipients, count)
        read: list[tuple[Mapping[str, Any] | None, str]] = []
        for each in recipients or []:
            header, sent = each.get("header"), each.get("encrypted_key", "")
            if not isinstance(sent, str) or not isinstance(header, dict | None):
                raise self._not_made()
            read.append((header, sent))
        aad = jwe.get("aad")
        return made(texts, aad if isinstance(aad, str) else None, read)


def _is_rounded(value: object) -> bool:
    """Tells whether a value holds a whole number that JavaScript would change."""
    if isinstance(value, Mapping):
        return any(map(_is_rounded, value.values()))
    if isinstance(value, list):
        return any(map(_is_rounded, value))
    return isinstance(value, int | Decimal) and not -_EXACT <= value <= _EXACT
