"""Processes an SD-JWT as a verifier does (RFC 9901 section 7): the way in for `inspect`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypedDict

from ..claims.model import Criteria, KeyBinding
from ..engines.choice import Engines
from ..text import json_text
from ..text.words import listed, quoted
from ..token.model import Token
from ..vocabulary.characters import plain
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Utf16
from . import hashes, tree
from .credential import Kind, credential_check, credential_findings, kind_of
from .disclosure import Disclosure, Path, read_disclosure
from .join import Joiner, name_orphans
from .key_binding import BoundKey, BoundKeyJson, bind
from .parts import MAX_DISCLOSURES, Parts, take_apart


class DisclosureJson(TypedDict):
    """The contract's `Disclosure`."""

    encoded: str
    range: list[int] | None
    digest: str
    salt: str | None
    name: str | None
    value: str | None
    path: Path | None
    status: str
    message: str


class UndisclosedJson(TypedDict):
    """A digest without a disclosure."""

    digest: str
    path: Path


class SdJwtJson(TypedDict):
    """The contract's `SdJwt`."""

    kind: str
    sd_alg: str
    disclosures: list[DisclosureJson]
    undisclosed: list[UndisclosedJson]
    processed: str | None
    processed_members: list[Any]
    key_binding: BoundKeyJson | None


@dataclass(slots=True)
class SdJwt:
    """An SD-JWT that was processed."""

    kind: Kind
    sd_alg: str
    parts: Parts
    disclosures: list[Disclosure] = field(default_factory=list)
    undisclosed: list[tuple[str, Path]] = field(default_factory=list)
    processed: str | None = None
    """The text of the processed payload; ``None`` if a verifier refuses the disclosures."""
    claims: dict[str, Any] | None = None
    """The processed payload."""
    binding: BoundKey | None = None
    checks: list[Check] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def to_json(self, text: Utf16) -> SdJwtJson:
        """Returns it as it stands in the contract, without the members of the processed payload."""
        return {
            "kind": self.kind,
            "sd_alg": self.sd_alg,
            "disclosures": [_disclosure_json(each, text) for each in self.disclosures],
            "undisclosed": [{"digest": digest, "path": path} for digest, path in self.undisclosed],
            "processed": self.processed,
            "processed_members": [],
            "key_binding": None if self.binding is None else self.binding.to_json(),
        }


def _disclosure_json(each: Disclosure, text: Utf16) -> DisclosureJson:
    return {
        "encoded": each.encoded,
        "range": None if each.span is None else text.span(each.span),
        "digest": each.digest,
        "salt": each.salt,
        "name": each.name,
        "value": each.value_text,
        "path": each.path,
        "status": each.status,
        "message": plain(each.message),
    }


