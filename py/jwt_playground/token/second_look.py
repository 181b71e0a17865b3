"""A second look at a text in which no sound token stands as it is.

Wrappings are undone, pieces put together, and what is no whole token or no JWT is named. The
first text that holds a sound token is taken; a finding says how it came about.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain, islice

from ..vocabulary.findings import Finding
from .broken import already_decoded, make_partial, moved, shortened, without_beginning
from .extract import extract, unwrapped
from .mapped import Mapped
from .model import Token
from .pieces import put_together
from .plain import is_well_read, parse_plain
from .recognize import recognize
from .surroundings import remarks
from .wrappings import Undone, undone

MAX_TEXT = 256 * 1024
"""A longer text is not looked at again."""
MAX_TRIES = 40
"""So many texts are made from one."""
MAX_MADE = 1024 * 1024
"""So many characters these texts have together. A longer text is read only a few times."""
MAX_LAYERS = 4
"""So many wrappings around each other are undone."""

# A token that is written so was written so before it was wrapped.
_SPARED = frozenset(
    {"base64-padding", "base64-standard-alphabet", "sd-jwt-malformed", "payload-not-read"}
)


def look_again(text: str, token: Token) -> Token:
    """Returns what stands in ``text``; ``token`` itself if nothing more can be made out."""
    if len(text) > MAX_TEXT:
        return token
    found = _unwrapped(text)
    if isinstance(found, Token):
        return found
    more = shortened(text) or already_decoded(text) or _without_beginning(text, token)
    if more is not None:
        return more
    if found:
        if not _is_a_jwt(token):
            return Token("unrecognized", findings=found)
        make_partial(token)
        token.findings[:0] = found
        return token
    if _is_a_jwt(token):
        return token
    if (kind := recognize(text[slice(*unwrapped(text))], text)) is None:
        return token
    named = Finding("token-of-other-kind", "token", kind, unwrapped(text))
    return Token("unrecognized", findings=[named])


def _is_a_jwt(token: Token) -> bool:
    """Tells whether this is a JWS or JWE, whatever may be wrong with it."""
    if "json" in token.form:
        return True
    header = token.signatures[0].header if token.signatures else None
    return header is not None and "alg" in header


def _unwrapped(text: str) -> Token | list[Finding]:
    """Returns the token in wrappings or in pieces; else findings on pieces that are missing."""
    missing: list[Finding] = []
    waiting: deque[tuple[Mapped, tuple[str, ...], int]] = deque([(Mapped.whole(text), (), 0)])
    seen = {text}
    tries = size = 0
    while waiting:
        given, said, layers = waiting.popleft()
        if layers >= MAX_LAYERS:
            continue
        making = chain(put_together(given), undone(given))
        for made in making:
            if isinstance(made, Finding):
                missing.append(made)
                continue
            # What was made before counts as well, because it was made again.
            size += len(made.text.text)
            if tries >= MAX_TRIES or size > MAX_MADE:
                return missing[:1]
            if made.text.text in seen:
                continue
            seen.add(made.text.text)
            tries += 1
            told = said if made.said in said else (*said, made.said)
            if token := _sound(made.text):
                notes = [Finding("token-unwrapped", "token", each) for each in told]
                token.findings[:0] = [*notes, *made.also, *_others(made, making)]
                return token
            waiting.append((made.text, told, layers + 1))
    return missing[:1]


def _others(shown: Undone, rest: Iterator[Undone | Finding]) -> Iterator[Finding]:
    """Yields a finding if other parts of the same text hold another token in a wrapping."""
    if not shown.is_part or shown.also:
        return
    for made in islice(rest, MAX_TRIES):
        if isinstance(made, Finding) or not made.is_part:
            continue
        if _sound(made.text) is not None and _written(made.text) != _written(shown.text):
            message = (
                "The text holds more than one token in such a wrapping. The first that could be read is "
                "shown; paste the one that you mean."
            )
            yield Finding("several-tokens", "token", message)
            return


def _written(given: Mapped) -> str:
    return "".join(given.text[slice(*extract(given.text).span)].split())


def _sound(given: Mapped) -> Token | None:
    """Reads the token in a text that was made from the pasted one, if there is a sound one."""
    token = parse_plain(given.text)
    if not is_well_read(token, spared=_SPARED):
        return None
    if token.form.endswith("compact"):
        place = extract(given.text).span
        token.findings += remarks(given.text, place)
    return moved(token, given)


def _without_beginning(text: str, token: Token) -> Token | None:
    if _is_a_jwt(token):
        return None
    start, end = unwrapped(text)
    word = text[start:end]
    if not word.isascii() or word.count(".") not in (2, 4):
        return None
    return without_beginning(Mapped.whole(text).part(start, end))
