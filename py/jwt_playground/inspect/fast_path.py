"""The fast path of a batch, for tokens that share their header with a token before them.

Nearly every token of a log has the usual form: a compact JWS in canonical base64url, with
one of a few headers, and with a payload that is a JSON object without any fault. What header,
keys and terms decide is worked out once per header (`SharedHeader`). One signature and the
claims are left per token. The rules are those of `judge`, because the same functions are
called. Every token that is unusual in any way goes to `judge` itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..engines.base import CannotError, Engine, InputAndSignature
from ..jws.key_resolution import KeyResolution, resolve_keys
from ..jws.mismatch import mismatch_check
from ..jws.outcome import match_check
from ..keys.budget import OutOfWorkError
from ..keys.confusion import key_in_secret
from ..keys.model import Key
from ..keys.strength import strength_check
from ..text import base64url, json_text
from ..token.extract import as_compact
from ..token.plain import parse_plain
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.checks import Check
from .brief import Brief
from .judge import beside_signature, written_header
from .terms import Terms
from .token_checks import format_check

MAX_HEADERS = 1000
"""The most headers that are kept at a time. Some issuers write a new header into every token."""


@dataclass(slots=True)
class SharedHeader:
    """What all tokens of the usual form with the same header have in common."""

    before: list[Check]
    """The checks before `signature`. If no key is tried, `signature` is the last of them."""
    after: list[Check]
    """The checks between `signature` and those of the single claims."""
    trial: KeyTrial | None
    """``None`` if no key is tried."""
    briefs: dict[tuple[str, ...], Brief] = field(default_factory=dict)
    """Briefs that hold for every such token, per codes of `Rules.decide` and names of `by_leeway`."""


CompactToken = tuple[SharedHeader, bytes, InputAndSignature]
"""A token of the usual form: its header, its payload in base64url, signing input and signature."""


@dataclass(slots=True, eq=False)
class KeyTrial:
    """An engine that verifies with one key. Headers share a trial if these are the same.

    So the tokens of all these headers are verified together.
    """

    engine: Engine
    algorithm: Algorithm
    key: Key

    def check(self, signed: InputAndSignature, *, matches: bool) -> Check:
        """Makes the `signature` check of one token, once it is known whether it ``matches``."""
        if matches:
            return match_check(self.key)
        value = base64url.decode_canonical(signed[1])
        return mismatch_check(self.algorithm, value, [self.key])


class HeaderCache:
    """The headers of one batch. Each is worked out when a token first has it."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._known: dict[bytes, SharedHeader | None] = {}
        self._trials: dict[tuple[str, int], KeyTrial] = {}

    def read(self, text: str) -> CompactToken | None:
        """Splits a token of the usual form into its parts; ``None`` if it has another form.

        The payload is not decoded yet, so `claims_in` may still find that it is unusual.

        Raises:
            UnansweredError: the host has to be asked first.
        """
        token = as_compact(text)
        if token is None:
            return None
        signed, _, signature = token.rpartition(b".")
        header, _, payload = signed.partition(b".")
        if not base64url.is_canonical(payload) or not base64url.is_canonical(signature):
            return None
        if header not in self._known:
            if len(self._known) == MAX_HEADERS:
                self._known.clear()
            self._known[header] = self._common(header)
        found = self._known[header]
        return (found, payload, (signed, signature)) if found else None

    def _common(self, header: bytes) -> SharedHeader | None:
        """Works out what all tokens with this header share; ``None`` if it is unusual.

        ``header`` is the header in base64url.
        """
        if not base64url.is_canonical(header):
            return None
        token = parse_plain(f"{header.decode('ascii')}.e30.")  # an empty claims set
        [signature] = token.signatures
        unusual = {"b64", "zip"} & set(signature.header or {})
        if token.form != "jws-compact" or token.findings or unusual:
            return None
        resolution = resolve_keys(signature.header or {}, self._terms.signature)
        try:
            trial = self._trial(resolution)
        except CannotError:
            return None
        if resolution.keys and trial is None:
            return None
        after = beside_signature(token, signature, self._terms)
        if trial is not None and (strength := strength_check(trial.key)):
            after.insert(0, strength)
        return SharedHeader(
            [format_check(written_header(signature)), *resolution.checks], after, trial
        )

    def _trial(self, resolution: KeyResolution) -> KeyTrial | None:
        """Returns the trial of the only key.

        ``None`` if there is not exactly one key, or if more is needed than one answer of one
        engine: a cross-check, or an objection to a public key that is used as a secret.

        Raises:
            CannotError: no engine can do the algorithm.
            UnansweredError: the host has to be asked first.
        """
        if (
            resolution.algorithm is None
            or len(resolution.keys) != 1
            or self._terms.signature.cross_check
        ):
            return None
        [key] = resolution.keys
        try:
            if key_in_secret(key, self._terms.signature.engines.budget):
                return None
        except OutOfWorkError:
            return None
        which = (resolution.algorithm.name, id(key))
        if which not in self._trials:
            engine = self._terms.signature.engines.load_for(resolution.algorithm, key)
            self._trials[which] = KeyTrial(engine, resolution.algorithm, key)
        return self._trials[which]


def claims_in(payload: bytes) -> dict[str, Any] | None:
    """Returns the claims in a payload (canonical base64url).

    ``None`` if it is not a JSON object, or if there may be something to report about it.
    """
    try:
        claims = json_text.clean(base64url.decode_canonical(payload).decode("utf-8"))
    except ValueError:  # not UTF-8, not JSON, or a `RemarkableError`
        return None
    return claims if isinstance(claims, dict) else None
