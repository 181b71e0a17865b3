"""OpenSSH keys: read to the last number, and refused where they are cut off or of another kind."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from jwt_playground.keys.der import EncryptedError, read_der
from jwt_playground.keys.ssh import read_private, read_public
from jwt_playground.text import base64url

KEYS: dict[str, Any] = {
    "ssh-rsa": rsa.generate_private_key(65537, 2048),
    "ecdsa-sha2-nistp256": ec.generate_private_key(ec.SECP256R1()),
    "ecdsa-sha2-nistp384": ec.generate_private_key(ec.SECP384R1()),
    "ecdsa-sha2-nistp521": ec.generate_private_key(ec.SECP521R1()),
    "ssh-ed25519": ed25519.Ed25519PrivateKey.generate(),
}
OPENSSH = form.PrivateFormat.OpenSSH


def line(key: Any) -> str:
    encoded = key.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
    return str(encoded.decode())


def private(key: Any) -> bytes:
    pem = key.private_bytes(form.Encoding.PEM, OPENSSH, form.NoEncryption())
    return base64.b64decode(b"".join(pem.splitlines()[1:-1]))


def same_in_der(key: Any) -> dict[str, Any]:
    """The members as PKCS#8 gives them, with the public half."""
    spki = form.PublicFormat.SubjectPublicKeyInfo
    public = key.public_key().public_bytes(form.Encoding.DER, spki)
    pkcs8 = form.PrivateFormat.PKCS8
    secret = key.private_bytes(form.Encoding.DER, pkcs8, form.NoEncryption())
    return {**read_der(public).jwk, **read_der(secret).jwk}


@pytest.mark.parametrize("kind", KEYS)
def test_a_line_is_the_public_half(kind: str) -> None:
    read = read_public(f"{line(KEYS[kind])} me@host and more")
    expected = same_in_der(KEYS[kind])
    assert read.jwk == {name: expected[name] for name in read.jwk}
    assert not {"d", "p"} & read.jwk.keys()
    assert read.source == "OpenSSH public key"


@pytest.mark.parametrize("kind", KEYS)
def test_a_file_is_the_whole_key(kind: str) -> None:
    read = read_private(private(KEYS[kind]))
    assert read.jwk == same_in_der(KEYS[kind])
    assert read.source == "OpenSSH private key"


@pytest.mark.parametrize("kind", KEYS)
def test_what_is_cut_off_is_refused(kind: str) -> None:
    whole = line(KEYS[kind]).split()[1]
    wire = base64.b64decode(whole)
    for size in (0, 3, 10, len(wire) // 2, len(wire) - 1):
        with pytest.raises(ValueError, match=r"cut off|sign no tokens"):
            read_public(f"{kind} {base64.b64encode(wire[:size]).decode()}")
    data = private(KEYS[kind])
    for size in (0, 10, 40, len(data) // 2):
        with pytest.raises(ValueError, match=r"cut off|sign no tokens"):
            read_private(data[:size])


@pytest.mark.parametrize("text", ["ssh-rsa", "ssh-rsa !!!!", "ssh-rsa AAA"])
def test_a_line_without_its_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cut off or altered"):
        read_public(text)


def string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


@pytest.mark.parametrize("kind", ["ssh-dss", "sk-ssh-ed25519@openssh.com", "ecdsa-sha2-nistp224"])
def test_a_key_of_another_kind_is_named(kind: str) -> None:
    wire = string(kind.encode()) + string(kind.encode()) + string(b"\x04" + b"x" * 56)
    with pytest.raises(ValueError, match=f"keys of the type {kind} sign no tokens"):
        read_public(f"{kind} {base64.b64encode(wire).decode()}")


@pytest.mark.parametrize("point", [b"", b"\x04", b"\x02" + b"x" * 32, b"\x04x"])
def test_a_point_of_another_form_is_no_key(point: bytes) -> None:
    name = b"ecdsa-sha2-nistp256"
    wire = string(name) + string(b"nistp256") + string(point)
    with pytest.raises(ValueError, match="sign no tokens"):
        read_public(f"{name.decode()} {base64.b64encode(wire).decode()}")


def test_an_encrypted_file_needs_its_passphrase() -> None:
    options = string(bytes(16)) + (16).to_bytes(4, "big")
    head = b"openssh-key-v1\0" + string(b"aes256-ctr") + string(b"bcrypt") + string(options)
    with pytest.raises(EncryptedError):
        read_private(head)


def test_a_file_of_another_magic_is_refused() -> None:
    data = private(KEYS["ssh-ed25519"])
    for wrong in (b"", b"x" + data[1:], data[:14]):
        with pytest.raises(ValueError, match="cut off or altered"):
            read_private(wrong)


def file_of(*parts: bytes) -> bytes:
    inner = b"\0" * 8 + b"".join(parts)
    head = b"openssh-key-v1\0" + string(b"none") * 2 + string(b"") + b"\0\0\0\1" + string(b"")
    return head + string(inner)


def test_numbers_that_are_none_of_a_key_are_refused() -> None:
    one = string(b"\1")
    rsa_parts = [string(b"ssh-rsa"), *[string(b"\7")] * 4]
    for p, q in ((one, string(b"\5")), (string(b"\5"), one), (string(b""), string(b"\5"))):
        with pytest.raises(ValueError, match="cut off or altered"):
            read_private(file_of(*rsa_parts, p, q))
    good = read_private(file_of(*rsa_parts, string(b"\5"), string(b"\3")))
    numbers = {n: base64url.decode_strict(v)[0] for n, v in good.jwk.items() if n != "kty"}
    assert numbers == {"n": 7, "e": 7, "d": 7, "qi": 7, "p": 5, "q": 3, "dp": 3, "dq": 1}
    point = b"\x04" + b"\1" * 64
    ec_parts = [string(b"ecdsa-sha2-nistp256"), string(b"nistp256"), string(point)]
    for size, taken in ((32, True), (33, False)):
        data = file_of(*ec_parts, string(b"\xff" * size))
        if taken:
            assert len(base64url.decode_strict(read_private(data).jwk["d"])) == 32
        else:
            with pytest.raises(ValueError, match="cut off or altered"):
                read_private(data)
