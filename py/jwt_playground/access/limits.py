"""What a request may cost: limits of the texts, and the work that all its decisions may take.

Policies and matchers are foreign text. Each limit keeps one thing small; the work adds up what
they cost together. Whatever is over a limit is denied, with a sentence that says so.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_MODEL = 20_000
"""The longest model, in characters."""
MAX_POLICY = 400_000
"""The longest policy, in characters."""
MAX_RULES = 5_000
"""The most lines of a policy that hold a rule."""
MAX_LINKS = 2_000
"""The most lines that link a role. casbin follows them anew for each pair of names."""
MAX_LINKS_COMPARED = 300
"""The most of them where casbin compares every name with every other: with tenants or patterns."""
MAX_REQUESTS = 1_000
"""The most requests of one call."""
MAX_EXPRESSION = 4_000
"""The longest matcher, in characters."""
MAX_WORDS = 600
"""The most names, texts, numbers and signs of a matcher."""
MAX_PARENTHESES = 30
"""How deep brackets may stand in each other, in a matcher and in a pattern."""
MAX_PREFIXES = 40
"""The most signs of a matcher that stand before a value, or chains of them: `!`, `-`, `+` …"""
MAX_PATTERN = 500
"""The longest pattern of a function such as keyMatch, in characters."""
MAX_MATCHED = 2_000
"""The longest text that a pattern is matched with, in characters."""
MAX_GLOBBED = 500
"""The same for globMatch, whose patterns Python's `re` matches."""
MAX_STATES = 1_000
"""The most steps of a pattern, with its counted repetitions written out."""
MAX_NUMBER = 2**64
"""The largest number that a matcher computes with."""
MAX_TEXT = 20_000
"""The longest text that a matcher puts together, in characters."""
MAX_WORK = 8_000_000
"""What all decisions of a request may take: a unit is about one step of a matcher."""


class TooMuchError(Exception):
    """The work of the request is used up."""


@dataclass(slots=True)
class Work:
    """Counts the work of a request. When it is used up, every further step is refused."""

    left: int = MAX_WORK

    def spend(self, units: int) -> None:
        """Takes units of work.

        Raises:
            TooMuchError: there is none left.
        """
        self.left -= units
        if self.left < 0:
            raise TooMuchError("the decisions of one call may take only so much work")

    @property
    def is_spent(self) -> bool:
        """Whether it was used up; casbin may have swallowed the error that said so."""
        return self.left < 0
