"""Who sends which token to whom, and which keys the service has then.

This is worked out before anything is signed or verified: nobody's next request depends on whether
the last one was accepted. So all questions to the host are asked in two rounds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..text import base64url
from .keys import IssuerKeys, KeyNumbers
from .scenario import Client, Scenario, Service

ISSUER = "https://issuer.example"
STRANGER = -1
"""The number of the key that is not the issuer's."""


@dataclass(frozen=True, slots=True)
class PlannedToken:
    """A token before it is signed."""

    client: int
    key: int
    """The issuer's key that signs it, or `STRANGER`."""
    kid: str
    """The key that the token names."""
    issued: int
    expires: int
    header: str
    payload: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """A service fetches the key set."""

    at: int
    service: int
    why: str
    """`first`, `expired` or `unknown-key`."""
    keys: KeyNumbers | None
    """The keys that came; ``None`` if the issuer could not be reached."""


@dataclass(frozen=True, slots=True)
class Request:
    """A client sends its token to a service."""

    at: int
    service: int
    client: int
    token: int
    keys: KeyNumbers | None
    """The keys that the service has; ``None`` if it could never fetch them."""
    after_logout: bool


@dataclass(slots=True)
class Traffic:
    """All of it, in the order of time."""

    tokens: list[PlannedToken] = field(default_factory=list)
    fetches: list[Fetch] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    unsent: int = 0
    """Requests for which the client could not get any token, because the issuer was away."""


def traffic_of(scenario: Scenario, keys: IssuerKeys) -> Traffic:
    """Plays the scenario up to the verifications."""
    traffic = Traffic()
    caches = [_Cache(index, one) for index, one in enumerate(scenario.services)]
    held: dict[int, int] = {}
    for at, index in _ticks(scenario):
        client = scenario.clients[index]
        after_logout = client.logout is not None and at >= client.logout
        token = held.get(index)
        if _may_renew(token, traffic, client, at) and not after_logout:
            planned = _new_token(scenario, keys, index, at)
            if planned is not None:
                held[index] = token = len(traffic.tokens)
                traffic.tokens.append(planned)
        if token is None:
            traffic.unsent += len(client.services)
            continue
        for service in client.services:
            has = caches[service].keys_for(
                traffic.tokens[token].kid, at, scenario, keys, traffic.fetches
            )
            traffic.requests.append(Request(at, service, index, token, has, after_logout))
    return traffic


def is_out(scenario: Scenario, at: int) -> bool:
    """Tells whether issuer, deny-list and session store cannot be reached at a time."""
    return scenario.outage is not None and scenario.outage[0] <= at < scenario.outage[1]


def _ticks(scenario: Scenario) -> Iterator[tuple[int, int]]:
    """Yields each time at which a client sends something, and the client."""
    yield from sorted((at, index) for index, one in enumerate(scenario.clients) for at in one.times)


def _may_renew(token: int | None, traffic: Traffic, client: Client, at: int) -> bool:
    return token is None or (client.renew and at >= traffic.tokens[token].expires)


def _new_token(scenario: Scenario, keys: IssuerKeys, index: int, at: int) -> PlannedToken | None:
    """Returns the client's next token; ``None`` if the issuer cannot be reached."""
    client = scenario.clients[index]
    if client.kind == "honest" and is_out(scenario, at):
        return None
    # A thief has the key of the day of the theft, whatever the issuer signs with later.
    key = keys.signing(client.first if client.kind == "stolen-key" else at)
    kid = keys.keys[key].kid
    expires = at + scenario.lifetime
    return PlannedToken(
        client=index,
        key=STRANGER if client.kind == "forged" else key,
        kid=kid,
        issued=at,
        expires=expires,
        header=_json({"alg": scenario.alg, "typ": "JWT", "kid": kid}),
        payload=_payload(scenario, client, at, expires),
    )


def _payload(scenario: Scenario, client: Client, at: int, expires: int) -> str:
    audience = client.audience or tuple(
        dict.fromkeys(scenario.services[index].audience for index in client.services)
    )
    number = hashlib.sha256(f"{client.name} {at}".encode()).digest()[:16]
    claims: dict[str, object] = {
        "iss": ISSUER,
        "sub": client.name,
        "aud": audience[0] if len(audience) == 1 else list(audience),
        "iat": scenario.start + at,
        "exp": scenario.start + expires,
        "jti": base64url.encode(number),
    }
    if client.roles:
        claims["roles"] = list(client.roles)
    return _json(claims)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


@dataclass(slots=True)
class _Cache:
    """The key set that a service has fetched."""

    index: int
    service: Service
    keys: KeyNumbers | None = None
    fetched: int | None = None
    """When it came."""
    asked: int = -1
    """When it was asked for, also in vain."""

    def keys_for(
        self, kid: str, at: int, scenario: Scenario, keys: IssuerKeys, fetches: list[Fetch]
    ) -> KeyNumbers | None:
        """Returns the keys that the service has for a token that names ``kid``."""
        if why := self._why(kid, at, keys):
            came = None if is_out(scenario, at) else keys.published(at)
            self.asked = at
            if came is not None:
                self.keys, self.fetched = came, at
            fetches.append(Fetch(at, self.index, why, came))
        return self.keys

    def _why(self, kid: str, at: int, keys: IssuerKeys) -> str:
        """Returns why it fetches the key set now; nothing if it does not."""
        if self.asked == at and self.service.cache:
            return ""  # once per second is enough, whoever asks
        if self.fetched is None or self.keys is None:
            return "first"
        if at - self.fetched >= self.service.cache:
            return "expired"
        if self.service.refetch and all(keys.keys[one].kid != kid for one in self.keys):
            return "unknown-key"
        return ""
