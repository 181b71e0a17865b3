"""`inspect`: a token's text to the whole report. The walk of a token ends here.

parse, then verify the signature, then judge header and claims, then put it together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from . import base64url, jsonscan
from .checks import Check, CheckJson
from .claim_checks import NUMERIC_DATES, Expectations, check_claims, claim_findings, seconds
from .engines import Engines
from .findings import Finding, FindingJson, Where
from .header_checks import claims_check, crit_check, format_check, header_findings, typ_check
from .keys.certificates import Certificate, check_claimed, describe_chain
from .keys.model import KeyRing
from .keys.read import KeyInput, read_keys
from .keys.select import Account
from .keys.strength import ring_findings
from .offsets import Utf16
from .parse import parse
from .reference import Verdict, pyjwt_verdict
from .tokens import Token, set_payload
from .verify import Outcome, Terms, verify

MAX_FINDINGS = 200
MAX_CHAIN = 10
NOTHING_EXPECTED = Expectations()


class SegmentJson(TypedDict):
    """A segment's name and UTF-16 offsets in the given text."""

    name: str
    start: int
    end: int


class MemberJson(TypedDict):
    """A top-level member of header or payload, in order, repeated ones included."""

    name: str
    value: str
    range: list[int]
    seconds: float | None


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


@dataclass(frozen=True, slots=True)
class Question:
    """What to inspect and by what to judge it: the parameters of `inspect`."""

    token: str
    key: KeyInput | None = None
    algorithms: Sequence[str] | None = None
    expect: Expectations = NOTHING_EXPECTED
    now: float | None = None
    """Seconds since the epoch."""
    leeway: float = 0
    """Seconds."""
    detached_payload: str | None = None
    engines: Engines = field(default_factory=Engines)
    cross_check: bool = False


def inspect(question: Question) -> Report:
    """Everything there is to say about a text that may be a token.

    Raises:
        UnansweredError: the host has to be asked first. Never for bad input.
    """
    token = parse(question.token)
    engines = question.engines
    ring = read_keys(question.key, engines) if question.key else KeyRing()
    detached = _attach(token, question.detached_payload)
    terms = Terms(ring, question.key, question.algorithms, engines, question.cross_check)
    outcome = verify(token, terms)
    written = _written(token, outcome)
    findings = [*written, *ring.findings, *ring_findings(ring), *_remarks(token, outcome)]
    checks = _checks(token, outcome, written, question) if outcome else []
    pyjwt = pyjwt_verdict(
        token,
        outcome,
        question.expect,
        now=question.now,
        leeway=question.leeway,
        detached=detached,
    )
    chain = _chain(outcome, question, findings)
    return _report(question, token, outcome, checks, findings, pyjwt, chain)


def _written(token: Token, outcome: Outcome | None) -> list[Finding]:
    """Findings on how token and header are written: those that `format` is about."""
    if outcome is None:
        return token.findings
    header = outcome.signature.header or {}
    return [*token.findings, *outcome.signature.findings, *header_findings(header)]


def _remarks(token: Token, outcome: Outcome | None) -> list[Finding]:
    findings = list(outcome.findings) if outcome else []
    if token.is_jwe:
        message = "This is a JWE, an encrypted token: without its key only the header can be read."
        findings.append(Finding("jwe-not-opened", "token", message))
    elif outcome is not None and outcome.signature.unprotected:
        findings.append(_unprotected(outcome))
    if token.claims is not None:
        findings += claim_findings(token.claims)
    return findings


def _chain(
    outcome: Outcome | None, question: Question, findings: list[Finding]
) -> list[Certificate]:
    """The certificates of the header's `x5c`: shown and checked, but never trusted."""
    header = (outcome.signature.header if outcome else None) or {}
    encoded = header.get("x5c")
    if not isinstance(encoded, list):
        return []
    texts = [one for one in encoded[:MAX_CHAIN] if isinstance(one, str)]
    chain = [base64url.read(one, None, "x5c").data for one in texts]
    check_claimed(
        {name: header[name] for name in ("x5t", "x5t#S256") if name in header},
        chain,
        "header",
        findings,
    )
    return describe_chain(chain, question.engines, question.now, "header", findings)


