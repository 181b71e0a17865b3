"""The keys of the laboratory: fixed, so that the same scenario always gives the same tokens.

Everybody has them, since they stand here. Their `kid` begins with `laboratory-`, so that nobody
takes them for keys of their own. They are made when a scenario needs them, and not at the start.
"""

from __future__ import annotations

import hashlib
from typing import Any

from ..keys.jwk import ordered
from ..text import base64url

ALGORITHMS = ("RS256", "EdDSA", "HS256")
"""The algorithms of the laboratory.

All three give the same signature for the same token. ECDSA and RSA-PSS sign with a fresh random
number, so the same scenario would give other tokens each time.
"""
KEYS = 4
"""How many keys the issuer can have one after another. One more belongs to a stranger."""

_RSA_PRIMES = (
    (
        (
            "628IkKZMLTlJw_5TzycbqLAo5mFNygCB-tcC8MjeRvUFm6IwWvib_6P-4imSYdWYrWu7k_SRw6DOcabMKaz7OV"
            "0V8mjRvXtHl23d-bJbGSXC6vMc4Bpt4d8ZPwLSSz_1fmRQG-cXGeUyqvp8STcWbPT88947q8MhLp6JyezxlAE"
        ),
        (
            "wk6uQvS8dTbFB8aOMdQXVGPbcPALNo3ym-JqAry9TNOXmegX12Z-ODBmSmn4kegB8fB__XJUp0KBeAQKggnvdz"
            "lP8mzD3pxtjkQ7_7VEvF1xVe7ZRARI0Gao6KZ3LoGD1M23Q-6ooSjW8Lt_T2eHBMeTkY0aIZfqtskrY_xu918"
        ),
    ),
    (
        (
            "7GU3Ol32tVgmOOcdfGenUbc-RCprPsL3_Z8zpUDeIn3q40n0_CbyehRfuwpHUY6j1-U7obKhOmYgT-Mv8l2mX7"
            "TLx2JCI8e6cC1w22uhCZotao92uX0I4RMI-uirWYJU_IgaijaJgPjIUA_PxBEuWO5sFooCEuAoeMKjBXOTKJM"
        ),
        (
            "vptglmwlY9L2VWVGSkypm0tvdPbERwUalIjA0L2tu_QyRckCW4k2Kmuzs2vEXv-fjjPP04GuABG1h1OWrCPR6M"
            "UC67ZxePiDws3mYryKtTqnYPZQ2HQFyIBJqQ4Vu-ZQIy-bm0st6X_yHDDPaoegv2ULDoqur6WyrFFpz0dkQY0"
        ),
    ),
    (
        (
            "8iAtDW0SSMtxOsFhpJnMqC0VOkAmG0wzrNL1ZMNiwk5_MLl15kpdYUg-SABLSSNxYH3LpYuQG2g6BTymeAnER_"
            "NW3yIMIs1G7Gs6u4NID4KKqiPc4TNJOGOT-CsVY-4P_TVkdb26tKdYiEuZiXbp9yWa3SbPgCk0FxG946H3Wgs"
        ),
        (
            "0S2QOwiKWGU-el_IBxycEDfx4_O6PCIZa880A0gIdXABO_Rw_Xyq8Zct-hXsKjdX0Wklp6G_t06jzLoAdcKnsx"
            "Q-K-8WNL5BUm00rYvI8Xt0DUF9WCO8dzAdRncPZKbnsSz7sfBfoNoVnLfhsW13F6FPGdt_hgNB_wyGVDvBpAU"
        ),
    ),
    (
        (
            "_mnf5sSgiOq9-ZNRBTCjkT-MC14nG-RJEsRoLAqACim67bVBlmMO2LbaXNqsOLASi-majzMR8V9S691XfgB--N"
            "2F4tFB3yWHfih1k0iTDVzzxCl1sTQR6af7vqwDmY7Jgj8-GH8IcVZ7Id2Yyx9TIJsmEKVL--Q9qCqKUsMpHoc"
        ),
        (
            "0GiSBNoOHmIdL3MWZTXyyHITfu7tDQagAJ24oHnlxeNMvuk7nLDKURKPNcaTcEIpaNotV6XwTS6vUdFG3UQGpj"
            "Qntnuu9vWy86w8QS6EdhBDj-VXgg_XMAHKeBVIg1I2ZvUdIkX4gS5M4PgVwm5AKwPQHfETPUF0SYzPT6Jl5z8"
        ),
    ),
    (
        (
            "4ySP6IiKpH6fzaC2KANCHE1X5z9jy9Ge6NMySxUMg4nTdKkPeAug_tZfDZfm4BGD5sJrST0_jo2mkA5H-jhrJX"
            "bZakCQL9nsOpE7USyQZ8DJTpRDqV_rm3VLuvxtf4PofR0_PXVlq-8g0XmmYsy_An_OZs6WrKXjhdelnrJDnbM"
        ),
        (
            "ugDxSIez6CFuEtXFIVKyY0ya3vbmyrbVn1OvUIrsVSWQS5M8D3OKCiZvVQ6k_ViNpc9N2bWk8WPv_Sohd1OEEr"
            "sY3cxRpjwDrT1IPdbcaxaCoJW6SPTnXtvd14cWTQMp8D219gWC16qeKC-ywiD7Fzg3ujJp4zg2REjUYCvjcNE"
        ),
    ),
)
_ED25519_POINTS = (
    "vpMANx03AtRQnU7Crp3_MFSGewI3c6G_iq0wkqBWZEM",
    "wFG9kA_Xdn9Ipj_6GtSXq9XNMZqfW4sSjY_7gmLed0E",
    "IkoWH2u586pfkhYzhZGr15CoN9UeXCMBKcNc7yj399k",
    "vRhXSDxJ5N7rsflEuZ5LtIaoTq0qnh2-TfKYfyu5jKs",
    "Hih2ut-rAvn5YjxnQhjk9nQqBpiKAakjcB42bAv0DGQ",
)


