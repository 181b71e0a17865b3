"""Every algorithm with every content encryption: what is made opens, here and elsewhere."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.support.host import ENGINES, result_with_host
from tests.unit.support.jwe import CLAIMS, MADE, PAIRS, encrypted, key, opened, public
from tests.unit.support.jwe_host import ALGORITHMS
from tests.unit.support.jwe_host import opened as opened_by_jwcrypto

JWCRYPTO = [pair for pair in PAIRS if pair[0] in ALGORITHMS]
BOTH = [pair for pair in JWCRYPTO if pair[2] != "X448"]


@pytest.mark.parametrize(("alg", "enc", "curve"), PAIRS)
def test_what_is_encrypted_is_opened(alg: str, enc: str, curve: str) -> None:
    token = encrypted(CLAIMS, alg, enc, curve)
    report = opened(token, key(alg, enc, curve))
    assert (report["payload"], report["verdict"]) == (CLAIMS, "unverified")
    account = report["encryption"]
    assert (account["state"], account["alg"], account["enc"]) == ("opened", alg, enc)


@pytest.mark.parametrize(("alg", "enc", "curve"), JWCRYPTO)
def test_another_library_opens_it(alg: str, enc: str, curve: str) -> None:
    token = encrypted(CLAIMS, alg, enc, curve)
    members = json.loads(key(alg, enc, curve))
    assert opened_by_jwcrypto(token, members) == CLAIMS.encode()


@pytest.mark.parametrize(("alg", "enc", "curve"), BOTH)
@pytest.mark.parametrize("opener", ENGINES)
def test_what_another_library_encrypts_both_engines_open(
    alg: str, enc: str, curve: str, opener: str
) -> None:
    jwk = key(alg, enc, curve)
    header = json.dumps({"alg": alg, "enc": enc})
    made = result_with_host(
        "encrypt", header=header, payload=CLAIMS, key={"text": public(jwk)}, engine="webcrypto"
    )
    report = result_with_host(
        "inspect", token=made["token"], decryption_key={"text": jwk}, now=1, engine=opener
    )
    assert (report["payload"], report["engine"]) == (CLAIMS, opener)


@pytest.mark.parametrize("form", ["compact", "flattened", "general"])
@pytest.mark.parametrize("alg", MADE)
def test_every_serialization_opens_compressed_or_not(alg: str, form: str) -> None:
    long = json.dumps({"a": "b" * 5000})
    sizes = []
    for header in ({}, {"zip": "DEF"}):
        token = encrypted(long, alg, header=header, serialization=form)
        report = opened(token, key(alg))
        assert report["payload"] == long
        assert report["encryption"]["compressed"] == bool(header)
        sizes.append(len(token))
    assert sizes[1] < sizes[0] - 4000


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(MADE), st.booleans())
def test_any_text_comes_back(text: str, alg: str, packed: bool) -> None:
    token = encrypted(text, alg, header={"zip": "DEF"} if packed else {})
    assert opened(token, key(alg))["payload"] == text