def process(
    token: Token, text: str, criteria: Criteria, wanted: KeyBinding, engines: Engines
) -> SdJwt:
    """Processes an SD-JWT; ``text`` is the text in which the token was found.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    made = read(token, text)
    header = token.signatures[0].header or {}
    if made.claims is not None and made.kind == "sd-jwt-vc":
        disclosed = [each.path for each in made.disclosures if each.path is not None]
        made.findings += credential_findings(header, disclosed)
    fault = next((each for each in made.findings if each.severity == "error"), None)
    if fault is not None:
        made.processed = made.claims = None
        made.checks.append(Check("disclosures", "fail", fault.code, fault.message))
    else:
        count = len(made.disclosures)
        message = "There are no disclosures, and nothing is wrong with the digests."
        if count:
            message = f"{'The disclosure belongs' if count == 1 else f'All {count} disclosures belong'} to the token."
        made.checks.append(Check("disclosures", "pass", "digests-match", message))
    if made.kind == "sd-jwt-vc":
        made.checks.append(credential_check(made.claims or token.claims or {}))
    _bind(made, token, criteria, wanted, engines)
    return made


def read(token: Token, text: str) -> SdJwt:
    """Reads an SD-JWT and joins its disclosures, without any look at its key-binding JWT."""
    parts = take_apart(token, text)
    claims = token.claims or {}
    named = claims.get("_sd_alg", hashes.DEFAULT)
    is_known = isinstance(named, str) and named in hashes.NAMES
    made = SdJwt(
        kind_of(token.signatures[0].header or {}), named if isinstance(named, str) else "", parts
    )
    made.findings += [
        Finding("sd-jwt-malformed", "token", f"{fault} Verifiers refuse it.")
        for fault in parts.faults
        if not token.behind  # what is wrong there was said when the token was found
    ]
    if parts.left_out:
        message = f"There are more than {MAX_DISCLOSURES:,} disclosures; {parts.left_out:,} of them are not read."
        made.findings.append(Finding("disclosures-too-many", "token", message))
    if not is_known:
        message = (
            f"_sd_alg is {quoted(str(named))}. Verifiers know {listed(list(hashes.NAMES), str)}, and refuse what "
            "they do not know (RFC 9901 section 7.1)."
        )
        made.findings.append(Finding("sd-alg-unknown", "token", message))
    for index, (encoded, span) in enumerate(parts.disclosures):
        digest = hashes.digest(made.sd_alg, encoded) if is_known else ""
        made.disclosures.append(read_disclosure(index, encoded, span, digest))
    if is_known:
        _join(made, token)
    return made


def _join(made: SdJwt, token: Token) -> None:
    joiner = Joiner(made.disclosures)
    joined: tree.Object | None = None
    if token.claims is None or token.payload_text is None:
        message = "The payload is no JSON object, so no disclosure can belong to it."
        made.findings.append(Finding("digests-malformed", "token", message))
    else:
        root = tree.parse(token.payload_text)
        joined = joiner.payload(root) if isinstance(root, tree.Object) else None
    name_orphans(made.disclosures)
    made.undisclosed = joiner.undisclosed
    _tell(made, joiner.faults)
    if joined is None:
        return
    text = tree.write_indented(joined)
    value = json_text.read(text, "payload", "processed payload").value
    if isinstance(value, dict):
        made.processed, made.claims = text, value


def _tell(made: SdJwt, faults: list[Finding]) -> None:
    """Adds one finding for each kind of fault."""
    told: set[str] = set()
    for fault in faults:
        if fault.code not in told:
            told.add(fault.code)
            made.findings.append(fault)
    _tell_status(made, "malformed", "disclosure-malformed")
    _tell_status(made, "duplicate", "disclosure-duplicate")
    _tell_status(made, "orphan", "disclosure-orphan")


def _tell_status(made: SdJwt, status: str, code: str) -> None:
    wrong = [each for each in made.disclosures if each.status == status]
    if wrong:
        more = f" So it is with {len(wrong)} disclosures." if len(wrong) > 1 else ""
        message = f"Disclosure {wrong[0].index + 1}: {wrong[0].message}{more}"
        made.findings.append(Finding(code, "token", message, wrong[0].span))


def _bind(
    made: SdJwt, token: Token, criteria: Criteria, wanted: KeyBinding, engines: Engines
) -> None:
    if made.parts.binding is None:
        if wanted.required or wanted.nonce is not None or wanted.aud is not None:
            message = (
                "A key-binding JWT is required, and there is none: whoever has a copy of the token could have "
                "presented it. Let the holder sign one for your nonce."
            )
            made.checks.append(Check("key_binding", "fail", "key-not-bound", message))
        else:
            message = "There is no key-binding JWT, and none is required."
            made.checks.append(Check("key_binding", "skip", "no-key-binding", message))
        return
    is_known = made.sd_alg in hashes.NAMES
    right = hashes.digest(made.sd_alg, made.parts.hashed) if is_known else None
    claims = made.claims or token.claims or {}
    made.binding = bound = bind(made.parts.binding, claims, right, criteria, wanted, engines)
    made.findings += bound.findings
    made.checks.append(_summed_up(bound))


def _summed_up(bound: BoundKey) -> Check:
    failed = next((each for each in bound.checks if each.status == "fail"), None)
    if failed is not None:
        message = f"The key-binding JWT is refused. {failed.message}"
        return Check("key_binding", "fail", failed.code, message)
    if bound.signature != "valid":
        message = "Whether the holder signed the key-binding JWT could not be checked."
        return Check("key_binding", "skip", "key-binding-unchecked", message)
    if any(each.code == "no-time" for each in bound.checks):
        message = "No time to judge the key-binding JWT by was given."
        return Check("key_binding", "skip", "no-time", message)
    message = "The holder signed this presentation with the key that the issuer names."
    return Check("key_binding", "pass", "key-bound", message)
