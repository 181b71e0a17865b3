"""The checks of a DPoP proof and its access token, one function each (RFC 9449 section 4.3)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..claims.model import seconds
from ..inspect.report import Report
from ..text import base64url, times
from ..text.lookalikes import difference
from ..text.words import listed, quoted
from ..token.model import Token
from ..token.parse import parse
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .target import has_more, normalized

Claims = Mapping[str, Any]

_SEVERAL = re.compile(r"[A-Za-z0-9_-]\s*,\s*[A-Za-z0-9_-]")
_SCHEME = re.compile(r"(?:authorization:\s*)?(?:dpop|bearer)\s+", re.IGNORECASE)


def one_proof(token: Token, text: str) -> Check:
    """There is not more than one proof: a request has one header field `DPoP` with one value."""
    several = any(finding.code == "several-tokens" for finding in token.findings)
    if several or ("json" not in token.form and _SEVERAL.search(text)):
        message = "There is more than one proof. A request must have one, in one header field DPoP."
        return Check("one-proof", "fail", "several-proofs", message)
    return Check("one-proof", "pass", "single", "There is one proof.")


def well_formed(token: Token, proof: Report) -> Check:
    """The proof is a well-formed JWT (RFC 9449 section 4.3, items 2 and 3)."""
    if token.form != "jws-compact":
        message = "The proof is no compact JWS, as a JWT is: three parts with dots between them."
        return Check("proof", "fail", "not-a-jwt", message)
    for name in ("format", "claims"):
        for check in proof["checks"]:
            if check["name"] == name and check["status"] != "pass":
                return Check("proof", "fail", "not-a-jwt", check["message"])
    return Check("proof", "pass", "well-formed", "The proof is a well-formed JWT.")


def typ(header: Claims) -> Check:
    """`typ` is `dpop+jwt`, so that no other token can pass as a proof."""
    value = header.get("typ")
    if value is None:
        return Check("typ", "fail", "typ-missing", "The header has no typ; it must be “dpop+jwt”.")
    if not isinstance(value, str):
        return Check("typ", "fail", "typ-malformed", "typ must be the string “dpop+jwt”.")
    if value.lower().removeprefix("application/") != "dpop+jwt":
        message = f"typ is {quoted(value)}; of a proof it must be “dpop+jwt”."
        return Check("typ", "fail", "typ-mismatch", message)
    return Check("typ", "pass", "typ-matches", "typ is “dpop+jwt”.")


def algorithm(header: Claims, allowed: Sequence[str] | None) -> Check:
    """`alg` is an asymmetric algorithm, and an allowed one."""
    alg = header.get("alg")
    if not isinstance(alg, str):
        return Check("algorithm", "fail", "alg-missing", "The header names no algorithm.")
    known = ALGORITHMS.get(alg)
    if known is None or known.kty in ("", "oct"):
        message = (
            f"alg is {quoted(alg)}. A proof must be signed with an algorithm of public keys, such as "
            "“ES256”: neither with a secret nor with none."
        )
        return Check("algorithm", "fail", "alg-not-asymmetric", message)
    if allowed is not None and alg not in allowed:
        message = f"{quoted(alg)} is not allowed. Allowed: {listed([*allowed]) or 'none at all'}."
        return Check("algorithm", "fail", "alg-not-allowed", message)
    return Check("algorithm", "pass", "alg-allowed", f"{alg} is an algorithm of public keys.")


def signature(proof: Report) -> Check:
    """The signature is that of the key in the header."""
    if proof["signature"] == "valid":
        message = "The key in the header made the signature."
        return Check("signature", "pass", "signature-valid", message)
    for check in proof["checks"]:
        if check["name"] == "signature" and check["status"] == "fail":
            return Check("signature", "fail", "signature-mismatch", check["message"])
    message = "Not checked, because of what is said about algorithm and key."
    return Check("signature", "skip", "not-checked", message)


def htm(claims: Claims, method: str | None) -> Check:
    """`htm` is the method of the request."""
    value = claims.get("htm")
    if value is None:
        return _missing("htm", "the method of the request")
    if not isinstance(value, str):
        return Check("htm", "fail", "malformed", "htm must be a string such as “POST”.", "htm")
    if method is None:
        message = f"htm is {quoted(value)}. Give the method of the request to compare it."
        return Check("htm", "skip", "no-request", message, "htm")
    if value != method:
        message = f"htm is {quoted(value)}, the method of the request is {quoted(method)}."
        if value.upper() == method.upper():
            message += " Upper and lower case count."
        return Check("htm", "fail", "mismatch", message, "htm")
    message = f"htm is {quoted(value)}, the method of the request."
    return Check("htm", "pass", "matches", message, "htm")


def htu(claims: Claims, url: str | None) -> Check:
    """`htu` is the URI of the request, both without query and fragment, and normalized."""
    value = claims.get("htu")
    if value is None:
        return _missing("htu", "the URI of the request")
    own = normalized(value) if isinstance(value, str) else None
    if not isinstance(value, str) or own is None:
        message = "htu must be an absolute URI such as “https://server.example.com/token”."
        return Check("htu", "fail", "malformed", message, "htu")
    if url is None:
        message = f"htu is {quoted(value)}. Give the URL of the request to compare it."
        return Check("htu", "skip", "no-request", message, "htu")
    asked = normalized(url)
    if asked is None:
        message = "The URL of the request is no absolute URL. Give it with https:// and the host."
        return Check("htu", "skip", "no-request", message, "htu")
    if own != asked:
        message = (
            f"htu is {quoted(value)}, the request goes to {quoted(url)}. Compared without query and "
            f"fragment.{difference(own, [asked], 'request’s')}"
        )
        return Check("htu", "fail", "mismatch", message, "htu")
    message = f"htu is {quoted(value)}, where the request goes (without query and fragment)."
    return Check("htu", "pass", "matches", message, "htu")


def on_target(value: str) -> list[Finding]:
    """Returns a finding if `htu` has what it must not have."""
    if not has_more(value):
        return []
    message = (
        "htu has a query or a fragment, which RFC 9449 section 4.2 leaves out. They were not compared; some "
        "servers refuse such a proof. Let the client write htu without them."
    )
    return [Finding("htu-with-query", "payload", message)]


def iat(claims: Claims, now: float | None, max_age: float, leeway: float) -> Check:
    """`iat` lies within the time for which a proof is taken."""
    value = claims.get("iat")
    if value is None:
        return _missing("iat", "when the proof was made")
    made = seconds(value)
    if made is None:
        message = "iat must be a number of seconds since the epoch."
        return Check("iat", "fail", "malformed", message, "iat")
    if now is None:
        return Check("iat", "skip", "no-time", "No time to judge by was given.", "iat")
    age = now - made
    if age < -leeway:
        message = f"The proof says that it was made {times.span(age)} from now ({times.iso(made)})."
        return Check("iat", "fail", "not-yet-valid", message, "iat")
    if age > max_age + leeway:
        message = (
            f"The proof was made {times.span(age)} ago ({times.iso(made)}), and is taken for "
            f"{max_age:g} seconds only. Let the client make a new one for each request."
        )
        return Check("iat", "fail", "too-old", message, "iat")
    message = f"The proof was made {times.span(age)} ago, and is taken for {max_age:g} seconds."
    return Check("iat", "pass", "fresh", message, "iat")


def jti(claims: Claims) -> Check:
    """`jti` is there. Whether it was seen before, only the server can know."""
    value = claims.get("jti")
    if value is None:
        return _missing("jti", "the proof's own name, by which a second use is found")
    if not isinstance(value, str) or not value:
        return Check("jti", "fail", "malformed", "jti must be a string that is not empty.", "jti")
    message = f"jti is {quoted(value)}. Whether it was used before, only the server knows."
    return Check("jti", "pass", "present", message, "jti")


def nonce(claims: Claims, wanted: str | None) -> Check:
    """`nonce` is the one that the server gave, if it gave one."""
    value = claims.get("nonce")
    if value is not None and not isinstance(value, str):
        return Check("nonce", "fail", "malformed", "nonce must be a string.", "nonce")
    if wanted is None:
        if value is None:
            message = "The proof has no nonce, and none is expected."
            return Check("nonce", "skip", "absent", message, "nonce")
        message = f"nonce is {quoted(value)}. Give the server's nonce to compare it."
        return Check("nonce", "skip", "no-expectation", message, "nonce")
    if value is None:
        return _missing("nonce", "the server's nonce")
    if value != wanted:
        message = (
            f"nonce is {quoted(value)}; {quoted(wanted)} is expected.{difference(value, [wanted])}"
        )
        return Check("nonce", "fail", "mismatch", message, "nonce")
    return Check("nonce", "pass", "matches", f"nonce is {quoted(value)}, as expected.", "nonce")


def ath(claims: Claims, access_token: str | None) -> Check:
    """`ath` is the hash of the access token."""
    value = claims.get("ath")
    if access_token is None:
        if value is None:
            message = "There is no ath, and no access token: the proof is for a token endpoint."
            return Check("ath", "skip", "absent", message, "ath")
        message = "The proof has an ath, so it is for an access token. Give that token to compare."
        return Check("ath", "skip", "no-access-token", message, "ath")
    if value is None:
        return _missing("ath", "the hash of the access token")
    if not isinstance(value, str):
        return Check("ath", "fail", "malformed", "ath must be a base64url string.", "ath")
    digest = hashlib.sha256(_bare(access_token).encode("utf-8", "surrogatepass")).digest()
    expected = base64url.encode(digest)
    if value != expected:
        message = (
            f"ath is {quoted(value)}, but the hash of this access token is {quoted(expected)}: the proof "
            "was made for another one."
        )
        return Check("ath", "fail", "mismatch", message, "ath")
    message = "ath is the SHA-256 hash of the access token."
    return Check("ath", "pass", "matches", message, "ath")


def cnf(said: Claims | None, thumbprint: str | None, *, is_given: bool) -> Check:
    """The access token is bound to the proof's key: `cnf.jkt` is its thumbprint (RFC 7638)."""
    if not is_given:
        return Check("cnf", "skip", "absent", "There is no access token to be bound to the key.")
    if said is None:
        message = "The access token cannot be read here, so its issuer alone knows whether it is bound to the key."
        return Check("cnf", "skip", "opaque", message, "cnf")
    value = said.get("cnf")
    jkt = value.get("jkt") if isinstance(value, dict) else None
    if not isinstance(jkt, str):
        message = "The access token has no cnf.jkt: it is bound to no key, so anyone can use it."
        return Check("cnf", "fail", "not-bound", message, "cnf")
    if thumbprint is None:
        message = "Not checked, because the proof has no key that can be read."
        return Check("cnf", "skip", "not-checked", message, "cnf")
    if jkt != thumbprint:
        message = (
            f"The access token is bound to another key: cnf.jkt is {quoted(jkt)}, the thumbprint of the "
            f"proof's key is {quoted(thumbprint)}."
        )
        return Check("cnf", "fail", "mismatch", message, "cnf")
    message = "cnf.jkt of the access token is the thumbprint of the proof's key."
    return Check("cnf", "pass", "bound", message, "cnf")


def access_token(report: Report | None) -> Check:
    """The access token itself is valid. Its own report tells the rest; an opaque one has none."""
    if report is None:
        message = "The access token is no JWT. Only its issuer knows whether it is valid."
        return Check("access-token", "skip", "opaque", message)
    if report["verdict"] == "valid":
        return Check("access-token", "pass", "token-valid", "The access token is valid.")
    failed = next((check["message"] for check in report["checks"] if check["status"] == "fail"), "")
    if report["verdict"] == "invalid":
        message = f"The access token is not valid. {failed}"
        return Check("access-token", "fail", "token-invalid", message)
    message = "The access token is not verified. Give the key of its issuer."
    return Check("access-token", "skip", "token-unverified", message)


def _missing(name: str, what: str) -> Check:
    return Check(name, "fail", "missing", f"The proof has no {name}: {what}.", name)


def _bare(text: str) -> str:
    """Returns an access token without what stands around it, such as the scheme of its header."""
    token = parse(text)
    is_read = bool(token.signatures and token.signatures[0].header)
    if is_read and token.form.endswith("-compact") and not token.is_scattered:
        return text[token.segments[0].span[0] : token.segments[-1].span[1]]
    return _SCHEME.sub("", text.strip(), count=1)
