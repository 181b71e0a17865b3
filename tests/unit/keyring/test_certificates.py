"""Certificates: what stands in them, whether the chain hangs together, whether x5t fits."""

from __future__ import annotations

import hashlib
import json

from cryptography.hazmat.primitives import serialization as form

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes
from tests.unit.support.certificates import (
    CHAIN,
    DER,
    LEAF,
    MIDDLE,
    NOW,
    START,
    X5C,
    certificate,
    jwk_with,
)
from tests.unit.support.host import call_with_host


def test_a_pem_chain_is_described_leaf_first() -> None:
    pem = "".join(certificate.public_bytes(form.Encoding.PEM).decode() for certificate in CHAIN)
    described = call("describe_key", key={"text": pem}, now=NOW)
    assert codes(described) == []
    leaf, middle, root = described["keys"][0]["certificates"]
    assert (leaf["subject"], leaf["issuer"]) == ("Common Name: leaf", "Common Name: middle")
    assert [one["signed_by"] for one in (leaf, middle, root)] == ["the next", "the next", "itself"]
    assert leaf["not_before"] == START.timestamp()
    assert (leaf["serial"], leaf["key"]) == ("4d", "EC P-256 key")
    assert leaf["x5t_s256"] == base64url.encode(hashlib.sha256(DER[0]).digest())


def test_the_other_engine_says_the_same() -> None:
    key = {"text": jwk_with(x5c=X5C)}
    reply, asked = call_with_host("describe_key", key=key, engine="webcrypto", now=NOW)
    assert reply["result"] == call("describe_key", key=key, now=NOW)
    assert [question["op"] for question in asked] == ["verify"] * 3


def test_a_chain_in_the_wrong_order_is_remarked() -> None:
    described = call("describe_key", key={"text": jwk_with(x5c=[X5C[0], X5C[2], X5C[1]])}, now=NOW)
    assert codes(described) == ["certificate-chain"]


def test_an_expired_certificate_is_remarked() -> None:
    old = certificate(LEAF, "old", MIDDLE, "middle", years=1).public_bytes(form.Encoding.PEM)
    described = call("describe_key", key={"text": old.decode()}, now=NOW)
    assert "has expired" in described["findings"][0]["message"]


def test_digests_and_keys_that_do_not_fit_are_errors() -> None:
    good = base64url.encode(hashlib.sha256(DER[0]).digest())
    fits = call("describe_key", key={"text": jwk_with(x5c=X5C, **{"x5t#S256": good})})
    assert codes(fits) == []
    wrong = call(
        "describe_key", key={"text": jwk_with(x5c=X5C[1:], **{"x5t#S256": good, "x5t": "AAAA"})}
    )
    assert codes(wrong) == ["x5t-mismatch", "x5t-mismatch", "x5c-mismatch"]


def test_a_damaged_certificate_is_a_finding() -> None:
    described = call("describe_key", key={"text": jwk_with(x5c=[X5C[0][:200], "***", 5])})
    assert set(codes(described)) == {"certificate-chain"}


def test_the_headers_chain_is_shown_and_not_trusted() -> None:
    private = LEAF.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    header = json.dumps({"alg": "ES256", "x5c": X5C, "x5t": "AAAA"})
    token = call("sign", header=header, payload="{}", key={"text": private.decode()})["token"]
    report = call("inspect", token=token, now=NOW)
    assert [one["signed_by"] for one in report["certificates"]] == [
        "the next",
        "the next",
        "itself",
    ]
    assert {"header-key-ignored", "x5t-mismatch"} <= set(codes(report))
    assert report["signature"] == "unchecked"
