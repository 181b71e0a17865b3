"""The types of a key text (`KeyInput`), of one key (`Key`), and of all keys in a text (`KeyRing`).

A key has the same form whatever it was read from: its JWK.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..text import base64url
from ..text.words import quoted
from ..vocabulary.curves import CURVES
from ..vocabulary.findings import Finding
from .secrets import Encoding

PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"})
"""JWK members that must not leave the owner's hands (RFC 7518 section 6)."""


@dataclass(frozen=True, slots=True)
class KeyInput:
    """The key text that the user gave, and how to read it: the contract's `KeyInput`."""

    text: str
    encoding: Encoding = "utf8"
    """How the text becomes bytes, if it is an HMAC secret."""
    passphrase: str | None = None
    """Opens an encrypted private key."""
    kid: str | None = None
    """Which key of a set to use. It goes before the token's own `kid`."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key."""

    jwk: Mapping[str, Any]
    """Its JWK (RFC 7517). Everything else about the key is derived from it."""
    source: str
    """What it was read from, in words: “JWK”, “PEM (PKCS#8)” …"""
    secret: bytes | None = None
    """The bytes of the secret, if it is an `oct` key."""
    encoding: Encoding | None = None
    """The encoding in which the secret was read, if it was not read from a JWK."""
    encrypted: bool = False
    """Whether it was read from an encrypted private key."""
    certificates: tuple[bytes, ...] = ()
    """The certificate that holds the key and those that follow it, each in DER."""
    labels: tuple[str, ...] = ()
    """Names that the text gives to the key, and that may be its `kid` or may not.

    They decide only where a token names one of them.
    """
    loaded: dict[bool, Any] = field(default_factory=dict, compare=False, repr=False)
    """The objects that an engine made of the key, each made once. ``True``: of its private half."""
    confused: list[str | None] = field(default_factory=list, compare=False, repr=False)
    """What `confusion.key_in_secret` found, once it was asked."""

    @property
    def kty(self) -> str:
        """The key type (RFC 7517 section 4.1)."""
        return str(self.jwk["kty"])

    @property
    def curve(self) -> str | None:
        """The `crv` of an EC or OKP key, or the `alg` of an AKP key."""
        return _text(self.jwk, "alg" if self.kty == "AKP" else "crv")

    @property
    def kid(self) -> str | None:
        """The key ID (RFC 7517 section 4.5), if it has one."""
        return _text(self.jwk, "kid")

    @property
    def alg(self) -> str | None:
        """The one algorithm that the key is meant for, if it says so (RFC 7517 section 4.4)."""
        return _text(self.jwk, "alg")

    @property
    def use(self) -> str | None:
        """`sig` or `enc`, if the key says so (RFC 7517 section 4.2)."""
        return _text(self.jwk, "use")

    @property
    def key_ops(self) -> list[str] | None:
        """The operations that the key allows, if it says so (RFC 7517 section 4.3)."""
        value = self.jwk.get("key_ops")
        return [op for op in value if isinstance(op, str)] if isinstance(value, list) else None

    @property
    def is_private(self) -> bool:
        """Whether it can sign, as a secret or a private key can."""
        return self.secret is not None or "d" in self.jwk or "priv" in self.jwk

    @property
    def bits(self) -> int | None:
        """The size of the secret, the modulus or the curve; ``None`` for AKP and key agreement."""
        if self.secret is not None:
            return len(self.secret) * 8
        if self.kty == "RSA":
            modulus = base64url.read(str(self.jwk["n"]), None, "n").data
            return int.from_bytes(modulus, "big").bit_length()
        curve = CURVES.get(self.curve or "")
        return curve.bits if curve and curve.signs else None

    @property
    def name(self) -> str:
        """The key in a sentence, such as “the EC P-256 key “a””."""
        return f"the {self.label}"

    @property
    def label(self) -> str:
        """The key without an article, such as “EC P-256 key “a””."""
        parts = ["secret"] if self.kty == "oct" else [self.kty, self.curve or "", "key"]
        label = " ".join(filter(None, parts))
        return f"{label} {quoted(self.kid)}" if self.kid else label


@dataclass(slots=True)
class KeyRing:
    """The keys in a text: none, one, or a set."""

    keys: list[Key] = field(default_factory=list)
    is_set: bool = False
    """Whether the `kid` of a token decides which key is tried. A set may have only one key."""
    given: bool = False
    """Whether there was any text at all."""
    findings: list[Finding] = field(default_factory=list)
    unusable: dict[str, str] = field(default_factory=dict)
    """Why keys of the text cannot be used, by their `kid`. Each is the end of a sentence."""
    secret: Key | None = None
    """The secret that the text is as it stands, if keys were read from it all the same.

    It serves HMAC alone, which then says what it said of the text as it stands.
    """
    left_out: int = 0
    """How many keys of the text were not read: that takes too much work, or they are damaged."""
    damaged: int = 0
    """How many of those left out are damaged."""

    @property
    def is_text(self) -> bool:
        """Whether it is one secret, of a text that has no key format."""
        return len(self.keys) == 1 and self.keys[0].encoding is not None


def _text(jwk: Mapping[str, Any], name: str) -> str | None:
    value = jwk.get(name)
    return value if isinstance(value, str) else None
