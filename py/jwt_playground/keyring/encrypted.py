"""Opens encrypted private keys: PKCS#8 with PBES2, OpenSSL's old encrypted PEM, and OpenSSH.

Only `cryptography` opens them. WebCrypto cannot, and such cryptography must not be written by
hand. `cryptography` is given the bytes that were checked here, never the text that was pasted:
two readers may take different bytes from the same text.
"""

from __future__ import annotations

import re
from typing import Any

from ..engines.base import CannotError
from ..engines.choice import Engines
from ..keys.asn1 import TooMuchError
from ..keys.budget import OutOfWorkError
from ..keys.limits import MAX_DER_BYTES
from ..keys.pbe import cost_of
from ..keys.write import armoured
from ..vocabulary import costs
from .pem import Block

_CIPHER = re.compile(r"^DEK-Info: ([A-Z0-9-]{1,40}),([0-9A-Fa-f]{1,64})\r?$", re.MULTILINE)


class WrongPassphraseError(Exception):
    """The passphrase does not open the key."""


def decrypt(block: Block, passphrase: str, engines: Engines) -> bytes:
    """Returns the private key in an encrypted block, as PKCS#8 in DER without encryption.

    An OpenSSH block must be one that `ssh.read_private` says is encrypted.

    Raises:
        WrongPassphraseError: the passphrase does not open the key, or the text is damaged.
        CannotError: this build cannot open it. The message says what to do.
        ValueError: how the key is encrypted cannot be read, is made to keep the engine busy, or
            the key is too large. The message is the end of a sentence.
        UnansweredError: the host has to be asked first.
        OutOfWorkError: that is more work than the request may take.
    """
    if not engines.load_decryption():
        raise CannotError(
            "Encrypted private keys need the engine “cryptography”, which this build does not have. "
            "Decrypt the key with “openssl pkcs8 -in key.pem” and paste the result."
        )
    data = block.data or b""
    if len(data) > MAX_DER_BYTES:
        raise TooMuchError(f"it has {len(data):,} bytes; up to {MAX_DER_BYTES:,} are read")
    cost = cost_of(data) if block.label == "ENCRYPTED PRIVATE KEY" else costs.KEY_TEXT
    if not engines.budget.allows(cost, "encrypted private keys"):
        raise OutOfWorkError
    secret = passphrase.encode("utf-8", "replace")
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization as form

    # A key made to be slow is refused for its size later; here its primes are not tested.
    how = {"unsafe_skip_rsa_key_validation": True}
    load: Any
    if block.label == "ENCRYPTED PRIVATE KEY":
        load, given = form.load_der_private_key, data
    elif block.label.startswith("OPENSSH"):
        load, given, how = form.load_ssh_private_key, armoured(block.label, data).encode(), {}
    else:
        load, given = form.load_pem_private_key, _old_pem(block, data)
    try:
        key = load(given, secret, **how)
    except UnsupportedAlgorithm as error:
        raise CannotError(f"The key's encryption is not supported: {error}.") from error
    except Exception as error:  # cryptography raises many kinds for a wrong passphrase.
        raise WrongPassphraseError from error
    return bytes(
        key.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())
    )


def _old_pem(block: Block, data: bytes) -> bytes:
    """Returns a block that OpenSSL encrypted in its old way, written anew.

    Raises:
        ValueError: it does not say how it is encrypted. The message is the end of a sentence.
    """
    cipher = _CIPHER.search(block.body)
    if cipher is None:
        raise ValueError("how it is encrypted cannot be made out")
    headers = f"Proc-Type: 4,ENCRYPTED\nDEK-Info: {cipher[1]},{cipher[2]}\n"
    return armoured(block.label, data, headers).encode("ascii")
