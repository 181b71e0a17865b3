"""DER of every kind: its members, its source, and what it says about keys that sign nothing."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from asn1crypto import algos, core, keys
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa

from jwt_playground.keys.der import EncryptedError, der_length, names_in_certificate, read_der
from jwt_playground.text import base64url
from tests.unit.support import certificates
from tests.unit.support.calls import call, codes
from tests.unit.support.key_texts import OLD, PKCS8, private_text

RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP384R1())
ED = ed25519.Ed25519PrivateKey.generate()
SPKI, PKCS1 = form.PublicFormat.SubjectPublicKeyInfo, form.PublicFormat.PKCS1


def private_der(key: Any, kind: form.PrivateFormat) -> bytes:
    return bytes(key.private_bytes(form.Encoding.DER, kind, form.NoEncryption()))


def public_der(key: Any, kind: form.PublicFormat) -> bytes:
    return bytes(key.public_key().public_bytes(form.Encoding.DER, kind))


CERTIFICATE = certificates.DER[0]
KINDS = {
    "PUBLIC KEY": ("SPKI", public_der(RSA, SPKI)),
    "RSA PUBLIC KEY": ("PKCS#1", public_der(RSA, PKCS1)),
    "PRIVATE KEY": ("PKCS#8", private_der(RSA, PKCS8)),
    "RSA PRIVATE KEY": ("PKCS#1", private_der(RSA, OLD)),
    "EC PRIVATE KEY": ("SEC1", private_der(EC, OLD)),
    "CERTIFICATE": ("X.509 certificate", CERTIFICATE),
}


@pytest.mark.parametrize("label", KINDS)
def test_each_kind_is_read_with_and_without_its_label(label: str) -> None:
    source, data = KINDS[label]
    for read in (read_der(data, label), read_der(data)):
        assert read.source == source
        assert read.certificate == (data if label == "CERTIFICATE" else None)
        assert ("d" in read.jwk) == ("PRIVATE" in label)
        assert read.jwk["kty"] == (
            "RSA" if "RSA" in label or label[:2] == "PU" else read.jwk["kty"]
        )


@pytest.mark.parametrize("label", KINDS)
def test_what_is_cut_off_or_of_another_kind_is_refused(label: str) -> None:
    data = KINDS[label][1]
    with pytest.raises(ValueError, match="cut off or altered"):
        read_der(data[:-1], label)
    other = next(kind for kind in KINDS if kind != label)
    with pytest.raises(ValueError, match="cut off or altered"):
        read_der(data, other)
    with pytest.raises(ValueError, match="cut off or altered"):
        read_der(data[:-1])


def test_an_encrypted_key_is_told_from_a_broken_one() -> None:
    how = form.BestAvailableEncryption(b"x")
    data = EC.private_bytes(form.Encoding.DER, PKCS8, how)
    for label in ("ENCRYPTED PRIVATE KEY", None):
        with pytest.raises(EncryptedError):
            read_der(data, label)
    with pytest.raises(ValueError, match="cut off or altered"):
        read_der(data, "PRIVATE KEY")


def test_a_key_that_signs_no_tokens_is_named() -> None:
    key = dsa.generate_private_key(1024)  # noqa: S505
    for data, label in (
        (private_der(key, PKCS8), "PRIVATE KEY"),
        (public_der(key, SPKI), "PUBLIC KEY"),
    ):
        for how in (label, None):
            with pytest.raises(ValueError, match="it is a DSA key, which signs no tokens"):
                read_der(data, how)


def test_a_key_for_pss_alone_is_named() -> None:
    algorithm = {
        "algorithm": "rsassa_pss",
        "parameters": algos.RSASSAPSSParams({"salt_length": 32}),
    }
    whole = keys.PublicKeyInfo.load(public_der(RSA, SPKI))["public_key"].parsed
    info = keys.PublicKeyInfo({"algorithm": algorithm, "public_key": whole})
    with pytest.raises(ValueError, match="RSA-PSS-only"):
        read_der(info.dump(), "PUBLIC KEY")


@pytest.mark.parametrize("curve", [ec.SECP224R1(), ec.BrainpoolP256R1()], ids=lambda c: c.name)
def test_another_curve_is_named(curve: ec.EllipticCurve) -> None:
    key = ec.generate_private_key(curve)
    for data in (private_der(key, PKCS8), private_der(key, OLD), public_der(key, SPKI)):
        with pytest.raises(
            ValueError, match=r"its curve \((secp224r1|brainpoolp256r1)\) is not one"
        ):
            read_der(data)


def test_a_curve_given_by_its_parameters_is_said_to_be_so() -> None:
    field = keys.FieldID({"field_type": "prime_field", "parameters": core.Integer(23)})
    domain = keys.SpecifiedECDomain(
        {
            "version": "ecdpVer1",
            "field_id": field,
            "curve": {"a": b"\x01", "b": b"\x01"},
            "base": keys.ECPoint(b"\x04\x01\x01"),
            "order": 7,
        }
    )
    parameters = keys.ECDomainParameters("specified", domain)
    info = keys.PublicKeyInfo(
        {
            "algorithm": {"algorithm": "ec", "parameters": parameters},
            "public_key": keys.ECPointBitString(b"\x04\x01\x01"),
        }
    )
    with pytest.raises(ValueError, match=r"its curve \(given by its parameters\)"):
        read_der(info.dump(), "PUBLIC KEY")


def test_a_key_without_its_curve_says_so() -> None:
    key = keys.ECPrivateKey({"version": "ecPrivkeyVer1", "private_key": 5})
    with pytest.raises(ValueError, match="does not name its curve"):
        read_der(key.dump(), "EC PRIVATE KEY")


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (b"\x02" + b"\x01" * 48, "compressed"),
        (b"\x03" + b"\x01" * 48, "compressed"),
        (b"\x04" + b"\x01" * 95, "cut off or altered"),
        (b"\x05" + b"\x01" * 96, "cut off or altered"),
        (b"", "cut off or altered"),
    ],
)
def test_a_point_of_another_form_is_refused(point: bytes, said: str) -> None:
    info = keys.PublicKeyInfo.load(public_der(EC, SPKI))
    changed = keys.PublicKeyInfo(
        {"algorithm": info["algorithm"], "public_key": keys.ECPointBitString(point)}
    )
    with pytest.raises(ValueError, match=said):
        read_der(changed.dump(), "PUBLIC KEY")


def test_the_numbers_are_those_of_the_key() -> None:
    numbers = RSA.private_numbers()
    jwk = read_der(private_der(RSA, OLD)).jwk
    expected = {
        "n": numbers.public_numbers.n,
        "e": numbers.public_numbers.e,
        "d": numbers.d,
        "p": numbers.p,
        "q": numbers.q,
        "dp": numbers.dmp1,
        "dq": numbers.dmq1,
        "qi": numbers.iqmp,
    }
    read = {n: int.from_bytes(base64url.decode_strict(jwk[n]), "big") for n in expected}
    assert (jwk["kty"], read) == ("RSA", expected)

    public = EC.public_key().public_numbers()
    jwk = read_der(private_der(EC, PKCS8)).jwk
    values = {n: int.from_bytes(base64url.decode_strict(jwk[n]), "big") for n in ("x", "y", "d")}
    private = EC.private_numbers().private_value
    assert values == {"x": public.x, "y": public.y, "d": private}
    assert (jwk["kty"], jwk["crv"], len(jwk["d"])) == ("EC", "P-384", 64)

    raw = ED.private_bytes(form.Encoding.Raw, form.PrivateFormat.Raw, form.NoEncryption())
    assert read_der(private_der(ED, PKCS8)).jwk == {
        "kty": "OKP",
        "crv": "Ed25519",
        "d": base64url.encode(raw),
    }


@pytest.mark.parametrize(
    ("data", "length"),
    [
        (b"", 2),
        (b"\x30", 2),
        (b"\x30\x00", 2),
        (b"\x30\x7f", 129),
        (b"\x30\x80", 2),
        (b"\x30\x81\x80", 131),
        (b"\x30\x82\x01\x00xyz", 260),
    ],
)
def test_der_says_how_long_it_is(data: bytes, length: int) -> None:
    assert der_length(data) == length


def test_the_names_in_a_certificate_are_those_of_issuer_and_subject() -> None:
    chain = [names_in_certificate(data) for data in certificates.DER]
    assert all(chain)
    (issuer, subject), (above, middle), (root, same) = [names or (b"", b"") for names in chain]
    assert issuer == middle
    assert above == root == same
    assert subject not in (issuer, root)
    assert names_in_certificate(CERTIFICATE[:-1]) is None
    assert names_in_certificate(b"") is None


@pytest.mark.parametrize("label", KINDS)
def test_the_source_is_told_in_words(label: str) -> None:
    source, data = KINDS[label]
    body = base64.b64encode(data).decode()
    [key] = call("describe_key", key={"text": body})["keys"]
    assert key["source"] == (source if label == "CERTIFICATE" else f"DER ({source})")
    pem = f"-----BEGIN {label}-----\n{body}\n-----END {label}-----"
    [key] = call("describe_key", key={"text": pem})["keys"]
    assert key["source"] == (source if label == "CERTIFICATE" else f"PEM ({source})")


def test_a_private_key_that_is_none_of_its_curve_is_refused() -> None:
    pem = private_text(EC, OLD)
    order = int.from_bytes(b"\xff" * 48, "big")
    key = keys.ECPrivateKey({"version": "ecPrivkeyVer1", "private_key": order})
    key["parameters"] = keys.ECDomainParameters("named", "secp384r1")
    body = base64.b64encode(key.dump()).decode()
    label = pem.splitlines()[0].removeprefix("-----BEGIN ").removesuffix("-----")
    described = call(
        "describe_key", key={"text": f"-----BEGIN {label}-----\n{body}\n-----END {label}-----"}
    )
    assert (described["keys"], codes(described)) == ([], ["key-unreadable"])
    assert "not one of its curve" in described["findings"][0]["message"]
