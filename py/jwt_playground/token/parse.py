"""Reads the one token in a pasted text, in any wrapping that people paste."""

from __future__ import annotations

from .extract import as_compact
from .model import Token
from .plain import is_well_read, parse_plain
from .surroundings import remarks


def parse(text: str) -> Token:
    """Reads the one token in ``text``. Never raises.

    The token's spans, and those of its findings on `token`, count code points of ``text``. Other
    findings count in the decoded header or payload.
    """
    token = parse_plain(text)
    if token.form == "empty" or "json" in token.form:
        return token
    if is_well_read(token):
        if as_compact(text) is None:
            place = token.segments[0].span[0], token.segments[-1].span[1]
            token.findings += remarks(text, place)
        return token
    # Imported only here, because few texts need it and it would make every start longer.
    from .second_look import look_again

    return look_again(text, token)
