"""For `test_limits`: what is just as large as the limits of DER allow, and one more."""

from __future__ import annotations

import base64
from collections.abc import Callable

from tests.unit.support.calls import call
from tests.unit.support.hostile_der import (
    COMMON_NAME,
    certificate,
    extension,
    name,
    nested,
    pem,
    rdn,
    sequence,
    text,
    tlv,
)


def taken(der: bytes) -> bool:
    """Whether a certificate is read; if not, a finding has to name a limit."""
    described = call("describe_key", key={"text": pem("CERTIFICATE", der)})
    if described["keys"]:
        return True
    [finding] = described["findings"]
    assert "read" in finding["message"]
    return False


def filled(size: int) -> bytes:
    """A certificate of that many bytes: what is missing stands in an extension."""
    wanted = size - len(certificate(extensions=(extension(bytes(60_000)),)))
    made = certificate(extensions=(extension(bytes(60_000 + wanted)),))
    assert len(made) == size
    return made


def size(more: int) -> bool:
    return taken(filled(64 * 1024 + more))


def size_in_x5c(more: int) -> bool:
    x5c = base64.b64encode(filled(64 * 1024 + more)).decode()
    jwk = call("describe_key", key={"text": pem("CERTIFICATE", certificate())})["keys"][0]["jwk"]
    key = {"text": jwk.rstrip("}\n ") + f',"x5c":["{x5c}"]}}'}
    return len(call("describe_key", key=key)["keys"][0]["certificates"]) == 1


def values(more: int) -> bool:
    """Extensions may hold anything: here, many values beside the ones that belong there."""
    others = 36
    inner = sequence(*[tlv(5)] * (2_000 - others + more))
    return taken(certificate(extensions=(extension(b""), inner)))


def depth(more: int) -> bool:
    return taken(certificate(name(rdn(nested(16 - 5 + more)))))


def oid(more: int) -> bool:
    return taken(certificate(name(rdn(text("a"), tlv(6, b"\x2b" + b"\x01" * (63 + more))))))


def name_bytes(more: int) -> bool:
    whole = name(rdn(text("a" * 16_000)))
    whole = name(rdn(text("a" * (16_000 + 16 * 1024 - len(whole) + more))))
    assert len(whole) == 16 * 1024 + more
    return taken(certificate(whole))


def name_parts(more: int) -> bool:
    two = tlv(0x31, sequence(COMMON_NAME, text("a")), sequence(COMMON_NAME, text("b")))
    return taken(certificate(issuer=name(two, *[rdn(text("a"))] * (48 + more))))


def serial(more: int) -> bool:
    return taken(certificate(serial=b"\x7f" * (64 + more)))


def extensions(more: int) -> bool:
    return taken(certificate(extensions=(extension(b"\x30\0"),) * (100 + more)))


DER_LIMITS: dict[str, list[Callable[[int], bool]]] = {
    "keys/limits.py MAX_DER_BYTES": [size, size_in_x5c],
    "keys/limits.py MAX_DER_VALUES": [values],
    "keys/limits.py MAX_DER_DEPTH": [depth],
    "keys/limits.py MAX_OID_BYTES": [oid],
    "keys/limits.py MAX_NAME_BYTES": [name_bytes],
    "keys/limits.py MAX_NAME_PARTS": [name_parts],
    "keys/limits.py MAX_SERIAL_BYTES": [serial],
    "keys/limits.py MAX_EXTENSIONS": [extensions],
}
