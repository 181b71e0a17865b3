"""Makes keys of bare bytes, for the algorithm that a token or a signer names.

The text of a secret may be meant as such a key. It becomes one for an algorithm of public keys
only, and the secret never serves such an algorithm: so neither is ever taken for the other.
"""

from __future__ import annotations

import json

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..keys.bare import Bare, readings
from ..keys.jwk import from_jwk, ordered, public_part
from ..keys.model import Key
from ..text import base64url
from ..vocabulary import costs
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.findings import Finding


def bare_keys(text: str, algorithm: Algorithm, engines: Engines) -> list[Key]:
    """Returns the keys for ``algorithm`` that a text can stand for, public ones first.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    found: list[Key] = []
    pending = False
    for bare in readings(text, algorithm):
        cost = costs.SIGNATURE.get(str(bare.jwk["crv"]), 0)
        if not engines.budget.allows(cost, "parts of the key text"):
            continue
        try:
            key = from_jwk(ordered(_completed(bare, engines)), bare.source)
        except UnansweredError:
            pending = True
        except (CannotError, KeyRefusedError, ValueError):
            continue  # Then it is no such key, or it cannot be used as one here.
        else:
            found.append(key)
    if pending:
        raise UnansweredError
    return found


def read_as(key: Key) -> Finding:
    """Returns the finding that says how the text of a bare key was read."""
    message = f"The text has no key format. It was read as {key.source}. "
    if key.is_private:
        message += "Other programs want a format: write the key as a JWK or as PEM for them."
    else:
        jwk = json.dumps(public_part(key.jwk))
        message += f"PyJWT and other programs want a format: give them the JWK {jwk}."
    return Finding("key-bare", "key", message)


def tried_as(keys: list[Key]) -> Finding:
    """Returns the finding on bare keys of which none made the signature."""
    ways = " and as ".join(key.source for key in keys)
    message = (
        f"The text has no key format. It was read as {ways}. If it is something else, "
        "give the public key with its format: as PEM or as a JWK."
    )
    return Finding("key-bare", "key", message)


def _completed(bare: Bare, engines: Engines) -> dict[str, object]:
    if not bare.is_private:
        return bare.jwk
    jwk = dict(engines.load_for_completion(str(bare.jwk["crv"])).complete(bare.jwk))
    if bare.public is not None and jwk["x"] != base64url.encode(bare.public):
        raise ValueError("its private and public parts do not belong together")
    return jwk
