"""Says of a signature that does not match in which other way it would.

This never changes a verdict. It is asked only after a verifier has said no, its own small budget
keeps it from taking the work that other keys need, and what does not match is not told.
"""

from __future__ import annotations

from ..engines.asking import UnansweredError
from ..keys.model import Key
from ..token.model import Signature, Token
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.findings import Finding
from .search import Found, Search
from .terms import SignatureTerms

_MAX_KEYS = 4
"""So many keys are tried; with more of them nobody can say which one was meant."""


def nearly(
    signature: Signature,
    token: Token,
    data: bytes,
    algorithm: Algorithm,
    keys: list[Key],
    terms: SignatureTerms,
    *,
    is_named: bool = True,
) -> list[Finding]:
    """Returns a finding that says how a signature that does not match was made; or none.

    ``data`` is the JWS Signing Input. With ``is_named`` the header names the ``algorithm``, and
    an engine said already that none of the ``keys`` made the signature. Otherwise the header
    has another name for it, and nobody was asked.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    search = Search(signature, token, data, algorithm, terms, is_named)
    pending = False
    for key in keys[:_MAX_KEYS]:
        if not search.is_harmless(key):
            continue
        try:
            # Where an engine said no, something must be told that is not as it should be.
            told = next(filter(None, map(_matches, search.ways(key))), None)
        except UnansweredError:  # Go on, so that one reply holds the questions about all keys.
            pending = True
            continue
        if told and not pending:
            return [told]
    if pending:
        raise UnansweredError
    if search.maker is None:
        return []
    message = (
        f"The signature was made with the private half of {search.maker.name}, but over another text. "
        "So the key is the right one: header or payload were changed after signing, or parts of "
        "two tokens were put together. Take the token as its issuer sent it."
    )
    return [Finding("signature-of-other-text", "signature", message)]


def _matches(found: Found) -> Finding | None:
    ways = " and ".join(filter(None, (found.spelling.how, found.text.how, found.how)))
    advice = (found.spelling.advice, found.text.advice, found.advice)
    message = f"The signature matches {found.key.name} {ways}. {' '.join(filter(None, advice))}"
    return Finding("signature-fits-otherwise", "signature", message) if ways else None
