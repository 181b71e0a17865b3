"""`inspect`: the report on one token, which is its judgement and more to show beside it."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypedDict

from ..claims.model import NUMERIC_DATES, seconds
from ..jws.outcome import Outcome
from ..keyring.certificates import Certificate, check_claimed, describe_chain
from ..keyring.spare import spared
from ..keys.limits import MAX_CHAIN
from ..keys.select import Account
from ..keys.strength import ring_findings
from ..text import base64url, json_scan
from ..text.suspects import suspects
from ..vocabulary.checks import CheckJson
from ..vocabulary.findings import Finding, FindingJson, Where
from ..vocabulary.spans import Utf16
from .judge import Judgement, judge
from .pyjwt_advice import pyjwt_advice
from .pyjwt_verdict import Verdict, pyjwt_verdict
from .signatures import SignatureAccount, signature_accounts
from .terms import InspectParams, Terms

MAX_FINDINGS = 200
"""The most findings in one report."""


class SegmentJson(TypedDict):
    """The name of a segment, and its start and end (exclusive) in the given text.

    Both count UTF-16 units.
    """

    name: str
    start: int
    end: int


class MemberJson(TypedDict):
    """A top-level member of the header or the payload."""

    name: str
    value: str
    """The value as it is written, a string with its quotes."""
    range: list[int]
    """Start and end (exclusive) in the decoded text, in UTF-16 units."""
    seconds: float | None
    """The value of a NumericDate, in seconds since the epoch; ``None`` for other members."""


class Report(TypedDict):
    """The contract's `Report`: see site/engine/contract.d.ts."""

    form: str
    segments: list[SegmentJson]
    header: str | None
    payload: str | None
    header_members: list[MemberJson]
    payload_members: list[MemberJson]
    signature: str
    verdict: str
    checks: list[CheckJson]
    findings: list[FindingJson]
    engine: str | None
    keys: list[Account]
    certificates: list[Certificate]
    pyjwt: Verdict | None
    now: float | None
    signatures: list[SignatureAccount]
    encryption: Any
    sd_jwt: Any
    inner: Report | None


class Inspection:
    """A text that may be a token, with the parameters by which it is judged.

    If the host has to be asked, `report` is called again. The key is read only once.
    """

    def __init__(self, params: InspectParams) -> None:
        self._params = params

    def report(self) -> Report:
        """Returns the report on the text.

        Raises:
            UnansweredError: the host has to be asked first. Never for bad input.
        """
        params, terms = self._params, self._terms
        budget = params.engines.budget
        if budget.counts:  # Something was done: the key was read, or the report was begun before.
            budget.begin(terms.signature.read_work)
        return self._layer(judge(params.token, terms))

    def _layer(self, judged: Judgement) -> Report:
        """Returns the report on one layer, with those on the tokens inside."""
        params, terms = self._params, self._terms
        ring = terms.signature.ring
        findings = [*judged.findings, *_suspects(judged), *ring.findings]
        findings += spared(lambda: ring_findings(ring), [], "Remarks on the keys", "key", findings)
        pyjwt = pyjwt_verdict(judged, terms)
        findings += pyjwt_advice(judged, pyjwt)
        nothing: tuple[list[Certificate], list[Finding]] = ([], [])
        chain, remarks = spared(
            lambda: _chain(judged.outcome, params), nothing, "The certificates", "header", findings
        )
        findings += remarks
        # Last, so that it takes no work from what was always told.
        none: list[SignatureAccount] = []
        accounts = spared(
            lambda: signature_accounts(judged, terms), none, "The signatures", "token", findings
        )
        inner = self._layer(judged.inner) if judged.inner is not None else None
        budget = params.engines.budget
        if budget.is_spent and (left_out := budget.finding()):
            findings.insert(0, left_out)
        made = _report(params, judged, findings, pyjwt, chain, inner)
        return {**made, "signatures": accounts}

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self._params)


