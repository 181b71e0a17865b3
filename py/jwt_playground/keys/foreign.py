"""Says what a text is that was given as a key and is none, and what to give instead.

`no_secret` is for texts that nobody means as a secret: they are never used as one. `what_it_is`
is for every other text, and is asked only where a secret cannot serve, because the token's
algorithm has public keys.
"""

from __future__ import annotations

import re

from ..text import base64url, json_text
from ..text.words import quoted

_PGP = (
    "This is a PGP key or message, which signs no tokens. Give an RSA or EC key as PEM or JWK; "
    "openssl genpkey -algorithm RSA makes a new one."
)
_STARTS = (
    (
        "PuTTY-User-Key-File",
        "This is a PuTTY key. Export it with puttygen as an OpenSSH key or as PEM.",
    ),
    (
        "-----BEGIN PGP",
        _PGP,
    ),
)
_PRINTED = re.compile(
    r"(?:Certificate|(?:RSA )?(?:Public|Private)-Key):\s{0,20}(?:Data:|Modulus:|\(\d|pub:|priv:)"
)
_PAGE = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)[\s/>]", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,200}(?:/[A-Za-z0-9._~%/:@!+,-]{0,400})?")
_PUBLIC_PART = re.compile(r"(https?://)(?:[^/?#]*@)?([^?#]*+)")
"""What may be shown of an address: its scheme, its host and its path."""
_PAIRS = re.compile(
    r"(?:[0-9A-Fa-f]{2}[: ]){15}(?:(?:[0-9A-Fa-f]{2}[: ]){4}(?:(?:[0-9A-Fa-f]{2}[: ]){12})?)?[0-9A-Fa-f]{2}"
)
"""16, 20 or 32 bytes in hexadecimal: a digest of MD5, SHA-1 or SHA-256."""
_DISCOVERY = frozenset({"jwks_uri", "jwk_url", "jwks_url", "jku", "jwksuri", "jwkseturi"})
_HOW = "Give the public key of the issuer: a PEM text, a JWK, or its key set (the address is its jwks_uri)."


def no_secret(text: str) -> str | None:
    """Returns what to do instead, if nobody means the text as a secret; ``None`` otherwise.

    ``text`` has been repaired.
    """
    for start, message in _STARTS:
        if start in text:
            return message
    if _PRINTED.match(text):
        return (
            "This is what openssl prints about a key with -text, not the key. Copy the block from "
            "-----BEGIN to -----END."
        )
    if _PAGE.match(text):
        return (
            "This is a web page, not a key: often a login page, or a message that there is no such "
            "address. Fetch the address of the key set itself, with curl -sL, and paste the JSON."
        )
    return _discovery(text)


def what_it_is(text: str) -> str:
    """Returns sentences that say what a text is that is no key, and what to give instead."""
    text = text.strip()
    for recognize in (_link, _path, _placeholder, _token, _damaged, _print, _number, _json, _name):
        if message := recognize(text):
            return message
    return (
        "The text has no key format, so it can only be a secret, and secrets serve HS256, HS384 and "
        f"HS512 alone. {_HOW}"
    )


def fetching(address: str) -> str:
    """Returns the command that fetches an address, as the end of a sentence.

    A password in the address and its query are left out: they may be secrets.
    """
    if _ADDRESS.fullmatch(address):
        return f"curl -sL {address}"
    found = _PUBLIC_PART.match(address)
    shown = f"{found[1]}{found[2]}" if found else ""
    if not shown or "@" in shown:
        return "curl"
    rest = "" if shown == address else " (the rest of the address is not shown here)"
    return f"curl, from {quoted(shown)}{rest}"


def _discovery(text: str) -> str | None:
    if (
        not text.startswith("{")
        or '"kty"' in text
        or not any(name in text.lower() for name in _DISCOVERY)
    ):
        return None
    value = json_text.read(text, "key", "key").value
    if not isinstance(value, dict) or len(value) > 1_000:
        return None
    for name, address in value.items():
        if isinstance(address, str) and name.replace("-", "_").lower() in _DISCOVERY:
            if address.startswith(("https://", "http://")):
                return (
                    f"This is a document that says where the keys are, not the keys. They are at its "
                    f"{quoted(name)}: fetch them with {fetching(address)} and paste the result."
                )
    return None


def _link(text: str) -> str | None:
    if not re.fullmatch(r"https?://\S+", text):
        return None
    return (
        "The text is a link, and keys are not fetched from here. "
        f"Get them with {fetching(text)} and paste the result."
    )


def _path(text: str) -> str | None:
    if re.fullmatch(r"(?:file://|~?\.{0,2}/|[A-Za-z]:\\)[^\n]{1,300}", text) or re.fullmatch(
        r"[\w. /\\-]{1,200}\.(?:pem|key|pub|crt|cer|der|jwks?|json|p12|pfx|jks)", text
    ):
        if not _number(text):
            return (
                "The text is the name of a file, not what the file holds. Paste the file's content."
            )
    return None


