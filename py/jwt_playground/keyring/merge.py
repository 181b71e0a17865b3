"""Makes one key of several texts of it: the private key, its public half, its certificate."""

from __future__ import annotations

from dataclasses import replace

from ..keys.jwk import ordered, thumbprint
from ..keys.model import Key


def merged(keys: list[Key]) -> list[Key]:
    """Returns each key once, in the order in which the keys first occur.

    Two keys are the same if they have the same thumbprint (RFC 7638) and do not have different
    `kid`s. One of the two may lack its `kid`.
    """
    if len(keys) < 2:
        return keys
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
    """Returns the private one of two texts of a key, with the certificates and `kid` of either."""
    key = second if second.is_private and not first.is_private else first
    kid = first.kid or second.kid
    jwk = key.jwk if kid is None or key.kid else ordered({**key.jwk, "kid": kid})
    certificates = first.certificates or second.certificates
    labels = tuple(dict.fromkeys((*first.labels, *second.labels)))
    return replace(key, jwk=jwk, certificates=certificates, labels=labels)
