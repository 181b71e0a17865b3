"""A token as it was read, and the readers of header and payload that every form shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from ..text import base64url, json_text
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span
from .nested import nested

Form = Literal[
    "empty",
    "unrecognized",
    "jws-compact",
    "jws-json-flattened",
    "jws-json-general",
    "jwe-compact",
    "jwe-json-flattened",
    "jwe-json-general",
]


class NamedSpan(NamedTuple):
    """The name of a segment and its span in the given text."""

    name: str
    span: Span


@dataclass(slots=True)
class Signature:
    """One signature of a JWS with its header. For a JWE it holds the header alone."""

    protected: str
    """The protected header in base64url, as it goes into the JWS Signing Input."""
    header_text: str | None
    """The text of the protected header, or of the unprotected header if it is the only one."""
    header: dict[str, Any] | None
    """The JOSE header: protected and unprotected parameters together (RFC 7515 section 4).

    ``None`` if the protected header is not a JSON object.
    """
    value: bytes = b""
    """The signature, decoded."""
    encoded: str = ""
    """The signature in base64url, as it stands in the token."""
    unprotected: frozenset[str] = frozenset()
    """Names of the parameters that the signature does not cover."""
    unprotected_text: str | None = None
    """The JSON of the unprotected header; ``None`` if there is none."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_unencoded(self) -> bool:
        """Whether `b64` is false (RFC 7797). It counts in the protected header only."""
        header = self.header or {}
        return header.get("b64") is False and "b64" not in self.unprotected


@dataclass(slots=True)
class Token:
    """What was read from a text. ``None`` stands for a part that is missing or unreadable."""

    form: Form
    segments: list[NamedSpan] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    payload: str = ""
    """The payload as it goes into the JWS Signing Input: base64url, or plain if `b64` is false."""
    payload_bytes: bytes | None = None
    payload_text: str | None = None
    claims: dict[str, Any] | None = None
    """The payload as a JSON object; ``None`` if it is not one."""
    jwe: dict[str, base64url.Segment] = field(default_factory=dict)
    """Of a compact JWE: its segments but for the header, by their names."""
    jwe_json: dict[str, Any] = field(default_factory=dict)
    """Of a JWE in JSON serialization: its members."""
    may_be_detached: bool = False
    """Whether the payload is empty here and was not given either (RFC 7515 appendix F)."""
    findings: list[Finding] = field(default_factory=list)
    is_whole: bool = True
    """Whether all of it is there. If not, no signature can be judged."""
    behind: str = ""
    """Of an SD-JWT: what stands behind the issuer's JWT, from the first `~` on (RFC 9901)."""
    behind_at: int | None = None
    """Where that begins in the given text."""
    is_scattered: bool = False
    """Whether it was put together from pieces in another order. Then segments have no place."""

    @property
    def is_jwe(self) -> bool:
        """Whether this is an encrypted token."""
        return self.form.startswith("jwe")

    @property
    def is_sd_jwt(self) -> bool:
        """Whether disclosures or a key-binding JWT stand beside what the issuer signed."""
        beside = self.signatures[0].unprotected if self.signatures else frozenset()
        return bool(self.behind) or (
            not self.is_jwe and not beside.isdisjoint(("disclosures", "kb_jwt"))
        )


def read_header(
    segment: base64url.Segment, findings: list[Finding]
) -> tuple[str, dict[str, Any] | None]:
    """Returns the text and the value of a JOSE header; adds its faults to ``findings``.

    The value is ``None`` if the text is not a JSON object (RFC 7515 section 4). Never raises.
    """
    findings += segment.findings
    text = _utf8(segment.data, "header", findings)
    read = json_text.read(text, "header", "header")
    findings += read.findings
    if read.ok and not isinstance(read.value, dict):
        findings.append(
            _not_an_object("header", text, "A JOSE header is one (RFC 7515 section 4).")
        )
    return text, read.value if isinstance(read.value, dict) else None


