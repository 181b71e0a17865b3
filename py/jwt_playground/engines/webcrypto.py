"""Key operations done by the browser's WebCrypto, by asking the host.

A key goes there as a JWK with only the members that make the key, and nothing from the
token. Signatures have the form of a JWS signature (`r` and `s` side by side), which is also
what WebCrypto makes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..keys.jwk import from_jwk
from ..keys.model import PRIVATE_MEMBERS, Key
from ..keys.write import pkcs8
from ..text import base64url
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.curves import CURVES
from .asking import Host, HostError
from .base import CannotError, InputAndSignature, KeyRefusedError

_PUBLIC_MEMBERS = frozenset({"kty", "crv", "x", "y", "n", "e", "pub", "alg"})
_WITH_CRYPTOGRAPHY = "A build of this page with the engine “cryptography” can."
_OTHER_BROWSER = "Recent Chrome and Edge do."


class WebCrypto:
    """Asks the host for every operation.

    ``before_refusal`` is called before it says that it cannot do an operation or does not take a
    key. It may load an engine that can, and raise `UnansweredError` for that.
    """

    name = "webcrypto"

    def __init__(self, host: Host, before_refusal: Callable[[], object] | None = None) -> None:
        self._host = host
        self._before_refusal = before_refusal

    def verify(self, alg: str, key: Key, data: bytes, signature: bytes) -> bool:
        """See `Engine`."""
        question = {
            "key": key_members(key.jwk, private=False),
            "data": base64url.encode(data),
            "signature": base64url.encode(signature),
        }
        return self._ask_about(alg, key, "verify", question) is True

    def verify_many(
        self, alg: str, key: Key, tokens: Sequence[InputAndSignature], places: Sequence[int]
    ) -> list[bool]:
        """See `Engine`. The host has the request, so no token needs to cross again."""
        question = {"key": key_members(key.jwk, private=False), "places": list(places)}
        value = self._ask_about(alg, key, "verify-many", question)
        if not isinstance(value, list) or len(value) != len(places):
            raise CannotError("WebCrypto's answer is not one for each token.")
        return [matches is True for matches in value]

    def sign(self, alg: str, key: Key, data: bytes) -> bytes:
        """See `Engine`."""
        if key.kty == "RSA" and "p" not in key.jwk:
            raise KeyRefusedError("it lacks p, q, dp, dq and qi; give the complete private key")
        question = {"key": key_members(key.jwk, private=True), "data": base64url.encode(data)}
        signed = self._ask_about(alg, key, "sign", question)
        try:
            signature = base64url.decode_strict(signed)
        except (TypeError, AttributeError, ValueError) as error:
            raise CannotError("WebCrypto's answer is no signature.") from error
        if not signature:
            raise CannotError("WebCrypto's answer is an empty signature.")
        return signature

    def generate(self, alg: str, bits: int | None) -> Mapping[str, Any]:
        """See `Engine`."""
        row = ALGORITHMS[alg]
        lacking = alg if row.webcrypto is None else ""
        return self.ask_for_key(row.engines, lacking, alg=alg, bits=bits)

    def ask_for_key(
        self, engines: Sequence[str], lacking: str, **question: Any
    ) -> Mapping[str, Any]:
        """Asks for a fresh private key, and returns the members of its JWK.

        ``engines`` are all that can make it; ``lacking`` names what WebCrypto never has of it.
        """
        if lacking:
            raise self._refusal(_lacks(lacking))
        return _private_jwk(self._ask("generate-key", engines, **question))

    def complete(self, jwk: Mapping[str, Any]) -> Mapping[str, Any]:
        """See `Engine`. PKCS#8 is the one form of a private key that may lack the public half."""
        curve = str(jwk["crv"])
        if not CURVES[curve].webcrypto:
            raise self._refusal(CannotError(f"WebCrypto does not know the curve {curve}."))
        named = {"name": curve} if jwk["kty"] == "OKP" else {"name": "ECDSA", "namedCurve": curve}
        question = {"crv": curve, "parameters": named, "pkcs8": base64url.encode(pkcs8(jwk))}
        return _private_jwk(self._ask("import-key", ("cryptography",), **question))

    def _ask_about(self, alg: str, key: Key, op: str, question: dict[str, Any]) -> Any:
        """Asks for an operation with a key."""
        algorithm = ALGORITHMS[alg]
        curve = CURVES.get(key.curve or "")
        if algorithm.webcrypto is None:
            raise self._refusal(_lacks(alg))
        if curve is not None and not curve.webcrypto:
            raise self._refusal(_lacks(curve.name))
        asked = {"alg": alg, "parameters": algorithm.webcrypto, **question}
        return self._ask(op, algorithm.engines, **asked)

    def _ask(self, op: str, engines: Sequence[str], **question: Any) -> Any:
        """Asks the host. ``engines`` are all engines that can do the same operation."""
        try:
            return self._host.ask(op, **question)
        except HostError as error:
            if error.fault == "key":
                raise self._refusal(KeyRefusedError(str(error))) from error
            if error.fault == "unsupported":
                way_out = _WITH_CRYPTOGRAPHY if "cryptography" in engines else _OTHER_BROWSER
                raise self._refusal(CannotError(f"{error} {way_out}")) from error
            raise self._refusal(CannotError(str(error))) from error

    def _refusal(self, error: Exception) -> Exception:
        """Returns the error to raise, unless another engine is loaded first."""
        if self._before_refusal is not None:
            self._before_refusal()
        return error


def _lacks(name: str) -> CannotError:
    return CannotError(
        f"WebCrypto does not have {name}. The engine “cryptography” does, in a build that has it."
    )


def _private_jwk(value: object) -> dict[str, Any]:
    """Checks the private key's JWK that the host answered with."""
    jwk = key_members(value, private=True) if isinstance(value, dict) else {}
    try:
        if from_jwk(jwk, "WebCrypto").is_private:
            return jwk
    except ValueError:
        pass
    raise CannotError("WebCrypto's answer is no private key.")


def key_members(jwk: Mapping[str, Any], *, private: bool) -> dict[str, Any]:
    """Returns the members that make the key; what says something *about* it stays here."""
    wanted = _PUBLIC_MEMBERS | PRIVATE_MEMBERS if private else _PUBLIC_MEMBERS
    # `alg` is part of the key only where it is its type (AKP, RFC 9964).
    return {
        name: value
        for name, value in jwk.items()
        if name in wanted and isinstance(value, str) and (name != "alg" or jwk.get("kty") == "AKP")
    }
