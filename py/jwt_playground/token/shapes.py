"""Values that frameworks sign or encrypt, and other documents: by their shape, or by their bytes."""

from __future__ import annotations

import re
import zlib

from ..text import base64url, json_text
from ..text.percent import unquoted
from . import other_kinds as kinds
from .other_kinds import Kind

SAML_NAMES = (
    "urn:oasis:names:tc:SAML",
    "<saml",
    "<Assertion",
    "<Response",
    ":Assertion",
    ":AuthnRequest",
)
"""What stands in a message of SAML."""
_PASETO = re.compile(r"v[1-4]\.(?:local|public)\.[\w-]{16}")
_FERNET = re.compile(r"gAAAA[\w-]{95,}={0,2}")
_DJANGO = re.compile(r"[\w.=-]{1,8000}:[A-Za-z0-9]{6}:(?:[\w-]{27}|[\w-]{43})")
_FLASK = re.compile(r"\.?([\w-]{2,8000})\.(?:([\w-]{6,8})\.)?(?:[\w-]{27}|[\w-]{43}|[\w-]{86})")
_RAILS = re.compile(
    r"(?:[A-Za-z0-9+/_%-]{1,8000}={0,2})(?:--[A-Za-z0-9+/_%-]{8,60}={0,2})?--(?:[0-9a-f]{40}|[0-9a-f]{64}|[A-Za-z0-9+/_%-]{22}={0,2})"
)
_SANCTUM = re.compile(r"[0-9]{1,12}\|[A-Za-z0-9]{40,64}")
_EXPRESS = re.compile(r"s:[\w-]{16,80}\.[A-Za-z0-9+/]{43}=?")
_DISCORD = re.compile(r"([MNO][\w-]{22,28})\.[\w-]{6}\.[\w-]{27,40}")
_HEXADECIMAL = re.compile(r"[0-9a-f]{16,2000}", re.IGNORECASE)
_BASE64 = re.compile(r"[\w+/-]{16,}={0,2}", re.ASCII)
_ALPHANUMERIC = re.compile(r"[0-9A-Za-z]{60,2000}")
_SAML_PARAMETER = re.compile(r"(?:^|[?&])SAML(?:Request|Response)=([^&\s]{20,})")
_TAGGED = re.compile(rb"(?:\xd8\x3d)?(?:\xd0|\xd1|\xd2|\xd8\x61|\xd8\x62)[\x83-\x85]")
_TAGGED_CLAIMS = b"\xd8\x3d"


def json_kind(text: str) -> Kind | None:
    """Names a JSON object by its members."""
    read = json_text.read(text, "token", "token")
    if not isinstance(read.value, dict):
        return None
    names = read.value.keys()
    if "kty" in names or isinstance(read.value.get("keys"), list):
        return kinds.JWK
    if "jwks_uri" in names:
        return kinds.DISCOVERY
    if {"iv", "value", "mac"} <= names:
        return kinds.LARAVEL
    if "error" in names and not {"access_token", "id_token"} & names:
        return kinds.OAUTH_ERROR
    if "alg" in names and isinstance(read.value["alg"], str):
        return kinds.HEADER
    return kinds.CLAIMS if {"exp", "iat", "iss", "sub"} & names else None


def by_shape(word: str) -> Kind | None:
    """Names what frameworks write, by its shape."""
    if _PASETO.match(word):
        return kinds.PASETO
    if _FERNET.fullmatch(word) and _is_fernet(word):
        return kinds.FERNET
    if _DJANGO.fullmatch(word):
        return kinds.DJANGO
    if _RAILS.fullmatch(word):
        return kinds.RAILS
    if _SANCTUM.fullmatch(word):
        return kinds.LARAVEL_SANCTUM
    if _EXPRESS.fullmatch(word):
        return kinds.EXPRESS
    if (parts := _DISCORD.fullmatch(word)) and base64url.either(parts.group(1)).isdigit():
        return kinds.DISCORD
    if (parts := _FLASK.fullmatch(word)) and _is_flask(word, parts):
        return kinds.FLASK
    return None


def by_bytes(word: str) -> Kind | None:
    """Names what can be told only from the bytes."""
    if parameter := _SAML_PARAMETER.search(word):
        word = unquoted(parameter.group(1))
    data = b""
    if _HEXADECIMAL.fullmatch(word) and len(word) % 2 == 0:
        data = bytes.fromhex(word)
    elif _BASE64.fullmatch(word):
        data = base64url.either(word)
    if data.startswith(_TAGGED_CLAIMS) or _TAGGED.match(data):
        return kinds.CWT
    if b"location " in data[:12] or b"identifier " in data[:300] or data[:2] == b"\x02\x01":
        return kinds.MACAROON
    if data[:1] == b"{" and (found := json_kind(data.decode("utf-8", "replace"))) in (
        kinds.LARAVEL,
        kinds.JWK,
    ):
        return found
    if _is_saml(data):
        return kinds.SAML
    return kinds.BRANCA if _ALPHANUMERIC.fullmatch(word) and _is_branca(word) else None


def _is_fernet(word: str) -> bool:
    """Tells whether it has a version, a time, blocks of 16 bytes and an HMAC."""
    data = base64url.either(word)
    return data[:1] == b"\x80" and len(data) >= 73 and (len(data) - 57) % 16 == 0


def _is_flask(word: str, parts: re.Match[str]) -> bool:
    """Tells whether the first part holds a value, and the second, if there is one, a time."""
    data = base64url.either(parts.group(1))
    if parts.group(2) is not None:
        time = int.from_bytes(base64url.either(parts.group(2)), "big")
        if not _EARLIEST < time < _LATEST:
            return False
    if word.startswith("."):
        return data[:1] == b"\x78"  # compressed with zlib
    read = json_text.read(data.decode("utf-8", "replace"), "token", "token")
    if not read.ok or not isinstance(read.value, (dict, list)):
        return False
    # A JOSE header without its alg, and perhaps without one of the other parts, is none of these.
    return not isinstance(read.value, dict) or _HEADER_NAMES.isdisjoint(read.value)


_EARLIEST, _LATEST = 10_000_000, 2_050_000_000
"""Seconds since 1970, or since 2011 as itsdangerous wrote them before version 2."""
_HEADER_NAMES = {
    "alg",
    "enc",
    "typ",
    "cty",
    "kid",
    "crit",
    "jku",
    "jwk",
    "x5c",
    "x5t",
    "x5u",
    "zip",
}


def _is_saml(data: bytes) -> bool:
    start = data[:8192]
    if b"<" not in start[:4]:
        try:  # in a URL it is compressed
            start = zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(start, 8192)
        except zlib.error:
            return False
    text = start.decode("utf-8", "replace")
    return "<" in text[:4] and any(name in text for name in SAML_NAMES)


_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_DIGIT = {char: value for value, char in enumerate(_BASE62)}
_BRANCA_VERSION = 0xBA
_SINCE, _UNTIL = 1_262_304_000, 2_208_988_800
"""The years from 2010 to 2039: a time outside of them is none."""


def _is_branca(word: str) -> bool:
    """Tells whether a word in base62 has the version and a likely time of a Branca token."""
    number = 0
    for char in word:
        number = number * 62 + _DIGIT[char]
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return (
        len(data) >= 45
        and data[0] == _BRANCA_VERSION
        and _SINCE <= int.from_bytes(data[1:5], "big") < _UNTIL
    )
