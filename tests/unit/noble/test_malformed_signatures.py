"""noble and OpenSSL say the same of signatures and keys that no signer makes."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from jwt_playground.keys.curves import DOMAINS
from jwt_playground.keys.jwk import from_jwk
from tests.unit.support.malformed import Case, ecdsa, edwards
from tests.unit.support.noble import (
    CURVES,
    EDWARDS,
    Json,
    b64,
    noble,
    octets,
    openssl_signs,
    openssl_verifies,
    private_jwk,
    question,
    verdict,
)

CASES = [
    *(case for name in CURVES for case in ecdsa(name)),
    *(case for name in EDWARDS for case in edwards(name)),
]


def is_key(jwk: Json) -> bool:
    """Whether a key reaches any engine: points off the curve and of small order do not."""
    try:
        from_jwk(jwk, "test")
    except ValueError:
        return False
    return True


def test_malformed_signatures_and_points_have_the_same_verdict() -> None:
    assert len(CASES) >= 200
    assert len({name for name, *_ in CASES}) == len(CASES)
    answers = noble([question(*case[1:]) for case in CASES])
    found: dict[bool, list[str]] = {True: [], False: []}
    for (name, key, data, signature), answer in zip(CASES, answers, strict=True):
        if is_key(key):
            assert verdict(answer) is openssl_verifies(key, data, signature), name
            found[bool(verdict(answer))].append(name)
    assert len(found[False]) >= 150
    # What counts as valid, though no signer makes it.
    for curve in CURVES:
        assert f"{curve}: the other s" in found[True]
        assert f"{curve}: x beyond n" in found[True]
    # Ed25519 has no cofactor in its equation, so a part outside of the group shows. Ed448 has it.
    assert "Ed25519: A + T0, R + T1" in found[False]
    assert "Ed448: A + T0, R + T1" in found[True]


@pytest.mark.parametrize("curve", [*CURVES, *EDWARDS])
def test_a_point_that_is_no_key_is_refused_before_any_engine_and_by_noble_too(curve: str) -> None:
    wrong: list[Case] = [case for case in CASES if case[1]["crv"] == curve and not is_key(case[1])]
    assert wrong
    answers = noble([question(*case[1:]) for case in wrong])
    assert not any(verdict(answer) for answer in answers if curve != "Ed25519")
    # Of small order is what noble takes by itself; it says so of points that are none.
    assert any(answer.get("fault") == "key" for answer in answers)


def refused(op: str, key: dict[str, Any]) -> str:
    about = {"alg": key.get("alg", ""), "data": "AAAA", "signature": "AAAA"}
    [answer] = noble([{"op": op, **about, "key": key}])
    assert answer["fault"] == "key", answer
    return str(answer["error"])


@pytest.mark.parametrize("curve", [*CURVES, *EDWARDS])
def test_a_private_key_of_another_public_half_is_refused_as_by_webcrypto(curve: str) -> None:
    size = {"P-384": 48, "P-521": 66, "Ed448": 57}.get(curve, 32)
    one, two = (private_jwk(curve, bytes(size - 1) + bytes([n])) for n in (1, 2))
    said = refused("sign", {**two, "d": one["d"]})
    assert said == (
        f"it is not a private key of the curve {curve}, or its private and public parts do not belong together"
    )
    assert openssl_signs(one, b"") != openssl_signs(two, b"")


@pytest.mark.parametrize("curve", CURVES)
def test_a_private_number_that_is_none_of_the_curve_is_refused(curve: str) -> None:
    size = (DOMAINS[curve].n.bit_length() + 7) // 8
    key = private_jwk(curve, bytes(size - 1) + b"\1")
    for number in (0, DOMAINS[curve].n, DOMAINS[curve].n + 1):
        bad = b64(number.to_bytes(size, "big"))
        assert "not a private key" in refused("sign", {**key, "d": bad})
        bare = {"kty": "EC", "crv": curve, "d": bad}
        assert refused("import-key", bare) == "its private number is not one of its curve"
    assert "not a private key" in refused("sign", {**key, "d": key["d"] + "AA"})
    assert "not a point on the curve" in refused("verify", {**key, "y": key["x"]})


@pytest.mark.parametrize("curve", CURVES)
def test_coordinates_of_another_length_are_refused_though_both_make_the_point(curve: str) -> None:
    """RFC 7518 section 6.2.1.2: each coordinate has the size of the curve."""
    size = (DOMAINS[curve].n.bit_length() + 7) // 8
    key = private_jwk(curve, bytes(size - 1) + b"\1")
    point = octets(key["x"]) + octets(key["y"])
    split = {"x": b64(point[: size - 1]), "y": b64(point[size - 1 :])}
    assert "not a point on the curve" in refused("verify", {**key, **split})
    assert "not a private key" in refused("sign", {**key, **split})


def test_whatever_is_in_a_question_there_is_an_answer() -> None:
    chance = random.Random(7517)
    pieces: list[Any] = [None, "", "A", "AAAA", "!", "€", 0, [], {}, "A" * 43, "EC", "AKP", "P-256"]
    names = ["kty", "crv", "alg", "x", "y", "d", "pub", "priv"]
    asked = []
    for _ in range(300):
        key = {name: chance.choice(pieces) for name in names}
        op = chance.choice(["verify", "sign", "import-key", "verify-many"])
        asked.append({"op": op, "alg": "ES256", "key": key, "data": "AAAA", "signature": "AAAA"})
    for question_, answer in zip(
        asked, noble([{**one, "places": []} for one in asked]), strict=True
    ):
        assert isinstance(answer.get("error"), str), json.dumps(question_)
        assert answer["fault"] in ("key", "unsupported")
