"""Mutated links of every form that the page opens: the part of an address from `#` on."""

from __future__ import annotations

import base64
import json
import random
import urllib.parse
import zlib
from collections.abc import Callable, Iterator
from typing import Any

_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjEwMDB9.AAAA"
_NAMES = ("token", "id_token", "access_token", "jwt", "state", "", "v1", "__proto__")
_TEXTS = ("", "\0", "\ud800", "\u202e", "é" * 300, _TOKEN, "a" + "'" * 2000 + "x", "constructor")
_NUMBERS = (0, -1, 300, 86_400, 86_401, 1e12, -1e15, 1e300, 2**53)
_WRONG: tuple[Any, ...] = (None, True, [], {}, [[]], 5, "x", [None], {"__proto__": {"a": 1}})
_KEYS = ("key", "signingKey", "decryptionKey")


def cases(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield names and the hash texts of links, with their `#`. The same seed gives the same links."""
    draw = random.Random(seed)
    for number in range(count):
        make = draw.choice(_FORMS)
        text = make(draw)
        damaged = draw.random() < 0.3
        if damaged:
            text = _damaged(text, draw)
        state = "damaged" if damaged else "whole"
        yield f"link-{seed}-{number}-{make.__name__.strip('_')}-{state}", f"#{text}"


def _plain(draw: random.Random) -> str:
    """A token after one of the names, with others beside it."""
    pairs = []
    for _ in range(draw.choice([1, 1, 2, 5, 2000])):
        value = draw.choice((_TOKEN, "Bearer%20" + _TOKEN, "%", "%ff", "a=b", ""))
        pairs.append(f"{draw.choice(_NAMES)}={value}")
    return "&".join(pairs)


def _bare(draw: random.Random) -> str:
    return _TOKEN + draw.choice(["", "%2E", ")", ".", "/", "=" * 50, "." * 5000])


def _packed(draw: random.Random) -> str:
    """A link with the whole state, of which any part may be odd."""
    return f"v1={pack(json.dumps(_inputs(draw)))}"


def _not_an_object(draw: random.Random) -> str:
    text = draw.choice(["[]", "5", "null", '"x"', "{", "[" * 100_000, '{"token":' * 5000, ""])
    return f"v1={pack(text)}"


def _bomb(draw: random.Random) -> str:
    """A link that unpacks to much more than it holds."""
    size = draw.choice([100_000, 4 * 1024 * 1024, 20_000_000])
    return f"v1={pack(json.dumps({'token': 'a' * size}))}"


def _not_packed(draw: random.Random) -> str:
    return f"v1={base64.urlsafe_b64encode(draw.randbytes(draw.randint(0, 300))).decode()}"


def _later(draw: random.Random) -> str:
    return f"v{draw.choice([0, 2, 11, 10**30])}={pack(json.dumps(_inputs(draw)))}"


_FORMS: tuple[Callable[[random.Random], str], ...] = (
    *(_packed,) * 6,
    *(_plain, _bare, _not_an_object, _bomb, _not_packed, _later),
)


def _inputs(draw: random.Random) -> dict[str, Any]:
    many = draw.choice([0, 1, 3, 100, 101, 20_000])
    key = {"text": draw.choice(("k" * 40, "", "x" * 200_000)), "encoding": "utf8", "kid": "a"}
    expect = {
        "iss": draw.choice(_TEXTS),
        "aud": [f"a{number}" for number in range(many)],
        "require": ["exp"] * many,
    }
    policy = {
        "model": draw.choice(_TEXTS),
        "policy": draw.choice(_TEXTS),
        "requests": [["a", "", "allow"]] * many,
        "paths": draw.choice(([["role", "a"]] * many, [5])),
        "tokens": [_TOKEN] * draw.choice((0, many)),
    }
    inputs: dict[str, Any] = {
        "direction": draw.choice(["verify", "sign"]),
        "token": draw.choice((_TOKEN, *_TEXTS)),
        "header": draw.choice(_TEXTS),
        "payload": draw.choice(_TEXTS),
        "key": key,
        "signingKey": draw.choice((None, key)),
        "decryptionKey": draw.choice((None, key)),
        "algorithms": draw.choice((None, ["HS256"] * many)),
        "expect": dict(draw.sample(list(expect.items()), draw.randint(0, 3))),
        "leeway": draw.choice(_NUMBERS),
        "now": draw.choice((None, *_NUMBERS)),
        "engine": draw.choice(["auto", "webcrypto", "x"]),
        "crossCheck": draw.choice([True, False, 1]),
        "detachedPayload": draw.choice(_TEXTS),
        "access": draw.choice((None, policy, policy | {"model": 5})),
        "leftOut": draw.choice((["key"], list(_KEYS), ["x"] * many, 5)),
    }
    chosen = dict(draw.sample(list(inputs.items()), draw.randint(0, len(inputs))))
    for _ in range(draw.choice([0, 0, 1, 3])):
        name = draw.choice([*inputs, "more", "__proto__", "toString"])
        chosen[name] = draw.choice(_WRONG)
    if draw.random() < 0.1:
        chosen |= {f"unknown{number}": number for number in range(many)}
    return chosen


def pack(text: str) -> str:
    """Pack a text as the page does: UTF-8, raw DEFLATE, base64url without padding."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflate.compress(text.encode("utf-8", "surrogatepass")) + deflate.flush()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _damaged(text: str, draw: random.Random) -> str:
    at = draw.randint(0, len(text))
    kind = draw.randrange(4)
    if kind == 0:
        return text[:at]
    if kind == 1:
        return text[:at] + draw.choice("%!&=#\u202e\u200b)é") + text[at:]
    if kind == 2:
        return text[:at] + text[min(at + draw.randint(1, 50), len(text)) :]
    return urllib.parse.quote(text)
