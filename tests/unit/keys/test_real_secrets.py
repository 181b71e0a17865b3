"""A real secret is not taken for a key, in whatever shape it is."""

from __future__ import annotations

import base64
import json
import random
import secrets
import string
import uuid

from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.keys.confusion import public_key_in
from tests.unit.support.wrappings import b64, lines


def _real_secrets() -> list[bytes]:
    """Secrets as people make them, in all shapes. None of them is a key of another kind."""
    draw = random.Random(10)
    found: list[bytes] = []
    for size in (16, 24, 32, 33, 40, 48, 49, 64, 65, 96, 97, 128, 133, 256, 512):
        data = draw.randbytes(size)
        found += [
            data,
            data.hex().encode(),
            b64(data),
            base64.urlsafe_b64encode(data).rstrip(b"="),
        ]
        found += [
            data.hex(":").encode(),
            lines(b64(data)),
            b64(b64(data)),
            json.dumps(list(data)).encode(),
        ]
        found += [b"\x30" + data, b"\x04" + data, b"\0\0\0\x07" + data, b"\x30\x82" + data]
        letters = "".join(draw.choices(string.ascii_letters + string.digits, k=size))
        found += [letters.encode(), f"base64:{b64(data).decode()}".encode()]
    for _ in range(20):
        found.append(str(uuid.UUID(bytes=draw.randbytes(16))).encode())
        found.append(
            " ".join(draw.choices(["correct", "horse", "battery", "staple"], k=12)).encode()
        )
        found.append(json.dumps({"secret": draw.randbytes(40).hex(), "v": 1}).encode())
        found.append(json.dumps({"keyId": "a", "value": b64(draw.randbytes(48)).decode()}).encode())
        found.append(f"SECRET={draw.randbytes(48).hex()}\nNAME=x".encode())
    found += [
        b"-----BEGIN SECRET----- not a key at all, but a long text -----",
        b"a secret that speaks of an RSA PUBLIC KEY and of its END, for want of better",
        b"ssh-rsa is what this secret begins with, and then goes on in words",
        b"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]",
        b"%41%42%43 percent signs are nothing bad, are they? they are not, no",
        b"\\x41\\x42\\x43 backslashes as well, however long the secret may become",
        "ein langes Geheimnis mit Umlauten: äöüß, und noch einmal äöüß äöüß".encode(),
        secrets.token_urlsafe(64).encode(),
        secrets.token_hex(64).encode(),
    ]
    return found


def test_a_real_secret_is_none_of_them() -> None:
    real = _real_secrets()
    assert len(real) > 300
    pem_like = real.index(b"-----BEGIN SECRET----- not a key at all, but a long text -----")
    taken = [secret for secret in real if public_key_in(secret)]
    # PyJWT refuses whatever looks like a PEM, too.
    assert taken == [real[pem_like]]


@given(st.binary(min_size=40, max_size=400))
def test_random_bytes_are_a_secret(data: bytes) -> None:
    assert public_key_in(data) is None or b"BEGIN" in data
