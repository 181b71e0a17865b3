"""The JWE algorithms: one row per value of `alg` and of `enc`, with all the facts about it.

Sources: RFC 7518 sections 4 and 5, RFC 8037 section 3.2, RFC 7516 section 2 for the modes. What
`webcrypto` has is what the page's own library can do with it. Some browsers lack AES with keys
of 192 bits, or X25519: that is found out when they are asked. `noble` has all but RSA.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

JweEngineName = Literal["cryptography", "webcrypto", "noble"]

Mode = Literal["direct", "encrypted", "wrapped", "agreed", "agreed-and-wrapped"]
"""How the content encryption key comes about (RFC 7516 section 2)."""


@dataclass(frozen=True, slots=True)
class KeyManagement:
    """The facts about one value of `alg`."""

    name: str
    kty: str
    """The type (`kty`) of the keys that it takes; with curves, `OKP` too."""
    mode: Mode
    curves: tuple[str, ...] = ()
    """The `crv` of the keys that it takes. Empty: it has no curve."""
    key_bytes: int = 0
    """The one length of the secret that it takes, in bytes; 0: `dir` takes the length of the
    content encryption key, PBES2 any text, and the others take no secret."""
    wrap: Literal["", "AES-KW", "AES-GCM"] = ""
    """What wraps the content encryption key with a secret, a derived or an agreed key."""
    wrap_bytes: int = 0
    """The length of the key that wraps, in bytes."""
    digest: str = ""
    """RSA-OAEP and PBES2: the hash function."""
    is_password: bool = False
    """PBES2: the secret is a password, from which a key is derived."""
    opens_only: bool = False
    """Whether tokens are only opened with it, and no more made."""
    engines: tuple[JweEngineName, ...] = ("cryptography", "webcrypto", "noble")

    @property
    def has_encrypted_key(self) -> bool:
        """Tells whether a token carries an encrypted content encryption key."""
        return self.mode not in ("direct", "agreed")

    def fits(self, kty: str, curve: str | None) -> bool:
        """Tells whether it takes a key of this type and curve."""
        return curve in self.curves if self.curves else kty == self.kty

    @property
    def needs(self) -> str:
        """The kind of key that it takes, as the end of a sentence."""
        if self.curves:
            return f"a key on {', '.join(self.curves[:-1])} or {self.curves[-1]} (kty EC or OKP)"
        if self.is_password:
            return "a password (kty oct)"
        size = f" of {self.key_bytes} bytes" if self.key_bytes else ""
        return "an RSA key" if self.kty == "RSA" else f"a secret{size} (kty oct)"

    def engines_for(self, curve: str | None) -> tuple[JweEngineName, ...]:
        """Returns the engines that can do it with a key on ``curve``."""
        if curve != "X448":
            return self.engines
        return tuple(name for name in self.engines if name != "webcrypto")


@dataclass(frozen=True, slots=True)
class ContentEncryption:
    """The facts about one value of `enc`."""

    name: str
    cipher: Literal["AES-GCM", "AES-CBC"]
    key_bytes: int
    """The length of the content encryption key. With AES-CBC its first half makes the tag."""
    iv_bytes: int
    tag_bytes: int
    digest: str = ""
    """AES-CBC: the hash function of the HMAC that makes the tag."""
    engines: tuple[JweEngineName, ...] = ("cryptography", "webcrypto", "noble")


_RSA: tuple[JweEngineName, ...] = ("cryptography", "webcrypto")
_OPENSSL: tuple[JweEngineName, ...] = ("cryptography",)
_AGREEMENT_CURVES = ("P-256", "P-384", "P-521", "X25519", "X448")


def _key_wrap(bits: int) -> KeyManagement:
    size = bits // 8
    return KeyManagement(
        f"A{bits}KW", "oct", "wrapped", key_bytes=size, wrap="AES-KW", wrap_bytes=size
    )


def _gcm_key_wrap(bits: int) -> KeyManagement:
    size = bits // 8
    return KeyManagement(
        f"A{bits}GCMKW", "oct", "wrapped", key_bytes=size, wrap="AES-GCM", wrap_bytes=size
    )


def _agreement_and_wrap(bits: int) -> KeyManagement:
    return KeyManagement(
        f"ECDH-ES+A{bits}KW",
        "EC",
        "agreed-and-wrapped",
        _AGREEMENT_CURVES,
        wrap="AES-KW",
        wrap_bytes=bits // 8,
    )


def _password(hash_bits: int, bits: int) -> KeyManagement:
    return KeyManagement(
        f"PBES2-HS{hash_bits}+A{bits}KW",
        "oct",
        "wrapped",
        wrap="AES-KW",
        wrap_bytes=bits // 8,
        digest=f"SHA-{hash_bits}",
        is_password=True,
    )


KEY_MANAGEMENT: dict[str, KeyManagement] = {
    row.name: row
    for row in (
        KeyManagement("dir", "oct", "direct"),
        _key_wrap(128),
        _key_wrap(192),
        _key_wrap(256),
        _gcm_key_wrap(128),
        _gcm_key_wrap(192),
        _gcm_key_wrap(256),
        KeyManagement("RSA-OAEP", "RSA", "encrypted", digest="SHA-1", engines=_RSA),
        KeyManagement("RSA-OAEP-256", "RSA", "encrypted", digest="SHA-256", engines=_RSA),
        KeyManagement("RSA-OAEP-384", "RSA", "encrypted", digest="SHA-384", engines=_RSA),
        KeyManagement("RSA-OAEP-512", "RSA", "encrypted", digest="SHA-512", engines=_RSA),
        # Its padding gives attackers an oracle, so tokens are no more made with it.
        KeyManagement("RSA1_5", "RSA", "encrypted", opens_only=True, engines=_OPENSSL),
        KeyManagement("ECDH-ES", "EC", "agreed", _AGREEMENT_CURVES),
        _agreement_and_wrap(128),
        _agreement_and_wrap(192),
        _agreement_and_wrap(256),
        _password(256, 128),
        _password(384, 192),
        _password(512, 256),
    )
}

CONTENT_ENCRYPTION: dict[str, ContentEncryption] = {
    row.name: row
    for row in (
        ContentEncryption("A128GCM", "AES-GCM", 16, 12, 16),
        ContentEncryption("A192GCM", "AES-GCM", 24, 12, 16),
        ContentEncryption("A256GCM", "AES-GCM", 32, 12, 16),
        ContentEncryption("A128CBC-HS256", "AES-CBC", 32, 16, 16, "SHA-256"),
        ContentEncryption("A192CBC-HS384", "AES-CBC", 48, 16, 24, "SHA-384"),
        ContentEncryption("A256CBC-HS512", "AES-CBC", 64, 16, 32, "SHA-512"),
    )
}
