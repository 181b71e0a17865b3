"""Several texts of one key are one key: a private key, its public half, its certificate."""

from __future__ import annotations

from dataclasses import replace

from ..keys.jwk import ordered, thumbprint
from ..keys.model import Key


def merged(keys: list[Key]) -> list[Key]:
    """Returns each key once, in the order of their first texts.

    Keys are the same if their public members are (RFC 7638) and their `kid` does not differ.
    """
    found: list[Key] = []
    prints: list[str] = []
    for key in keys:
        own = thumbprint(key.jwk)
        for index, other in enumerate(found):
            if prints[index] == own and (key.kid == other.kid or None in (key.kid, other.kid)):
                found[index] = _both(other, key)
                break
        else:
            found.append(key)
            prints.append(own)
    return found


def _both(first: Key, second: Key) -> Key:
    """Returns one key: the private one of the two, with the certificates and `kid` of either."""
    key = second if second.is_private and not first.is_private else first
    kid = first.kid or second.kid
    jwk = key.jwk if kid is None or key.kid else ordered({**key.jwk, "kid": kid})
    return replace(key, jwk=jwk, certificates=first.certificates or second.certificates)
