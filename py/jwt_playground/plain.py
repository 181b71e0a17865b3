"""The plain way of a batch: tokens that differ from one read before in payload and signature only.

Nearly every token of a log is a compact JWS in canonical base64url, its header is one
of a few, and its payload a clean JSON object. What header, keys and terms say is
worked out once a header (`Header`); what is left is one signature and the claims.
The rules are those of `judge`: it is the same functions that are called, only not
for every token again. Whatever is unusual in any way is left to `judge` itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import base64url, jsontext
from .algorithms import Algorithm
from .checks import Check
from .engines.base import CannotError, Engine, Signed
from .extract import as_compact
from .header_checks import format_check
from .judge import beside_signature, written_header
from .keys.confusion import public_key_in
from .keys.model import Key
from .keys.strength import strength_check
from .mismatch import mismatch_check
from .parse import parse
from .plan import Plan, make_plan
from .terms import Terms
from .verify import engine_for, match_check

if TYPE_CHECKING:
    from .batch import Brief

MAX_HEADERS = 1000
"""Kept in mind at a time; some issuers write something new into every header."""


@dataclass(slots=True)
class Header:
    """What all plain tokens with the same header have in common."""

    before: list[Check]
    """Up to the signature's check, which is the last one where the plan decides it."""
    after: list[Check]
    """From there to the claims' own."""
    trial: Trial | None
    """``None`` where no key is tried."""
    briefs: dict[tuple[str, ...], Brief] = field(default_factory=dict)
    """What was concluded, by the codes of the claims, where it holds for every such token."""


Plain = tuple[Header, bytes, Signed]
"""A token of plain form: its header, its payload in base64url, and what is signed."""


@dataclass(slots=True, eq=False)
class Trial:
    """Who verifies with which key. One of them, however many headers lead to it."""

    engine: Engine
    algorithm: Algorithm
    key: Key

    def check(self, signed: Signed, *, matches: bool) -> Check:
        """The `signature` check of a token."""
        if matches:
            return match_check(self.key)
        value = base64url.decode_canonical(signed[1])
        return mismatch_check(self.algorithm, value, [self.key])


class Headers:
    """The headers met so far in one batch."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._known: dict[bytes, Header | None] = {}
        self._trials: dict[tuple[str, int], Trial] = {}

    def read(self, text: str) -> Plain | None:
        """A token whose form is plain, taken apart; ``None`` if it is not.

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

    def _common(self, header: bytes) -> Header | None:
        if not base64url.is_canonical(header):
            return None
        token = parse(f"{header.decode('ascii')}.e30.")  # an empty claims set
        [signature] = token.signatures
        if token.form != "jws-compact" or token.findings or "b64" in (signature.header or {}):
            return None
        plan = make_plan(signature.header or {}, self._terms)
        try:
            trial = self._trial(plan)
        except CannotError:
            return None
        if plan.keys and trial is None:
            return None
        after = beside_signature(token, signature, self._terms)
        if trial is not None and (strength := strength_check(trial.key)):
            after.insert(0, strength)
        return Header([format_check(written_header(signature)), *plan.checks], after, trial)

    def _trial(self, plan: Plan) -> Trial | None:
        if plan.algorithm is None or len(plan.keys) != 1 or self._terms.cross_check:
            return None
        [key] = plan.keys
        if key.secret is not None and public_key_in(key.secret):
            return None
        which = (plan.algorithm.name, id(key))
        if which not in self._trials:
            engine = engine_for(plan.algorithm, self._terms.engines)
            self._trials[which] = Trial(engine, plan.algorithm, key)
        return self._trials[which]


def claims_in(payload: bytes) -> dict[str, Any] | None:
    """The claims of a plain token's payload, if nothing needs to be said about them."""
    try:
        claims = jsontext.clean(base64url.decode_canonical(payload).decode("utf-8"))
    except ValueError:  # no UTF-8, no JSON, or something to be said about it
        return None
    return claims if isinstance(claims, dict) else None