def laboratory_key(alg: str, number: int) -> dict[str, Any]:
    """Returns the private JWK (or the secret's) of the issuer's key ``number``, from 0."""
    return _marked(_members(alg, number), alg, f"laboratory-{number + 1}")


def stranger_key(alg: str) -> dict[str, Any]:
    """Returns the private JWK (or the secret's) of somebody who is not the issuer."""
    return _marked(_members(alg, KEYS), alg, "laboratory-stranger")


def _marked(members: dict[str, Any], alg: str, kid: str) -> dict[str, Any]:
    return ordered({**members, "kid": kid, "use": "sig", "alg": alg})


def _members(alg: str, number: int) -> dict[str, Any]:
    if alg == "RS256":
        return _rsa(*_RSA_PRIMES[number])
    seed = base64url.encode(
        hashlib.sha256(f"JWT Playground laboratory key {alg} {number + 1}".encode()).digest()
    )
    if alg == "EdDSA":
        return {"kty": "OKP", "crv": "Ed25519", "x": _ED25519_POINTS[number], "d": seed}
    return {"kty": "oct", "k": seed}


def _rsa(first: str, second: str) -> dict[str, Any]:
    """Returns the members of an RSA key, worked out from its primes (RFC 8017 section 3.2)."""
    p, q = (int.from_bytes(base64url.decode_strict(text), "big") for text in (first, second))
    exponent = 65537
    private = pow(exponent, -1, (p - 1) * (q - 1))
    numbers = {"n": p * q, "e": exponent, "d": private, "p": p, "q": q}
    numbers |= {"dp": private % (p - 1), "dq": private % (q - 1), "qi": pow(q, -1, p)}
    encoded = {
        name: base64url.encode(number.to_bytes((number.bit_length() + 7) // 8, "big"))
        for name, number in numbers.items()
    }
    return {"kty": "RSA", **encoded}
