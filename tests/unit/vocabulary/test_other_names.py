"""Names of algorithms from other worlds, and what a JWT calls the same algorithm."""

from __future__ import annotations

import pytest

from jwt_playground.vocabulary.algorithms import ALGORITHMS
from jwt_playground.vocabulary.other_names import _NAMES, _NUMBERS, meant_by


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("HmacSHA256", "HS256"),
        ("HMAC-SHA-512", "HS512"),
        ("hs256", "HS256"),
        ("HS-256", "HS256"),
        ("hs_384", "HS384"),
        (" HS256 ", "HS256"),
        ("sha256", "HS256"),
        ("SHA256withRSA", "RS256"),
        ("RSA-SHA256", "RS256"),
        ("sha512WithRSAEncryption", "RS512"),
        ("RSASSA_PKCS1_V1_5_SHA_256", "RS256"),
        ("RSA_SIGN_PKCS1_2048_SHA256", "RS256"),
        ("RSASSA_PSS_SHA_384", "PS384"),
        ("SHA256withRSAandMGF1", "PS256"),
        ("SHA256withECDSA", "ES256"),
        ("ECDSA_SHA_512", "ES512"),
        ("ecdsa-with-SHA384", "ES384"),
        ("EC_SIGN_P256_SHA256", "ES256"),
        ("ES521", "ES512"),
        ("ed25519", "Ed25519"),
        ("eddsa", "EdDSA"),
        ("http://www.w3.org/2001/04/xmldsig-more#hmac-sha512", "HS512"),
        ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "RS256"),
        ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "ES256"),
        ("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", "PS256"),
        ("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", "EdDSA"),
        ("1.2.840.113549.1.1.11", "RS256"),
        ("urn:oid:1.2.840.10045.4.3.2", "ES256"),
        ("-7", "ES256"),
        (-257, "RS256"),
        (5, "HS256"),
    ],
)
def test_a_name_of_another_world_means_an_algorithm(name: object, meant: str) -> None:
    assert meant_by(name) == meant


@pytest.mark.parametrize(
    "name",
    ["", "none", "None", "RSA", "HMAC", "SHA1withRSA", "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
     "HS2560", "x" * 121, "#", True, 1, 10**50, None, [], {}, 5.0],
)  # fmt: skip
def test_what_means_no_algorithm_means_nothing(name: object) -> None:
    assert meant_by(name) is None


def test_every_name_leads_to_an_algorithm_that_signs() -> None:
    assert {*_NAMES.values(), *_NUMBERS.values()} <= {*ALGORITHMS} - {"none"}