def _attach(token: Token, text: str | None) -> bytes | None:
    """Puts detached content in its place (RFC 7515 appendix F)."""
    if token.form in ("empty", "unrecognized") or token.is_jwe:
        return None
    if not token.signatures:
        return None
    if text is None:
        if token.payload == "":
            message = (
                "The payload is empty. If it travels separately (detached content, RFC 7515 "
                "appendix F), give it to verify the signature."
            )
            token.findings.append(Finding("detached-payload", "token", message))
        return None
    if token.payload:
        message = "The token has a payload of its own, so the detached payload was not used."
        token.findings.append(Finding("detached-payload-unused", "token", message))
        return None
    signature = token.signatures[0]
    data = text.encode("utf-8", "surrogatepass")
    token.payload = text if signature.is_unencoded else base64url.encode(data)
    set_payload(data, signature.header or {}, token)
    return data


def _checks(
    token: Token, outcome: Outcome, written: list[Finding], question: Question
) -> list[Check]:
    header = outcome.signature.header
    checks = [format_check(written), *outcome.checks, claims_check(token)]
    if header is not None:
        checks.append(crit_check(header, outcome.signature.unprotected))
        checks.append(typ_check(header, question.expect.typ))
    if token.claims is not None:
        checks += check_claims(token.claims, question.expect, question.now, question.leeway)
    elif not token.is_jwe and question.expect != Expectations(typ=question.expect.typ):
        message = "Claims are expected, but the payload has none that can be read."
        checks.append(Check("require", "fail", "missing", message))
    return checks


def _unprotected(outcome: Outcome) -> Finding:
    names = ", ".join(sorted(outcome.signature.unprotected))
    message = f"Not covered by the signature: {names}. Anyone can change what stands in the unprotected header."
    return Finding("unprotected-header", "token", message)


def _report(
    question: Question,
    token: Token,
    outcome: Outcome | None,
    checks: list[Check],
    findings: list[Finding],
    pyjwt: Verdict | None,
    chain: list[Certificate],
) -> Report:
    signature = outcome.signature if outcome else None
    header_text = signature.header_text if signature else None
    texts: dict[Where, Utf16] = {"token": Utf16(question.token)}
    for where, text in (
        ("header", header_text),
        ("payload", token.payload_text),
        ("key", question.key.text if question.key else None),
    ):
        if text is not None:
            texts[where] = Utf16(text)  # type: ignore[index]
    state = outcome.state if outcome else "unchecked"
    return {
        "form": token.form,
        "segments": [
            {"name": part.name, "start": start, "end": end}
            for part in token.segments
            for start, end in [texts["token"].span(part.span)]
        ],
        "header": header_text,
        "payload": token.payload_text,
        "header_members": _members(
            header_text, signature.header if signature else None, texts, "header"
        ),
        "payload_members": _members(token.payload_text, token.claims, texts, "payload"),
        "signature": state,
        "verdict": _verdict(state, checks),
        "checks": [check.to_json() for check in checks],
        "findings": [finding.to_json(texts) for finding in findings[:MAX_FINDINGS]],
        "engine": outcome.engine.name if outcome and outcome.engine else None,
        "keys": outcome.accounts if outcome else [],
        "certificates": chain,
        "pyjwt": pyjwt,
        "now": question.now,
    }


def _verdict(state: str, checks: list[Check]) -> str:
    if any(check.status == "fail" for check in checks):
        return "invalid"
    if any(check.code == "no-time" for check in checks):
        return "unverified"  # a claim that limits the token's time was not judged
    return "valid" if state == "valid" else "unverified"


def _members(
    text: str | None, value: dict[str, Any] | None, texts: dict[Where, Utf16], where: Where
) -> list[MemberJson]:
    if text is None or value is None:
        return []
    members = jsonscan.members(text)
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
