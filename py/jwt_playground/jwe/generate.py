"""The operation `generate_key` for encryption: a new key for an `alg` of JWE."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..engines.jwe_keys import fresh_pair
from ..keyring.generate import (
    RSA_BITS,
    GeneratedKey,
    key_pair,
    refused,
    secret_key,
    wrong_rsa_size,
)
from ..keys.jwk import ordered
from ..text.words import quoted
from ..vocabulary.algorithms import Algorithm
from ..vocabulary.curves import CURVES
from ..vocabulary.encryption import CONTENT_ENCRYPTION, KEY_MANAGEMENT, KeyManagement

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz_"
"""The 32 letters of passwords. None looks like another one."""
_GROUPS, _GROUP = 5, 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the key is to be: members of the contract's `GenerateParams`."""

    alg: str
    """A name in `KEY_MANAGEMENT`."""
    bits: int | None = None
    crv: str | None = None
    enc: str | None = None


def generate_encryption_key(wanted: Wanted, engines: Engines) -> GeneratedKey:
    """Makes a key pair, a secret or a password. What cannot be made is a finding.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    row = KEY_MANAGEMENT[wanted.alg]
    if row.opens_only:
        message = (
            f"No keys are made for {row.name}: its padding gives attackers a way in. Make one for "
            "RSA-OAEP-256."
        )
        return refused("alg-cannot-encrypt", message)
    if row.kty == "oct":
        return _secret(row, wanted)
    return _pair(row, wanted, engines)


def _secret(row: KeyManagement, wanted: Wanted) -> GeneratedKey:
    if row.is_password:
        return secret_key(_password().encode(), row.name, "enc")
    size, name = row.key_bytes, row.name
    if row.mode == "direct":
        content = CONTENT_ENCRYPTION.get(wanted.enc or "")
        if content is None:
            asked = "names none" if wanted.enc is None else f"says {quoted(wanted.enc)}"
            message = (
                "A key for dir has the size that the content encryption needs, and “enc” "
                f"{asked}. Choose one of {', '.join(CONTENT_ENCRYPTION)}."
            )
            return refused("enc-not-chosen", message)
        # As RFC 7520 section 5.6 does it: the key then tells what it is for.
        size, name = content.key_bytes, content.name
    if wanted.bits not in (None, size * 8):
        message = f"A key for {name} has {size * 8} bits, not {wanted.bits}. Leave the size out."
        return refused("bits-out-of-range", message)
    return secret_key(secrets.token_bytes(size), name, "enc")


def _password() -> str:
    """Returns a password of 125 random bits, which people can type."""
    groups = ("".join(map(secrets.choice, [_LETTERS] * _GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _pair(row: KeyManagement, wanted: Wanted, engines: Engines) -> GeneratedKey:
    curve = (wanted.crv or row.curves[0]) if row.curves else None
    if curve is not None and curve not in row.curves:
        message = (
            f"{row.name} has no keys on {quoted(curve)}. Choose one of {', '.join(row.curves)}."
        )
        return refused("curve-not-made", message)
    bits = None if curve else wanted.bits or RSA_BITS[0]
    if curve is None and (problem := wrong_rsa_size(wanted.bits)):
        return refused("bits-out-of-range", problem)
    if curve is not None and wanted.bits not in (None, CURVES[curve].bits):
        message = f"Keys on {curve} have one size; leave it out."
        return refused("bits-out-of-range", message)
    kty, curves = (CURVES[curve].kty, (curve,)) if curve else (row.kty, ())
    twin = Algorithm(row.name, kty, curves, engines=row.engines_for(curve))
    try:
        bare = fresh_pair(engines.load_for_generation(twin), twin, bits)
    except (CannotError, KeyRefusedError) as error:
        return refused("key-engine-missing", str(error))
    return key_pair(ordered(bare), row.name, "enc")
