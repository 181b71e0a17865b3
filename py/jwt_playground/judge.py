"""A token's text, judged: parse, verify the signature, check header and claims.

What a report shows and what a batch counts both come from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from . import base64url
from .checks import Check
from .claim_checks import Expectations, check_claims, claim_findings
from .engines import Engines
from .findings import Finding
from .header_checks import claims_check, crit_check, format_check, header_findings, typ_check
from .keys.model import KeyRing
from .keys.read import KeyInput
from .parse import parse
from .tokens import Token, set_payload
from .verify import Outcome, Terms, verify

NOTHING_EXPECTED = Expectations()


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


@dataclass(frozen=True, slots=True)
class Judgement:
    """A token and everything that was found out about it."""

    token: Token
    outcome: Outcome | None
    """What became of its signature; ``None`` where the text holds none."""
    checks: list[Check]
    findings: list[Finding]
    """On the token and its key, but not on the key's own text."""
    detached: bytes | None
    """The detached payload, if one was used."""

    @property
    def signature(self) -> str:
        """`valid`, `invalid` or `unchecked`."""
        return self.outcome.state if self.outcome else "unchecked"

    @property
    def verdict(self) -> str:
        """`valid` only if the signature is and no check fails; `unverified` if nobody can tell."""
        if any(check.status == "fail" for check in self.checks):
            return "invalid"
        if any(check.code == "no-time" for check in self.checks):
            return "unverified"  # a claim that limits the token's time was not judged
        return "valid" if self.signature == "valid" else "unverified"


def judge(text: str, ring: KeyRing, question: Question) -> Judgement:
    """Judges the token in ``text`` by the question's parameters and the keys read from its key.

    Raises:
        UnansweredError: the host has to be asked first. Never for bad input.
    """
    token = parse(text)
    detached = _attach(token, question.detached_payload)
    terms = Terms(ring, question.key, question.algorithms, question.engines, question.cross_check)
    outcome = verify(token, terms)
    written = _written(token, outcome)
    checks = _checks(token, outcome, written, question) if outcome else []
    if outcome is None and token.form != "empty":
        checks = [format_check(written)]  # some text, but nothing in it to verify
    return Judgement(token, outcome, checks, [*written, *_remarks(token, outcome)], detached)


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
