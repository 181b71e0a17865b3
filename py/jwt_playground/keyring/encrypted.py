"""Opens encrypted private keys: PKCS#8 with PBES2, OpenSSL's old encrypted PEM, and OpenSSH.

PBES2 with AES is opened by the host, too (`engines.key_opening`); the rest by `cryptography`
alone. Either is given the bytes that were checked here, never the text that was pasted: two
readers may take different bytes from the same text.
"""

from __future__ import annotations

import re
from typing import Any

from ..engines import key_opening
from ..engines.base import CannotError
from ..engines.choice import Engines
from ..keys.asn1 import TooMuchError
from ..keys.budget import OutOfWorkError, Work
from ..keys.der import read_der
from ..keys.ec_der import NotForJwsError
from ..keys.limits import MAX_DER_BYTES
from ..keys.pbe import Pbes2, cost_of, read_pbes2
from ..keys.write import armoured
from ..vocabulary import costs
from .pem import Block

_REST = 100_000
"""The work that opening a key leaves to the request, so that a token can be verified with it."""
_CIPHER = re.compile(r"^DEK-Info: ([A-Z0-9-]{1,40}),([0-9A-Fa-f]{1,64})\r?$", re.MULTILINE)
_PKCS8 = "ENCRYPTED PRIVATE KEY"
_NOBODY = (
    "Private keys that are encrypted in this way need the engine “cryptography”, which this build does "
    "not have. Decrypt the key with “openssl pkcs8 -in key.pem” and paste the result."
)

_OTHERS = (
    "The engine that is chosen does not open private keys that are encrypted in this way, and another "
    "one does: choose “auto”."
)


class WrongPassphraseError(Exception):
    """The passphrase does not open the key."""


def may_open(block: Block, engines: Engines) -> bool:
    """Tells whether this build can ever open an encrypted block. Loads and asks nothing."""
    key = _for_host(block)
    return engines.may_decrypt() or (key is not None and key_opening.may_open(key, engines.host))


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
    data = block.data or b""
    if len(data) > MAX_DER_BYTES:
        raise TooMuchError(f"it has {len(data):,} bytes; up to {MAX_DER_BYTES:,} are read")
    cost = cost_of(data) if block.label == _PKCS8 else costs.KEY_TEXT
    secret = passphrase.encode("utf-8", "replace")
    key = _for_host(block)
    reason = _OTHERS if key is not None and key_opening.may_open(key, engines.host) else _NOBODY
    if key is not None and (names := key_opening.ways(key, engines)):
        try:
            return _opened(key, secret, names, cost, engines)
        except CannotError as error:
            reason = str(error)
    if not engines.load_decryption():
        raise CannotError(reason)
    if not engines.budget.allows(cost, "encrypted private keys"):
        raise OutOfWorkError
    return _by_cryptography(block, data, secret)


def _for_host(block: Block) -> Pbes2 | None:
    """Returns how a block is encrypted, if the host may be able to open it."""
    return read_pbes2(block.data or b"") if block.label == _PKCS8 else None


def _opened(key: Pbes2, secret: bytes, names: list[str], usual: int, engines: Engines) -> bytes:
    """Returns the private key, opened by the host. See `decrypt` for what is raised."""
    cost = key_opening.cost(key, usual, engines.host)
    if cost > costs.MAX_IN_JAVASCRIPT:
        raise CannotError(
            f"The key asks for {key.work[0]:,} iterations of PBKDF2, which take too long in a page "
            "without WebCrypto. Open the page on https:// or on localhost."
        )
    budget = engines.budget
    what: Work = "encrypted private keys"
    if cost == usual:
        allowed = budget.allows(cost, what)
    else:  # One dear key leaves over what its own use takes, and no room for a second one.
        allowed = budget.allows_whole(min(cost, budget.limit - _REST), what)
    if not allowed:
        raise OutOfWorkError
    plain = key_opening.open_key(key, secret, names, engines.host)
    if plain is None:
        raise WrongPassphraseError
    try:
        read_der(plain, "PRIVATE KEY")
    except (TooMuchError, NotForJwsError):
        pass  # It is a key. Whoever reads it says what is wrong with it.
    except ValueError as error:  # One passphrase of 256 gives bytes whose padding fits.
        raise WrongPassphraseError from error
    return plain


def _by_cryptography(block: Block, data: bytes, secret: bytes) -> bytes:
    """Returns the private key, opened by `cryptography`. See `decrypt` for what is raised."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization as form

    # A key made to be slow is refused for its size later; here its primes are not tested.
    how = {"unsafe_skip_rsa_key_validation": True}
    load: Any
    if block.label == _PKCS8:
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
