"""The operation `read_status`: a status list token, and one status in it (Token Status List)."""

from __future__ import annotations

from typing import Any, TypedDict

from ..claims.model import seconds
from ..inspect.report import Inspection, Report
from ..inspect.terms import InspectParams
from ..jws.header_checks import typ_check
from ..text import json_text
from ..text.words import quoted
from ..token.parse import parse
from ..vocabulary.checks import Check, CheckJson
from ..vocabulary.findings import Finding, FindingJson
from . import bits as packed

TYP = "statuslist+jwt"


class CountJson(TypedDict):
    """How many entries of a list have one value."""

    value: int
    meaning: str
    count: int


class TokenStatus(TypedDict):
    """The contract's `TokenStatus`."""

    report: Report | None
    bits: int | None
    size: int | None
    idx: int | None
    value: int | None
    meaning: str | None
    counts: list[CountJson]
    checks: list[CheckJson]
    findings: list[FindingJson]


class StatusReading:
    """A status list, and the index or the token whose status is to be read."""

    def __init__(self, params: InspectParams, idx: int | None, referenced: str | None) -> None:
        self._params = params
        self._idx = idx
        self._referenced = referenced
        self._inspection = Inspection(params)

    def result(self) -> TokenStatus:
        """Returns the list and the status.

        Raises:
            UnansweredError: the host has to be asked first.
        """
        claims, report, checks, findings = self._read()
        data, bits = _list_of(claims, checks)
        idx, uri = self._index(checks)
        if report is not None and uri is not None:
            checks.append(_uri_check(uri, claims.get("sub")))
        value = _value(data, bits, idx, checks)
        counted = packed.counts(data, bits) if data is not None else []
        return {
            "report": report,
            "bits": bits or None,
            "size": None if data is None else packed.size(data, bits),
            "idx": idx,
            "value": value,
            "meaning": None if value is None else packed.meaning(value),
            "counts": [
                {"value": each, "meaning": packed.meaning(each), "count": count}
                for each, count in counted
            ],
            "checks": [check.to_json() for check in checks],
            "findings": [finding.to_json({}) for finding in findings],
        }

    def _read(self) -> tuple[dict[str, Any], Report | None, list[Check], list[Finding]]:
        """Returns the claims with the list, and what is said about the token that has it."""
        text = self._params.token
        alone = json_text.read(text, "token", "status list")
        if isinstance(alone.value, dict) and "lst" in alone.value:
            return {"status_list": alone.value}, None, [], alone.findings
        report = self._inspection.report()
        token = parse(text)
        claims = token.claims or {}
        header = token.signatures[0].header if token.signatures else None
        findings = self._stale(claims)
        checks = [typ_check(header or {}, TYP), *_token_checks(claims)]
        return claims, report, checks, findings

    def _stale(self, claims: dict[str, Any]) -> list[Finding]:
        made, ttl = seconds(claims.get("iat")), seconds(claims.get("ttl"))
        now = self._params.now
        if made is None or ttl is None or now is None or now <= made + ttl:
            return []
        message = (
            f"The list was made {now - made:,.0f} seconds ago, and its ttl is {ttl:,.0f}. Fetch it anew: a status "
            "may have changed since."
        )
        return [Finding("status-list-stale", "payload", message)]

    def _index(self, checks: list[Check]) -> tuple[int | None, str | None]:
        """Returns the index to read, and the address of the list that the token names."""
        if self._referenced is None:
            return self._idx, None
        claims = parse(self._referenced).claims or {}
        status = claims.get("status")
        entry = status.get("status_list") if isinstance(status, dict) else None
        idx = entry.get("idx") if isinstance(entry, dict) else None
        uri = entry.get("uri") if isinstance(entry, dict) else None
        whole = isinstance(idx, int) and not isinstance(idx, bool) and idx >= 0
        if not whole or not isinstance(uri, str):
            message = (
                "The other token has no status.status_list with a whole number idx and a string uri, so it "
                "names no status."
            )
            checks.append(Check("idx", "fail", "no-status", message))
            return None, None
        return idx, uri


def _token_checks(claims: dict[str, Any]) -> list[Check]:
    checks = [
        Check(name, "fail", "missing", f"A status list token must have {name}.", name)
        for name in ("sub", "iat")
        if name not in claims
    ]
    if "ttl" in claims:
        ttl = seconds(claims["ttl"])
        if ttl is None or ttl <= 0:
            message = "ttl must be a number of seconds, more than 0."
            checks.append(Check("ttl", "fail", "malformed", message, "ttl"))
        else:
            message = f"The list may be kept for {ttl:,.0f} seconds before it is fetched anew."
            checks.append(Check("ttl", "pass", "present", message, "ttl"))
    return checks


def _list_of(claims: dict[str, Any], checks: list[Check]) -> tuple[bytes | None, int]:
    """Returns the list, and how many bits each status has; ``None`` and 0 if there is none."""
    entry = claims.get("status_list")
    bits: Any = entry.get("bits") if isinstance(entry, dict) else None
    encoded = entry.get("lst") if isinstance(entry, dict) else None
    data: bytes | None = None
    if isinstance(bits, bool) or bits not in packed.BITS or not isinstance(encoded, str):
        what = "status_list must be an object with bits (1, 2, 4 or 8) and lst, a string."
    else:
        try:
            data = packed.inflate(encoded)
        except packed.ListError as error:
            what = str(error)
    if data is None:
        checks.append(Check("status_list", "fail", "list-malformed", what, "status_list"))
        return None, 0
    count = packed.size(data, bits)
    message = f"The list has {count:,} statuses of {bits} bit{'' if bits == 1 else 's'}."
    checks.append(Check("status_list", "pass", "list-read", message, "status_list"))
    return data, bits


def _uri_check(uri: str, sub: object) -> Check:
    if uri == sub:
        return Check("uri", "pass", "matches", "The other token names this list.")
    shown = quoted(sub) if isinstance(sub, str) else "no string"
    message = f"The other token names the list at {quoted(uri)}, but sub of this list is {shown}."
    return Check("uri", "fail", "mismatch", message)


def _value(data: bytes | None, bits: int, idx: int | None, checks: list[Check]) -> int | None:
    if idx is None:
        if not any(check.name == "idx" for check in checks):
            message = "Give an index, or a token that names one, to read its status."
            checks.append(Check("idx", "skip", "no-index", message))
        return None
    if data is None:
        return None
    count = packed.size(data, bits)
    if not 0 <= idx < count:
        message = f"The list has {count:,} statuses, so there is none at {idx:,}. Refuse the token."
        checks.append(Check("idx", "fail", "index-out-of-range", message))
        return None
    value = packed.status_at(data, bits, idx)
    message = f"The status at {idx:,} is {value}: {packed.meaning(value)}. {_EXPLAINED[packed.meaning(value)]}"
    checks.append(Check("idx", "pass", "index-in-list", message))
    return value


_EXPLAINED = {
    "VALID": "The token is not revoked.",
    "INVALID": "The token is revoked for good: refuse it.",
    "SUSPENDED": "The token does not count for the time being: refuse it, and ask again later.",
    "APPLICATION_SPECIFIC": "What it means is agreed between issuer and verifier.",
    "UNREGISTERED": "No meaning is registered for it: refuse the token.",
}
