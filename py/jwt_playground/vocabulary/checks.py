"""Checks: the questions of a verification, each with its outcome.

A check answers one question about the token. A token with a failed check is invalid.
A remark on a text that answers no such question is a finding (`findings`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple, NotRequired, TypedDict

from .characters import plain

Status = Literal["pass", "fail", "skip"]


class CheckJson(TypedDict):
    """A check as JSON: the contract's `Check`."""

    name: str
    status: Status
    code: str
    message: str
    claim: NotRequired[str]


GROUPS: dict[str, dict[str, str]] = {
    "format, claims": {
        "well-formed": "Nothing is wrong with how it is written.",
        "encrypted": "A JWE: the payload cannot be read without the key.",
        "no-payload": "There is no payload to read.",
        "not-whole": "A part of the token is not there, so its claims cannot be read.",
        "not-claims": "The payload is no JSON object, so there are no claims.",
        "nested": "The payload is a token again, which has the claims.",
    },
    "algorithm": {
        "alg-allowed": "The algorithm is among the allowed ones.",
        "alg-not-allowed": "The algorithm is not among the allowed ones.",
        "alg-none": "An unsecured token, which nobody allowed.",
        "alg-missing": "The header names no algorithm.",
        "no-allow-list": "Neither a key nor a list of algorithms was given.",
    },
    "key, strength, decryption-key": {
        "key-fits": "The key fits algorithm and kid.",
        "key-does-not-fit": "The key is of another type than the algorithm needs.",
        "key-not-found": "No key of the set has the token's kid.",
        "key-forbids": "The key's own alg, use or key_ops forbid it.",
        "key-strong": "The key is as large as RFC 7518 demands.",
        "key-too-small": "The key is smaller than RFC 7518 demands.",
        "key-unreadable": "The key cannot be read.",
        "key-refused": "PyJWT refuses the key for this algorithm.",
        "no-key": "No key was given.",
        "no-key-needed": "An unsecured token needs no key.",
        "key-is-public": "A public key does not open a JWE.",
    },
    "signature": {
        "signature-valid": "The signature matches.",
        "signature-mismatch": "The signature does not match.",
        "signature-length": "No signature of this algorithm and key has this length.",
        "not-checked": "Something before it already failed.",
        "not-tried": "Not all keys were tried: that is more work than one request may take.",
        "payload-missing": "The payload may be detached, and it was not given.",
        "engine-missing": "This build cannot do the algorithm.",
    },
    "decryption": {
        "opened": "The JWE is opened.",
        "does-not-open": "No key that was given opens the JWE, or it was changed.",
        "inflated-too-large": "The plaintext is compressed, and too large once it is inflated.",
        "cannot-be-opened": "The JWE is not written so that anybody can open it.",
    },
    "inner": {
        "inner-valid": "The token inside is valid.",
        "inner-invalid": "The token inside a JWE is invalid.",
        "inner-unsecured": "Nobody signed the token inside a JWE.",
        "inner-unverified": "Whether the token inside a JWE is valid is not known.",
        "inner-apart": "The token inside a signed token is not valid; it has a verdict of its own.",
        "not-signed": "A JWE without a signature inside: decrypted is not signed.",
        "no-token-inside": "cty says that a token is inside, and there is none.",
    },
    "crit, typ": {
        "crit-none": "No extension is marked as critical.",
        "crit-understood": "All critical extensions are understood.",
        "crit-malformed": "crit is not written as RFC 7515 section 4.1.11 wants it.",
        "crit-not-understood": "A critical extension is not understood: refuse (RFC 7515).",
        "typ-matches": "The token is of the expected type.",
        "typ-mismatch": "The token is of another type than expected.",
        "typ-missing": "A type was expected, but the header has none.",
        "typ-malformed": "typ is not a string.",
    },
    "disclosures, key_binding": {
        "digests-match": "Every disclosure belongs to a digest of the token.",
        "not-loaded": "The part of the engine that does it could not be loaded.",
        "no-key-binding": "There is no key-binding JWT, and none is required.",
        "key-bound": "The holder signed the presentation with the key that the issuer names.",
        "key-not-bound": "A key-binding JWT is required, and there is none.",
        "key-binding-unchecked": "The signature of the holder could not be checked.",
    },
    "status_list, idx, uri, ttl": {
        "list-read": "The list of statuses was inflated.",
        "list-malformed": "The list is not one of statuses, or it is too large.",
        "index-in-list": "The list has a status at this index.",
        "index-out-of-range": "The list has no status at this index: the token is to be refused.",
        "no-index": "No index was given.",
        "no-status": "The token names no status list.",
    },
    "cnf, nonce, sd_hash": {
        "cnf-key": "The payload names the holder's key.",
        "cnf-missing": "The payload does not name the holder's key.",
        "cnf-unusable": "cnf.jwk is not one public key.",
        "sd-hash-matches": "sd_hash is the hash of the token and its disclosures.",
        "sd-hash-mismatch": "The holder signed for another token or other disclosures.",
    },
    "exp, nbf, iat, iss, aud, sub, jti, vct, require": {
        "absent": "The claim is not there and nothing expects it.",
        "missing": "The claim is expected but not there.",
        "present": "The claim is there.",
        "malformed": "The claim's value is of the wrong type.",
        "not-expired": "exp lies ahead.",
        "expired": "exp has passed.",
        "active": "nbf has passed.",
        "not-yet-valid": "nbf or iat lies ahead.",
        "issued": "iat has passed.",
        "no-time": "No time to judge by was given.",
        "matches": "The claim is as expected.",
        "mismatch": "The claim is not as expected.",
        "no-expectation": "The claim is there, but nothing says what it should be.",
    },
    "one-proof, proof, jwk, htm, htu, nonce, ath, cnf, access-token": {
        "single": "There is one DPoP proof.",
        "several-proofs": "There is more than one DPoP proof.",
        "not-a-jwt": "The proof is no well-formed JWT.",
        "alg-not-asymmetric": "A proof needs an algorithm of public keys.",
        "jwk-public": "The header brings a public key.",
        "jwk-missing": "The header brings no key.",
        "jwk-private": "The header brings a private key or a secret.",
        "jwk-unreadable": "The key in the header cannot be used.",
        "no-request": "Nothing is known of the request.",
        "fresh": "iat is recent enough.",
        "too-old": "iat lies too far in the past.",
        "no-access-token": "The access token of ath was not given.",
        "bound": "The access token is bound to the proof's key.",
        "not-bound": "The access token is bound to no key.",
        "opaque": "The access token cannot be read here.",
        "token-valid": "The access token is valid.",
        "token-invalid": "The access token is not valid.",
        "token-unverified": "The access token was not verified.",
    },
}
"""Every code of a check and its meaning, grouped by the names of the checks that use it.

The checks `format` and `claims` fail with another code: that of the first error among the
findings.
"""

CODES = {code: meaning for group in GROUPS.values() for code, meaning in group.items()}


class Check(NamedTuple):
    """One question and its outcome. ``claim`` is the claim that the question is about."""

    name: str
    status: Status
    code: str
    message: str
    claim: str | None = None

    def to_json(self) -> CheckJson:
        """Returns the check as it stands in the contract; ``claim`` only if it has one."""
        result: CheckJson = {
            "name": self.name,
            "status": self.status,
            "code": self.code,
            "message": plain(self.message),
        }
        if self.claim is not None:
            result["claim"] = self.claim
        return result
