"""The elliptic curves of JWKs: one row per value of `crv`, with all the facts about it.

Sources: RFC 7518 section 6.2.1.1, RFC 8037, RFC 8812. The arithmetic on points is in
`keys/curves.py` and `keys/edwards.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curve:
    """The facts about one value of `crv`."""

    name: str
    kty: str
    """The type of its keys: `EC` or `OKP`."""
    bits: int
    """The size of its keys as it is usually given, in bits."""
    octets: int
    """The length of each of the JWK members `x`, `y` and `d`, decoded, in bytes."""
    asn1: str
    """Its name in SEC 2, or in RFC 8410 without its “id-”; always lower case."""
    oid: str
    """Its object identifier (SEC 2 appendix A, RFC 8410 section 3)."""
    signs: bool = True
    """Whether its keys sign. Keys of the other curves are for key agreement."""
    webcrypto: bool = False
    """Whether WebCrypto has it: for signatures, or for key agreement if its keys do not sign."""
    ssh: str = ""
    """Its name in OpenSSH keys (RFC 5656 section 10.1); empty if it has none there."""


CURVES: dict[str, Curve] = {
    curve.name: curve
    for curve in (
        Curve(
            "P-256",
            "EC",
            256,
            32,
            "secp256r1",
            "1.2.840.10045.3.1.7",
            webcrypto=True,
            ssh="nistp256",
        ),
        Curve("P-384", "EC", 384, 48, "secp384r1", "1.3.132.0.34", webcrypto=True, ssh="nistp384"),
        Curve("P-521", "EC", 521, 66, "secp521r1", "1.3.132.0.35", webcrypto=True, ssh="nistp521"),
        Curve("secp256k1", "EC", 256, 32, "secp256k1", "1.3.132.0.10"),
        Curve("Ed25519", "OKP", 256, 32, "ed25519", "1.3.101.112", webcrypto=True),
        Curve("Ed448", "OKP", 456, 57, "ed448", "1.3.101.113"),
        Curve("X25519", "OKP", 256, 32, "x25519", "1.3.101.110", signs=False, webcrypto=True),
        Curve("X448", "OKP", 448, 56, "x448", "1.3.101.111", signs=False),
    )
}

BY_OID = {curve.oid: curve for curve in CURVES.values()}
BY_SSH_NAME = {curve.ssh: curve for curve in CURVES.values() if curve.ssh}
