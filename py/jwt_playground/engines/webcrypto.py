"""Key operations done by the browser's WebCrypto, by asking the host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..keys.model import Key
from ..keys.write import pkcs8
from ..text import base64url
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from ..vocabulary.curves import CURVES
from .asking import HostError
from .base import CannotError, KeyRefusedError
from .hosted import Hosted

_WITH_CRYPTOGRAPHY = "A build of this page with the engine “cryptography” can."
_WITH_NOBLE = "The engine “noble” does: choose it, or “auto”."
_ON_THE_PAGE = "The engine “noble” does, which every page has."


class WebCrypto(Hosted):
    """See `Hosted`. With ``gives_way``, it is asked about keys on that curve alone."""

    name = "webcrypto"
    title = "WebCrypto"

    def sign(self, alg: str, key: Key, data: bytes) -> bytes:
        """See `Engine`."""
        if key.kty == "RSA" and "p" not in key.jwk:
            raise KeyRefusedError("it lacks p, q, dp, dq and qi; give the complete private key")
        return super().sign(alg, key, data)

    def generate(self, alg: str, bits: int | None) -> Mapping[str, Any]:
        """See `Engine`."""
        row = ALGORITHMS[alg]
        lacking = alg if row.webcrypto is None else ""
        return self.ask_for_key(row.engines, lacking, alg=alg, bits=bits)

    def ask_for_key(
        self, engines: Sequence[str], lacking: str, **question: Any
    ) -> Mapping[str, Any]:
        """See `Hosted`."""
        if lacking:
            raise self._refusal(self._lacks(lacking, engines))
        return self._private_jwk(self._ask("generate-key", engines, **question))

    def complete(self, jwk: Mapping[str, Any]) -> Mapping[str, Any]:
        """See `Engine`. PKCS#8 is the one form of a private key that may lack the public half."""
        curve = str(jwk["crv"])
        if not CURVES[curve].webcrypto:
            raise self._refusal(CannotError(f"WebCrypto does not know the curve {curve}."))
        named = {"name": curve} if jwk["kty"] == "OKP" else {"name": "ECDSA", "namedCurve": curve}
        question = {"crv": curve, "parameters": named, "pkcs8": base64url.encode(pkcs8(jwk))}
        engines = ("cryptography", "noble")
        return self._private_jwk(self._ask("import-key", engines, **question))

    def _ask_about(self, algorithm: Algorithm, key: Key, op: str, question: dict[str, Any]) -> Any:
        """See `Hosted`."""
        curve = CURVES.get(key.curve or "")
        if algorithm.webcrypto is None:
            raise self._refusal(self._lacks(algorithm.name, algorithm.engines))
        if curve is not None and not curve.webcrypto:
            raise self._refusal(self._lacks(curve.name, algorithm.engines))
        asked = {"alg": algorithm.name, "parameters": algorithm.webcrypto, **question}
        return self._ask(op, algorithm.engines, **asked)

    def _ask(self, op: str, engines: Sequence[str], **question: Any) -> Any:
        """Asks the host. ``engines`` are all engines that can do the same operation."""
        try:
            return self._host.ask(op, **question)
        except HostError as error:
            # Firefox computes no public half of a private EC key; noble does, or refuses the key.
            is_undecided = error.fault == "unsupported" or op == "import-key"
            if is_undecided and self._gives_way:
                self._host.begin_without(self._gives_way)
            if error.fault == "key":
                raise self._refusal(KeyRefusedError(str(error))) from error
            if error.fault == "unsupported":
                raise self._refusal(CannotError(f"{error} {self._way_out(engines)}")) from error
            raise self._refusal(CannotError(str(error))) from error

    def _way_out(self, engines: Sequence[str]) -> str:
        if self._host.noble and "noble" in engines:
            return _WITH_NOBLE
        return _WITH_CRYPTOGRAPHY if "cryptography" in engines else _ON_THE_PAGE

    def _lacks(self, name: str, engines: Sequence[str]) -> CannotError:
        who = "The engine “cryptography” does, in a build that has it."
        if self._host.noble and "noble" in engines:
            who = _WITH_NOBLE
        return CannotError(f"WebCrypto does not have {name}. {who}")
