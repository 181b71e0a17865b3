"""Tokens in several pieces: chunks of a cookie, and SMART Health Cards as digits.

The pieces may stand in any order; their numbers tell how they belong together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..text.words import quoted
from ..vocabulary.findings import Finding
from .mapped import Mapped, joined
from .wrappings import Undone

MAX_PIECES = 50

# next-auth, Supabase and others write NAME.0=… and NAME.1=…, because a cookie holds 4 kB.
_CHUNK = re.compile(
    r"(?<![\w.-])([A-Za-z0-9_%-][A-Za-z0-9_.%-]{0,100})[._]([0-9]{1,2})[\"']?[ \t]{0,20}[=:\t]"
    r"[ \t]{0,20}[\"']?(?:base64-)?([A-Za-z0-9_.=%-]++)"
)
_LONG = 60
"""A shorter value without a chunk 0 has a number in its name for another reason."""

# Two digits per character: its code less 45 (SMART Health Cards, section “Encoding chunks as QR”).
_CARD = re.compile(r"shc:/(?:([0-9]{1,2})/([0-9]{1,2})/)?((?:[0-9]{2}){20,}+)", re.IGNORECASE)
_FIRST = 45


def put_together(given: Mapped) -> Iterator[Undone | Finding]:
    """Yields what the pieces in a text are together, or a finding on a piece that is not there."""
    yield from _chunks(given)
    yield from _cards(given)


def _chunks(given: Mapped) -> Iterator[Undone | Finding]:
    found: dict[str, dict[int, Mapped]] = defaultdict(dict)
    later: dict[str, dict[int, Mapped]] = defaultdict(dict)
    for match in _CHUNK.finditer(given.text):
        if match.group(3).startswith(("ey", "ew", "e3")) or match.group(2) != "0":
            name, number = match.group(1), int(match.group(2))
            chunk = given.part(*match.span(3))
            if found[name].setdefault(number, chunk).text != chunk.text:
                later[name][number] = chunk
    for name, chunks in found.items():
        count = 0
        while count in chunks and count < MAX_PIECES:
            count += 1
        if count > 1 and len(chunks) == count:
            said = (
                f"The token stood in {count} chunks of the cookie {quoted(name)}, which were put "
                "together. Join them in the order of their numbers before you give the token to a "
                "verifier."
            )
            twice = later.get(name, {})
            for taken in (chunks, {**chunks, **twice}) if twice else (chunks,):
                which = "first" if taken is chunks else "last"
                also = tuple(_twice(name, number, which) for number in sorted(twice)[:1])
                text = joined([taken[number] for number in range(count)])
                yield Undone(text, said, is_part=True, also=also)
            # This one is told if none of them is a token.
            yield from [_twice(name, number, None) for number in sorted(twice)[:1]]
        elif count or any(len(chunk.text) >= _LONG for chunk in chunks.values()):
            yield Finding(
                "token-incomplete",
                "token",
                f"The cookie {quoted(name)} comes in chunks, and chunk {count} is missing here. Copy all "
                "of its cookies (.0, .1 and so on) and paste them together.",
                given.span((0, len(given.text))),
            )


def _twice(name: str, number: int, which: str | None) -> Finding:
    taken = f"The {which} one was taken; servers" if which else "Servers"
    message = (
        f"Chunk {number} of the cookie {quoted(name)} stands here more than once, each time with another "
        f"content. {taken} differ in which one they take. Delete this site's "
        "cookies, sign in again, and paste the new ones."
    )
    return Finding("several-tokens", "token", message)


def _cards(given: Mapped) -> Iterator[Undone | Finding]:
    found: dict[int, Mapped] = {}
    total = 1
    for match in _CARD.finditer(given.text):
        number, count = (int(group or 1) for group in match.groups()[:2])
        total = max(total, count)
        start, end = match.span(3)
        codes = (int(given.text[at : at + 2]) + _FIRST for at in range(start, end, 2))
        text = "".join(map(chr, codes))
        found.setdefault(number, given.decoded([(start, end)], text))
    if not found:
        return
    missing = [number for number in range(1, total + 1) if number not in found]
    if missing or total > MAX_PIECES:
        yield Finding(
            "token-incomplete",
            "token",
            f"This is a SMART Health Card in {total} QR codes, and number {(missing or [total])[0]} is "
            "missing here. Scan all of them and paste their texts together.",
            given.span((0, len(given.text))),
        )
        return
    yield Undone(
        joined([found[number] for number in range(1, total + 1)]),
        "This is a SMART Health Card in the numeric form of QR codes (shc:/, two digits per character). "
        "It was decoded to the JWS in it; give verifiers that JWS.",
    )
