"""Mutated requests of the engine: of every operation, with too much, too little and the wrong kind."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from jwt_playground.text import base64url

Request = dict[str, Any]
_HUGE = (101, 2_000, 20_000)
_MOST_TEXT = 500_000
"""A list is not repeated beyond so many characters: reading a request takes as long as it is."""
_NUMBERS = (0, -1, 0.5, 86_400, 86_401, 1e12, -1e15, 1e15, 1e16, 2**53, 10**400)
_TEXTS = ("", "\0", "\ud800", "\u202e", "adm\u200bin", "é" * 300, "none", "a.b.c", "{}", "[" * 500)
_WRONG: tuple[Any, ...] = (None, True, [], {}, [[]], {"a": {}}, 5, "x", [None], [5], ["x", 5])
_ALGS = ("HS256", "HS512", "RS256", "PS384", "ES256", "ES512", "Ed25519", "none", "ML-DSA-44")


def cases(seed: int, count: int) -> Iterator[tuple[str, Request]]:
    """Yield names and requests. The same seed gives the same requests."""
    draw = random.Random(seed)
    for number in range(count):
        op = draw.choice(list(_SEEDS))
        request: Request = {"op": op, "params": _SEEDS[op](draw)}
        done = []
        for _ in range(draw.choice([0, 0, 0, 1, 1, 2, 4])):
            change = draw.choice(_CHANGES)
            done.append(change.__name__.strip("_"))
            change(request, draw)
        yield f"request-{seed}-{number}-{op}-{'-'.join(done) or 'as-it-is'}", request


def _token(draw: random.Random) -> str:
    header = json.dumps({"alg": draw.choice(_ALGS), "kid": draw.choice(["a", "", None, 5])})
    claims = {"exp": draw.choice(_NUMBERS[:-1]), "aud": draw.choice(["a", ["a"] * 300, 5])}
    parts = [base64url.encode(text.encode()) for text in (header, json.dumps(claims))]
    parts.append(base64url.encode(draw.randbytes(draw.choice([0, 32, 64, 256, 2048]))))
    if draw.random() < 0.7:
        return ".".join(parts)
    entry = {"protected": parts[0], "signature": parts[2], "header": {"typ": "JWT"}}
    signatures = [entry] * draw.choice([0, 1, 20, 21])
    return json.dumps({"payload": parts[1] * draw.choice([1, 1, 1000]), "signatures": signatures})


def _jwk(draw: random.Random) -> dict[str, Any]:
    """A JWK that may be wrong in any way; an RSA modulus may be as large as allowed."""
    kty = draw.choice(["oct", "RSA", "EC", "OKP", "AKP", "x", 5])
    jwk: dict[str, Any] = {"kty": kty, "kid": draw.choice(["a", "b", None])}
    size = draw.choice([1, 32, 48, 66, 256, 2048, 2049])
    for name in draw.sample(["k", "n", "e", "x", "y", "d", "p", "pub"], draw.randint(0, 8)):
        jwk[name] = base64url.encode(draw.randbytes(3 if name == "e" else size) or b"a")
    jwk["crv"] = draw.choice(["P-256", "P-384", "P-521", "secp256k1", "Ed25519", "Ed448", "x"])
    return jwk


def _key(draw: random.Random) -> dict[str, Any]:
    form = draw.randrange(6)
    if form == 0:
        return {"text": json.dumps({"keys": [_jwk(draw) for _ in range(draw.choice([0, 2, 210]))]})}
    if form == 1:
        return {"text": json.dumps(_jwk(draw)), "kid": draw.choice(["a", "", "x" * 10_001])}
    if form == 2:
        body = base64url.encode(draw.randbytes(60))
        block = f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n"
        return {"text": block * draw.choice([1, 2, 51, 400])}
    if form == 3:
        names = {f"k{n}": "-----BEGIN CERTIFICATE-----" * 3 for n in range(draw.choice([1, 201]))}
        return {"text": json.dumps({"n" * draw.choice([1, 100_000]): names})}
    if form == 4:
        return {"text": "ssh-ed25519 AAAA\n" * draw.choice([1, 201, 5000])}
    return {
        "text": "k" * draw.choice([0, 1, 40, 100_000]),
        "encoding": draw.choice(["utf8", "hex"]),
    }


def _number(draw: random.Random) -> float:
    """A time or a leeway, mostly one that the engine takes, so that the rest of the request counts."""
    return draw.choice(_NUMBERS) if draw.random() < 0.1 else draw.choice((0, 300, 86_400))


def _expect(draw: random.Random) -> dict[str, Any]:
    return {
        name: [draw.choice(_TEXTS) for _ in range(draw.choice([1] * 20 + [3, 100, *_HUGE]))]
        for name in draw.sample(["iss", "aud", "require"], draw.randint(0, 3))
    }


def _inspect(draw: random.Random) -> dict[str, Any]:
    return {
        "token": _token(draw),
        "key": _key(draw),
        "expect": _expect(draw),
        "now": _number(draw),
        "leeway": _number(draw),
        "cross_check": draw.random() < 0.3,
    }


def _inspect_many(draw: random.Random) -> dict[str, Any]:
    params = _inspect(draw)
    del params["token"]
    return {**params, "tokens": [_token(draw) for _ in range(draw.choice([0, 1, 40]))]}


def _sign(draw: random.Random) -> dict[str, Any]:
    header = json.dumps({"alg": draw.choice(_ALGS)})
    return {"header": header, "payload": draw.choice(_TEXTS), "key": _key(draw)}


def _describe(draw: random.Random) -> dict[str, Any]:
    return {"key": {**_key(draw), "passphrase": draw.choice(_TEXTS)}, "now": _number(draw)}


def _generate(draw: random.Random) -> dict[str, Any]:
    return {
        "alg": draw.choice(["HS256", "ES256", "Ed25519", "x"]),
        "bits": draw.choice([None, 256]),
    }


def _meta(_: random.Random) -> dict[str, Any]:
    return {}


_SEEDS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "inspect": _inspect,
    "inspect_many": _inspect_many,
    "sign": _sign,
    "describe_key": _describe,
    "generate_key": _generate,
    "meta": _meta,
}


def _drop(request: Request, draw: random.Random) -> None:
    place, name = _somewhere(request, draw)
    del place[name]


def _wrong_kind(request: Request, draw: random.Random) -> None:
    place, name = _somewhere(request, draw)
    place[name] = copy.deepcopy(draw.choice(_WRONG))


def _odd_text(request: Request, draw: random.Random) -> None:
    place, name = _somewhere(request, draw)
    place[name] = draw.choice(_TEXTS)


def _repeat(request: Request, draw: random.Random) -> None:
    place, name = _somewhere(request, draw)
    value, times = place[name], draw.choice(_HUGE)
    if isinstance(value, str):
        place[name] = (value * times)[:500_000]
    elif isinstance(value, list):
        size = len(json.dumps(value)) or 1
        place[name] = value * min(times, _MOST_TEXT // size + 1)
    else:
        place[name] = [draw.choice(_TEXTS)] * times


def _unknown(request: Request, draw: random.Random) -> None:
    place, _ = _somewhere(request, draw)
    place[draw.choice(_TEXTS)] = draw.choice(_WRONG)


def _host(request: Request, draw: random.Random) -> None:
    request["host"] = {
        "webcrypto": draw.choice([True, False, 5]),
        "noble": draw.choice([True, False, 5]),
        "loadable": False,
    }


def _somewhere(request: Request, draw: random.Random) -> tuple[dict[str, Any], str]:
    """Choose a member of the request or of an object in it."""
    places: list[dict[str, Any]] = [request]
    for place in places:
        places += [value for value in place.values() if isinstance(value, dict)]
    full = [place for place in places if place]
    if not full:
        request["op"] = "inspect"
        full = [request]
    place = draw.choice(full)
    return place, draw.choice(list(place))


_CHANGES = (_drop, _wrong_kind, _odd_text, _repeat, _unknown, _host)
