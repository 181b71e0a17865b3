"""The JWS algorithms: what each one needs of a key (RFC 7518 section 3, 8037, 8812, 9864,
and for ML-DSA the JOSE registration of FIPS 204)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One value of `alg`."""

    name: str
    kty: str
    """Key type; empty for `none`."""
    curves: tuple[str, ...] = ()
    """JWK `crv` values that fit; empty where the key type has no curves."""
    min_bytes: int = 0
    """HMAC: the shortest secret that RFC 7518 section 3.2 allows."""

    def fits(self, kty: str, curve: str | None) -> bool:
        """Whether a key of this type and curve can be used."""
        return kty == self.kty and (not self.curves or curve in self.curves)

    @property
    def needs(self) -> str:
        """The key this algorithm needs, in words."""
        names = {"oct": "a secret (kty oct)", "RSA": "an RSA key", "": "no key"}
        return names.get(self.kty) or f"a key on {' or '.join(self.curves)} (kty {self.kty})"


ALGORITHMS: dict[str, Algorithm] = {
    algorithm.name: algorithm
    for algorithm in (
        Algorithm("HS256", "oct", min_bytes=32),
        Algorithm("HS384", "oct", min_bytes=48),
        Algorithm("HS512", "oct", min_bytes=64),
        Algorithm("RS256", "RSA"),
        Algorithm("RS384", "RSA"),
        Algorithm("RS512", "RSA"),
        Algorithm("PS256", "RSA"),
        Algorithm("PS384", "RSA"),
        Algorithm("PS512", "RSA"),
        Algorithm("ES256", "EC", ("P-256",)),
        Algorithm("ES384", "EC", ("P-384",)),
        Algorithm("ES512", "EC", ("P-521",)),
        Algorithm("ES256K", "EC", ("secp256k1",)),
        Algorithm("EdDSA", "OKP", ("Ed25519", "Ed448")),
        Algorithm("Ed25519", "OKP", ("Ed25519",)),
        Algorithm("Ed448", "OKP", ("Ed448",)),
        Algorithm("ML-DSA-44", "AKP", ("ML-DSA-44",)),
        Algorithm("ML-DSA-65", "AKP", ("ML-DSA-65",)),
        Algorithm("ML-DSA-87", "AKP", ("ML-DSA-87",)),
        Algorithm("none", ""),
    )
}

CURVE_BITS = {
    "P-256": 256,
    "P-384": 384,
    "P-521": 521,
    "secp256k1": 256,
    "Ed25519": 256,
    "Ed448": 456,
}
"""Key sizes in bits of the JWK `crv` values that sign."""
