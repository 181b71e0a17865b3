"""Logs that are made to be hard: for the search for tokens, and for whatever reads a pasted text."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

MOST = 400_000
"""So many characters has the longest text."""

HEADERS = ("eyJhbGciOiJIUzI1NiJ9", "eyJhbGciOiJub25lIn0", "ewp9", "e30", "eyJ", "ey")
GAPS = (
    "",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\0",
    '"',
    "'",
    ",",
    ";",
    "|",
    "=",
    "&",
    "%22",
    "\\n",
    "\\u0022",
)
WORDS = (
    *(
        "Authorization: Bearer ",
        "token=",
        '{"level":"info","jwt":"',
        "\x1b[31mERROR\x1b[0m ",
        "<134>1 ",
    ),
    *(
        "2026-11-26T04:23:40Z ",
        "GET /?access_token=",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\U0001f511",
        "...",
    ),
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

Make = Callable[[random.Random, int], str]


def _word(choose: random.Random, most: int = 24) -> str:
    return "".join(choose.choices(LETTERS, k=choose.randint(0, most)))


def _token(choose: random.Random) -> str:
    parts = [choose.choice(HEADERS) + _word(choose, 6)]
    parts += [
        _word(choose) + "=" * choose.choice((0, 0, 0, 1, 3)) for _ in range(choose.randint(0, 5))
    ]
    return ".".join(parts)


def _mixed(choose: random.Random, size: int) -> str:
    """Lines as they come: times, colours, quotes, and tokens between them."""
    made: list[str] = []
    length = 0
    while length < size:
        made.append(
            choose.choice(
                (_token(choose), choose.choice(WORDS), choose.choice(GAPS), _word(choose))
            )
        )
        length += len(made[-1])
    return "".join(made)[:size]


def _one_line(choose: random.Random, size: int) -> str:
    """Many short tokens, and no line break at all."""
    gap = choose.choice([gap for gap in GAPS if "\n" not in gap] + ["||"])
    some = [f"{choose.choice(HEADERS)}.{_word(choose, 4)}." for _ in range(50)]
    return gap.join(choose.choices(some, k=size // (14 + len(gap)) + 1))[:size]


def _repeated(choose: random.Random, size: int) -> str:
    """One short text again and again, with something else at its end."""
    pump = choose.choice(
        (*HEADERS, *GAPS[1:], *WORDS, ".", "..", "=.", "ey.", "%65", "a.", "\x1b[")
    )
    pump += choose.choice(("", choose.choice(GAPS), choose.choice(LETTERS)))
    last = choose.choice(("", "x", ".", "\n", " x", _token(choose)))
    return (choose.choice(("", "a", "eyJ")) + pump * (size // len(pump)))[: size - len(last)] + last


def _one_token(choose: random.Random, size: int) -> str:
    """One token as long as the text, perhaps cut off or wrapped over lines."""
    text = f"{choose.choice(HEADERS)}{choose.choice(LETTERS) * (size // 2)}.{_word(choose)}"
    width = choose.choice((0, 0, 64, 76))
    if width:
        text = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    return text[:size]


def _noise(choose: random.Random, size: int) -> str:
    """Any characters but halves of surrogate pairs, which no file in UTF-8 can hold."""
    ranges = ((0, 0x7F), (0x80, 0x2FF), (0x2000, 0x206F), (0xE000, 0xFFFF), (0x1F300, 0x1F6FF))
    return "".join(chr(choose.randint(*choose.choice(ranges))) for _ in range(min(size, 20_000)))


KINDS: dict[str, Make] = {
    "mixed": _mixed,
    "one line": _one_line,
    "repeated": _repeated,
    "one token": _one_token,
    "noise": _noise,
}


def cases(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield `count` logs, each with a name that says how it was made; the same for each seed."""
    for number in range(count):
        choose = random.Random(f"{seed} {number}")
        kind = list(KINDS)[number % len(KINDS)]
        size = choose.choice((0, 1, 7, 200, 4_000, 60_000, MOST))
        yield f"log {seed}/{number}, {kind}, {size}", KINDS[kind](choose, size)
