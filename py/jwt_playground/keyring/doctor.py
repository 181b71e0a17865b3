"""The key doctor: repairs what copying, configuration files and chat windows do to a key text.

A repair is made only if it is safe, that is, if it cannot turn one key into another one. Each
repair is told in a finding.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace
from typing import Any

from ..text import base64url, json_text
from ..text.words import quoted
from ..vocabulary.findings import Finding
from .json_spelling import mended

_BEGIN = re.compile(r"[-–—]{1,6} ?BEGIN ([A-Z0-9 ]+?) ?[-–—]{1,6}")
_END = re.compile(r"[-–—]{1,6} ?END ([A-Z0-9 ]+?) ?[-–—]{1,6}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_=\s-]+")
_QUOTES = "\"'`“”‘’"
_PERCENT = re.compile(r"%([0-7][0-9A-Fa-f])")
_MAX_NESTING = 4
READ = "The key was read all the same."
"""How a finding on a repair ends. It is taken away again if the key turns out to be of no use."""


def repair(text: str, findings: list[Finding]) -> str:
    """Returns the key text after all safe repairs, and adds a finding per repair.

    A text that needs no repair is returned without the white space at its ends. Never raises.
    """

    def repaired(what: str) -> None:
        findings.append(Finding("key-repaired", "key", f"{what} {READ}"))

    text = text.strip().removeprefix("\ufeff")
    decoded = _base64_of_pem(text)
    if decoded is not None:
        repaired("The text was a PEM in base64 once more (as Kubernetes secrets are).")
        text = decoded.strip()
    if "BEGIN " in text or "-BEGIN%20" in text or "-BEGIN+" in text:
        text = _repair_pem(text, repaired)
    elif text[:1] in _QUOTES and text[1:2] in "{[s" and text[-1:] in _QUOTES + ",":
        inner = text.rstrip(",").strip(_QUOTES).strip()
        if inner.startswith(("{", "[", "ssh-")):
            text = inner.replace('\\"', '"')
            repaired("There were quotes around the key.")
    if "kty" in text and "BEGIN " not in text:
        if json := mended(text):
            text = json[0]
            repaired(f"The JSON was mended: {json[1]}.")
    if text.startswith("{"):
        text = _unwrap_set(text, repaired)
    return text


def without_ending(finding: Finding) -> Finding:
    """Returns a finding on a repair without its ending, because another one speaks of an error."""
    if finding.code != "key-repaired" or not finding.message.endswith(READ):
        return finding
    return replace(finding, message=finding.message.removesuffix(READ).rstrip())


def suspicious_secret(text: str) -> str | None:
    """Returns a sentence that says what a secret looks like, if it looks like something else.

    ``None`` if it looks like a secret. ``text`` is as the user gave it.
    """
    stripped = text.strip()
    if re.fullmatch(r"https?://\S+", stripped):
        return (
            "The secret looks like a link. Keys are not fetched from here; get them with curl and paste "
            "the result."
        )
    if re.fullmatch(r"e[wy3][\w-]+\.[\w-]+\.[\w-]*", stripped, re.ASCII):
        return "The secret looks like a token. Paste tokens into the token pane."
    if re.match(r"[-–—]* ?(BEGIN|END) ", stripped):
        return "The secret looks like part of a PEM. Copy it whole, from -----BEGIN to -----END."
    if stripped.startswith("M") and len(stripped) >= 60:
        from ..keys.foreign import is_part_of_der  # Few secrets need it.

        if is_part_of_der(stripped):
            return (
                "The secret looks like a key in base64 that was cut off or altered. "
                "Copy it again, whole."
            )
    return None


def _base64_of_pem(text: str) -> str | None:
    if not text.startswith("LS0tLS") or not _BASE64.fullmatch(text):
        return None
    try:
        return base64.b64decode(base64url.without_blanks(text)).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None


def without_percent(text: str) -> str:
    """Returns the text with the ASCII characters that percent signs stand for (RFC 3986 2.1)."""
    return _PERCENT.sub(lambda found: chr(int(found[1], 16)), text)


def _repair_pem(text: str, repaired: Any) -> str:
    if "-BEGIN%20" in text or "-BEGIN+" in text:
        text = without_percent(text.replace("+", " ") if "-BEGIN+" in text else text)
        repaired("The PEM was written with percent signs, as in a link.")
    if "\\n" in text:
        text = text.replace("\\r", "").replace("\\n", "\n")
        repaired("Line breaks were written as \\n (as in JSON and environment files).")
    quoted = text.strip().lstrip(_QUOTES).rstrip(_QUOTES + ",;")
    if quoted != text.strip():
        repaired("There were quotes around the key.")
        text = quoted
    exact = _BEGIN.sub(r"-----BEGIN \1-----", text)
    exact = _END.sub(r"-----END \1-----", exact)
    if exact != text:
        repaired("The dashes of the BEGIN or END line were not the five of a PEM.")
        text = exact
    begin = re.search(r"-----BEGIN ([A-Z0-9 ]+)-----", text)
    if begin and f"-----END {begin[1]}-----" not in text:
        body = text[begin.end() :].strip()
        if body and "-----" not in body and _BASE64.fullmatch(body):
            text = f"{text.rstrip()}\n-----END {begin[1]}-----"
            repaired("The END line was missing.")
    if begin and text.count("\n") < 2:
        repaired("The whole PEM stood on one line.")
    elif re.search(r"^[ \t]+\S", text, re.MULTILINE):
        repaired("The lines were indented.")
    return text


def _unwrap_set(text: str, repaired: Any) -> str:
    """Returns the JWK or JWKS inside other JSON, such as a configuration or the reply of an API.

    If there is none, the text is returned as it is.
    """
    read = json_text.read(text, "key", "key")
    if not isinstance(read.value, dict) or "kty" in read.value or "keys" in read.value:
        return text
    found = _find(read.value, 0)
    if found is None:
        return text
    path, value = found
    repaired(f"The key was found inside other JSON, at {quoted('.'.join(path))}.")
    return json_text.dump(value)


def _find(value: object, depth: int) -> tuple[list[str], object] | None:
    """Returns the names that lead to a JWK or JWKS, and it; ``None`` if there is none."""
    if not isinstance(value, dict) or depth > _MAX_NESTING:
        return None
    keys = value.get("keys")
    if depth and (
        "kty" in value
        or (isinstance(keys, list) and any(isinstance(k, dict) and "kty" in k for k in keys))
    ):
        return [], value
    for name, inner in value.items():
        if found := _find(inner, depth + 1):
            # The path is written on the way back: a long name is not copied for every member.
            return [name, *found[0]], found[1]
    return None
