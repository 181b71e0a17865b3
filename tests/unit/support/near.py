"""Signatures that nearly fit, made with `cryptography`, and what is told of them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from jwt_playground.text import base64url
from tests.unit.support.calls import call

_SHA1 = hashes.SHA1()  # noqa: S303  # Some issuers use it.
SECRET = "correct horse battery staple, and salt"
EXPLAINED = ("signature-fits-otherwise", "signature-of-other-text")


def compact(header: dict[str, Any], payload: str, signature: bytes | str) -> str:
    """A compact token; a signature given as a text stands there as it is."""
    parts = [json.dumps(header, separators=(",", ":")), payload]
    encoded = [base64url.encode(part.encode()) for part in parts]
    last = signature if isinstance(signature, str) else base64url.encode(signature)
    return ".".join([*encoded, last])


def told(token: str, key: dict[str, Any]) -> list[str]:
    """What is explained of a signature, which stays without a match."""
    report = call("inspect", token=token, key=key, now=1)
    assert report["signature"] != "valid"
    assert report["verdict"] != "valid"
    return [f["message"] for f in report["findings"] if f["code"] in EXPLAINED]


@cache
def _made(alg: str) -> dict[str, Any]:
    return call("generate_key", alg=alg)


def key_of(alg: str, *, private: bool = False, form: str = "jwk") -> dict[str, Any]:
    """A key of an algorithm, always the same one."""
    return {"text": _made(alg)["private" if private else "public"][form]}


def rsa_and_ec(alg: str, data: str) -> list[tuple[bytes | str, str]]:
    """Signatures over a text that nearly fit, and what has to be said of each."""
    key = load_pem_private_key(_made(alg)["private"]["pem"].encode(), None)
    if isinstance(key, rsa.RSAPrivateKey):
        return _rsa(alg, key, data.encode())
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return _ecdsa(key, data.encode())


def _rsa(alg: str, key: rsa.RSAPrivateKey, data: bytes) -> list[tuple[bytes | str, str]]:
    sha256 = hashes.SHA256()
    pss = padding.PSS(padding.MGF1(sha256), 32)
    own = pss if alg == "PS256" else padding.PKCS1v15()
    other = padding.PKCS1v15() if alg == "PS256" else pss
    signature = key.sign(data, own, sha256)
    found: list[tuple[bytes | str, str]] = [
        (signature.hex(), "read as hexadecimal"),
        (signature.hex().encode(), "is read once more"),
        (signature[::-1], "in reverse order"),
        (b"\0" + signature, "without the zeros before it"),
        (key.sign(data, other, sha256), "as RS256" if alg == "PS256" else "as PS256"),
        (key.sign(data, padding.PKCS1v15(), hashes.SHA512()), "as RS512"),
        (key.sign(data, padding.PKCS1v15(), _SHA1), "with SHA-1 as its hash function"),
    ]
    if alg == "PS256":
        longest = padding.PSS(padding.MGF1(sha256), padding.PSS.MAX_LENGTH)
        found.append((key.sign(data, longest, sha256), "with a salt of 222 bytes"))
    return found


def _ecdsa(key: ec.EllipticCurvePrivateKey, data: bytes) -> list[tuple[bytes | str, str]]:
    size = (key.key_size + 7) // 8
    own: dict[int, hashes.HashAlgorithm] = {32: hashes.SHA256(), 48: hashes.SHA384()}
    digest = own.get(size, hashes.SHA512())
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(digest)))
    plain = r.to_bytes(size, "big") + s.to_bytes(size, "big")
    found: list[tuple[bytes | str, str]] = [
        (plain.hex(), "read as hexadecimal"),
        (plain.hex().encode(), "is read once more"),
        (encode_dss_signature(r, s), "once its ASN.1 DER is taken apart"),
        (b"\0" + plain, "zeros that are too many"),
        (plain[:size] + b"\0" + plain[size:], "zeros that are too many"),
    ]
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(_SHA1)))
    wrong = r.to_bytes(size, "big") + s.to_bytes(size, "big")
    found.append((wrong, "with SHA-1 as its hash function"))
    while True:  # Every 128th signature has a number that begins with a zero.
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(digest)))
        short = r.to_bytes((r.bit_length() + 7) // 8, "big")
        if len(short) == size - 1:
            return [*found, (short + s.to_bytes(size, "big"), "when zeros are put before r")]
