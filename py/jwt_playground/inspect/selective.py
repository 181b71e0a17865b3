"""Lets the room `sd_jwt` process an SD-JWT. In the page that room comes when it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..engines.asking import HostError
from ..engines.rooms import load_room
from ..token.model import Token
from ..vocabulary.checks import Check
from .terms import Terms

if TYPE_CHECKING:
    from ..sd_jwt.process import SdJwt


def processed(token: Token, text: str, terms: Terms) -> tuple[SdJwt | None, list[Check]]:
    """Processes an SD-JWT, and makes its claims those of the token. Other tokens stay as they are.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    if not token.is_sd_jwt:
        return None, []
    engines = terms.signature.engines
    try:
        load_room("sd_jwt.process", "disclosures", engines.host)
    except HostError as error:
        message = f"The disclosures were not checked. {error}"
        return None, [Check("disclosures", "skip", "not-loaded", message)]
    from ..sd_jwt.process import process

    made = process(token, text, terms.rules.criteria, terms.key_binding, engines)
    if made.claims is not None:
        token.claims = made.claims
    return made, made.checks
