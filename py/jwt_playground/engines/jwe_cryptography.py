"""JWE by joserfc, whose key operations are done by `cryptography` (OpenSSL).

joserfc's models of the algorithms are used, one at a time, and not its functions for whole
tokens. Those have limits of their own, and refuse tokens that the standards allow.
"""

from __future__ import annotations

import secrets
import warnings
import zlib
from collections.abc import Mapping
from typing import Any

from ..keys.model import Key
from ..text import base64url
from ..vocabulary import costs
from ..vocabulary.encryption import KeyManagement
from .base import CannotError, KeyRefusedError
from .hosted import key_members
from .jwe_base import Addressee, DoesNotOpenError, Made, Order, Sealed, TooLongError, with_members
from .local import loaded_private


class CryptographyJwe:
    """See `JweEngine`. It may be made only where `cryptography` is there.

    Raises:
        CannotError: from the constructor, if joserfc is not there.
    """

    name = "cryptography"

    def __init__(self) -> None:
        try:
            from . import jwe_joserfc
        except ImportError as error:
            raise CannotError(
                "This build does not have the Python package joserfc, which opens and makes JWE."
            ) from error
        self._joserfc = jwe_joserfc

    def decrypt(self, sealed: Sealed, key: Key, most: int) -> bytes:
        """See `JweEngine`."""
        made = self._key(key, private=True)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # What is weak is said by findings.
                cek = self._content_key(sealed, made)
                plaintext = self._joserfc.content(sealed.encryption.name).decrypt(
                    sealed.ciphertext, sealed.tag, cek, sealed.iv, sealed.authenticated
                )
        except Exception as error:  # joserfc and cryptography raise a dozen kinds for bad tokens.
            raise DoesNotOpenError from error
        return _inflated(plaintext, most) if sealed.header.get("zip") == "DEF" else plaintext

    def encrypt(self, order: Order) -> Made:
        """See `JweEngine`."""
        alone = len(order.to) == 1
        enc = self._joserfc.content(order.encryption.name)
        shared = {**(order.unprotected or {}), **order.protected}
        cek = secrets.token_bytes(order.encryption.key_bytes)
        added: list[dict[str, Any]] = []
        encrypted: list[bytes] = []
        for each in order.to:
            header = {**shared, **(each.header or {}), "enc": order.encryption.name}
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    own, agreed, sent = self._seal_key(each, header, enc, cek)
            except Exception as error:  # As above: of many kinds.
                raise KeyRefusedError(f"{each.algorithm.name} does not work with it") from error
            cek = agreed
            added.append(own)
            encrypted.append(sent)
        text = with_members(order.protected_text, added[0]) if alone else order.protected_text
        protected = base64url.encode(text.encode("utf-8"))
        aad = None if order.aad is None else base64url.encode(order.aad)
        data = protected if aad is None else f"{protected}.{aad}"
        plaintext = order.plaintext
        if order.protected.get("zip") == "DEF":
            packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
            plaintext = packer.compress(plaintext) + packer.flush()
        iv = secrets.token_bytes(order.encryption.iv_bytes)
        ciphertext, tag = enc.encrypt(plaintext, cek, iv, data.encode("ascii"))
        recipients = [
            (each.header if alone else {**(each.header or {}), **own}, base64url.encode(sent))
            for each, own, sent in zip(order.to, added, encrypted, strict=True)
        ]
        b64 = base64url.encode
        return Made(protected, b64(iv), b64(ciphertext), b64(tag), aad, recipients)

    def cost_per_iteration(self, algorithm: KeyManagement) -> int:
        """See `JweEngine`."""
        return costs.PBKDF2

    def _content_key(self, sealed: Sealed, key: Any) -> bytes:
        """Returns the content encryption key.

        What does not unwrap gives a random one (RFC 7516 section 11.5), with which the token does
        not open either. So a wrong padding takes the same way, and as long, as a wrong tag.
        """
        size = sealed.encryption.key_bytes
        spare = secrets.token_bytes(size)
        try:
            cek = self._joserfc.unsealed(sealed, key)
        except Exception:  # As above: of many kinds.
            return spare
        return cek if len(cek) == size else spare

    def _seal_key(
        self, to: Addressee, header: Mapping[str, Any], enc: Any, cek: bytes
    ) -> tuple[dict[str, Any], bytes, bytes]:
        """Returns the header parameters to add, the content key, and the encrypted key.

        With `dir` and ECDH-ES the content key is another one than ``cek``, which is random.
        """
        key = self._key(to.key, private=False)
        return self._joserfc.sealed(to.algorithm, key, header, enc, cek)

    def _key(self, key: Key, *, private: bool) -> Any:
        """Returns the key object of joserfc."""
        if key.kty == "RSA" and private:
            return self._joserfc.rsa_key(loaded_private(key))
        try:
            return self._joserfc.key(key.secret, key_members(key.jwk, private=private))
        except Exception as error:  # As above: of many kinds.
            raise KeyRefusedError(f"its numbers do not form a key of type {key.kty}") from error


def _inflated(data: bytes, most: int) -> bytes:
    """Returns raw DEFLATE inflated.

    Raises:
        TooLongError: that has more than ``most`` bytes.
        DoesNotOpenError: it is no whole raw DEFLATE.
    """
    decoder = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        plain = decoder.decompress(data, most + 1)
    except zlib.error as error:
        raise DoesNotOpenError from error
    if len(plain) > most:
        raise TooLongError
    if not decoder.eof:
        raise DoesNotOpenError
    return plain
