"""The operation `sd_present`: the holder shows some of the disclosures (RFC 9901 section 7.2)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ..engines.choice import Engines
from ..jws.sign import sign
from ..jws.signing_texts import Signed
from ..keyring.read import read_keys
from ..keys.jwk import public_part, thumbprint
from ..keys.model import Key, KeyInput
from ..keys.select import allowed_algorithms
from ..text.words import quoted
from ..token.model import Token
from ..token.parse import parse
from ..vocabulary.findings import Finding, FindingJson
from . import hashes
from .disclosure import Disclosure
from .key_binding import TYP
from .process import SdJwt, read
from .serialize import exchange, serialize


@dataclass(frozen=True, slots=True)
class Binding:
    """What the key-binding JWT of a presentation is made of."""

    key: KeyInput
    nonce: str
    aud: str
    alg: str | None = None
    """``None``: the first algorithm that the key allows."""


@dataclass(frozen=True, slots=True)
class PresentParams:
    """The contract's `PresentParams`."""

    token: str
    disclose: list[int]
    binding: Binding | None
    now: float
    """For `iat` of the key-binding JWT."""
    engines: Engines


def present(params: PresentParams) -> Signed:
    """Makes a presentation. What cannot be presented is a finding.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    token = parse(params.token)
    if not token.is_sd_jwt or token.is_jwe:
        message = "This is no SD-JWT: no disclosures stand behind the issuer's JWT, and no “~” at its end."
        return _refused(Finding("not-an-sd-jwt", "token", message))
    made = read(token, params.token)
    findings: list[Finding] = []
    shown = _choose(made, params.disclose, findings)
    if shown is None:
        return _refused(*findings)
    encoded = [each.encoded for each in shown]
    signed = f"{token.signatures[0].protected}.{token.payload}.{token.signatures[0].encoded}"
    more: list[FindingJson] = []
    jwt: str | None = None
    if params.binding is not None:
        whole = serialize(signed, encoded, None, "compact")
        bound = _bind(made, whole, params, params.binding, findings)
        more = bound["findings"]
        jwt = bound["token"]
        if jwt is None:
            return {"token": None, "findings": [*_json(findings), *more]}
    return {
        "token": _written(token, params.token, signed, encoded, jwt),
        "findings": [*_json(findings), *more],
    }


def _written(
    token: Token, text: str, signed: str, disclosures: list[str], binding: str | None
) -> str:
    if token.behind:
        return serialize(signed, disclosures, binding, "compact")
    start, end = text.find("{"), text.rfind("}") + 1
    return exchange(text[start:end], disclosures, binding)


def _choose(made: SdJwt, wanted: list[int], findings: list[Finding]) -> list[Disclosure] | None:
    """Returns the disclosures to show, in the order of the token; ``None`` if one is not there."""
    count = len(made.disclosures)
    if any(not 0 <= index < count for index in wanted):
        message = f"The token has {count} disclosures; their indexes begin with 0."
        findings.append(Finding("disclosure-not-there", "request", message))
        return None
    chosen = set(wanted)
    shown = [each for each in made.disclosures if each.index in chosen]
    left_out = [each for each in shown if not _has_parents(each, chosen)]
    for each in left_out[:20]:
        what = "An element" if each.name is None else f"The claim {quoted(each.name)}"
        message = (
            f"{what} is left out, because the disclosure that holds its digest is left out as well."
        )
        findings.append(Finding("disclosure-left-out", "request", message))
    return [each for each in shown if each not in left_out]


def _has_parents(each: Disclosure, chosen: set[int]) -> bool:
    above = each.parent
    while above is not None:
        if above.index not in chosen:
            return False
        above = above.parent
    return True


def _bind(
    made: SdJwt, whole: str, params: PresentParams, binding: Binding, findings: list[Finding]
) -> Signed:
    if made.sd_alg not in hashes.NAMES:
        return _refused(*made.findings)
    apart = Engines(params.engines.choice, params.engines.host)
    keys = read_keys(binding.key, apart).keys
    key = next((key for key in keys if key.is_private and key.kty != "oct"), None)
    algorithms = allowed_algorithms(key) if key is not None else []
    _compare(made, key, findings)
    header = {"alg": binding.alg or next(iter(algorithms), "ES256"), "typ": TYP}
    payload = {
        "iat": int(params.now),
        "aud": binding.aud,
        "nonce": binding.nonce,
        "sd_hash": hashes.digest(made.sd_alg, whole),
    }
    return sign(json.dumps(header), json.dumps(payload), binding.key, params.engines)


def _compare(made: SdJwt, key: Key | None, findings: list[Finding]) -> None:
    cnf = (made.claims or {}).get("cnf")
    jwk = cnf.get("jwk") if isinstance(cnf, dict) else None
    if key is None:
        return
    try:
        same = isinstance(jwk, dict) and thumbprint(jwk) == thumbprint(public_part(key.jwk))
    except (KeyError, TypeError, ValueError):
        same = False
    if not same:
        message = "The holder's key is not the one in cnf.jwk of the payload. Verifiers refuse the presentation."
        findings.append(Finding("holder-key-other", "request", message))


def _json(findings: list[Finding]) -> list[FindingJson]:
    return [each.to_json({}) for each in findings]


def _refused(*findings: Finding) -> Signed:
    return {"token": None, "findings": _json([*findings])}
