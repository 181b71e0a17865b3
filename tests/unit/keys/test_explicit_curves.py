"""Curves given by their parameters are read only if they are exactly a curve that has a name."""

from __future__ import annotations

import pytest

from jwt_playground.keys.asn1 import (
    BIT_STRING,
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    write,
    write_oid,
    write_unsigned,
)
from jwt_playground.keys.curves import DOMAINS, Domain, on_curve
from jwt_playground.keys.der import read_der
from jwt_playground.vocabulary.curves import CURVES


def explicit(domain: Domain, size: int, *, compressed: bool = False, cofactor: int = 1) -> bytes:
    """An SPKI whose point is the generator, on a curve given by its parameters."""
    field = write(SEQUENCE, write_oid("1.2.840.10045.1.1"), number(domain.p))
    a = write(OCTET_STRING, (domain.a % domain.p).to_bytes(size, "big"))
    b = write(OCTET_STRING, domain.b.to_bytes(size, "big"))
    x, y = (part.to_bytes(size, "big") for part in (domain.x, domain.y))
    base = bytes([2 + domain.y % 2]) + x if compressed else b"\x04" + x + y
    parts = [write(INTEGER, b"\1"), field, write(SEQUENCE, a, b), write(OCTET_STRING, base)]
    parts += [number(domain.n), number(cofactor)]
    algorithm = write(SEQUENCE, write_oid("1.2.840.10045.2.1"), write(SEQUENCE, *parts))
    return write(SEQUENCE, algorithm, write(BIT_STRING, b"\0\x04" + x + y))


def number(value: int) -> bytes:
    return write_unsigned(value.to_bytes((value.bit_length() + 7) // 8, "big"))


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("name", [*DOMAINS])
def test_the_parameters_of_a_named_curve_are_that_curve(name: str, *, compressed: bool) -> None:
    size = CURVES[name].octets
    assert on_curve(name, *(part.to_bytes(size, "big") for part in DOMAINS[name][3:5]))
    read = read_der(explicit(DOMAINS[name], size, compressed=compressed), "PUBLIC KEY")
    assert read.jwk["crv"] == name
    assert "-param_enc named_curve" in (read.note or "")


@pytest.mark.parametrize("changed", [*Domain._fields])
@pytest.mark.parametrize("name", [*DOMAINS])
def test_one_parameter_that_differs_makes_another_curve(name: str, changed: str) -> None:
    domain = DOMAINS[name]
    other = domain._replace(**{changed: getattr(domain, changed) + 2})
    with pytest.raises(ValueError, match="given by its parameters"):
        read_der(explicit(other, CURVES[name].octets), "PUBLIC KEY")


def test_another_generator_or_cofactor_is_another_curve() -> None:
    domain = DOMAINS["P-256"]
    twisted = domain._replace(y=domain.p - domain.y)
    with pytest.raises(ValueError, match="given by its parameters"):
        read_der(explicit(twisted, 32), "PUBLIC KEY")
    with pytest.raises(ValueError, match="given by its parameters"):
        read_der(explicit(domain, 32, cofactor=4), "PUBLIC KEY")
