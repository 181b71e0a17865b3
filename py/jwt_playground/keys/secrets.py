"""HMAC secrets: how a text becomes bytes, how else it may be meant, and which ones are well known."""

from __future__ import annotations

import base64
import contextlib
import re
from collections.abc import Iterator
from typing import Literal

from ..text import base64url

Encoding = Literal["utf8", "base64", "base64url", "hex"]
ENCODINGS: tuple[Encoding, ...] = ("utf8", "base64", "base64url", "hex")
_BASE64 = re.compile(r"[^A-Za-z0-9+/]"), "+/"
_BASE64URL = re.compile(r"[^A-Za-z0-9_-]"), "-_"

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
"""Secrets from tutorials, documentation and default configurations. We collected them."""


def secret_bytes(text: str, encoding: Encoding) -> bytes:
    """Returns the bytes of an HMAC secret that is written as ``text`` in ``encoding``.

    Raises:
        ValueError: the text is not of that encoding. The message is the end of a sentence.
        UnicodeEncodeError: a text in `utf8` has half of a surrogate pair (a `ValueError`, too).
    """
    if encoding == "utf8":
        return text.encode("utf-8")
    clean = base64url.without_blanks(text)
    if encoding == "hex":
        if re.search(r"[^0-9A-Fa-f]", clean):
            raise ValueError("hexadecimal has only the digits 0-9 and a-f")
        if len(clean) % 2:
            raise ValueError("hexadecimal needs an even number of digits")
        return bytes.fromhex(clean)
    body = clean.rstrip("=")
    wrong, alphabet = _BASE64 if encoding == "base64" else _BASE64URL
    bad = wrong.search(body)
    if bad:
        raise ValueError(f"“{bad.group()}” is not in the {encoding} alphabet")
    if len(body) % 4 == 1:
        raise ValueError(f"no {encoding} text is {len(body)} characters long")
    return base64.b64decode(body + "=" * (-len(body) % 4), altchars=alphabet.encode())


def is_well_known(secret: bytes) -> bool:
    """Tells whether the secret is in `WELL_KNOWN`. White space at its ends does not count."""
    return secret.decode("utf-8", "replace").strip() in WELL_KNOWN


def readings(text: str, given: Encoding) -> Iterator[tuple[bytes, str]]:
    """Yields the other ways to read the text of a secret: the bytes, and the way in words.

    ``given`` is the encoding that was tried already. No bytes are yielded twice. The words
    follow “the secret is” in a sentence. Never raises.
    """
    seen: set[bytes] = set()
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
        yield from _in_every_encoding(variant, how, seen)
    from .secret_shapes import shapes  # Only failures need it.

    for shape in shapes(text):
        yield from _in_every_encoding(shape.text, shape.how, seen)


def _in_every_encoding(text: str, how: str, seen: set[bytes]) -> Iterator[tuple[bytes, str]]:
    for encoding in ENCODINGS:
        try:
            secret = secret_bytes(text, encoding)
        except ValueError:
            continue
        if secret and secret not in seen:
            seen.add(secret)
            yield secret, f"read as {_NAMES[encoding]}{how}"
        if encoding == "base64" and secret.endswith(b"\n"):  # As `echo … | base64` makes it.
            line = secret.rstrip(b"\r\n")
            if line and line not in seen:
                seen.add(line)
                yield line, f"read as {_NAMES[encoding]}{how}, without the line break at the end"


_NAMES: dict[Encoding, str] = {
    "utf8": "UTF-8 text",
    "base64": "base64",
    "base64url": "base64url",
    "hex": "hexadecimal",
}
