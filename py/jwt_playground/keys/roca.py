"""Recognizes RSA keys of the faulty generator that is called ROCA (CVE-2017-15361).

It made primes of the form k·M + (65537^a mod M), where M is a product of small primes. So a modulus
leaves powers of 65537 as residues by all of these primes (Nemec, Sys, Svenda, Klinec and Matyas:
“The Return of Coppersmith's Attack”, section 2.3). Another modulus does so in one of 2^27 cases.
"""

from __future__ import annotations

from functools import lru_cache
from math import prod

_GENERATOR = 65537
_PRIMES = (
    *(3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97),
    *(101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167),
)
_PRODUCT = prod(_PRIMES)


def is_roca(modulus: int) -> bool:
    """Tells whether a modulus has the form. It takes one division of it, and 38 small ones."""
    residue = modulus % _PRODUCT
    return all(residue % prime in powers for prime, powers in _powers())


@lru_cache(maxsize=1)
def _powers() -> tuple[tuple[int, frozenset[int]], ...]:
    """Returns, per prime, the residues that powers of the generator have."""
    found = []
    for prime in _PRIMES:
        powers, power = set[int](), 1
        while power not in powers:
            powers.add(power)
            power = power * _GENERATOR % prime
        found.append((prime, frozenset(powers)))
    return tuple(found)
