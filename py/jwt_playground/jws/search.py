"""The search for the way in which a signature would match: every spelling, text and hash function.

`nearly` starts it. Secrets, RSA and EC keys are tried without an engine, so that the answer is
the same everywhere and no browser has to be asked for each attempt.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, KeyRefusedError
from ..keys.budget import Budget, OutOfWorkError, signature_cost
from ..keys.confusion import key_in_secret
from ..keys.model import Key
from ..text import base64url
from ..token.model import Signature, Token
from ..vocabulary import costs
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from .near_ecdsa import Attempt
from .near_rsa import Opened, open_signature
from .other_spellings import Spelling, spellings
from .other_texts import SignedText, other_texts
from .terms import SignatureTerms

_MAX_WORK = 400_000
"""The work for one report: a fifth of what a request may take, and beside it."""
_RSA_SLOWER, _EC_SLOWER, _EC_AGAIN = 4, 12, 2
"""How much longer Python takes than OpenSSL; for EC keys once per signature, then per text."""
_EC_TEXTS = 12
"""So many other texts are tried with an EC key, where each takes long."""
_HASHES = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512", "sha1": "SHA-1"}
_EC_HASH = {"ES256": "sha256", "ES384": "sha384", "ES512": "sha512", "ES256K": "sha256"}


class Found(NamedTuple):
    """A way in which the signature is one of the key's."""

    key: Key
    spelling: Spelling
    text: SignedText
    how: str
    """How the signature was made, if not as the header says; follows “The signature matches”."""
    advice: str


