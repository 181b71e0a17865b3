"""Encrypted private keys (PKCS#8 with PBES2, OpenSSL's old PEM encryption, OpenSSH's).

Only `cryptography` opens them: WebCrypto has no such operation, and key derivation is
nothing to write by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .limits import MAX_PBKDF2_ITERATIONS

if TYPE_CHECKING:
    from ..engines import Engines


class WrongPassphraseError(Exception):
    """The passphrase does not open the key."""


def decrypt(pem: str, passphrase: str, engines: Engines) -> bytes:
    """The PKCS#8 DER inside an encrypted PEM text.

    Raises:
        WrongPassphraseError: the passphrase is not the key's.
        CannotError: this build has no engine that opens it.
        ValueError: the text is damaged, or made to keep the engine busy.
    """
    from ..engines.base import CannotError

    if not engines.can_decrypt():
        raise CannotError(
            "Encrypted private keys need the engine “cryptography”, which this build does not have. "
            "Decrypt the key with “openssl pkcs8 -in key.pem” and paste the result."
        )
    _check_cost(pem)
    from cryptography.hazmat.primitives import serialization as form

    load = form.load_ssh_private_key if "OPENSSH" in pem[:40] else form.load_pem_private_key
    try:
        key = load(pem.encode("utf-8", "replace"), passphrase.encode("utf-8", "replace"))
    except Exception as error:  # cryptography raises several kinds for either
        if "unsupported" in type(error).__name__.lower():
            raise CannotError(f"The key's encryption is not supported: {error}.") from error
        raise WrongPassphraseError from error
    return key.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())


def _check_cost(pem: str) -> None:
    """Refuses iteration counts that no honest key has (each costs a hash)."""
    from asn1crypto import keys
    from asn1crypto import pem as armor

    try:
        _, _, data = armor.unarmor(pem.encode("utf-8", "replace"))
        iterations = keys.EncryptedPrivateKeyInfo.load(data)["encryption_algorithm"].kdf_iterations
    except (ValueError, TypeError, KeyError, AttributeError):
        return  # not PBES2; there is no count to look at
    if isinstance(iterations, int) and iterations > MAX_PBKDF2_ITERATIONS:
        raise ValueError(
            f"it asks for {iterations:,} rounds of PBKDF2; up to {MAX_PBKDF2_ITERATIONS:,} are done"
        )
