"""A scenario: issuer, services, clients and what happens, as data. Times are whole seconds.

Times count from the scenario's beginning. Every number has a limit (`limits`), and every wrong
value is told at its JSON path.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from ..text import json_text
from ..text.words import quoted
from . import limits
from .laboratory import ALGORITHMS, KEYS
from .members import Members, Problems

IGNORABLE = ("signature", "expiry", "audience")
"""What a careless service does not look at."""
KINDS = ("honest", "stolen-key", "forged")
"""Where a client has its tokens from: the issuer, itself with the issuer's key, or with its own."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """The issuer begins to sign with its next key."""

    at: int
    ahead: int
    """How long before that the new key already stands in the key set."""
    keep: int
    """How long after it the old key still stands there."""


@dataclass(frozen=True, slots=True)
class Service:
    """Verifies tokens on its own, with the key set that it has fetched."""

    name: str
    audience: str
    cache: int
    """How long it uses a key set before it fetches it again."""
    refetch: bool
    """Whether it fetches the key set at once when a token names a key that it does not know."""
    drift: int
    """How far its clock is ahead of the issuer's; below 0: behind."""
    leeway: int
    deny_list: bool
    """Whether it asks the central deny-list for every token."""
    ignores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """Sends the same request again and again, each time to all of its services."""

    name: str
    kind: str
    audience: tuple[str, ...]
    services: tuple[int, ...]
    roles: tuple[str, ...]
    """Copied into the tokens. They make the tokens longer."""
    first: int
    every: int
    last: int
    renew: bool
    """Whether it gets a new token when its token has expired."""
    logout: int | None
    """When its user logs out. A copy of the token is still sent after that."""

    @property
    def times(self) -> range:
        """When it sends its requests."""
        return range(self.first, self.last + 1, self.every)


@dataclass(frozen=True, slots=True)
class Scenario:
    """All of it."""

    name: str
    alg: str
    start: int
    """The beginning, in seconds since the epoch."""
    duration: int
    lifetime: int
    """How long a token lives."""
    rotations: tuple[Rotation, ...]
    services: tuple[Service, ...]
    clients: tuple[Client, ...]
    outage: tuple[int, int] | None
    """From when and until when issuer, deny-list and session store cannot be reached."""


def read_scenario(text: str, problems: Problems) -> Scenario | None:
    """Reads a scenario from JSON text; ``None`` if anything is wrong with it."""
    if len(text) > limits.TEXT:
        problems.add("", f"This has {len(text):,} characters. Give {limits.TEXT:,} or fewer.")
        return None
    read = json_text.read(text, "request", "scenario")
    if not read.ok:
        problems.add("", read.findings[0].message)
        return None
    for finding in read.findings:
        problems.add("", finding.message)
    scenario = _read(Members(read.value, "", problems), problems)
    if not problems.found:
        _check_amount(scenario, problems)
    return None if problems.found else scenario


def _read(members: Members, problems: Problems) -> Scenario:
    duration = members.number("duration", 1, limits.DURATION, 3_600)
    services = tuple(_service(row) for row in members.rows("services", 1, limits.SERVICES))
    names = _distinct([service.name for service in services], "services", problems)
    rows = members.rows("clients", 1, limits.CLIENTS)
    clients = tuple(_client(row, duration, names, problems) for row in rows)
    _distinct([client.name for client in clients], "clients", problems)
    rotations = tuple(_rotation(row, duration) for row in members.rows("rotations", 0, KEYS - 1))
    for index, (one, other) in enumerate(itertools.pairwise(rotations), 1):
        if other.at <= one.at:
            message = "A rotation must come later than the one before it."
            problems.add(f"rotations[{index}].at", message)
    outage = members.sub("outage")
    members.text("about", limits.ABOUT, "none")
    scenario = Scenario(
        name=members.text("name", limits.NAME, "Scenario"),
        alg=members.choice("alg", ALGORITHMS),
        start=members.number("start", 0, limits.START, 1_767_225_600),
        duration=duration,
        lifetime=members.number("lifetime", 1, limits.DURATION, 900),
        rotations=rotations,
        services=services,
        clients=clients,
        outage=_outage(outage, duration, problems) if outage else None,
    )
    members.finish()
    return scenario


def _service(members: Members) -> Service:
    name = members.text("name", limits.NAME)
    service = Service(
        name=name,
        audience=members.text("audience", limits.NAME, name),
        cache=members.number("cache", 0, limits.DURATION, 600),
        refetch=members.flag("refetch", False),
        drift=members.number("drift", -limits.DRIFT, limits.DRIFT, 0),
        leeway=members.number("leeway", 0, limits.DRIFT, 0),
        deny_list=members.flag("deny_list", False),
        ignores=members.choices("ignores", IGNORABLE),
    )
    members.finish()
    return service


def _client(members: Members, duration: int, names: dict[str, int], problems: Problems) -> Client:
    wanted = members.texts("services", limits.SERVICES, limits.NAME)
    for index, name in enumerate(wanted):
        if name and name not in names:
            path = f"{members.at('services')}[{index}]"
            problems.add(path, f"There is no service {quoted(name)}.")
    first = members.number("first", 0, duration, 0)
    client = Client(
        name=members.text("name", limits.NAME),
        kind=members.choice("kind", KINDS),
        audience=members.texts("audience", limits.SERVICES, limits.NAME),
        services=tuple(sorted({names[name] for name in wanted if name in names}))
        or tuple(range(len(names))),
        roles=members.texts("roles", limits.ROLES, limits.NAME),
        first=first,
        every=members.number("every", 1, limits.DURATION, 60),
        last=members.number("last", first, duration, duration),
        renew=members.flag("renew", True),
        logout=members.optional_number("logout", 0, duration),
    )
    members.finish()
    return client


def _rotation(members: Members, duration: int) -> Rotation:
    rotation = Rotation(
        at=members.number("at", 1, duration, 1),
        ahead=members.number("ahead", 0, limits.DURATION, 0),
        keep=members.number("keep", 0, limits.DURATION, 0),
    )
    members.finish()
    return rotation


def _outage(members: Members, duration: int, problems: Problems) -> tuple[int, int]:
    first, last = members.number("from", 0, duration, 0), members.number("until", 0, duration, 0)
    if last < first:
        problems.add(members.at("until"), "The end must not come before the beginning.")
    members.finish()
    return first, last


def _distinct(names: list[str], where: str, problems: Problems) -> dict[str, int]:
    """Returns the place of each name, and tells of those that are there twice."""
    places: dict[str, int] = {}
    for index, name in enumerate(names):
        if places.setdefault(name, index) != index:
            path = f"{where}[{index}].name"
            problems.add(path, f"The name {quoted(name)} is there twice. Give each its own.")
    return places


def _check_amount(scenario: Scenario, problems: Problems) -> None:
    """Tells if the scenario has more requests than one run may take."""
    requests = sum(len(client.times) * len(client.services) for client in scenario.clients)
    if requests > limits.REQUESTS:
        message = (
            f"This makes {requests:,} requests; {limits.REQUESTS:,} can be played. Let the clients "
            "send fewer (“every”), or make the scenario shorter (“duration”)."
        )
        problems.add("clients", message)
