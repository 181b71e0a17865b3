"""Secrets: the detective that finds how one was meant, and those that everybody knows."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from .read import ENCODINGS, Encoding, secret_bytes

WELL_KNOWN = frozenset(
    {
        *("secret", "Secret", "SECRET", "mysecret", "my-secret", "my_secret", "my-secret-key"),
        *("secretkey", "secret-key", "secret_key", "SECRET_KEY", "supersecret", "super-secret"),
        *(
            "super_secret",
            "supersecretkey",
            "super-secret-key",
            "topsecret",
            "top-secret",
            "s3cr3t",
        ),
        *("password", "Password", "passw0rd", "password123", "admin", "root", "test", "testing"),
        *(
            "changeme",
            "change-me",
            "changeit",
            "default",
            "example",
            "demo",
            "key",
            "mykey",
            "private",
        ),
        *("jwt", "jwtsecret", "jwt-secret", "jwt_secret", "JWT_SECRET", "token", "auth", "shhhhh"),
        *("your-secret-key", "your_secret_key", "your-256-bit-secret", "your-384-bit-secret"),
        *("your-512-bit-secret", "a-string-secret-at-least-256-bits-long", "your_jwt_secret"),
        *("a-valid-string-secret-that-is-at-least-384-bits-long", "keyboard cat", "hunter2"),
        *("a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long", "qwerty"),
        *("123456", "12345678", "123456789", "1234567890", "0123456789abcdef", "abc123", "letmein"),
    }
)
"""Secrets of tutorials, documentation and default configurations: our own collection."""


def is_well_known(secret: bytes) -> bool:
    """Whether the secret stands in the list."""
    return secret.decode("utf-8", "replace").strip() in WELL_KNOWN


def readings(text: str, given: Encoding) -> Iterator[tuple[bytes, str]]:
    """Every other way to read a secret's text: the bytes, and the way in words."""
    seen = set()
    with contextlib.suppress(ValueError):
        seen.add(secret_bytes(text, given))
    endings = (
        (text, ""),
        (text.strip(), ", without the white space at its ends"),
        (text.strip("\"'"), ", without the quotes"),
        (text + "\n", ", with a line break at its end"),
        (text + "\r\n", ", with a Windows line break at its end"),
    )
    for variant, how in endings:
        for encoding in ENCODINGS:
            try:
                secret = secret_bytes(variant, encoding)
            except ValueError:
                continue
            if secret and secret not in seen:
                seen.add(secret)
                yield secret, f"read as {_NAMES[encoding]}{how}"


_NAMES: dict[Encoding, str] = {
    "utf8": "UTF-8 text",
    "base64": "base64",
    "base64url": "base64url",
    "hex": "hexadecimal",
}
