"""Limits of encrypted tokens. Beyond them a token is made to keep its reader busy, or is weak."""

from __future__ import annotations

MAX_RECIPIENTS = 20
"""So many recipients of one token are read."""
MAX_PBES2_COUNT = 1_200_000
"""The most iterations of PBES2 (`p2c`): the limit of the successor of RFC 8725."""
FEW_ITERATIONS = 1_000
"""Fewer iterations than that are remarked on (RFC 7518 section 4.8.1.2)."""
FEWEST_SALT_BYTES = 8
"""The shortest salt of PBES2, `p2s` (RFC 7518 section 4.8.1.1)."""
USUAL_COUNT = 10_000
"""The iterations of PBES2 where the header of a new token does not say how many.

Some libraries open no token that has more of them.
"""
