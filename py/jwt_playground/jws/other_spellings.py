"""Other ways in which the bytes of a signature may have been written into a token.

Each is a guess at one mistake of an issuer. Whether it is right, `nearly` finds out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..text import base64url
from ..token.model import Signature
from ..vocabulary.algorithms import Algorithm

_SHORTEST, _LONGEST = 16, 20_000
"""A text with fewer or more characters is not looked at: no signature is so short or so long."""
_MOST = 6
"""So many texts are decoded, so that encodings on encodings come to an end."""
_HEX = re.compile(r"(?:0x)?((?:[0-9a-f]{2})+|(?:[0-9A-F]{2})+)")
_GAPS = re.compile(r"[:\s]")
_LETTERS = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")


class Spelling(NamedTuple):
    """The bytes of a signature as they may have been meant."""

    value: bytes
    how: str = ""
    """Follows “The signature matches” in a sentence; empty for the bytes as they stand there."""
    advice: str = ""
    """What to do, as a sentence."""


def spellings(signature: Signature, algorithm: Algorithm, size: int | None) -> Iterator[Spelling]:
    """Yields the signature as it stands in the token, then as it may have been meant.

    ``size`` is the length of the signatures of the key, in bytes. Never raises.
    """
    seen: set[bytes] = set()
    for one in _decoded(signature):
        for found in (one, *_resized(one, algorithm, size)):
            if found.value not in seen:
                seen.add(found.value)
                yield found


def _decoded(signature: Signature) -> Iterator[Spelling]:
    """Yields the bytes of the signature, and what its text is in other encodings."""
    yield Spelling(signature.value)
    texts = [(signature.encoded, False), (_ascii(signature.value), True)]
    for text, is_encoded in texts:
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        plain = _GAPS.sub("", text)
        if digits := _HEX.fullmatch(plain):
            data, advice = bytes.fromhex(digits[1]), _NOT_HEX
            how = "when the text of the segment is read as hexadecimal"
            if is_encoded:
                how = "when what the segment decodes to, a hexadecimal text, is read once more"
            yield Spelling(data, how, advice)
        elif is_encoded and _LETTERS.fullmatch(plain):
            if data := base64url.either(plain):
                yield Spelling(data, "when its base64 is decoded twice", _NOT_TWICE)
        else:
            continue
        if len(texts) < _MOST:
            texts.append((_ascii(data), True))


def _ascii(data: bytes) -> str:
    return data.decode("ascii") if data.isascii() and len(data) <= _LONGEST else ""


def _resized(one: Spelling, algorithm: Algorithm, size: int | None) -> Iterator[Spelling]:
    """Yields a signature of another length, or in another form, in that of a JWS signature."""
    if algorithm.kty == "EC" and size:
        changes = _ecdsa(one.value, size // 2)
    elif algorithm.kty == "RSA" and size:
        changes = _rsa(one.value, size)
    else:
        return
    for value, how, advice in changes:
        both = f"{one.how} and {how}" if one.how else how
        yield Spelling(value, both, f"{one.advice} {advice}".strip())


def _ecdsa(value: bytes, size: int) -> Iterator[Spelling]:
    """Yields r and s with ``size`` bytes each, of a signature in another form."""
    if value[:1] == b"\x30" and (numbers := _der(value)):
        yield Spelling(_side_by_side(numbers, size), _DER, _NOT_DER.format(size))
    if len(value) != 2 * size:
        for cut in range(max(0, size - 2), size + 2):
            parts = value[:cut], value[cut:]
            r, s = (part.lstrip(b"\0") for part in parts)
            if max(len(r), len(s)) > size or not size - 2 <= len(parts[1]) <= size + 1:
                continue
            short = [name for name, part in zip("rs", parts, strict=True) if len(part) < size]
            how = f"when zeros are put before {' and '.join(short)}"
            if not short:
                how = "when the zeros that are too many before r or s are left out"
            yield Spelling(_side_by_side((r, s), size), how, _PAD.format(size))
    if len(value) == 2 * size + 1 and value[-1] in (0, 1, 27, 28):
        yield Spelling(value[:-1], "without its last byte", _RECOVERY)


def _der(value: bytes) -> tuple[bytes, bytes] | None:
    """Returns r and s of an ECDSA signature in DER (RFC 3279 section 2.2.3)."""
    start = 3 if value[1:2] == b"\x81" else 2
    if len(value) < start or value[start - 1] != len(value) - start:
        return None
    numbers = []
    rest = value[start:]
    for _ in range(2):
        size = rest[1] if len(rest) > 2 and rest[0] == 2 else 0
        numbers.append(rest[2 : 2 + size].lstrip(b"\0"))
        rest = rest[2 + size :]
    return None if rest or not all(numbers) else (numbers[0], numbers[1])


def _side_by_side(numbers: tuple[bytes, bytes], size: int) -> bytes:
    r, s = numbers
    return r.rjust(size, b"\0") + s.rjust(size, b"\0")


def _rsa(value: bytes, size: int) -> Iterator[Spelling]:
    """Yields a signature with ``size`` bytes, of one with another length or order."""
    if size - 3 < len(value) < size:
        how = f"when zeros are put before it, to make {size} bytes of it"
        yield Spelling(value.rjust(size, b"\0"), how, _PAD_RSA.format(size))
    if size < len(value) < size + 3 and not any(value[:-size]):
        yield Spelling(value[-size:], "without the zeros before it", _PAD_RSA.format(size))
    if len(value) == size:
        yield Spelling(value[::-1], "when its bytes are read in reverse order", _REVERSED)


_NOT_HEX = (
    "Encode the bytes of the signature in base64url, not their hexadecimal text (PHP: hash_hmac with "
    "true as its last argument; Node.js: digest() without “hex”)."
)
_NOT_TWICE = "Encode the bytes of the signature in base64url once."
_DER = "once its ASN.1 DER is taken apart"
_NOT_DER = (
    "Write r and s side by side, {0} bytes each (Java: SHA256withECDSAinP1363Format; Node.js: "
    "dsaEncoding “ieee-p1363”)."
)
_PAD = "Write r and s with {0} bytes each, the zeros in front included (RFC 7518 section 3.4)."
_PAD_RSA = "Write it with {0} bytes, as many as the modulus has (RFC 8017 section 8.2)."
_REVERSED = (
    "Turn them round before they are encoded: Windows' CryptoAPI writes the last byte first."
)
_RECOVERY = "Leave that byte out: it is Ethereum's recovery id, which a JWS does not carry."
