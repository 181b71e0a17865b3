"""Names of members beside keys: which of them hold a `kid`, and which only say what a value is."""

from __future__ import annotations

from typing import Any

_DESCRIPTIVE = frozenset(
    {
        *("key", "keys", "pem", "cert", "certificate", "certificates", "chain", "jwk", "value"),
        *("ca", "cacert", "root", "intermediate", "publiccert", "publiccerts", "clientcert"),
        *("privatekey", "publickey", "secretkey", "signingkey", "verificationkey", "jwtkey"),
        *("privatekeypem", "publickeypem", "rsapublickey", "rsaprivatekey", "private", "public"),
    }
)
"""Names that say what a value is, and so are no `kid`; without case, `_` and `-`."""
KID_NAMES = frozenset({"kid", "keyid"})
"""Names of the member that holds the `kid` of the key beside it, in the same spelling."""
LABEL_NAMES = frozenset(
    {"id", "name", "alias", "label", "privatekeyid", "publickeyid", "realm", "clientid"}
)
"""Names of members that tell keys apart, and hold what may be the `kid`, or may be something else."""


def is_descriptive(name: str) -> bool:
    """Tells whether a name says what a value is, so that it is no `kid`."""
    return plain_name(name) in _DESCRIPTIVE


def plain_name(name: str) -> str:
    """Returns the name of a member without case, `_` and `-`."""
    return name.lower().replace("_", "").replace("-", "")


def member_named(value: dict[str, Any], names: frozenset[str]) -> str | None:
    """Returns the first text whose member has one of the names. `kid` itself goes before others."""
    if isinstance(kid := value.get("kid"), str) and "kid" in names:
        return kid
    found = (
        inner
        for name, inner in value.items()
        if isinstance(inner, str) and len(name) < 20 and plain_name(name) in names
    )
    return next(found, None)
