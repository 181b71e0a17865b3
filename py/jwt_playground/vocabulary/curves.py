"""The elliptic curves of JWKs: one row per value of `crv` (RFC 7518 section 6.2.1.1, 8037, 8812).

Facts about a curve stand here only. The arithmetic on points is in `keys/curves.py` and
`keys/edwards.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curve:
    """One value of `crv`."""

    name: str
    kty: str
    """Key type: `EC` or `OKP`."""
    bits: int
    """Size of the key, as people speak of it."""
    octets: int
    """Bytes of each of the JWK members `x`, `y` and `d`."""
    asn1: str
    """Its name in asn1crypto; for EC also its name in SEC 2, in lower case."""
    signs: bool = True
    """Whether keys on it sign; keys on the others are for key agreement."""
    webcrypto: bool = False
    """Whether WebCrypto has signature keys on it."""
    ssh: str = ""
    """Its name in OpenSSH keys (RFC 5656 section 10.1), if it has one."""


CURVES: dict[str, Curve] = {
    curve.name: curve
    for curve in (
        Curve("P-256", "EC", 256, 32, "secp256r1", webcrypto=True, ssh="nistp256"),
        Curve("P-384", "EC", 384, 48, "secp384r1", webcrypto=True, ssh="nistp384"),
        Curve("P-521", "EC", 521, 66, "secp521r1", webcrypto=True, ssh="nistp521"),
        Curve("secp256k1", "EC", 256, 32, "secp256k1"),
        Curve("Ed25519", "OKP", 256, 32, "ed25519", webcrypto=True),
        Curve("Ed448", "OKP", 456, 57, "ed448"),
        Curve("X25519", "OKP", 256, 32, "x25519", signs=False),
        Curve("X448", "OKP", 448, 56, "x448", signs=False),
    )
}

BY_ASN1_NAME = {curve.asn1: curve for curve in CURVES.values()}
BY_SSH_NAME = {curve.ssh: curve for curve in CURVES.values() if curve.ssh}
