"""The limits of a scenario. Together they keep one run below a few seconds in the page."""

from __future__ import annotations

TEXT = 100_000
"""The longest scenario, in characters of its JSON text."""
NAME = 200
"""The longest name, audience or role, in characters."""
ABOUT = 2_000
"""The longest description of a scenario, in characters."""
SERVICES = 20
CLIENTS = 10
ROLES = 100
DURATION = 604_800
"""The longest scenario, token life and time in a cache: one week, in seconds."""
DRIFT = 86_400
"""How wrong a clock may be, and the longest leeway: one day, in seconds."""
START = 4_102_444_800
"""The latest beginning, in seconds since the epoch: the year 2100."""
REQUESTS = 600
"""The most requests of a run. Each of them is verified."""
TOKENS = 200
"""The most tokens of a run. Each of them is signed."""
PROBLEMS = 50
"""The most problems that are told. A text with more of them is no scenario."""
