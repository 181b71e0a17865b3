"""Limits of key files that are OpenSSH's or encrypted, each with a trial of it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from asn1crypto import algos, core, keys

from jwt_playground.keys import pbe
from tests.unit.support.calls import call, codes


def ssh_file(more: int) -> bool:
    def string(data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + data

    seed, public = (
        bytes(32),
        bytes.fromhex("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"),
    )
    private = bytes(8) + string(b"ssh-ed25519") + string(public) + string(seed + public)
    head = b"openssh-key-v1\0" + string(b"none") * 2 + string(b"") + bytes(4) + string(b"")
    data = (head + string(private)).ljust(64 * 1024 + more, b"\0")
    label = "OPENSSH PRIVATE KEY-----"
    text = f"-----BEGIN {label}\n{base64.b64encode(data).decode()}\n-----END {label}"
    return len(call("describe_key", key={"text": text})["keys"]) == 1


def bcrypt_rounds(more: int) -> bool:
    def string(data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + data

    options = string(string(bytes(16)) + (200 + more).to_bytes(4, "big"))
    data = b"openssh-key-v1\0" + string(b"aes256-ctr") + string(b"bcrypt") + options
    label = "OPENSSH PRIVATE KEY-----"
    text = f"-----BEGIN {label}\n{base64.b64encode(data).decode()}\n-----END {label}"
    described = call("describe_key", key={"text": text})
    return codes(described) == ["key-passphrase-needed"]


def cost(kdf: dict[str, Any]) -> bool:
    """Whether a key whose passphrase is stretched like this is opened."""
    scheme = {"algorithm": "aes256_cbc", "parameters": bytes(16)}
    pbes2 = {"key_derivation_func": kdf, "encryption_scheme": scheme}
    info = keys.EncryptedPrivateKeyInfo(
        {
            "encryption_algorithm": {"algorithm": "pbes2", "parameters": pbes2},
            "encrypted_data": bytes(64),
        }
    )
    try:
        pbe.cost_of(info.dump())  # by itself: the work would take seconds
    except ValueError as error:
        assert "work factor" in str(error)
        return False
    return True


def pbkdf2(more: int) -> bool:
    salt = algos.Pbkdf2Salt("specified", bytes(8))
    parameters = {"salt": salt, "iteration_count": 2_000_000 + more}
    return cost({"algorithm": "pbkdf2", "parameters": parameters})


def scrypt_cost(n: int, r: int, p: int) -> bool:
    """RFC 7914 section 7: a salt, N, r and p."""
    numbers = b"".join(core.Integer(value).dump() for value in (n, r, p))
    body = core.OctetString(bytes(8)).dump() + numbers
    parameters = core.Any.load(b"\x30" + bytes([len(body)]) + body)
    return cost({"algorithm": "1.3.6.1.4.1.11591.4.11", "parameters": parameters})


def scrypt(more: int) -> bool:
    return scrypt_cost(2**18 + more, 8, 1)


def scrypt_blocks(more: int) -> bool:
    return scrypt_cost(2, 2**12 + more, 1)


def scrypt_lanes(more: int) -> bool:
    return scrypt_cost(2, 1, 2**12 + more)


FILE_LIMITS: dict[str, list[Callable[[int], bool]]] = {
    "keys/limits.py MAX_PBKDF2_ITERATIONS": [pbkdf2],
    "keys/limits.py MAX_SCRYPT_WORK": [scrypt],
    "keys/limits.py MAX_SCRYPT_WIDTH": [scrypt_blocks, scrypt_lanes],
    "keys/limits.py MAX_BCRYPT_ROUNDS": [bcrypt_rounds],
    "keys/ssh.py MAX_FILE": [ssh_file],
}
