"""The hash algorithms that `_sd_alg` can name (RFC 9901 section 4.1.1)."""

from __future__ import annotations

import hashlib

from ..text import base64url

DEFAULT = "sha-256"
"""The algorithm if `_sd_alg` is absent."""

# Of the IANA registry “Named Information Hash Algorithm”: those that resist collisions. Names
# such as sha-256-32 stand for hashes that were cut, and must not be used.
_HASHES = {
    "sha-256": "sha256",
    "sha-384": "sha384",
    "sha-512": "sha512",
    "sha3-256": "sha3_256",
    "sha3-384": "sha3_384",
    "sha3-512": "sha3_512",
}
NAMES = tuple(_HASHES)


def digest(name: str, text: str) -> str:
    """Returns the digest of a text in base64url; ``name`` is one of `NAMES`."""
    data = text.encode("utf-8", "surrogatepass")
    return base64url.encode(hashlib.new(_HASHES[name], data).digest())
