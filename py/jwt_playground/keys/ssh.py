"""Reads OpenSSH keys: lines of public keys (RFC 4253 section 6.6) and private key files.

Encrypted files are only recognized. The wire format is a sequence of strings, each with its
length before it (RFC 4251 section 5). The private file is described in OpenSSH's PROTOCOL.key.
"""

from __future__ import annotations

import base64
import re
from typing import Any

from ..text import base64url
from ..vocabulary.curves import BY_SSH_NAME
from .der import EncryptedError, Read
from .limits import MAX_BCRYPT_ROUNDS, MAX_RSA_BITS

KIND = r"(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S{1,40}|sk-(?:ssh|ecdsa)-\S{1,60})"
"""A pattern for the type of a key, with which its line and its wire format begin."""
MAGIC = b"openssh-key-v1\0"
_LINE = re.compile(rf"(?:^|[ \t,])({KIND}[ \t]+[A-Za-z0-9+/=]+)")
MAX_FILE = 64 * 1024
"""Bytes of a key, or of a private key file; larger ones are refused."""
_NUMBER_BYTES = MAX_RSA_BITS // 8 + 1
_KIND_LENGTH = 64


def public_lines(text: str) -> list[str]:
    """Returns the keys of an OpenSSH public key file, each as its type and its base64.

    Options before a key and comments behind it are left out. A line in which no key is found is
    returned whole. The list is empty if the first line that is no comment holds no key: then it
    is another text. Never raises.
    """
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if not lines or not _LINE.search(lines[0]):
        return []
    return [found[1] if (found := _LINE.search(line)) else line for line in lines]


def read_public(line: str) -> Read:
    """Reads one line of a `.pub` file: the type, the key in base64, perhaps a comment.

    Raises:
        ValueError: the line cannot be read, or its key signs no tokens. The message is the end
            of a sentence.
    """
    parts = line.split()
    try:
        data = base64.b64decode(parts[1], validate=True)
    except (ValueError, IndexError) as error:
        raise ValueError("it may be cut off or altered") from error
    return read_wire(data)


def read_wire(data: bytes) -> Read:
    """Reads a public key in SSH's wire format: the bytes of the base64 in such a line.

    Bytes after the key do not count.

    Raises:
        ValueError: the bytes cannot be read, or their key signs no tokens. The message is the
            end of a sentence.
    """
    _check_size(data)
    wire = _Wire(data)
    return Read(_public(wire.text(), wire), "OpenSSH public key")


def read_private(data: bytes) -> Read:
    """Reads the bytes of an `OPENSSH PRIVATE KEY` block.

    Raises:
        ValueError: the bytes cannot be read, their key signs no tokens, or its passphrase
            takes more than `MAX_BCRYPT_ROUNDS`. The message is the end of a sentence.
        EncryptedError: the key needs a passphrase.
    """
    _check_size(data)
    if not data.startswith(MAGIC):
        raise ValueError("it may be cut off or altered")
    wire = _Wire(data[len(MAGIC) :])
    cipher, _, options = wire.text(), wire.string(), wire.string()
    if cipher != "none":
        if int.from_bytes(options[-4:], "big") > MAX_BCRYPT_ROUNDS:
            raise ValueError(f"it asks for more than {MAX_BCRYPT_ROUNDS} rounds of bcrypt")
        raise EncryptedError
    wire.skip(4)  # the number of keys: always 1
    wire.string()  # the public key, which the private part repeats
    private = _Wire(wire.string())
    private.skip(8)  # two equal numbers, which only help to tell a wrong passphrase
    return Read(_private(private.text(), private), "OpenSSH private key")


def _check_size(data: bytes) -> None:
    if len(data) > MAX_FILE:
        raise ValueError(f"it has {len(data):,} bytes; up to {MAX_FILE:,} are read")


class _Wire:
    """Reads the strings of SSH's wire format one after another.

    Raises:
        ValueError: from every method that reads, if the data ends too early.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def skip(self, count: int) -> None:
        self._at += count

    def string(self) -> bytes:
        start = self._at + 4
        end = start + int.from_bytes(self._data[self._at : start], "big")
        if end > len(self._data) or start > len(self._data):
            raise ValueError("it may be cut off or altered")
        self._at = end
        return self._data[start:end]

    def text(self) -> str:
        return self.string().decode("ascii", "replace")

    def number(self) -> int:
        octets = self.string()
        if len(octets) > _NUMBER_BYTES:
            size = f"{len(octets):,}"
            raise ValueError(f"a number in it has {size} bytes; up to {_NUMBER_BYTES:,} are read")
        return int.from_bytes(octets, "big")


def _public(kind: str, wire: _Wire) -> dict[str, Any]:
    if kind == "ssh-rsa":
        e, n = wire.number(), wire.number()
        return {"kty": "RSA", "n": _number(n), "e": _number(e)}
    if kind == "ssh-ed25519":
        return {"kty": "OKP", "crv": "Ed25519", "x": base64url.encode(wire.string())}
    if kind.startswith("ecdsa-sha2-"):
        curve = BY_SSH_NAME.get(wire.text())
        point = wire.string()
        if curve is not None and point[:1] == b"\x04" and len(point) > 2:
            half = len(point) // 2
            x, y = point[1 : half + 1], point[half + 1 :]
            return {
                "kty": "EC",
                "crv": curve.name,
                "x": base64url.encode(x),
                "y": base64url.encode(y),
            }
    if len(kind) > _KIND_LENGTH:
        kind = f"{kind[:_KIND_LENGTH]}…"
    raise ValueError(f"keys of the type {kind} sign no tokens here; RSA, ECDSA and Ed25519 keys do")


def _private(kind: str, wire: _Wire) -> dict[str, Any]:
    if kind == "ssh-rsa":
        n, e, d, qi, p, q = (wire.number() for _ in range(6))
        if p < 2 or q < 2:
            raise ValueError("it may be cut off or altered")
        numbers = {"n": n, "e": e, "d": d, "p": p, "q": q, "dp": d % (p - 1), "dq": d % (q - 1)}
        return {"kty": "RSA", **{k: _number(v) for k, v in {**numbers, "qi": qi}.items()}}
    if kind == "ssh-ed25519":
        wire.string()
        both = wire.string()  # the seed and the public key
        return {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": base64url.encode(both[32:]),
            "d": base64url.encode(both[:32]),
        }
    public = _public(kind, wire)
    size = len(base64url.decode_strict(public["x"]))
    private = wire.number()
    if private.bit_length() > 8 * size:
        raise ValueError("it may be cut off or altered")
    return {**public, "d": base64url.encode(private.to_bytes(size, "big"))}


def _number(value: int) -> str:
    return base64url.encode(value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))
