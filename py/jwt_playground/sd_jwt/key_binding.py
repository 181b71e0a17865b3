"""Checks the key-binding JWT, by which the holder proves the key (RFC 9901 sections 4.3 and 7.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypedDict

from ..claims.model import Criteria, Expectations, KeyBinding, seconds
from ..claims.rules import Rules
from ..engines.choice import Engines
from ..jws.header_checks import crit_check, typ_check
from ..jws.terms import SignatureTerms
from ..jws.verify import verify
from ..keys.model import KeyInput
from ..text import json_text
from ..text.words import quoted
from ..token.model import Token
from ..token.plain import parse_plain
from ..vocabulary.checks import Check, CheckJson
from ..vocabulary.findings import Finding

FRESH = 300
"""Seconds. An older key-binding JWT is remarked on: it was hardly made for this request."""
TYP = "kb+jwt"


class BoundKeyJson(TypedDict):
    """The contract's `BoundKey`."""

    header: str | None
    payload: str | None
    signature: str
    checks: list[CheckJson]


@dataclass(slots=True)
class BoundKey:
    """A key-binding JWT with its checks."""

    header: str | None = None
    payload: str | None = None
    signature: str = "unchecked"
    checks: list[Check] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def to_json(self) -> BoundKeyJson:
        """Returns it as it stands in the contract."""
        return {
            "header": self.header,
            "payload": self.payload,
            "signature": self.signature,
            "checks": [check.to_json() for check in self.checks],
        }


def bind(
    text: str,
    claims: dict[str, Any],
    sd_hash: str | None,
    criteria: Criteria,
    wanted: KeyBinding,
    engines: Engines,
) -> BoundKey:
    """Judges the key-binding JWT ``text`` of a token with the processed ``claims``.

    ``sd_hash`` is what that claim has to be; ``None`` if the hash algorithm is not known.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    token = parse_plain(text)
    bound = BoundKey(payload=token.payload_text)
    if token.form != "jws-compact" or token.claims is None or not token.signatures:
        message = "What stands in the place of the key-binding JWT is no JWT."
        bound.checks.append(Check("format", "fail", "not-claims", message))
        return bound
    signature = token.signatures[0]
    bound.header = signature.header_text
    faults = [*token.findings, *signature.findings]
    fault = next((each for each in faults if each.severity == "error"), None)
    if fault is not None:
        bound.checks.append(Check("format", "fail", fault.code, fault.message))
    _verify(bound, token, claims, engines)
    if signature.header is not None:
        bound.checks += [
            crit_check(signature.header, signature.unprotected),
            typ_check(signature.header, TYP),
        ]
    bound.checks += [
        *_times(token.claims, criteria, bound),
        _named(token.claims, "aud", wanted.aud),
        _named(token.claims, "nonce", wanted.nonce),
        _sd_hash(token.claims, sd_hash),
    ]
    return bound


def _verify(bound: BoundKey, token: Token, claims: dict[str, Any], engines: Engines) -> None:
    cnf = claims.get("cnf")
    jwk = cnf.get("jwk") if isinstance(cnf, dict) else None
    if not isinstance(jwk, dict):
        message = "The issuer's payload has no cnf.jwk, so nobody knows which key the holder has."
        bound.checks.append(Check("cnf", "fail", "cnf-missing", message, "cnf"))
        return
    # With engines of its own, since reading a key begins the count of the work anew.
    apart = Engines(engines.choice, engines.host)
    terms = SignatureTerms(KeyInput(json_text.dump(jwk)), None, apart, cross_check=False)
    terms.explains = False
    keys = terms.ring.keys
    if len(keys) != 1 or keys[0].is_private:  # a secret counts as private
        message = "cnf.jwk must be one public key that a signature can be verified with."
        bound.checks.append(Check("cnf", "fail", "cnf-unusable", message, "cnf"))
        return
    message = f"The issuer says that the holder has {keys[0].name}."
    bound.checks.append(Check("cnf", "pass", "cnf-key", message, "cnf"))
    outcome = verify(token, terms)
    if outcome is not None:
        bound.signature = outcome.state
        bound.checks += outcome.checks


def _times(claims: dict[str, Any], criteria: Criteria, bound: BoundKey) -> list[Check]:
    checks = Rules(Criteria(Expectations(), criteria.now, criteria.leeway)).checks(claims)
    times = [each for each in checks if each.name in ("exp", "nbf") and each.code != "absent"]
    issued = next(each for each in checks if each.name == "iat")
    if issued.code == "absent":
        message = "The key-binding JWT has no iat, which says when it was made."
        issued = Check("iat", "fail", "missing", message, "iat")
    made, now = seconds(claims.get("iat")), criteria.now
    if made is not None and now is not None and now - made > FRESH + criteria.leeway:
        message = (
            f"The key-binding JWT was made {now - made:,.0f} seconds ago. Verifiers take one that was made for "
            "their request, some minutes ago at most (RFC 9901 section 7.3)."
        )
        bound.findings.append(Finding("key-binding-old", "token", message))
    return [issued, *times]


def _named(claims: dict[str, Any], name: str, wanted: str | None) -> Check:
    value = claims.get(name)
    if not isinstance(value, str):
        return _no_text(claims, name)
    if wanted is None:
        message = f"{name} is {quoted(value)}. Give the {name} that you expect to check it."
        return Check(name, "skip", "no-expectation", message, name)
    if value != wanted:
        message = (
            f"{name} is {quoted(value)}, not {quoted(wanted)}, so it was made for another request."
        )
        return Check(name, "fail", "mismatch", message, name)
    return Check(name, "pass", "matches", f"{name} is as expected.", name)


def _no_text(claims: dict[str, Any], name: str) -> Check:
    code = "malformed" if name in claims else "missing"
    what = "must be a string" if name in claims else "is missing"
    return Check(name, "fail", code, f"In the key-binding JWT {name} {what}.", name)


def _sd_hash(claims: dict[str, Any], right: str | None) -> Check:
    value = claims.get("sd_hash")
    if not isinstance(value, str):
        return _no_text(claims, "sd_hash")
    if right is None or value != right:
        message = (
            "sd_hash is not the hash of the token and its disclosures. The holder signed for other "
            "disclosures, or for another token."
        )
        return Check("sd_hash", "fail", "sd-hash-mismatch", message, "sd_hash")
    message = "sd_hash is the hash of the token and of just these disclosures."
    return Check("sd_hash", "pass", "sd-hash-matches", message, "sd_hash")
