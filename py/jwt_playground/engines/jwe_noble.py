"""JWE by noble, which is JavaScript and comes with every page, by asking the host.

It has everything but RSA, which it leaves to WebCrypto where that lacks only the AES beside it.
The header of a new token crosses as text, so no number in it is rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..keys.model import Key
from ..text import base64url
from ..vocabulary import costs
from ..vocabulary.encryption import KeyManagement
from .asking import Host
from .base import CannotError, KeyRefusedError
from .hosted import key_members
from .jwe_base import Made, Order
from .jwe_hosted import HostedJwe, made
from .noble import ask_noble, lacks
from .ways_out import for_rsa

_PARAMETERS = ("apu", "apv", "p2c")
"""What of the header decides about the key."""


class NobleJwe(HostedJwe):
    """See `HostedJwe`.

    ``beside_webcrypto`` tells that WebCrypto does RSA-OAEP for it.
    """

    name = "noble"
    title = "noble"

    def __init__(
        self,
        host: Host,
        before_refusal: Callable[[], object] | None = None,
        *,
        beside_webcrypto: bool = False,
    ) -> None:
        super().__init__(host, before_refusal)
        self._beside_webcrypto = beside_webcrypto

    def encrypt(self, order: Order) -> Made:
        """See `JweEngine`."""
        shared = {**(order.unprotected or {}), **order.protected}
        headers = [{**shared, **(each.header or {})} for each in order.to]
        if not self._beside_webcrypto:
            self._insist_on_one_engine(order)
        for each, header in zip(order.to, headers, strict=True):
            self._look_at(each.algorithm, each.key, header, private=False)
        aad = None if order.aad is None else base64url.encode(order.aad)
        value = self._ask(
            "encrypt",
            enc=order.encryption.name,
            plaintext=base64url.encode(order.plaintext),
            text=order.protected_text,
            aad=aad,
            recipients=[
                {
                    "alg": each.algorithm.name,
                    "key": key_members(each.key.jwk, private=each.key.kty == "oct"),
                    "parameters": {n: header[n] for n in _PARAMETERS if n in header},
                }
                for each, header in zip(order.to, headers, strict=True)
            ],
        )
        jwe: Mapping[str, Any] = value if isinstance(value, dict) else {}
        recipients = jwe.get("recipients")
        texts = self._texts(jwe, recipients, len(order.to))
        read: list[tuple[Mapping[str, Any] | None, str]] = []
        for answer, each in zip(recipients or [], order.to, strict=True):
            added, sent = answer.get("added"), answer.get("encrypted_key")
            if not isinstance(sent, str) or not isinstance(added, dict):
                raise self._not_made()
            # With one recipient, what is added stands in the protected header.
            alone = len(order.to) == 1
            read.append((each.header if alone else {**(each.header or {}), **added}, sent))
        return made(texts, aad, read)

    def cost_per_iteration(self, algorithm: KeyManagement) -> int:
        """See `JweEngine`. The host derives keys with WebCrypto where it has that."""
        if self._host.webcrypto:
            return costs.PBKDF2
        return costs.PBKDF2_IN_JAVASCRIPT[algorithm.digest]

    def _look_at(
        self, algorithm: KeyManagement, key: Key, header: Mapping[str, Any], *, private: bool
    ) -> None:
        if self._beside_webcrypto and "webcrypto" in algorithm.engines and key.kty == "RSA":
            if private and "p" not in key.jwk:
                raise KeyRefusedError("it lacks p, q, dp, dq and qi; give the complete private key")
            return
        if self.name not in algorithm.engines_for(key.curve):
            raise lacks(algorithm.name, self._way_out(algorithm))
        if not algorithm.is_password:
            return
        if int(header["p2c"]) * self.cost_per_iteration(algorithm) > costs.MAX_IN_JAVASCRIPT:
            raise CannotError(
                f"The header asks for {header['p2c']:,} iterations (p2c), which take too long in a page "
                "without WebCrypto. Open the page on https:// or on localhost."
            )

    def _way_out(self, algorithm: KeyManagement) -> str:
        if "webcrypto" not in algorithm.engines:
            return "The engine “cryptography” does, in a build that has it."
        return for_rsa(self._host)

    def _ask(self, op: str, **question: Any) -> Any:
        try:
            return ask_noble(self._host, op, **question)
        except (CannotError, KeyRefusedError) as error:
            raise self._refusal(error) from error
