"""Opens encrypted private keys with Python's hashlib and `cryptography`'s AES, as the worker does."""

from __future__ import annotations

import hashlib
from typing import Any

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from jwt_playground.text import base64url


def answer_open_key(question: dict[str, Any]) -> str | None:
    how, size = question["derivation"], question["bits"] // 8
    passphrase, salt, iv, sealed = (
        base64url.decode_strict(text)
        for text in (question["passphrase"], how["salt"], question["iv"], question["ciphertext"])
    )
    if how["name"] == "PBKDF2":
        digest = how["hash"].replace("-", "").lower()
        key = hashlib.pbkdf2_hmac(digest, passphrase, salt, how["iterations"], size)
    else:
        key = hashlib.scrypt(
            passphrase, salt=salt, n=how["n"], r=how["r"], p=how["p"], maxmem=2**29, dklen=size
        )
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    unpadder = padding.PKCS7(128).unpadder()
    try:
        padded = decryptor.update(sealed) + decryptor.finalize()
        return base64url.encode(unpadder.update(padded) + unpadder.finalize())
    except ValueError:
        return None
