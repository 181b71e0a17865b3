"""The operation `check_dpop`: a DPoP proof and its access token, judged as a pair (RFC 9449)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from ..claims.model import Expectations
from ..engines.asking import UnansweredError
from ..engines.choice import Engines
from ..inspect.report import Inspection, Report
from ..inspect.terms import InspectParams
from ..keys.jwk import from_jwk, thumbprint
from ..keys.model import PRIVATE_MEMBERS, Key, KeyInput
from ..text import json_text
from ..token.model import Token
from ..token.parse import parse
from ..vocabulary.checks import Check, CheckJson
from ..vocabulary.findings import FindingJson
from . import checks

TYP = "dpop+jwt"
REQUIRED = ("jti", "htm", "htu", "iat")
"""The claims that every proof must have (RFC 9449 section 4.2)."""

_NOTHING_TO_CHECK = frozenset({"absent", "no-expectation"})
"""Codes of skipped checks that leave nothing open."""


@dataclass(frozen=True, slots=True)
class DpopParams:
    """The contract's `DpopParams`."""

    proof: str
    access_token: str | None
    key: KeyInput | None
    """Verifies the access token."""
    method: str | None
    url: str | None
    nonce: str | None
    algorithms: Sequence[str] | None
    """Allowed for the proof; ``None``: every asymmetric one."""
    now: float | None
    max_age: float
    leeway: float


class DpopPair(TypedDict):
    """The contract's `DpopPair`."""

    verdict: str
    proof: Report
    access_token: Report | None
    thumbprint: str | None
    checks: list[CheckJson]
    findings: list[FindingJson]


class Pair:
    """A proof and its access token, with the parameters by which they are judged.

    If the host has to be asked, `result` is called again. Keys are read only once.
    """

    def __init__(self, params: DpopParams, for_proof: Engines, for_token: Engines) -> None:
        self._params = params
        self._token = parse(params.proof)
        self._header = _header(self._token)
        self._key, self._key_check = proof_key(self._header.get("jwk"))
        usable = self._key is not None and self._key_check.status == "pass"
        text = json.dumps(self._header["jwk"], default=str) if usable else ""
        self._proof = Inspection(
            InspectParams(
                params.proof,
                KeyInput(text) if usable else None,
                params.algorithms,
                Expectations(typ=TYP, require=REQUIRED),
                params.now,
                params.leeway,
                engines=for_proof,
            )
        )
        self._access = None
        if params.access_token is not None and not _is_opaque(params.access_token):
            self._access = Inspection(
                InspectParams(
                    params.access_token,
                    params.key,
                    now=params.now,
                    leeway=params.leeway,
                    engines=for_token,
                )
            )

    def result(self) -> DpopPair:
        """Returns both reports, the checks of the pair, and its verdict.

        Raises:
            UnansweredError: the host has to be asked first. Never for bad input.
        """
        proof = access = None
        pending = False
        try:
            proof = self._proof.report()
        except UnansweredError:  # Go on, so that one reply holds all questions.
            pending = True
        if self._access is not None:
            access = self._access.report()
        if pending or proof is None:
            raise UnansweredError
        if self._key_check.status == "pass":
            proof = {**proof, "findings": [f for f in proof["findings"] if not _is_of_others(f)]}
        made = self._checks(proof, access)
        htu = (self._token.claims or {}).get("htu")
        findings = checks.on_target(htu) if isinstance(htu, str) else []
        return {
            "verdict": _verdict(made, [proof] if access is None else [proof, access]),
            "proof": proof,
            "access_token": access,
            "thumbprint": thumbprint(self._key.jwk) if self._key is not None else None,
            "checks": [check.to_json() for check in made],
            "findings": [finding.to_json({}) for finding in findings],
        }

    def _checks(self, proof: Report, access: Report | None) -> list[Check]:
        params, claims = self._params, self._token.claims or {}
        made = [
            checks.one_proof(self._token, params.proof),
            checks.well_formed(self._token, proof),
            checks.typ(self._header),
            checks.algorithm(self._header, params.algorithms),
            self._key_check,
            checks.signature(proof),
            checks.htm(claims, params.method),
            checks.htu(claims, params.url),
            checks.iat(claims, params.now, params.max_age, params.leeway),
            checks.jti(claims),
            checks.nonce(claims, params.nonce),
        ]
        own = thumbprint(self._key.jwk) if self._key is not None else None
        said = _claims(access)
        made.append(checks.ath(claims, params.access_token))
        made.append(checks.cnf(said, own, is_given=params.access_token is not None))
        if params.access_token is not None:
            made.append(checks.access_token(access))
        return made


def proof_key(jwk: object) -> tuple[Key | None, Check]:
    """Returns the key in a proof's header, and the check whether it is a public one."""
    if jwk is None:
        message = "The header has no jwk: the proof must bring the public key that verifies it."
        return None, Check("jwk", "fail", "jwk-missing", message)
    if not isinstance(jwk, dict):
        message = "jwk in the header must be a JSON object: the public key that verifies the proof."
        return None, Check("jwk", "fail", "jwk-unreadable", message)
    try:
        key = from_jwk(jwk, "JWK")
    except ValueError as error:
        message = f"jwk in the header is no key that can be used: {error}."
        return None, Check("jwk", "fail", "jwk-unreadable", message)
    secret = sorted(PRIVATE_MEMBERS & jwk.keys())
    if secret:
        what = "a secret" if key.kty == "oct" else f"the private key (its “{secret[0]}”)"
        message = (
            f"jwk in the header holds {what}. A proof must bring the public key alone; everybody who saw "
            "this proof can make new ones. Make a new key."
        )
        shown = None if key.secret is not None else key  # No digest of a secret leaves this place.
        return shown, Check("jwk", "fail", "jwk-private", message)
    return key, Check("jwk", "pass", "jwk-public", "jwk in the header is a public key.")


def _is_opaque(text: str) -> bool:
    """Tells whether an access token is no JWT. It may have dots all the same."""
    return _header(parse(text)) == {}


def _is_of_others(finding: FindingJson) -> bool:
    """Tells whether a finding is right for other tokens only.

    A proof ends with its `iat`, and the key in its `jwk` is used.
    """
    code, message = finding["code"], finding["message"]
    return code == "no-expiry" or (code == "header-key-ignored" and message.startswith("jwk "))


def _header(token: Token) -> dict[str, Any]:
    return (token.signatures[0].header if token.signatures else None) or {}


def _claims(access: Report | None) -> dict[str, Any] | None:
    """Returns the claims of the access token; ``None`` if they are not to be seen."""
    if access is None or not access["payload"]:
        return None
    value = json_text.read(access["payload"], "payload", "payload").value
    return value if isinstance(value, dict) else None


def _verdict(made: list[Check], reports: list[Report]) -> str:
    """`valid` only if all hold, and nothing that could be checked was left open."""
    verdicts = {report["verdict"] for report in reports}
    if "invalid" in verdicts or any(check.status == "fail" for check in made):
        return "invalid"
    is_open = any(check.status == "skip" and check.code not in _NOTHING_TO_CHECK for check in made)
    return "unverified" if is_open or verdicts != {"valid"} else "valid"
