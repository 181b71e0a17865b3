"""The links between roles that a policy has (`g, alice, admin`), and the ways over them.

casbin decides whether a name has a role. This tells over which lines, for the reason, and how
many links casbin follows, for the budget of work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .policy_text import Rule

LEVELS = 10
"""casbin follows links over so many names."""

Roles = Mapping[str, Sequence[tuple[str, int]]]
"""Of each name, its roles and the lines that say so."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a name to one of its roles."""

    names: list[str]
    lines: list[int]


@dataclass(slots=True)
class Links:
    """The links of a policy."""

    rules: Sequence[Rule]
    _roles: dict[tuple[str, str | None], dict[str, list[tuple[str, int]]]] = field(
        default_factory=dict
    )
    _followed: dict[tuple[str, str | None, str], int] = field(default_factory=dict)

    def followed(self, key: str, name: str, tenant: str | None) -> int:
        """Returns how many links casbin may follow from a name."""
        asked = (key, tenant, name)
        if asked not in self._followed:
            roles = self._of(key, tenant)
            ways = _ways(roles, name, None)
            self._followed[asked] = LEVELS * sum(len(roles.get(other, ())) for other in ways)
        return self._followed[asked]

    def way(self, key: str, name: str, role: str, tenant: str | None) -> Way | None:
        """Returns the shortest way from a name to a role, if there is one."""
        return _ways(self._of(key, tenant), name, role).get(role)

    def _of(self, key: str, tenant: str | None) -> Roles:
        asked = (key, tenant)
        if asked not in self._roles:
            found = self._roles[asked] = {}
            for rule in self.rules:
                if rule.key == key and (tenant is None or rule.values[2] == tenant):
                    found.setdefault(rule.values[0], []).append((rule.values[1], rule.line))
        return self._roles[asked]


def _ways(roles: Roles, name: str, wanted: str | None) -> dict[str, Way]:
    """Returns the ways to all names that can be reached, or to those up to ``wanted``."""
    ways = {name: Way([name], [])}
    todo = deque([name])
    while todo and wanted not in ways:
        here = ways[todo.popleft()]
        if len(here.lines) == LEVELS - 1:
            continue
        for other, line in roles.get(here.names[-1], ()):
            if other not in ways:
                ways[other] = Way([*here.names, other], [*here.lines, line])
                todo.append(other)
    return ways
