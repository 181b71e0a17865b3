"""Takes the key of a JWK from its certificate (`x5c`, RFC 7517 section 4.7) if it has no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..text import base64url
from .der import read_der


def from_certificate(
    jwk: Mapping[str, Any], needed: Mapping[str, tuple[str, ...]]
) -> dict[str, Any] | None:
    """Returns the JWK with the members of the key in its first certificate.

    ``needed`` are the members that a key of each type must have. The result is ``None`` if the
    JWK has one of them, so that it has, or should have, a key of its own; and if there is no
    certificate of a key of its type. Never raises.
    """
    kty, chain = jwk.get("kty"), jwk.get("x5c")
    if not isinstance(chain, list) or not chain or not isinstance(chain[0], str):
        return None
    own = needed.get(kty, ()) if isinstance(kty, str) else {n for ns in needed.values() for n in ns}
    if any(name in jwk for name in own if name not in ("alg", "crv")):
        return None
    text = chain[0].replace("\\n", "\n")
    if text.strip().startswith("-----BEGIN CERTIFICATE-----"):
        text = text.strip().removeprefix("-----BEGIN CERTIFICATE-----").partition("-----END")[0]
    try:
        data = base64url.read(text, None, "x5c").data
        members = read_der(data, "CERTIFICATE").jwk
    except ValueError:
        return None
    return {**jwk, **members} if kty in (None, members["kty"]) else None
