"""Judges a token: parses its text, verifies its signature, checks its header and its claims.

Both the report on one token and the briefs of a batch are made from a `Judgement`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..claims.fractions import fraction_findings
from ..claims.model import Criteria, Expectations
from ..claims.sentences import thanks_to_leeway
from ..claims.services import service_findings
from ..claims.warnings import claim_findings
from ..engines.asking import HostError
from ..engines.rooms import load_room
from ..jws.header_checks import crit_check, header_findings, typ_check
from ..jws.outcome import Outcome
from ..jws.verify import verify
from ..keyring.spare import spared
from ..text import base64url
from ..text.words import listed, named
from ..token.model import Signature, Token, empty_claims, set_payload
from ..token.parse import parse
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .beside_valid import beside_valid
from .layers import layer_check, text_inside
from .selective import processed
from .terms import Terms
from .token_checks import claims_check, format_check

if TYPE_CHECKING:
    from ..sd_jwt.process import SdJwt


@dataclass(frozen=True, slots=True)
class Judgement:
    """A token with its checks and findings."""

    text: str
    """The text in which the token was found."""
    token: Token
    outcome: Outcome | None
    """The result for its signature; ``None`` if the text has none."""
    checks: list[Check]
    """In this order: `format`, the signature, `claims`, the header, the single claims."""
    findings: list[Finding]
    """About the token and its key, but not about the text of the key."""
    detached: bytes | None
    """The detached payload, if one was used."""
    sd_jwt: SdJwt | None = None
    """What became of the disclosures of an SD-JWT."""
    encryption: Any = None
    """The account of a JWE, as the contract has it; ``None`` for other tokens, and without its room."""
    inner: Judgement | None = None
    """The judgement on the token that is the payload."""

    @property
    def signature(self) -> str:
        """`valid`, `invalid` or `unchecked`; of a JWE, that of the token inside."""
        if self.token.is_jwe and self.inner is not None:
            return self.inner.signature
        return self.outcome.state if self.outcome else "unchecked"

    @property
    def layers(self) -> list[Judgement]:
        """This judgement and those on the tokens inside, from the outermost in."""
        return [self, *(self.inner.layers if self.inner else [])]

    @property
    def verdict(self) -> str:
        """See `verdict_on`."""
        return verdict_on(self.checks, self.signature)


_OPEN = ("no-time", "inner-unverified", "key-binding-unchecked", "not-loaded")
"""Codes of checks that could not be made: a time, the token inside, the holder's signature, the
disclosures."""


def verdict_on(checks: list[Check], signature: str) -> str:
    """Returns the verdict that follows from all checks and the state of the signature.

    `invalid`: a check fails. `valid`: no check fails, the signature is valid, and no check was
    skipped that has to be made (`_OPEN`). `unverified`: anything else.
    """
    if any(check.status == "fail" for check in checks):
        return "invalid"
    if any(check.code in _OPEN for check in checks):
        return "unverified"
    return "valid" if signature == "valid" else "unverified"


def judge(text: str, terms: Terms, depth: int = 1) -> Judgement:
    """Judges the token in ``text``, and the tokens in it. ``depth`` counts the layers.

    Spans in the result count code points.

    Raises:
        UnansweredError: the host has to be asked first. Never for bad input.
    """
    token = parse(text)
    detached = _attach(token, terms.detached_payload)
    outcome = verify(token, terms.signature)
    encryption = _open(token, outcome, terms) if token.is_jwe and outcome is not None else None
    inside = text_inside(token, depth) if outcome is not None else None
    inner = judge(inside, terms, depth + 1) if inside is not None else None
    if outcome is not None and (outcome.state == "valid" or terms.detached_payload is not None):
        token.findings += empty_claims(token, outcome.signature.header or {})
    written = _written(token, outcome)
    sd_jwt, disclosed = processed(token, text, terms)
    checks: list[Check] = []
    if outcome is not None:
        others = beside_signature(token, outcome.signature, terms)
        claims = _claims(token, outcome, terms) if inner is None else []
        layer = _layer_check(token, encryption, inner)
        checks = [format_check(written), *outcome.checks, *others, *layer, *disclosed, *claims]
    elif token.form != "empty":
        checks = [format_check(written)]  # some text, but nothing in it to verify
    findings = [*written, *(sd_jwt.findings if sd_jwt else ())]
    findings += _remarks(token, outcome, terms.rules.criteria)
    if outcome is not None and verdict_on(checks, outcome.state) == "valid":
        findings += beside_valid(token, outcome.signature, checks, is_attached=detached is None)
    if terms.rules.criteria.leeway:
        findings += _leeway(token, terms)
    return Judgement(text, token, outcome, checks, findings, detached, sd_jwt, encryption, inner)


def _open(token: Token, outcome: Outcome, terms: Terms) -> Any:
    """Opens a JWE; returns the account of it, or ``None`` if that cannot be done here.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    try:
        load_room("jwe", "encryption", terms.signature.engines.host)
        from .jwe_layer import open_layer  # Few tokens need it, and it comes later than the start.
    except HostError as error:
        outcome.checks.append(Check("decryption", "skip", "engine-missing", f"Not opened. {error}"))
        return None
    return open_layer(token, outcome, terms)


