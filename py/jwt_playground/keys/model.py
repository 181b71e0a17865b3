"""A key as the engine works with it, whatever it was read from."""

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
    """The key text that the user gave: the contract's `KeyInput`."""

    text: str
    encoding: Encoding = "utf8"
    """How the text becomes bytes if it is an HMAC secret."""
    passphrase: str | None = None
    """Opens an encrypted private key."""
    kid: str | None = None
    """The key of a set to use, before the token's own `kid`."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key. Its JWK form (RFC 7517) is what everything else is derived from."""

    jwk: Mapping[str, Any]
    source: str
    """What it was read from, in words: “JWK”, “PEM (PKCS#8)” …"""
    secret: bytes | None = None
    """The secret's bytes, of an `oct` key."""
    encoding: Encoding | None = None
    """The encoding that the secret's text was read in, if it is one that the user typed."""
    encrypted: bool = False
    """Whether it was read from an encrypted private key."""
    certificates: tuple[bytes, ...] = ()
    """DER of the certificate that it came in and of those that follow."""
    loaded: dict[bool, Any] = field(default_factory=dict, compare=False, repr=False)
    """The objects that an engine made of the key: private and public half, each made once."""

    @property
    def kty(self) -> str:
        """RFC 7517 section 4.1."""
        return str(self.jwk["kty"])

    @property
    def curve(self) -> str | None:
        """The `crv` of an EC or OKP key; of an AKP key, its `alg`."""
        return _text(self.jwk, "alg" if self.kty == "AKP" else "crv")

    @property
    def kid(self) -> str | None:
        """Key ID."""
        return _text(self.jwk, "kid")

    @property
    def alg(self) -> str | None:
        """The one algorithm the key is meant for, if it says so."""
        return _text(self.jwk, "alg")

    @property
    def use(self) -> str | None:
        """`sig` or `enc`, if it says so."""
        return _text(self.jwk, "use")

    @property
    def key_ops(self) -> list[str] | None:
        """What the key may do, if it says so (RFC 7517 section 4.3)."""
        value = self.jwk.get("key_ops")
        return [op for op in value if isinstance(op, str)] if isinstance(value, list) else None

    @property
    def is_private(self) -> bool:
        """Whether it can sign: a secret or a private key."""
        return self.secret is not None or "d" in self.jwk or "priv" in self.jwk

    @property
    def bits(self) -> int | None:
        """The size: of the secret, the modulus, the curve."""
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
    """What a key text holds: no key, one, or a set."""

    keys: list[Key] = field(default_factory=list)
    is_set: bool = False
    given: bool = False
    """Whether there was any text at all."""
    findings: list[Finding] = field(default_factory=list)


def _text(jwk: Mapping[str, Any], name: str) -> str | None:
    value = jwk.get(name)
    return value if isinstance(value, str) else None