def _placeholder(text: str) -> str | None:
    is_one = re.fullmatch(
        r"\$\{[^}\n]{1,100}\}|\$\w{1,100}|%\w{1,100}%|\{\{[^}\n]{1,100}\}\}|<[\w .-]{1,100}>"
        r"|(?:process\.env|os\.environ|ENV)\b[^\n]{1,100}|\[object Object\]|undefined|null|None",
        text,
    )
    if not is_one:
        return None
    shown = f" {quoted(text)}" if _A_NAME.fullmatch(text) else ""  # Others may be secrets.
    return f"The text{shown} stands where a key should have been put in, and none was. {_HOW}"


_A_NAME = re.compile(
    r"\$\{[A-Z_]+\}|\$[A-Z_]+|%[A-Z_]+%|\{\{ ?[A-Z_]+ ?\}\}|<[A-Z_]+>|\[object Object\]|undefined|null|None"
    r"|(?:process\.env|os\.environ|ENV)[.\[(\"']{1,3}[A-Z_]+[\"'\])]{0,2}"
)


def _token(text: str) -> str | None:
    if re.fullmatch(r"e[wy3][\w-]+\.[\w-]+\.[\w-]*", text, re.ASCII):
        return f"The text is a token, not a key; paste tokens into the token pane. {_HOW}"
    return None


def _damaged(text: str) -> str | None:
    if re.match(r"[-–—]* ?(BEGIN|END) ", text):
        return "The text is a part of a PEM. Copy it whole, from -----BEGIN to -----END."
    if is_part_of_der(text):
        return "The text is a key in base64 that was cut off or altered. Copy it again, whole."
    if re.match(r"(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-)", text):
        return "The text is an OpenSSH key that was cut off or altered. Copy its line again, whole."
    return None


def _print(text: str) -> str | None:
    """Fingerprints of keys and certificates, as ssh-keygen, openssl and browsers show them."""
    is_one = re.match(r"(?:\d{3,5} )?(?:SHA256:[A-Za-z0-9+/]{43}|MD5:[0-9a-f:]{47})", text)
    is_one = is_one or re.match(r"(?:\w{3,6} )?Fingerprint=", text, re.IGNORECASE)
    if not (is_one or _PAIRS.fullmatch(text)):
        return None
    return f"The text is a fingerprint. It names a key or certificate and does not hold it. {_HOW}"


def _number(text: str) -> str | None:
    """The modulus of an RSA key, without its exponent and without a format."""
    if text in ("AQAB", "65537", "0x10001", "010001"):
        return f"The text is the exponent (e) of an RSA key alone. {_WHOLE}"
    data = b""
    named = re.fullmatch(r"[\"']?(?:Modulus|n)[\"']?\s*[=:]\s*[\"']?([\w+/=-]{80,})[\"']?,?", text)
    body = base64url.without_blanks(named[1] if named else text).rstrip("=")
    if re.fullmatch(r"(?:[0-9A-Fa-f]{2}){120,2100}", body):
        data = bytes.fromhex(body)
    elif re.fullmatch(r"[0-9]{300,5000}", body):
        return f"The text is a long decimal number, as the modulus (n) of an RSA key is. {_WHOLE}"
    elif re.fullmatch(r"[A-Za-z0-9+/_-]{160,3000}", body) and len(body) % 4 != 1:
        data = base64url.either(body)
    data = data.lstrip(b"\0")
    if len(data) % 16 or len(data) < 120 or data[0] < 0x80 or not data[-1] & 1:
        return None
    return (
        f"The text looks like the modulus (n) of an RSA key of {len(data) * 8} bits, without its exponent. "
        f"{_WHOLE}"
    )


_WHOLE = "That is no whole key: paste the whole JWK with its braces, or the whole key set."


def _json(text: str) -> str | None:
    if not text.startswith(("{", "[", "<")):
        return None
    what = "XML" if text.startswith("<") else "JSON"
    return f"The text looks like {what}, and no key was found in it. {_HOW}"


def _name(text: str) -> str | None:
    if re.fullmatch(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", text):
        return (
            "The text is a UUID: the name of a client, a tenant or a key, or a secret, but no key of "
            f"this algorithm. {_HOW}"
        )
    return None


def is_part_of_der(text: str) -> bool:
    """Tells whether a text is base64 that names an RSA or EC algorithm near its beginning.

    It is only asked about texts that are no whole key.
    """
    if not text.startswith("M") or len(text) < 60 or not re.fullmatch(r"[A-Za-z0-9+/_=\s-]+", text):
        return False
    head = base64url.either(base64url.without_blanks(text)[:60])
    return any(oid in head for oid in (b"\x2a\x86\x48\xce\x3d", b"\x2a\x86\x48\x86\xf7\x0d\x01"))
