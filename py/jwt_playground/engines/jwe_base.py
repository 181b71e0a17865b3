"""What every engine of JWE can do, and what it is given.

An engine opens one recipient's part of a JWE, or makes a whole JWE. The room `jwe` has read and
checked everything public before: members, sizes, limits, and that the key is of the right kind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ..keys.model import Key
from ..vocabulary.encryption import ContentEncryption, KeyManagement


class DoesNotOpenError(Exception):
    """The token does not open with this key.

    There is no message on purpose. Whoever could tell a wrong key, a wrong padding and a wrong
    tag apart could open tokens of others by trying (RFC 7516 section 11.5).
    """


class TooLongError(Exception):
    """The plaintext is compressed, and has more bytes than are allowed once it is inflated."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A JWE as one of its recipients sees it."""

    algorithm: KeyManagement
    encryption: ContentEncryption
    header: Mapping[str, Any]
    """The JOSE header: the protected parameters and the unprotected ones together."""
    protected: str
    """The protected header in base64url, as it stands in the token; empty if there is none."""
    unprotected: Mapping[str, Any] | None
    """The shared unprotected header; ``None`` if the token has none."""
    own: Mapping[str, Any] | None
    """The recipient's own unprotected header; ``None`` if it has none."""
    encrypted_key: bytes
    iv: bytes
    ciphertext: bytes
    tag: bytes
    aad: str | None
    """Further authenticated data in base64url, as it stands in the token."""

    @property
    def authenticated(self) -> bytes:
        """The Additional Authenticated Data of RFC 7516 section 5.2, step 14."""
        text = self.protected if self.aad is None else f"{self.protected}.{self.aad}"
        return text.encode("ascii")


@dataclass(frozen=True, slots=True)
class Addressee:
    """A recipient of a JWE that is to be made."""

    algorithm: KeyManagement
    key: Key
    header: Mapping[str, Any] | None
    """Its own unprotected header; ``None`` if it has none."""


@dataclass(frozen=True, slots=True)
class Order:
    """A JWE that is to be made."""

    plaintext: bytes
    encryption: ContentEncryption
    protected_text: str
    """The JSON text of the protected header, to which an engine may add members; or empty."""
    protected: Mapping[str, Any]
    """The members of that text."""
    unprotected: Mapping[str, Any] | None
    aad: bytes | None
    to: Sequence[Addressee]


@dataclass(frozen=True, slots=True)
class Made:
    """A JWE that was made. All parts are in base64url."""

    protected: str
    iv: str
    ciphertext: str
    tag: str
    aad: str | None
    recipients: Sequence[tuple[Mapping[str, Any] | None, str]]
    """Of each recipient: its own header, and its encrypted key, which may be empty."""


class JweEngine(Protocol):
    """Opens and makes JWE.

    Every method may raise `KeyRefusedError` or `CannotError`. An engine that asks the host may
    raise `UnansweredError`, too.
    """

    name: str

    def decrypt(self, sealed: Sealed, key: Key, most: int) -> bytes:
        """Returns the plaintext, inflated if it was compressed.

        Raises:
            DoesNotOpenError: the token does not open with this key.
            TooLongError: inflated, the plaintext has more than ``most`` bytes.
        """
        ...

    def encrypt(self, order: Order) -> Made:
        """Makes a JWE."""
        ...

    def cost_per_iteration(self, algorithm: KeyManagement) -> int:
        """Returns what one iteration of PBES2 costs, in the units of `vocabulary.costs`."""
        ...


def has_equal_parties(header: Mapping[str, Any]) -> bool:
    """Tells whether `apu` and `apv` are the same, which WebCrypto's library refuses."""
    return "apu" in header and header["apu"] == header.get("apv")


def needs(
    encryption: ContentEncryption, to: Sequence[tuple[KeyManagement, Key]]
) -> tuple[str, ...]:
    """Returns names of what an engine must have to open or make a JWE.

    Where WebCrypto lacks it, the last name is noted. AES with 192 bits is the one thing of JWE but
    curves that browsers lack. They lack it in all modes, so it is found out once per request.
    """
    names = [encryption.name, *(algorithm.name for algorithm, _ in to)]
    aes = ("AES-192",) if any("192" in name for name in names) else ()
    curves = [key.curve for _, key in to if key.curve]
    return aes if aes and not curves else (*aes, " ".join([*names, *curves]))


def with_members(text: str, added: Mapping[str, Any]) -> str:
    """Returns the JSON text of an object with further members at its end.

    The text that is there stays as it is: big integers, order and white space.
    """
    if not added:
        return text
    more = json.dumps(added, separators=(",", ":"))[1:-1]
    head = text.rstrip()[:-1].rstrip()
    return f"{head}{more}}}" if head.endswith("{") else f"{head},{more}}}"