class Search:
    """The search for one signature. ``maker`` is the RSA key that is known to have made it."""

    def __init__(
        self,
        signature: Signature,
        token: Token,
        data: bytes,
        algorithm: Algorithm,
        terms: SignatureTerms,
        is_named: bool,
    ) -> None:
        self._signature, self._token = signature, token
        self._own = SignedText(data)
        self._algorithm, self._terms, self._is_named = algorithm, terms, is_named
        self._budget = Budget(_MAX_WORK)
        self.maker: Key | None = None

    def is_harmless(self, key: Key) -> bool:
        """Tells whether a secret is really one. Nothing is told of public keys used as secrets."""
        try:
            return key_in_secret(key, self._budget) is None
        except OutOfWorkError:
            return False

    def ways(self, key: Key) -> Iterator[Found]:
        """Yields ways in which the signature is one of the key's, the nearest first."""
        ways = {"oct": self._hmac, "RSA": self._rsa, "EC": self._ecdsa}
        return ways.get(key.kty, self._engine)(key)

    @cached_property
    def _others(self) -> list[SignedText]:
        return list(other_texts(self._signature, self._token))

    def _texts(self) -> Iterator[SignedText]:
        yield self._own
        yield from self._others

    def _spellings(self, key: Key) -> list[Spelling]:
        size = self._algorithm.signature_bytes
        if key.kty == "RSA":
            size = ((key.bits or 0) + 7) // 8
        return list(islice(spellings(self._signature, self._algorithm, size), 16))

    def _hmac(self, key: Key) -> Iterator[Found]:
        secret = key.secret or b""
        all_spellings = self._spellings(key)
        digests = sorted(_HASHES, key=lambda name: name != self._algorithm.digest)
        for text in self._texts():
            cost = costs.SHORTEST + (len(text.data) + len(secret) >> costs.HASH_SHIFT)
            for digest in digests:
                size = hashlib.new(digest).digest_size
                fitting = [one for one in all_spellings if len(one.value) == size]
                cut = digest == self._algorithm.digest and text is self._own
                if (not fitting and not cut) or not self._budget.spend(cost):
                    continue
                value = hmac.digest(secret, text.data, digest)
                yield from (
                    self._found(key, one, text, digest, "HS")
                    for one in fitting
                    if hmac.compare_digest(one.value, value)
                )
                if cut and 8 <= len(self._signature.value) < size:
                    yield from self._cut_off(key, value)

    def _cut_off(self, key: Key, value: bytes) -> Iterator[Found]:
        """Yields a signature whose end is missing, which its length shows."""
        size = len(self._signature.value)
        if hmac.compare_digest(self._signature.value, value[:size]):
            how = f"as far as it goes: these are the first {size} of {len(value)} bytes"
            advice = "Its end was cut off. Copy the token whole."
            yield Found(key, Spelling(value), self._own, how, advice)

    def _rsa(self, key: Key) -> Iterator[Found]:
        cost = _RSA_SLOWER * signature_cost(key, 0, "")
        numbers = [base64url.read(str(key.jwk[name]), None, name).data for name in ("n", "e")]
        modulus, exponent = (int.from_bytes(octets, "big") for octets in numbers)
        size = (modulus.bit_length() + 7) // 8
        opened: list[tuple[Spelling, Opened]] = []
        for one in self._spellings(key):
            if len(one.value) == size and self._budget.spend(cost):
                opened += [(one, way) for way in open_signature(modulus, exponent, one.value)]
        if any(way.is_certain for _, way in opened):
            self.maker = key
        for text in self._texts() if opened else ():
            for one, way in opened:
                cost = costs.SHORTEST + (len(text.data) >> costs.HASH_SHIFT)
                if self._budget.spend(cost) and way.is_over(text.data):
                    family = "RS" if way.salt is None else "PS"
                    found = self._found(key, one, text, way.digest, family)
                    size = hashlib.new(way.digest).digest_size
                    if way.salt is not None and len(way.salt) != size:
                        found = found._replace(
                            how=f"with a salt of {len(way.salt)} bytes",
                            advice=f"Let the issuer sign with a salt of {size} bytes, as long as "
                            "the hash (RFC 7518 section 3.5).",
                        )
                    yield found

    def _ecdsa(self, key: Key) -> Iterator[Found]:
        size, own_hash = self._algorithm.signature_bytes, _EC_HASH[self._algorithm.name]
        point = [base64url.read(str(key.jwk[name]), None, name).data for name in ("x", "y")]
        cost = costs.SIGNATURE[str(key.curve)]
        for index, one in enumerate(self._spellings(key)):
            if len(one.value) != size or not self._budget.spend(cost * _EC_SLOWER):
                continue
            attempt = Attempt(str(key.curve), point[0], point[1], one.value)
            tries = [(self._own, own_hash)]
            tries += [(self._own, digest) for digest in _HASHES if digest != own_hash]
            if index == 0:
                tries += [(text, own_hash) for text in self._others[:_EC_TEXTS]]
            for text, digest in tries:
                hashing = len(text.data) >> costs.HASH_SHIFT
                if self._budget.spend(cost * _EC_AGAIN + hashing) and attempt.is_over(
                    text.data, digest
                ):
                    yield self._found(key, one, text, digest, "")

    def _engine(self, key: Key) -> Iterator[Found]:
        """Tries other spellings with an engine. Browsers are asked once for each of them."""
        size = 64 if key.curve == "Ed25519" else 114 if key.curve == "Ed448" else None
        size = size or self._algorithm.signature_bytes
        pending = False
        found = []
        for one in self._spellings(key)[1:] if self._is_named else ():
            if len(one.value) != size:
                continue
            try:
                engine = self._terms.engines.load_for(self._algorithm, key)
                if not self._budget.spend(signature_cost(key, len(self._own.data), engine.name)):
                    continue
                if engine.verify(self._algorithm.name, key, self._own.data, one.value):
                    found.append(Found(key, one, self._own, "", ""))
            except UnansweredError:
                pending = True
            except (CannotError, KeyRefusedError):
                continue
        if pending:
            raise UnansweredError
        yield from found

    def _found(
        self, key: Key, spelling: Spelling, text: SignedText, digest: str, family: str
    ) -> Found:
        """Returns what was found, with the name of what the signature was made with.

        ``family`` is the beginning of that name; empty for EC keys, whose name follows their curve.
        """
        own = self._algorithm.name
        name = family + digest.removeprefix("sha")
        if not family:
            name = own if digest == _EC_HASH[own] else ""
        if name == own:
            how, advice = "", ""
            if not self._is_named:
                how, advice = f"as {own}", f"Only the name is wrong: let the header say “{own}”."
        elif name in ALGORITHMS:
            how = f"as {name}"
            advice = f"Let the header say “{name}”, or let the issuer sign with {own}."
        else:
            how = f"with {_HASHES.get(digest, digest.upper())} as its hash function"
            advice = f"Let the issuer sign with {own}."
        return Found(key, spelling, text, how, advice)
