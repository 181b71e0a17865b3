"""The header parameters of the key management algorithms (RFC 7518 sections 4.6 to 4.8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..keys.jwk import from_jwk
from ..keys.model import Key
from ..text import base64url
from ..vocabulary.curves import CURVES
from ..vocabulary.encryption import KeyManagement
from ..vocabulary.findings import Finding
from .limits import FEW_ITERATIONS, FEWEST_SALT_BYTES, MAX_PBES2_COUNT


def parameter_faults(
    algorithm: KeyManagement, header: Mapping[str, Any], remarks: list[Finding]
) -> list[Finding]:
    """Returns what is wrong with the parameters that ``algorithm`` needs, and adds remarks."""
    if algorithm.curves:
        return _agreement_faults(algorithm, header)
    if algorithm.is_password:
        return _password_faults(algorithm, header, remarks)
    if algorithm.wrap == "AES-GCM":
        faults = [
            _octets(header, name, size, algorithm) for name, size in (("iv", 12), ("tag", 16))
        ]
        return [fault for fault in faults if fault is not None]
    return []


def ephemeral(header: Mapping[str, Any]) -> Key | None:
    """Returns the ephemeral public key `epk`; ``None`` if it is no key on a curve that is known."""
    jwk = header.get("epk")
    if not isinstance(jwk, dict):
        return None
    members = {name: jwk[name] for name in ("kty", "crv", "x", "y") if name in jwk}
    try:
        key = from_jwk(members, "epk")
    except ValueError:
        return None
    return key if has_its_size(key) else None


def has_its_size(key: Key) -> bool:
    """Tells whether the numbers of an EC or OKP key are as long as its curve wants them.

    Keys of curves that sign nothing are not looked at when they are read.
    """
    curve = CURVES.get(key.curve or "")
    if curve is None or curve.kty != key.kty:
        return False
    return all(
        len(base64url.read(str(key.jwk[name]), None, name).data) == curve.octets
        for name in ("x", "d")
        if name in key.jwk
    )


def _agreement_faults(algorithm: KeyManagement, header: Mapping[str, Any]) -> list[Finding]:
    faults: list[Finding] = []
    epk = ephemeral(header)
    if epk is None or not algorithm.fits(epk.kty, epk.curve):
        message = (
            f"{algorithm.name} needs epk, the ephemeral public key of the sender: a JWK on "
            f"{', '.join(algorithm.curves)}. Here it is missing, or is no such key (RFC 7518 section "
            "4.6.1.1)."
        )
        faults.append(_parameter(message))
    wrong = [n for n in ("apu", "apv") if n in header and not is_encoded(header, n)]
    faults += [_parameter(f"{n} must be base64url (RFC 7518 section 4.6.1).") for n in wrong]
    return faults


def _password_faults(
    algorithm: KeyManagement, header: Mapping[str, Any], remarks: list[Finding]
) -> list[Finding]:
    faults: list[Finding] = []
    salt = _decoded(header, "p2s")
    if salt is None or len(salt) < FEWEST_SALT_BYTES:
        message = (
            f"{algorithm.name} needs p2s, a salt of {FEWEST_SALT_BYTES} bytes or more in base64url "
            "(RFC 7518 section 4.8.1.1)."
        )
        faults.append(_parameter(message))
    if (fault := count_fault(header, remarks)) is not None:
        faults.append(fault)
    return faults


def count_fault(header: Mapping[str, Any], remarks: list[Finding]) -> Finding | None:
    """Returns what is wrong with `p2c`, and adds a remark on a small one."""
    count = header.get("p2c")
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        return _parameter(
            "p2c must be a whole number of iterations, 1 or more (RFC 7518 section 4.8.1.2)."
        )
    if count > MAX_PBES2_COUNT:
        message = (
            f"p2c asks for more than {MAX_PBES2_COUNT:,} iterations. That only keeps the reader busy, "
            "so nothing is derived from the password (RFC 8725 and its successor)."
        )
        return Finding("pbes2-count-too-large", "header", message)
    if count < FEW_ITERATIONS:
        message = (
            f"p2c is {count:,}. With so few iterations the password is soon guessed: RFC 7518 section "
            f"4.8.1.2 recommends {FEW_ITERATIONS:,} at least, and today that is few as well."
        )
        remarks.append(Finding("pbes2-count-small", "header", message))
    return None


def is_encoded(header: Mapping[str, Any], name: str) -> bool:
    """Tells whether a header parameter is base64url."""
    return _decoded(header, name) is not None


def _octets(
    header: Mapping[str, Any], name: str, size: int, algorithm: KeyManagement
) -> Finding | None:
    value = _decoded(header, name)
    if value is not None and len(value) == size:
        return None
    return _parameter(
        f"{algorithm.name} needs the header parameter {name}: {size} bytes in base64url (RFC 7518 "
        "section 4.7.1)."
    )


def _decoded(header: Mapping[str, Any], name: str) -> bytes | None:
    value = header.get(name)
    if not isinstance(value, str):
        return None
    try:
        return base64url.decode_strict(value)
    except ValueError:
        return None


def _parameter(message: str) -> Finding:
    return Finding("jwe-parameter", "header", message)
