"""noble and OpenSSL take the same signatures, right and wrong, on every curve."""

from __future__ import annotations

import random
from typing import Any

from tests.unit.support.noble import (
    KINDS,
    Json,
    b64,
    noble,
    octets,
    openssl_signs,
    openssl_verifies,
    private_jwk,
    public_half,
    question,
    verdict,
)

PER_KIND = 176
"""Six curves: 1,056 signatures."""
SIZES = {"P-256": 32, "P-384": 48, "P-521": 66, "secp256k1": 32, "Ed25519": 32, "Ed448": 57}


def fresh(kind: str, chance: random.Random) -> Json:
    secret = chance.randbytes(SIZES.get(kind, 32))
    if kind == "P-521":
        secret = b"\0" + secret[1:]
    return private_jwk(kind, secret)


def flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) * 8)
    return bytes(byte ^ (1 << at % 8 if index == at // 8 else 0) for index, byte in enumerate(data))


def changed(
    case: int, signed: tuple[Json, bytes, bytes], chance: random.Random, other: Json
) -> Any:
    """The same, or with one thing changed."""
    key, data, signature = signed
    match case % 4:
        case 1:
            return key, data, flipped(signature, chance)
        case 2:
            return key, flipped(data, chance), signature
        case 3:
            return other, data, signature
    return signed


def test_a_thousand_signatures_have_the_same_verdict() -> None:
    chance = random.Random(9964)
    cases = []
    for kind in KINDS:
        keys = [fresh(kind, chance) for _ in range(4)]
        for number in range(PER_KIND):
            key, other = keys[number % 4], keys[(number + 1) % 4]
            data = chance.randbytes(chance.randrange(1, 300))
            signed = (public_half(key), data, openssl_signs(key, data))
            cases.append(changed(number // 4, signed, chance, public_half(other)))
    answers = noble([question(*case) for case in cases])
    assert len(cases) >= 1000
    wrong = [
        (case[0], case[2].hex(), answer)
        for case, answer in zip(cases, answers, strict=True)
        if verdict(answer) is not openssl_verifies(*case)
    ]
    assert wrong == []
    assert sum(verdict(answer) is True for answer in answers) == len(cases) // 4


def test_openssl_takes_what_noble_signs_and_makes() -> None:
    chance = random.Random(8037)
    made = noble([{"op": "generate-key", "alg": kind, "crv": kind} for kind in KINDS])
    keys = [answer["value"] for answer in made] + [fresh(kind, chance) for kind in KINDS]
    data = [chance.randbytes(chance.randrange(1, 300)) for _ in keys]
    asked = [
        {"op": "sign", "alg": "", "key": key, "data": b64(text)}
        for key, text in zip(keys, data, strict=True)
    ]
    for key, text, answer in zip(keys, data, noble(asked), strict=True):
        assert openssl_verifies(key, text, octets(answer["value"])) is True, key
        assert private_jwk(key["crv"], octets(key["d"])) == key


def test_the_same_key_and_data_give_the_same_signature() -> None:
    chance = random.Random(6979)
    for kind in KINDS:
        key = fresh(kind, chance)
        one, two = (
            answer["value"]
            for answer in noble([{"op": "sign", "alg": "", "key": key, "data": "AAAA"}] * 2)
        )
        assert one == two
        if kind != "secp256k1":  # There, only a low s is made.
            assert octets(one) == openssl_signs(key, b"\0\0\0"), kind


def test_the_public_half_is_computed() -> None:
    chance = random.Random(7748)
    keys = [fresh(kind, chance) for kind in KINDS]
    bare = [{name: value for name, value in key.items() if name not in ("x", "y")} for key in keys]
    answers = noble([{"op": "import-key", "key": key} for key in bare])
    assert [answer["value"] for answer in answers] == keys
