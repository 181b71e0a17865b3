"""A token in the wrappings that tools put around it."""

from __future__ import annotations

import base64
import hmac
import json
import quopri
from collections.abc import Callable
from urllib.parse import quote

from jwt_playground.text import base64url

SECRET = "correct horse battery staple, and salt"
NOW = 1800000000


def signed(header: str, payload: str) -> str:
    """A token with an HMAC, whatever its header says."""
    text = ".".join(base64url.encode(part.encode()) for part in (header, payload))
    return f"{text}.{base64url.encode(hmac.digest(SECRET.encode(), text.encode(), 'sha256'))}"


TOKEN = signed(
    '{"alg":"HS256","typ":"JWT"}',
    '{"iss":"https://issuer.example","sub":"user-17","exp":4102444800,"roles":["admin","editor","x"]}',
)


def in_lines(text: str, between: str = "\n", width: int = 64) -> str:
    """A text broken into lines of the same length."""
    return between.join(text[at : at + width] for at in range(0, len(text), width))


def in_base64(text: str) -> str:
    """Base64 with padding."""
    return base64.b64encode(text.encode()).decode()


def _chunks(text: str) -> str:
    return f"Cookie: a=b; s.token.1={text[100:]}; s.token.0={text[:100]}"


def _card(text: str) -> str:
    return "shc:/" + "".join(f"{ord(char) - 45:02}" for char in text)


def _cards(text: str) -> str:
    one, two = text[:120], text[120:]
    return f"{_card(two).replace('shc:/', 'shc:/2/2/')}\n{_card(one).replace('shc:/', 'shc:/1/2/')}"


WRAPPINGS: dict[str, Callable[[str], str]] = {
    "base64": in_base64,
    "base64url": lambda text: base64url.encode(text.encode()),
    "base64 in lines": lambda text: in_lines(in_base64(text), "\r\n", 76),
    "base64 twice": lambda text: in_base64(in_base64(text)),
    "base64 of a header": lambda text: in_base64(f"Bearer {text}"),
    "base64 of JSON": lambda text: "base64-" + base64url.encode(json.dumps({"a": text}).encode()),
    "a secret of Kubernetes": lambda text: (
        f"data:\n  namespace: ZGVmYXVsdA==\n  token: {in_base64(text)}\nkind: Secret\n"
    ),
    "a secret of Kubernetes in a block": lambda text: (
        f"data:\n  token: |\n    {in_lines(in_base64(text), chr(10) + '    ', 76)}\nkind: Secret\n"
    ),
    "a path": lambda text: f"https://a.example/verify/{base64url.encode(text.encode())}",
    "percent-encoding": lambda text: quote(f"Bearer {text}", safe="").replace(".", "%2E"),
    "percent-encoding twice": lambda text: quote(quote(f"Bearer {text}", safe=""), safe=""),
    "plus for a space": lambda text: f"Authorization=Bearer+{text}",
    "quoted-printable": lambda text: quopri.encodestring(f"Your token: {text}".encode()).decode(),
    "escaped line breaks": lambda text: f"token\\n{text}\\nend",
    "escaped line breaks inside": lambda text: in_lines(text, "\\r\\n"),
    "JSON escapes": lambda text: json.dumps({"a": text}).replace(".", "\\u002E"),
    "Markdown": lambda text: text.replace("_", "\\_").replace("-", "\\-").replace(".", "\\."),
    "pieces of source code": lambda text: (
        f"x = '{in_lines(text, chr(39) + ' +' + chr(10) + chr(39))}'"
    ),
    "a line continued": lambda text: f"curl -H 'A: {in_lines(text, chr(92) + chr(10))}'",
    "a mail": lambda text: f"Hello, your token is {in_lines(text)}\nThanks, me",
    "a quoted mail": lambda text: f"> token:\n> {in_lines(text, chr(10) + '> ')}\n> end",
    "HTML": lambda text: text.replace(".", "<wbr>&#46;"),
    "hexadecimal digits": lambda text: f"0x{text.encode().hex().upper()}",
    "words behind it": lambda text: f"{text}\nand more",
    "a sentence": lambda text: f"My token is {text}. It works.",
    "chunks of a cookie": _chunks,
    "a health card": _card,
    "a health card in two codes": _cards,
}
"""What makes a wrapped text of a token, per name."""
