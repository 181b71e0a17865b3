"""Findings: remarks on a text, and the one table of their codes.

A finding has a stable code, a severity, a place and a plain sentence. The function that makes
a finding writes the sentence, because only that function knows the details. The severity
belongs to the finding's code, so that the same fault has the same severity everywhere.

- ``error``: a verifier must refuse it, or verifiers do.
- ``warning``: it works, but somebody should look at it.
- ``info``: worth knowing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

from .characters import plain
from .spans import Span, Utf16

Severity = Literal["error", "warning", "info"]
Where = Literal["token", "header", "payload", "signature", "key", "request", "model", "policy"]


class FindingJson(TypedDict):
    """A finding as JSON: the contract's `Finding`. ``range`` counts UTF-16 units."""

    code: str
    severity: Severity
    where: Where
    message: str
    range: list[int] | None


GROUPS: dict[str, dict[str, tuple[Severity, str]]] = {
    "The pasted text": {
        "empty-token": ("info", "Nothing was given."),
        "not-a-token": ("error", "No token can be made out in the text."),
        "token-too-large": ("error", "The text is longer than the engine reads."),
        "surrounding-text": (
            "info",
            "Quotes, a scheme, a URL or the like around the token was set aside.",
        ),
        "surrounding-whitespace": (
            "info",
            "White space or a line break at the ends was set aside; verifiers refuse it.",
        ),
        "invisible-characters": (
            "warning",
            "Characters at the ends that nobody can see were set aside; verifiers refuse them.",
        ),
        "token-unwrapped": (
            "info",
            "A wrapping around the token was undone: base64, percent-encoding, chunks and the like.",
        ),
        "token-incomplete": (
            "error",
            "A part of the token is not there: a tool shortened it, or a chunk was not copied.",
        ),
        "beginning-missing": ("error", "The first characters of the token were not copied."),
        "token-decoded": (
            "error",
            "Header and payload of a token that was already decoded; its signature is gone.",
        ),
        "token-of-other-kind": ("error", "The text is no JWT but something else, which is named."),
        "scheme-malformed": (
            "warning",
            "A scheme such as Bearer stands there twice, or without a space; servers refuse it.",
        ),
        "key-beside-token": ("info", "Beside the token stands a key, which is not used by itself."),
        "other-token-beside": ("info", "Beside the token stands another one, which is opaque."),
        "sd-jwt": ("info", "An SD-JWT; a JWT library takes its first part only."),
        "sd-jwt-malformed": ("error", "What stands behind the issuer's JWT is no SD-JWT."),
        "payload-compressed": ("info", "The payload is compressed and is shown inflated."),
        "payload-not-read": (
            "error",
            "The payload is compressed and cannot be inflated, so its claims are not known.",
        ),
        "payload-not-inflated": (
            "warning",
            "The header says that the payload is compressed, but it cannot be shown inflated.",
        ),
        "several-tokens": ("warning", "The text holds more than one token; the first is shown."),
        "segment-count": (
            "error",
            "A compact serialization has three (JWS) or five (JWE) segments.",
        ),
        "missing-signature": ("error", "The signature segment is missing."),
        "detached-payload": (
            "info",
            "The payload is empty; it may be detached (RFC 7515 appendix F).",
        ),
        "detached-payload-unused": (
            "warning",
            "A detached payload was given, but the token has its own.",
        ),
        "several-signatures": (
            "info",
            "A JWS with several signatures; the report is about one of them.",
        ),
        "jws-json-members": (
            "error",
            "Members of the JSON serialization are missing or of a wrong type.",
        ),
        "signatures-left-out": ("error", "There are more signatures than the engine reads."),
        "header-not-disjoint": (
            "error",
            "A parameter stands in both protected and unprotected header.",
        ),
        "unprotected-header": (
            "warning",
            "Parameters outside the signature can be changed by anyone.",
        ),
        "jwe-not-opened": (
            "info",
            "An encrypted token; only its header can be read without the key.",
        ),
    },
    "base64url (RFC 4648 section 5, RFC 7515 section 2)": {
        "base64-whitespace": ("warning", "White space inside a segment was left out."),
        "base64-padding": ("error", "Padding with = is not allowed in a token."),
        "base64-standard-alphabet": ("error", "+ and / belong to base64, not to base64url."),
        "base64-bad-character": ("error", "A character outside the base64url alphabet."),
        "base64-length": ("error", "A segment of this length cannot be base64url; it was cut off."),
        "base64-noncanonical": ("error", "The unused bits of the last character are not zero."),
    },
    "JSON (RFC 8259) and UTF-8": {
        "utf8-invalid": ("error", "The bytes are not UTF-8."),
        "json-invalid": ("error", "The text is not JSON."),
        "json-not-an-object": ("error", "The JSON value is not an object."),
        "json-too-deep": ("error", "The JSON is nested deeper than the engine reads."),
        "json-byte-order-mark": ("error", "The JSON text begins with a byte order mark."),
        "json-constant": ("error", "NaN and Infinity are not JSON."),
        "json-duplicate-member": ("warning", "A member name occurs twice in one object."),
        "json-big-integer": (
            "info",
            "An integer that JavaScript and many other parsers would round.",
        ),
        "json-integer-refused": (
            "warning",
            "An integer with more digits than Python, and so PyJWT, reads.",
        ),
        "json-lone-surrogate": ("warning", "Half of a surrogate pair: not a character."),
        "hidden-characters": (
            "warning",
            "Characters that nobody sees, or that turn text around, in a text that verifiers compare.",
        ),
        "hidden-characters-in-text": ("info", "Such characters in a text that people read."),
        "characters-left-out": ("info", "Not every string was searched for such characters."),
        "look-alike-characters": ("warning", "Letters or a host that can be taken for others."),
        "payload-not-json": ("warning", "The payload is not JSON, so this is a JWS but not a JWT."),
        "payload-not-claims": (
            "warning",
            "The payload is JSON, but not an object, so this is a JWS but not a JWT.",
        ),
        "payload-is-token": ("info", "The payload is a token itself (RFC 7519 section 5.2)."),
    },
    "JOSE header": {
        "alg-missing": ("error", "The header has no alg."),
        "alg-not-a-string": ("error", "The header's alg is not a string."),
        "alg-unknown": ("warning", "The engine does not know this algorithm."),
        "alg-cannot-sign": ("error", "Nothing can be signed with this alg."),
        "htu-with-query": ("warning", "htu of a DPoP proof has a query or a fragment."),
        "b64-cannot-sign": ("error", "An unencoded payload (RFC 7797) cannot be signed like this."),
        "header-not-protected": ("error", "crit and b64 must stand in the protected header."),
        "alg-none": ("warning", "An unsecured token: nobody signed it."),
        "unsecured-with-signature": ("error", "alg is none, but there is a signature."),
        "b64-attached": ("warning", "PyJWT takes b64: false with a detached payload only."),
        "kid-not-a-string": ("error", "The header's kid is not a string."),
        "header-key-ignored": (
            "warning",
            "The header brings its own key or a link to one; it is not used.",
        ),
    },
    "Encryption": {
        "jwe-malformed": ("error", "The JWE is not written as RFC 7516 wants it."),
        "jwe-alg-unknown": ("warning", "The alg of a JWE is missing or not known."),
        "jwe-enc-unknown": ("warning", "The enc of a JWE is missing or not known."),
        "jwe-part-size": ("error", "A part of the JWE has a length that it cannot have."),
        "jwe-parameter": ("error", "A header parameter of the algorithm is missing or wrong."),
        "jwe-rsa1-5": ("warning", "RSA1_5 is deprecated: it is opened, but no more made."),
        "pbes2-count-too-large": ("error", "PBES2 asks for more iterations than are done."),
        "pbes2-count-small": ("warning", "PBES2 has too few iterations to protect a password."),
        "inflated-too-large": ("error", "The plaintext is larger than allowed once inflated."),
        "recipients-left-out": ("error", "There are more recipients than the engine reads."),
        "layers-left-out": ("warning", "There are more tokens in each other than are opened."),
        "jwe-cannot-encrypt": ("error", "With these parameters no JWE can be made."),
        "encrypted-not-signed": ("info", "What was encrypted is not signed."),
        "nested-without-cty": ("info", "A token was encrypted, and cty does not say so."),
    },
    "Claims": {
        "date-not-a-number": ("warning", "A NumericDate is not a number."),
        "date-milliseconds": ("warning", "A NumericDate looks like milliseconds."),
        "date-fraction": ("warning", "PyJWT drops a fraction of a second, and that decides."),
        "date-duration": ("warning", "A NumericDate looks like a duration."),
        "no-expiry": ("info", "The token has no exp: it never expires."),
        "claim-not-a-string": ("warning", "A claim must be a string; PyJWT refuses it as it is."),
        "vapid-audience": ("info", "For Web Push, aud is an origin without a path (RFC 8292)."),
        "audience-not-set": (
            "warning",
            "The token is for an audience, and none was named to check it.",
        ),
        "token-for-microsoft-graph": ("info", "Only Microsoft Graph can verify this token."),
        "firebase-custom-token": ("info", "A custom token of Firebase, which signs nobody in yet."),
        "firebase-session-cookie": ("info", "A session cookie of Firebase, with keys of its own."),
    },
    "Keys": {
        "key-missing": ("error", "A key is needed, but none was given."),
        "key-unreadable": ("error", "The key cannot be read."),
        "key-too-large": ("error", "The key is larger than the engine works with."),
        "key-passphrase-needed": (
            "error",
            "The private key is encrypted and needs its passphrase.",
        ),
        "key-passphrase-wrong": ("error", "The passphrase does not open the private key."),
        "key-passphrase-unused": ("info", "A passphrase was given, but the key is not encrypted."),
        "key-engine-missing": ("error", "This build cannot work with keys of this kind."),
        "key-not-in-set": ("error", "A key of the set cannot be used; the others can."),
        "key-repaired": ("info", "Something that copying did to the key was undone."),
        "key-bare": ("info", "Bytes without any key format were read as a key."),
        "key-algorithm-confusion": ("error", "A public key must never serve as an HMAC secret."),
        "key-set-mixed": ("warning", "Secrets and public keys stand in one set."),
        "secret-found": ("info", "The secret matches when it is read in another way."),
        "signature-fits-otherwise": (
            "info",
            "The signature matches when it, or the signed text, is read in another way.",
        ),
        "signature-with-padding": (
            "info",
            "The signature is right over a token with = in it; verifiers refuse that form.",
        ),
        "signature-of-other-text": (
            "info",
            "The key made the signature, but over another text than this one.",
        ),
        "secret-suspicious": ("warning", "The secret looks like something else."),
        "secret-well-known": ("warning", "The secret stands in tutorials and word lists."),
        "x5c-mismatch": ("warning", "The first certificate of x5c holds another key."),
        "x5t-mismatch": ("warning", "x5t or x5t#S256 is not the certificate's digest."),
        "certificate-chain": ("warning", "A certificate is not signed by the one that follows it."),
        "certificate-too-large": (
            "warning",
            "A certificate is larger, or holds more, than the engine reads.",
        ),
        "certificate-dates": ("warning", "A certificate is not valid at this time."),
        "engines-agree": ("info", "The two engines come to the same result."),
        "engines-disagree": ("error", "The two engines come to different results."),
        "cross-check-skipped": ("info", "The second engine could not be asked."),
        "key-private-given": ("warning", "A private key was given where its public half would do."),
        "key-public-only": ("error", "A public key cannot sign."),
        "key-does-not-fit": ("error", "The key is of another type than the algorithm needs."),
        "key-declared-otherwise": (
            "warning",
            "The key's own alg, use or key_ops speak against this use.",
        ),
        "pyjwt-refuses-key": (
            "info",
            "The token is valid, but PyJWT does not take this key for it.",
        ),
        "key-unused": ("info", "A key was given, but the token or algorithm needs none."),
        "key-duplicate-kid": ("warning", "Two keys of the set have the same kid."),
        "kid-mismatch": ("warning", "The key's kid is not the token's kid."),
        "secret-encoding": ("error", "The secret is not text of the encoding that was chosen."),
        "secret-whitespace": ("warning", "White space at the secret's ends is part of it."),
        "secret-looks-like-json": ("warning", "The secret looks like JSON, but is no JWK."),
        "weak-secret": ("warning", "The secret is shorter than the hash (RFC 7518 section 3.2)."),
        "weak-rsa-key": ("warning", "An RSA key of fewer than 2048 bits (RFC 7518 section 3.3)."),
        "rsa-key-roca": (
            "warning",
            "An RSA key of a faulty generator; its private key can be computed (CVE-2017-15361).",
        ),
    },
    "Selective disclosure (SD-JWT)": {
        "disclosure-malformed": ("error", "A disclosure cannot be read, or is not allowed there."),
        "disclosure-orphan": ("error", "A disclosure whose digest stands nowhere in the token."),
        "disclosure-duplicate": ("error", "The same disclosure stands there twice."),
        "disclosures-too-many": ("error", "There are more disclosures than the engine reads."),
        "digests-malformed": ("error", "_sd or ... is used for something other than digests."),
        "digest-repeated": ("error", "The same digest stands in the token twice."),
        "claim-disclosed-twice": ("error", "A disclosed claim is there already."),
        "sd-alg-unknown": ("error", "The hash algorithm of the digests is not known."),
        "claim-not-selective": ("error", "A credential must always show this claim."),
        "vc-typ-old": ("info", "The type of the credential has its old name, vc+sd-jwt."),
        "key-binding-old": ("warning", "The key-binding JWT was made more than minutes ago."),
        "not-an-sd-jwt": ("error", "The text has no disclosures to present."),
        "claim-not-found": ("error", "A path to be made selective leads nowhere."),
        "cnf-given-twice": ("error", "The payload has a cnf, and a holder's key was given."),
        "disclosure-not-there": ("error", "The token has no disclosure with this index."),
        "disclosure-left-out": ("warning", "A disclosure is left out with the one it belongs to."),
        "holder-key-other": ("warning", "The holder's key is not the one that the issuer names."),
    },
    "Status lists": {
        "status-list-stale": ("warning", "The list is older than its ttl: fetch it anew."),
    },
    "Policies": {
        "model-invalid": (
            "error",
            "The model is not one that can be decided by; nothing is allowed.",
        ),
        "model-line-ignored": ("warning", "A line of the model that casbin does not read."),
        "policy-invalid": ("error", "A line of the policy does not fit; nothing is allowed."),
        "policy-line-ignored": ("warning", "A line of the policy that casbin does not read."),
        "policy-effect-unknown": ("warning", "An effect of a rule that is neither allow nor deny."),
        "policy-quotes": ("warning", "Quotation marks that casbin takes as part of a value."),
    },
    "Size": {
        "size-large-claim": ("info", "One claim or header parameter takes a fifth of the token."),
        "size-long-name": ("info", "The name of a claim or header parameter is long itself."),
        "size-key-in-header": ("info", "The header carries a key or certificates with each token."),
        "size-signature": ("info", "Another algorithm has a shorter signature."),
        "size-white-space": ("info", "White space in the JSON makes the token longer."),
    },
    "Requests": {
        "part-missing": (
            "warning",
            "A part of the report is missing: a fault in JWT Playground, not in the input.",
        ),
        "bits-out-of-range": ("error", "The key size asked for is not one that the engine makes."),
        "alg-cannot-encrypt": ("error", "Nothing is encrypted with this alg, or no key is made."),
        "curve-not-made": ("error", "The curve asked for is not one of the algorithm's keys."),
        "enc-not-chosen": ("error", "A key for dir needs to know the content encryption."),
        "leeway-decides": ("warning", "A check passes only because of the leeway."),
        "work-left-out": (
            "warning",
            "Some work was left out, because one request may take only so much.",
        ),
    },
}
"""Every code of a finding with its severity and its meaning, grouped by subject."""

CODES = {code: row for group in GROUPS.values() for code, row in group.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. ``span`` counts code points in the text that ``where`` names."""

    code: str
    where: Where
    message: str
    span: Span | None = None

    @property
    def severity(self) -> Severity:
        """The severity of its code, from the table `CODES`."""
        return CODES[self.code][0]

    def to_json(self, texts: dict[Where, Utf16]) -> FindingJson:
        """Returns the finding as it stands in the contract.

        ``texts`` converts the offsets in each text. ``range`` is ``None`` if the finding has no
        span, or if its text is not among ``texts``.
        """
        span = texts[self.where].span(self.span) if self.span and self.where in texts else None
        return {
            "code": self.code,
            "severity": self.severity,
            "where": self.where,
            "message": plain(self.message),
            "range": span,
        }


def has_error(findings: list[Finding]) -> bool:
    """Tells whether any of the findings is an error."""
    return any(finding.severity == "error" for finding in findings)
