"""ML-DSA by noble and by the browser's own: the same verdict on right, changed and malformed signatures."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.support.engines import EnginePage, opened, sign
from tests.site_server import SiteServer

pytestmark = pytest.mark.only("chromium", reason="other browsers do not have ML-DSA yet")

# FIPS 204, table 1: the bytes of the challenge, and omega and k, whose sum are the bytes of the hint.
SHAPES = {"ML-DSA-44": (32, 80, 4), "ML-DSA-65": (48, 55, 6), "ML-DSA-87": (64, 75, 8)}


@pytest.fixture(scope="module")
def page(browser: Browser, site_server: SiteServer) -> Iterator[EnginePage]:
    """Return a page; each call names its engine."""
    yield from opened(browser, site_server, "auto")


def malformed(alg: str, signature: bytes, chance: random.Random) -> Iterator[bytes]:
    """Changes of each part of a signature, and hints that are written in another way."""
    challenge, omega, k = SHAPES[alg]
    hint = len(signature) - omega - k
    for first, last, count in (
        (0, challenge, 10),
        (challenge, hint, 30),
        (hint, len(signature), 40),
    ):
        for _ in range(count):
            bit = chance.randrange(first * 8, last * 8)
            yield changed(signature, bit // 8, signature[bit // 8] ^ 1 << bit % 8)
    counts = signature[-k:]
    used = counts[-1]
    if used < omega:
        yield changed(signature, hint + used, 1)  # a place that must be zero
    for index, count in enumerate(counts):
        start = counts[index - 1] if index else 0
        if count - start > 1:
            at = hint + start
            yield changed(signature, at, signature[at + 1])  # twice the same
            turned = changed(signature, at, signature[at + 1])
            yield changed(turned, at + 1, signature[at])  # not in their order
        yield changed(signature, len(signature) - k + index, omega + 1)
        yield changed(signature, len(signature) - k + index, 255)
    yield from (b"", signature[:-1], signature + b"\0", bytes(len(signature)), signature * 2)
    yield b"\xff" * len(signature)


def changed(data: bytes, at: int, byte: int) -> bytes:
    return data[:at] + bytes([byte]) + data[at + 1 :]


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def verdicts(page: EnginePage, tokens: list[str], key: str, engine: str) -> list[str]:
    params: dict[str, Any] = {"tokens": tokens, "key": {"text": key}, "now": 1, "engine": engine}
    briefs: Any = page.call("inspect_many", **params)
    return [brief["signature"] for brief in briefs]


@pytest.mark.parametrize("alg", SHAPES)
def test_both_have_the_same_verdict(page: EnginePage, alg: str) -> None:
    chance = random.Random(alg)
    tokens: list[str] = []
    right = 0
    made = page.call("generate_key", alg=alg, engine="noble")
    for engine in ("noble", "webcrypto") * 4:
        token = sign(page.call, alg, made["private"]["jwk"], engine=engine)
        head, _, signature = token.rpartition(".")
        tokens.append(token)
        right += 1
        data = base64.urlsafe_b64decode(signature + "==")
        if right <= 2:
            tokens += [f"{head}.{b64(bad)}" for bad in malformed(alg, data, chance)]
    assert len(tokens) > 180
    own, other = (
        verdicts(page, tokens, made["public"]["jwk"], name) for name in ("noble", "webcrypto")
    )
    assert own == other
    assert own.count("valid") == right


@pytest.mark.parametrize("alg", SHAPES)
def test_each_takes_the_keys_that_the_other_makes(page: EnginePage, alg: str) -> None:
    for maker, user in (("noble", "webcrypto"), ("webcrypto", "noble")):
        made = page.call("generate_key", alg=alg, engine=maker)
        token = sign(page.call, alg, made["private"]["jwk"], engine=user)
        assert verdicts(page, [token], made["public"]["jwk"], maker) == ["valid"]
        described = page.call("describe_key", key={"text": made["private"]["pem"]})
        assert described["keys"][0]["public_pem"] == made["public"]["pem"]