def _suspects(judged: Judgement) -> list[Finding]:
    """Returns findings on characters of header and payload that are not what they seem."""
    signature = judged.outcome.signature if judged.outcome else None
    found: list[Finding] = []
    if signature and signature.header_text and signature.header is not None:
        found += suspects(signature.header_text, "header")
    if judged.token.payload_text and judged.token.claims is not None:
        found += suspects(judged.token.payload_text, "payload")
    return found


def _chain(
    outcome: Outcome | None, params: InspectParams
) -> tuple[list[Certificate], list[Finding]]:
    """Returns the certificates of the header's `x5c` (RFC 7515 section 4.1.6), and findings.

    They are shown and checked, but never trusted.
    """
    header = (outcome.signature.header if outcome else None) or {}
    encoded = header.get("x5c")
    if not isinstance(encoded, list):
        return [], []
    findings: list[Finding] = []
    texts = [one for one in encoded[:MAX_CHAIN] if isinstance(one, str)]
    chain = [base64url.read(one, None, "x5c").data for one in texts]
    check_claimed(
        {name: header[name] for name in ("x5t", "x5t#S256") if name in header},
        chain,
        "header",
        findings,
    )
    return describe_chain(chain, params.engines, params.now, "header", findings), findings


def _report(
    params: InspectParams,
    judged: Judgement,
    findings: list[Finding],
    pyjwt: Verdict | None,
    chain: list[Certificate],
    inner: Report | None,
) -> Report:
    token, outcome = judged.token, judged.outcome
    signature = outcome.signature if outcome else None
    header_text = signature.header_text if signature else None
    texts: dict[Where, Utf16] = {"token": Utf16(judged.text)}
    others: tuple[tuple[Where, str | None], ...] = (
        ("header", header_text),
        ("payload", token.payload_text),
        ("key", params.key.text if params.key else None),
    )
    texts |= {where: Utf16(text) for where, text in others if text is not None}
    return {
        "form": token.form,
        "segments": [
            {"name": part.name, "start": start, "end": end}
            for part in ([] if token.is_scattered else token.segments)
            for start, end in [texts["token"].span(part.span)]
        ],
        "header": header_text,
        "payload": token.payload_text,
        "header_members": _members(
            header_text, signature.header if signature else None, texts, "header"
        ),
        "payload_members": _members(token.payload_text, token.claims, texts, "payload"),
        "signature": judged.signature,
        "verdict": judged.verdict,
        "checks": [check.to_json() for check in judged.checks],
        "findings": [finding.to_json(texts) for finding in findings[:MAX_FINDINGS]],
        "engine": _engine(judged),
        "keys": outcome.accounts if outcome else [],
        "certificates": chain,
        "pyjwt": pyjwt,
        "now": params.now,
        "signatures": [],
        "encryption": judged.encryption,
        "sd_jwt": _sd_jwt(judged, texts["token"]),
        "inner": inner,
    }


def _sd_jwt(judged: Judgement, text: Utf16) -> Any:
    made = judged.sd_jwt
    if made is None:
        return None
    texts: dict[Where, Utf16] = {"payload": Utf16(made.processed or "")}
    members = _members(made.processed, made.claims, texts, "payload")
    return {**made.to_json(text), "processed_members": members}


def _engine(judged: Judgement) -> str | None:
    """Returns the engine that did the key operation of this layer."""
    if judged.encryption is not None:
        return str(judged.encryption["engine"]) if judged.encryption["engine"] else None
    outcome = judged.outcome
    return outcome.engine.name if outcome and outcome.engine else None


def _members(
    text: str | None, value: dict[str, Any] | None, texts: dict[Where, Utf16], where: Where
) -> list[MemberJson]:
    """Returns the top-level members of ``text`` in order, repeated ones included.

    Of a repeated claim only the last has `seconds`, because Python's parser takes the last.
    """
    if text is None or value is None:
        return []
    members = json_scan.members(text)
    last = {member.name: member for member in members}
    return [
        {
            "name": member.name,
            "value": member.value,
            "range": texts[where].span(member.span),
            "seconds": seconds(value.get(member.name))
            if member.name in NUMERIC_DATES and last[member.name] is member
            else None,
        }
        for member in members
    ]
