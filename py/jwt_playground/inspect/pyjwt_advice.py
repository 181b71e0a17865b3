"""What to do where a token is valid and PyJWT refuses it all the same, for its key or its name."""

from __future__ import annotations

from ..keys.model import Key
from ..text.words import quoted
from ..vocabulary.algorithms import ALGORITHMS
from ..vocabulary.findings import Finding
from .judge import Judgement
from .pyjwt_verdict import Verdict

_ABOUT_KEYS = frozenset(
    {"InvalidKeyError", "InvalidAlgorithmError", "PyJWKError", "PyJWKSetError", "KeyError"}
    | {"AttributeError", "TypeError", "ValueError", "UnicodeDecodeError"}
)
"""What PyJWT raises for keys and names of algorithms that it does not take."""


def pyjwt_advice(judged: Judgement, verdict: Verdict | None) -> list[Finding]:
    """Returns a finding for a valid token whose key PyJWT does not take as it is given."""
    key = judged.outcome.key if judged.outcome else None
    if verdict is None or verdict["exception"] not in _ABOUT_KEYS or judged.verdict != "valid":
        return []
    if key is None or judged.outcome is None:
        return []
    alg = str((judged.outcome.signature.header or {}).get("alg"))
    message = _advice(key, alg, verdict["message"] or "")
    return [Finding("pyjwt-refuses-key", "key", message)]


def _advice(key: Key, alg: str, said: str) -> str:
    algorithm = ALGORITHMS.get(alg)
    if algorithm is not None and algorithm.generic_name:
        return (
            f"PyJWT does not know the name {alg} (RFC 9864); it calls the algorithm "
            f"{algorithm.generic_name}. Let the issuer write that into alg, or verify with another library."
        )
    if key.alg is not None and ALGORITHMS.get(key.alg, algorithm) is not algorithm:
        return f"PyJWT takes the alg of the JWK at its word, and it is {quoted(key.alg)}. Make it “{alg}”."
    if algorithm is not None and algorithm.kty == "AKP":
        return f"PyJWT does not know {alg}. Verify such tokens with another library."
    if said.startswith(("Token algorithm", "Unsupported crv")):
        return (
            "PyJWT chooses the algorithm of a JWK without alg itself, by its type. Write "
            f'"alg": "{alg}" into the JWK, or make it with jwt.PyJWK(jwk, "{alg}").'
        )
    if key.kty == "RSA" and key.is_private:
        return (
            "PyJWT cannot verify with a private RSA key. Give it the public half, which "
            "“openssl pkey -in key.pem -pubout” prints."
        )
    if key.certificates:
        return (
            "PyJWT does not read certificates. Give it the public key in this one, which "
            "“openssl x509 -in certificate.pem -pubkey -noout” prints."
        )
    return (
        "PyJWT does not read the key in this form. Give it the public key in PEM, from "
        "“-----BEGIN PUBLIC KEY-----” to its END line."
    )
