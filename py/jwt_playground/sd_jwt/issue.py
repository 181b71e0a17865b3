"""The operation `sd_issue`: an SD-JWT of claims that the holder can leave out (RFC 9901 section 4)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from ..engines.choice import Engines
from ..jws.sign import sign
from ..jws.signing_texts import Signed
from ..keyring.read import read_keys
from ..keys.jwk import ordered, public_part
from ..keys.model import Key, KeyInput
from ..text import base64url, json_text
from ..text.words import listed
from ..vocabulary.findings import Finding, FindingJson, has_error
from . import hashes, tree
from .credential import NEVER_SELECTIVE, kind_of
from .disclosure import Path
from .hide import Hiding
from .serialize import Serialization, serialize

MAX_PATHS = 1_000
"""The most claims and elements that are made selective."""
MAX_DECOYS = 100
"""The most digests without a disclosure that are added."""
_SALT = 16
"""Bytes: 128 bits (RFC 9901 section 9.3)."""


@dataclass(frozen=True, slots=True)
class IssueParams:
    """The contract's `IssueParams`."""

    header: str
    payload: str
    key: KeyInput
    selective: list[Path]
    decoys: int
    sd_alg: str
    holder_key: KeyInput | None
    serialization: Serialization
    engines: Engines


class Issuing:
    """One request. Its salts are drawn once, however often the host is asked."""

    def __init__(self, params: IssueParams) -> None:
        self._params = params
        self._drawn: list[str] = []
        self._taken = 0

    def result(self) -> Signed:
        """Returns the SD-JWT, or findings that say why there is none.

        Raises:
            UnansweredError: the host has to be asked first.
        """
        params = self._params
        findings: list[Finding] = []
        holder = self._holder(findings)
        read = json_text.read(params.payload, "payload", "payload")
        if not isinstance(read.value, dict):
            message = (
                "The payload must be a JSON object of claims, since claims are made selective."
            )
            findings.append(Finding("json-not-an-object", "payload", message))
        if params.sd_alg not in hashes.NAMES:
            message = f"sd_alg must be one of {listed(list(hashes.NAMES), str)}."
            findings.append(Finding("sd-alg-unknown", "request", message))
        if isinstance(read.value, dict) and "cnf" in read.value and holder is not None:
            message = "The payload has a cnf already. Remove it, or give no holder's key."
            findings.append(Finding("cnf-given-twice", "payload", message))
        if has_error(findings):
            return {"token": None, "findings": [each.to_json({}) for each in findings]}
        self._taken = 0
        decoys = [hashes.digest(params.sd_alg, self._salt()) for _ in range(params.decoys)]
        hiding = Hiding(params.selective, params.sd_alg, self._salt)
        root = tree.parse(params.payload)
        more = [tree.member("_sd_alg", tree.leaf(params.sd_alg))]
        if holder is not None:
            jwk = json_text.dump({"jwk": ordered(public_part(holder.jwk))})
            more.insert(0, tree.member("cnf", tree.parse(jwk)))
        payload = hiding.payload(root, decoys, more) if isinstance(root, tree.Object) else root
        findings += [*hiding.findings, *self._credential()]
        if hiding.findings:
            return {"token": None, "findings": [each.to_json({}) for each in findings]}
        signed = sign(params.header, tree.write(payload), params.key, params.engines)
        return self._signed(signed, hiding.disclosures, [each.to_json({}) for each in findings])

    def _holder(self, findings: list[Finding]) -> Key | None:
        given = self._params.holder_key
        if given is None:
            return None
        apart = Engines(self._params.engines.choice, self._params.engines.host)
        keys = [key for key in read_keys(given, apart).keys if key.kty != "oct"]
        if len(keys) != 1:
            message = "The holder's key must be one public key, such as a JWK or PEM."
            findings.append(Finding("key-does-not-fit", "request", message))
            return None
        return keys[0]

    def _salt(self) -> str:
        if self._taken == len(self._drawn):
            self._drawn.append(base64url.encode(secrets.token_bytes(_SALT)))
        self._taken += 1
        return self._drawn[self._taken - 1]

    def _credential(self) -> list[Finding]:
        header = json_text.read(self._params.header, "header", "header").value
        if not isinstance(header, dict) or kind_of(header) != "sd-jwt-vc":
            return []
        wrong = sorted(
            {str(path[0]) for path in self._params.selective if path and path[0] in NEVER_SELECTIVE}
        )
        if not wrong:
            return []
        message = (
            f"Verifiers refuse a credential (SD-JWT VC) whose holder can leave out {listed(wrong)}."
        )
        return [Finding("claim-not-selective", "request", message)]

    def _signed(self, signed: Signed, disclosures: list[str], more: list[FindingJson]) -> Signed:
        # The payload that was signed is not the one that was given, so no place in it means much.
        findings: list[FindingJson] = [
            {**each, "range": None} if each["where"] == "payload" else each
            for each in signed["findings"]
        ]
        token = signed["token"]
        if token is not None:
            token = serialize(token, disclosures, None, self._params.serialization)
        return {"token": token, "findings": [*more, *findings]}
