"""The layer of a JWE in a judgement. This comes to the page with the room `jwe`."""

from __future__ import annotations

from dataclasses import replace

from ..jwe.explain import EncryptionJson, explained
from ..jwe.keys import Keys
from ..jwe.open import Opened, open_token
from ..jws.header_checks import crit_check
from ..jws.outcome import Outcome
from ..keys.select import Account
from ..token.model import Token, set_payload
from ..vocabulary.characters import plain
from ..vocabulary.findings import Finding
from .layers import text_inside
from .terms import Terms


def open_layer(token: Token, outcome: Outcome, terms: Terms) -> EncryptionJson:
    """Opens a JWE, puts its plaintext into ``token``, and its checks into ``outcome``.

    Raises:
        UnansweredError: the host has to be asked first. Never for bad input.
    """
    signature = outcome.signature
    header = signature.header or {}
    crit = crit_check(header, signature.unprotected)
    own = terms.decryption_key is not None
    ring = terms.decryption_ring
    opened = open_token(
        token,
        Keys(terms.decryption_key if own else terms.signature.given, ring, own),
        terms.signature.engines,
        terms.max_inflated,
        cross_check=terms.signature.cross_check,
        refuses=crit.status == "fail",
    )
    outcome.checks += opened.checks
    token.findings += [f for f in opened.findings if f.where in ("token", "header")]
    outcome.findings += [f for f in opened.findings if f.where not in ("token", "header")]
    if own:
        # Their places would be taken for places in the text of the other key.
        outcome.findings += [replace(finding, span=None) for finding in ring.findings]
    if ring.is_set:
        outcome.accounts = _accounts(opened, terms)
    if opened.plaintext is not None:
        _put(opened.plaintext, token, opened)
    return explained(opened)


def _put(plaintext: bytes, token: Token, opened: Opened) -> None:
    """Puts the plaintext into the token as its payload."""
    header = dict(opened.by.plan.header if opened.by else {})
    header.pop("zip", None)  # It is inflated already.
    token.payload_bytes = plaintext
    token.payload_text = plaintext.decode("utf-8", "replace")
    if text_inside(token, 0) is None:
        known = len(token.findings)
        set_payload(plaintext, header, token)
        token.findings[known:] = [
            replace(finding, message=finding.message.replace("JWS", "JWE"))
            for finding in token.findings[known:]
        ]
        return
    message = (
        "The plaintext is a token again: a nested JWT (RFC 7519 section 5.2). It is opened as the next "
        "layer."
    )
    token.findings.append(Finding("payload-is-token", "payload", message))


def _accounts(opened: Opened, terms: Terms) -> list[Account]:
    """Returns what became of each key of a set."""
    tried = {id(key): each for each in opened.tries if each.choice for key in each.choice.keys}
    accounts: list[Account] = []
    for key in terms.decryption_ring.keys:
        each = tried.get(id(key))
        is_opener = opened.by is not None and opened.by.key is key
        reason = "it does not fit the token’s alg, enc or kid, or it is not private"
        if is_opener:
            reason = "it opened the token"
        elif each is not None:
            reason = "it fits, but the token does not open with it" if each.tried else "it fits"
        accounts.append(
            {
                "kid": key.kid,
                "kty": key.kty,
                "alg": key.alg,
                "status": "verified" if is_opener else "tried" if each else "rejected",
                "reason": plain(reason),
            }
        )
    return accounts
