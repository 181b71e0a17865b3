"""Payloads that are compressed before they are signed: `zip: DEF`, as SMART Health Cards have it."""

from __future__ import annotations

import zlib

from ..vocabulary.findings import Finding

MAX_INFLATED = 1024 * 1024
"""Bytes. A health card has some kilobytes; more is made to keep the engine busy."""


def inflated(data: bytes) -> tuple[bytes, Finding]:
    """Returns the payload as it was before it was compressed, and a finding that says so.

    What cannot be inflated, or would be too large, is returned as it is.
    """
    decoder = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        plain = decoder.decompress(data, MAX_INFLATED + 1)
    except zlib.error:
        return data, _finding(
            "payload-not-inflated",
            "The header says that the payload is compressed (zip: DEF), but it is not raw DEFLATE "
            "(RFC 1951). Compress it without the zlib header before you sign.",
        )
    over = len(plain) > MAX_INFLATED
    if over or not decoder.eof:
        return data, _finding(
            "payload-not-inflated",
            f"The payload is compressed (zip: DEF) and larger than {MAX_INFLATED:,} bytes, so it is not "
            "shown inflated. Treat it as hostile."
            if over
            else "The payload is compressed (zip: DEF), and its end is missing. Copy the whole token.",
        )
    if decoder.unused_data:
        return data, _finding(
            "payload-not-inflated",
            "The payload is compressed (zip: DEF), but more bytes stand behind the end of the compressed "
            "data, so it is not shown inflated: programs differ in what they make of them. Sign the "
            "compressed data alone.",
        )
    return plain, _finding(
        "payload-compressed",
        "The payload is compressed (zip: DEF), as SMART Health Cards have it; it is shown inflated. The "
        "signature covers the compressed bytes. PyJWT and others do not inflate: verify first, then inflate "
        "the payload (raw DEFLATE) yourself.",
    )


def _finding(code: str, message: str) -> Finding:
    return Finding(code, "token", message)