def _layer_check(token: Token, encryption: Any, inner: Judgement | None) -> list[Check]:
    found = None
    if inner is not None:
        said = next((each.message for each in inner.checks if each.status == "fail"), None)
        if said is None:
            said = next((each.message for each in inner.checks if each.name in _DECIDE), "")
        found = inner.verdict, said, _is_unsecured(inner)
    shared = encryption is not None and encryption["mode"] in ("direct", "wrapped")
    check = layer_check(token, found, shared=shared)
    return [] if check is None else [check]


_DECIDE = ("inner", "decryption", "signature")


def _is_unsecured(judged: Judgement) -> bool:
    """Tells whether nobody signed a token: alg is none, or there is no signature."""
    if judged.token.is_jwe or judged.outcome is None:
        return False
    signature = judged.outcome.signature
    alg = (signature.header or {}).get("alg")
    return not signature.encoded or (isinstance(alg, str) and alg.lower() == "none")


def beside_signature(token: Token, signature: Signature, terms: Terms) -> list[Check]:
    """Returns the checks between those of the signature and those of the single claims."""
    checks = [claims_check(token)]
    if signature.header is not None:
        checks.append(crit_check(signature.header, signature.unprotected))
        # The expected type is that of the innermost token.
        is_outer = token.is_jwe and token.payload_bytes is not None
        expected = None if is_outer else terms.rules.criteria.expect.typ
        checks.append(typ_check(signature.header, expected))
    if terms.key_binding.required and not token.is_sd_jwt and not token.is_jwe:
        message = "A key-binding JWT is required, but this is no SD-JWT, so it can have none."
        checks.append(Check("key_binding", "fail", "key-not-bound", message))
    return checks


def _written(token: Token, outcome: Outcome | None) -> list[Finding]:
    """Returns the findings on how token and header are written, for the check `format`."""
    if outcome is None:
        return token.findings
    return [*token.findings, *written_header(outcome.signature)]


def written_header(signature: Signature) -> list[Finding]:
    """Returns the findings on how the header is written."""
    return [*signature.findings, *header_findings(signature.header or {})]


def _remarks(token: Token, outcome: Outcome | None, criteria: Criteria) -> list[Finding]:
    findings = list(outcome.findings) if outcome else []
    if token.is_jwe and token.payload_bytes is None:
        message = "This is a JWE, an encrypted token: without its key only the header can be read."
        findings.append(Finding("jwe-not-opened", "token", message))
    elif outcome is not None and outcome.signature.unprotected:
        findings.append(_unprotected(outcome, "tag" if token.is_jwe else "signature"))
    if token.claims is not None and outcome is not None:
        claims, header = token.claims, outcome.signature.header or {}
        findings += spared(
            lambda: [
                *claim_findings(claims),
                *fraction_findings(claims, criteria),
                *service_findings(header, claims),
            ],
            [],
            "Remarks on the claims",
            "payload",
            findings,
        )
    return findings


def _leeway(token: Token, terms: Terms) -> list[Finding]:
    """Returns a finding if the leeway alone lets a time pass."""
    rules = terms.rules
    if token.claims is None:
        return []
    names = rules.by_leeway(token.claims, rules.decide(token.claims))
    if not names:
        return []
    return [Finding("leeway-decides", "request", thanks_to_leeway(names, rules.criteria))]


def _attach(token: Token, text: str | None) -> bytes | None:
    """Puts a detached payload into the token and returns it (RFC 7515 appendix F).

    ``text`` is the payload that was given, if any. The result is ``None`` if it was not used.
    """
    if token.form in ("empty", "unrecognized") or token.is_jwe or not token.is_whole:
        return None
    if not token.signatures:
        return None
    if text is None:
        if token.payload == "":
            token.may_be_detached = True
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


def _claims(token: Token, outcome: Outcome | None, terms: Terms) -> list[Check]:
    """Returns the checks of the single claims; a failed one if claims are expected but missing."""
    if token.claims is not None:
        return terms.rules.checks(token.claims)
    expect = terms.rules.criteria.expect
    is_closed = token.is_jwe and token.payload_bytes is None
    if is_closed or expect == Expectations(typ=expect.typ):
        return []
    if outcome is not None and token.may_be_detached and outcome.state != "valid":
        message = "Claims are expected, but the payload is not here. Give it to judge them."
        return [Check("require", "skip", "no-payload", message)]
    message = "Claims are expected, but the payload has none that can be read."
    return [Check("require", "fail", "missing", message)]


def _unprotected(outcome: Outcome, what: str) -> Finding:
    names = listed(sorted(outcome.signature.unprotected), named)
    message = f"Not covered by the {what}: {names}. Anyone can change what stands in the unprotected header."
    return Finding("unprotected-header", "token", message)