def read_payload(text: str, start: int | None, token: Token, *, wrapped: bool = True) -> None:
    """Puts the payload with the encoded ``text`` into ``token``, and its faults. Never raises.

    ``start`` and ``wrapped`` are those of `base64url.read`. The token must have its signatures
    already, because their headers say whether the payload is encoded (RFC 7797).
    """
    signature = token.signatures[0] if token.signatures else None
    if signature is not None and signature.is_unencoded:
        token.payload = text
        data = text.encode("utf-8", errors="surrogatepass")
    else:
        segment = base64url.read(text, start, "payload", wrapped=wrapped)
        token.findings += segment.findings
        token.payload = segment.text
        data = segment.data
    set_payload(data, (signature.header if signature else None) or {}, token)


def set_payload(data: bytes, header: dict[str, Any], token: Token) -> None:
    """Puts a decoded payload into ``token``: its bytes, its text, and its claims. Never raises.

    Faults go to the token's findings. If the payload is not JSON, the `typ` in the JOSE header
    ``header`` helps to tell whether that is a fault.
    """
    is_compressed = False
    if data and header.get("zip") == "DEF":
        # Imported only here, because few tokens need it.
        from .compressed import inflated

        data, told = inflated(data)
        token.findings.append(told)
        is_compressed = told.code == "payload-not-inflated"
    token.payload_bytes = data
    token.payload_text = ""
    if not data:
        return
    findings: list[Finding] = []
    text = _utf8(data, "payload", findings)
    read = json_text.read(text, "payload", "payload")
    if is_compressed and not read.ok:
        # These bytes were never meant as text, so it helps nobody to hear what text they are not.
        token.payload_text = text
        message = (
            "The claims, such as exp, are not known, because the payload cannot be inflated. None of them "
            "was checked: do not trust the token."
        )
        token.findings.append(Finding("payload-not-read", "payload", message))
        return
    findings += read.findings
    token.payload_text = text
    if isinstance(read.value, dict):
        token.claims = read.value
    elif read.ok and _means_json(text, header):
        findings.append(
            _not_an_object("payload", text, "A JWT's claims are (RFC 7519 section 7.2).")
        )
    elif read.ok:
        message = (
            "The payload is JSON, but not an object. This can be a good JWS, but it is no JWT: there are "
            "no claims to check, and PyJWT's jwt.decode refuses it."
        )
        findings.append(Finding("payload-not-claims", "payload", message))
    elif not _means_json(text, header):
        findings = [
            Finding(
                "payload-not-json",
                "payload",
                "The payload is not JSON. This can be a good JWS, but it is no JWT: there are no "
                "claims to check.",
            )
        ]
    token.findings += [*findings, *nested(text, header)]


def empty_claims(token: Token, header: dict[str, Any]) -> list[Finding]:
    """Returns the fault of an empty payload whose ``header`` says that it is a JWT.

    An empty payload may be detached, so this is for one that is known to be empty.
    """
    if token.payload or token.is_jwe or not _says_jwt(header):
        return []
    message = (
        "The payload is empty, but typ says that this is a JWT, whose payload is a JSON object of claims "
        "(RFC 7519 section 7.2)."
    )
    return [Finding("json-invalid", "payload", message)]


def _says_jwt(header: dict[str, Any]) -> bool:
    """Tells whether `typ` says that the token is a JWT, of whatever kind."""
    typ = header.get("typ")
    return isinstance(typ, str) and typ.lower().removeprefix("application/").endswith("jwt")


def _means_json(text: str, header: dict[str, Any]) -> bool:
    """Tells whether a payload that is not JSON was meant as JSON.

    Either it begins like JSON, or `typ` says that it is a JWT.
    """
    return _says_jwt(header) or text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def _not_an_object(where: Literal["header", "payload"], text: str, rule: str) -> Finding:
    return Finding(
        "json-not-an-object",
        where,
        f"The {where} is JSON, but not an object with names and values. {rule}",
        (0, len(text)),
    )


def _utf8(data: bytes, where: Literal["header", "payload"], findings: list[Finding]) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8"))
        findings.append(
            Finding(
                "utf8-invalid",
                where,
                f"The {where} is not UTF-8: byte {error.start} is 0x{data[error.start]:02x}. "
                "Bytes that are not text are shown as \ufffd.",
                (at, at + 1),
            )
        )
        return data.decode("utf-8", errors="replace")
