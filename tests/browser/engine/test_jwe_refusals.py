"""What the worker says when it cannot decrypt or encrypt, in Node."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import OKPKey, RSAKey

from tests.browser.support.jwe import (
    CURVES,
    MANAGEMENT,
    PAIRS,
    RSA,
    answers,
    encrypted,
    making,
    members,
    opening,
)


def test_only_the_algorithms_that_were_asked_for_are_used() -> None:
    token = encrypted("A128KW", "A128GCM", MANAGEMENT["A128KW"])
    key = MANAGEMENT["A128KW"]
    other_alg, other_enc = answers(
        opening("A128GCMKW", "A128GCM", key, token), opening("A128KW", "A256GCM", key, token)
    )
    assert other_alg == other_enc == {"value": None}


@pytest.mark.parametrize(
    ("alg", "key", "said"),
    [
        ("RSA-OAEP", {**members(RSA, private=True), "p": None}, "lacks p, q, dp, dq and qi"),
        (
            "RSA-OAEP",
            {**members(RSA, private=True), "e": None},
            "numbers as an RSA key",
        ),
        ("ECDH-ES", {**members(CURVES["P-256"], private=True), "d": "AAAA"}, "on the curve P-256"),
        ("A128KW", {"kty": "oct", "k": "****"}, "not in base64url"),
    ],
)
def test_a_key_that_is_at_fault_is_named_at_the_end_of_a_sentence(
    alg: str, key: dict[str, Any], said: str
) -> None:
    given = {name: value for name, value in key.items() if value is not None}
    token = encrypted(alg, "A128GCM", MANAGEMENT[alg])
    [answer] = answers(opening(alg, "A128GCM", given, token))
    assert answer["fault"] == "key"
    assert said in answer["error"]
    assert not answer["error"].endswith(".")


def test_a_short_rsa_key_is_refused_with_its_size() -> None:
    made = rsa.generate_private_key(65537, 1024)  # noqa: S505  # short on purpose
    short = RSAKey(made, made)
    token = encrypted("RSA-OAEP", "A128GCM", RSA)
    opened, locked = answers(
        opening("RSA-OAEP", "A128GCM", short, token), making("RSA-OAEP", "A128GCM", short)
    )
    assert opened["fault"] == locked["fault"] == "key"
    assert "1024 bits" in opened["error"]


CHROMIUM = """
const { importKey } = crypto.subtle;
crypto.subtle.importKey = (format, data, ...given) => format === "raw" && data.length === 24
  ? Promise.reject(new DOMException("192-bit AES keys are not supported", "OperationError"))
  : importKey.call(crypto.subtle, format, data, ...given);
"""


def test_a_browser_without_192_bits_says_so_also_where_they_are_used_inside() -> None:
    pairs = [(alg, enc, key) for alg, enc, key in PAIRS if "192" in alg + enc]
    asked = [making(alg, enc, key) for alg, enc, key in pairs]
    asked += [opening(alg, enc, key, encrypted(alg, enc, key)) for alg, enc, key in pairs]
    said = answers(*asked, before=CHROMIUM)
    assert {answer["fault"] for answer in said} == {"unsupported"}
    assert all("192" in answer["error"] for answer in said)
    others = [making(alg, enc, key) for alg, enc, key in PAIRS if "192" not in alg + enc]
    assert all("value" in answer for answer in answers(*others, before=CHROMIUM))


OLD = """
const { importKey } = crypto.subtle;
crypto.subtle.importKey = (format, data, algorithm, ...given) => algorithm.name === "X25519"
  ? Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"))
  : importKey.call(crypto.subtle, format, data, algorithm, ...given);
"""


def test_a_browser_without_x25519_says_so() -> None:
    key = CURVES["X25519"]
    token = encrypted("ECDH-ES", "A128GCM", key)
    said = answers(
        opening("ECDH-ES", "A128GCM", key, token), making("ECDH-ES", "A128GCM", key), before=OLD
    )
    for answer in said:
        assert answer["fault"] == "unsupported"
        assert "does not have X25519" in answer["error"]


def test_no_browser_has_x448_or_rsa1_5() -> None:
    x448 = OKPKey.generate_key("X448")
    token = encrypted("ECDH-ES", "A128GCM", x448)
    curve, old = answers(
        opening("ECDH-ES", "A128GCM", x448, token), opening("RSA1_5", "A128GCM", RSA, token)
    )
    assert "does not have X448" in curve["error"]
    assert "does not have RSA1_5" in old["error"]
    assert curve["fault"] == old["fault"] == "unsupported"
