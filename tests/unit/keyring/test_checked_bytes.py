"""`cryptography` is given only what was checked: never the pasted text, and nothing over a cap."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.unit.keyring.test_encrypted import KEYS as OPENSSL
from tests.unit.support import hostile_der
from tests.unit.support.calls import call, codes
from tests.unit.support.hostile_der import KEYS, integer, pbkdf2, pem, sequence, tlv

Given = list[tuple[str, bytes]]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """What each reader of `cryptography` was given, one entry per call."""
    calls: Given = []
    for name in ("load_der_private_key", "load_pem_private_key", "load_ssh_private_key"):
        load = getattr(form, name)

        def watched(
            data: bytes, *more: Any, _name: str = name, _load: Any = load, **how: Any
        ) -> Any:
            calls.append((_name, data))
            return _load(data, *more, **how)

        monkeypatch.setattr(form, name, watched)
    return calls


def described(text: str) -> dict[str, Any]:
    return call("describe_key", key={"text": text, "passphrase": "open sesame"})


def test_pkcs8_is_given_as_the_bytes_that_were_checked(given: Given) -> None:
    body = OPENSSL["-v2 des3"]
    data = base64.b64decode("".join(body.split()))
    assert described(pem("ENCRYPTED PRIVATE KEY", data))["keys"]
    assert described(base64.b64encode(data).decode())["keys"]
    assert given == [("load_der_private_key", data)] * 2


@pytest.mark.parametrize("name", [name for name, (label, _) in KEYS.items() if "ENC" in label])
def test_a_hostile_key_is_never_handed_over(name: str, given: Given) -> None:
    data = KEYS[name][1]()
    refused = described(pem("ENCRYPTED PRIVATE KEY", data))
    assert codes(refused) == ["key-unreadable"]
    described(base64.b64encode(data).decode())
    assert given == []


@pytest.mark.parametrize("label", ["ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"])
def test_more_than_64_kb_are_never_handed_over(label: str, given: Given) -> None:
    body = base64.b64encode(bytes(65_537)).decode()
    head = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n"
    for headers in ("", head):
        text = f"-----BEGIN {label}-----\n{headers}{body}\n-----END {label}-----"
        [finding] = described(text)["findings"]
        assert finding["code"] == "key-unreadable"
        assert "it has 65,537 bytes; up to 65,536 are read" in finding["message"]
    assert given == []


def old_pem(key: ec.EllipticCurvePrivateKey) -> str:
    how = form.BestAvailableEncryption(b"open sesame")
    kind = form.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(form.Encoding.PEM, kind, how).decode()


def test_openssls_old_form_is_written_anew(given: Given) -> None:
    text = old_pem(ec.generate_private_key(ec.SECP256R1()))
    dressed = text.replace("DEK-Info", "Comment: x\nDEK-Info").replace(
        "\n-----END", "\n \n-----END"
    )
    assert described(dressed)["keys"][0]["curve"] == "P-256"
    [(name, data)] = given
    assert (name, data.decode()) == ("load_pem_private_key", text)


def test_openssls_old_form_must_say_how_it_is_encrypted(given: Given) -> None:
    text = old_pem(ec.generate_private_key(ec.SECP256R1()))
    lines = [line for line in text.splitlines() if not line.startswith("DEK-Info")]
    [finding] = described("\n".join(lines))["findings"]
    assert "how it is encrypted cannot be made out" in finding["message"]
    assert given == []


def string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def openssh(rounds: int) -> bytes:
    options = string(bytes(16)) + rounds.to_bytes(4, "big")
    head = b"openssh-key-v1\0" + string(b"aes256-ctr") + string(b"bcrypt") + string(options)
    return (
        head + b"\0\0\0\1" + string(string(b"ssh-ed25519") + string(bytes(32))) + string(bytes(160))
    )


def test_rounds_of_bcrypt_cannot_be_smuggled_in_by_pem_headers(given: Given) -> None:
    """Two readers take different bytes from this text: a header to one is base64 to the other."""
    hostile = base64.b64encode(openssh(2**31)).decode()
    harmless = openssh(16)
    body = f"{hostile[:8]}: {hostile[8:]}\n{base64.b64encode(harmless).decode()}"
    described(f"-----BEGIN OPENSSH PRIVATE KEY-----\n{body}\n-----END OPENSSH PRIVATE KEY-----")
    [(name, data)] = given
    assert name == "load_ssh_private_key"
    assert base64.b64decode(b"".join(data.splitlines()[1:-1]), validate=True) == harmless


def test_rounds_of_bcrypt_are_counted_whatever_the_headers_say(given: Given) -> None:
    body = f"Proc-Type: 4,ENCRYPTED\n{base64.b64encode(openssh(201)).decode()}"
    text = f"-----BEGIN OPENSSH PRIVATE KEY-----\n{body}\n-----END OPENSSH PRIVATE KEY-----"
    [finding] = described(text)["findings"]
    assert "more than 200 rounds of bcrypt" in finding["message"]
    assert given == []


def encrypted(pkcs8: bytes) -> bytes:
    """A key of any content, encrypted with the passphrase “open sesame”."""
    key = hashlib.pbkdf2_hmac("sha1", b"open sesame", b"saltsalt", 1, 32)
    cipher = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor()
    padding = 16 - len(pkcs8) % 16
    data = cipher.update(pkcs8 + bytes([padding]) * padding) + cipher.finalize()
    return hostile_der.encrypted(pbkdf2(tlv(2, b"\1")), tlv(4, data))


def test_the_primes_in_an_encrypted_key_are_not_tested_before_its_size() -> None:
    """Testing primes of 32,768 bits takes 14 s, and the modulus is refused anyway."""
    p, q = 2**32_768 - 1, 2**32_767 + 1
    numbers = [p * q, 65_537, 3, p, q, 3, 3, 3]
    key = sequence(tlv(2, b"\0"), *map(integer, numbers))
    pkcs8 = sequence(tlv(2, b"\0"), sequence(hostile_der.RSA, tlv(5)), tlv(4, key))
    [finding] = described(pem("ENCRYPTED PRIVATE KEY", encrypted(pkcs8)))["findings"]
    assert finding["code"] == "key-unreadable"
    assert "its modulus has 65536 bits; the engine works with up to 16384" in finding["message"]
