"""Opens encrypted private keys: PKCS#8 with PBES2, OpenSSL's old encrypted PEM, and OpenSSH.

Only `cryptography` opens them. WebCrypto cannot, and such cryptography must not be written by
hand.
"""

from __future__ import annotations

from typing import Any, ClassVar

from asn1crypto import core, keys

from ..engines.base import CannotError
from ..engines.choice import Engines
from ..keys.budget import OutOfWorkError
from ..keys.limits import MAX_PBKDF2_ITERATIONS, MAX_SCRYPT_WORK
from ..vocabulary import costs

_SCRYPT = "1.3.6.1.4.1.11591.4.11"
"""The OID of scrypt (RFC 7914 section 7). asn1crypto knows neither its name nor its parameters."""


class _ScryptParameters(core.Sequence):  # type: ignore[misc]  # it has no annotations
    _fields: ClassVar[list[Any]] = [
        ("salt", core.OctetString),
        ("cost", core.Integer),
        ("block_size", core.Integer),
        ("parallelization", core.Integer),
        ("key_length", core.Integer, {"optional": True}),
    ]


class WrongPassphraseError(Exception):
    """The passphrase does not open the key."""


def decrypt(pem: str, pkcs8: bytes | None, passphrase: str, engines: Engines) -> bytes:
    """Returns the private key in an encrypted PEM text, as PKCS#8 in DER without encryption.

    ``pem`` is one block, from its BEGIN line to its END line. ``pkcs8`` is the DER in it, if the
    block is encrypted PKCS#8; otherwise ``None``.

    Raises:
        WrongPassphraseError: the passphrase does not open the key, or the text is damaged.
        CannotError: this build cannot open it. The message says what to do.
        ValueError: the encryption of PKCS#8 cannot be read, or is made to keep the engine busy.
            The message is the end of a sentence.
        UnansweredError: the host has to be asked first.
        OutOfWorkError: that is more work than the request may take.
    """
    if not engines.load_decryption():
        raise CannotError(
            "Encrypted private keys need the engine “cryptography”, which this build does not have. "
            "Decrypt the key with “openssl pkcs8 -in key.pem” and paste the result."
        )
    cost = _check_cost(pkcs8) if pkcs8 is not None else costs.KEY_TEXT
    if not engines.budget.allows(cost, "encrypted private keys"):
        raise OutOfWorkError
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization as form

    load = form.load_ssh_private_key if "OPENSSH" in pem[:40] else form.load_pem_private_key
    try:
        # Whether p and q are prime is not asked here: for 8,192 bits that takes ten seconds.
        key = load(
            pem.encode("utf-8", "replace"),
            passphrase.encode("utf-8", "replace"),
            unsafe_skip_rsa_key_validation=True,
        )
    except UnsupportedAlgorithm as error:
        raise CannotError(f"The key's encryption is not supported: {error}.") from error
    except Exception as error:  # cryptography raises many kinds for a wrong passphrase.
        raise WrongPassphraseError from error
    return key.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())


def _check_cost(pkcs8: bytes) -> int:
    """Returns the cost of opening a key, in the units of `costs`.

    Work factors that no honest key has are refused, because they cost time or memory.

    Raises:
        ValueError: they are too high, or cannot be read. The message is the end of a sentence.
    """
    try:
        algorithm = keys.EncryptedPrivateKeyInfo.load(pkcs8, strict=True)["encryption_algorithm"]
        if algorithm["algorithm"].native == "pbes2" and algorithm.kdf == _SCRYPT:
            parameters = algorithm["parameters"]["key_derivation_func"]["parameters"]
            cost = _ScryptParameters.load(parameters.dump(), strict=True).native
            work = cost["cost"] * cost["block_size"] * cost["parallelization"]
            limit, units = MAX_SCRYPT_WORK, 1
        else:
            work, limit = int(algorithm.kdf_iterations), MAX_PBKDF2_ITERATIONS
            units = costs.PBKDF2
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ValueError("how it is encrypted cannot be made out") from error
    if work > limit:
        raise ValueError(f"its work factor is {work:,}; up to {limit:,} is done")
    return int(work) * units
