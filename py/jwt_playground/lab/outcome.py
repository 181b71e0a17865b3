"""Writes down what happened in a scenario: the contract's `SimulationRun`."""

from __future__ import annotations

from typing import Any

from ..vocabulary.characters import plain
from .costs import session_costs, token_costs, told
from .keys import IssuerKeys, KeyNumbers
from .scenario import Scenario
from .traffic import STRANGER, Request, Traffic
from .verification import Decision


def outcome(
    scenario: Scenario,
    keys: IssuerKeys,
    traffic: Traffic,
    tokens: list[str],
    decisions: list[Decision],
    laboratory: bool,
) -> dict[str, Any]:
    """Returns the run as JSON."""
    decided = list(zip(traffic.requests, decisions, strict=True))
    sets: dict[KeyNumbers, int] = {}
    for request in traffic.requests:
        if request.keys is not None:
            sets.setdefault(request.keys, len(sets))
    by_tokens = token_costs(scenario, keys, traffic, tokens, decided)
    by_sessions = session_costs(scenario, traffic)
    return {
        "name": scenario.name,
        "alg": scenario.alg,
        "start": scenario.start,
        "duration": scenario.duration,
        "outage": list(scenario.outage) if scenario.outage else None,
        "laboratory": laboratory,
        "keys": [
            {
                "kid": one.kid,
                "published": one.published,
                "signs_from": one.signs_from,
                "signs_until": one.signs_until,
                "withdrawn": one.withdrawn,
            }
            for one in keys.keys
        ],
        "key_sets": [keys.key_set(numbers) for numbers in sets],
        "services": [_service(scenario, index, decided) for index in _places(scenario.services)],
        "clients": [
            {"name": client.name, "kind": client.kind, "logout": client.logout}
            for client in scenario.clients
        ],
        "tokens": [
            {
                "client": one.client,
                "key": None if one.key == STRANGER else one.key,
                "issued": one.issued,
                "expires": one.expires,
                "token": token,
            }
            for one, token in zip(traffic.tokens, tokens, strict=True)
        ],
        "fetches": [
            {
                "at": fetch.at,
                "service": fetch.service,
                "why": fetch.why,
                "keys": None if fetch.keys is None else list(fetch.keys),
            }
            for fetch in traffic.fetches
        ],
        "verifications": [_verification(one, decision, sets) for one, decision in decided],
        "refusals": _refusals(decided),
        "tokens_cost": by_tokens,
        "sessions_cost": by_sessions,
        "told": told(scenario, by_tokens, by_sessions),
    }


def _places(rows: tuple[Any, ...]) -> range:
    return range(len(rows))


def _service(
    scenario: Scenario, index: int, decided: list[tuple[Request, Decision]]
) -> dict[str, Any]:
    service = scenario.services[index]
    mine = [decision for request, decision in decided if request.service == index]
    return {
        "name": service.name,
        "audience": service.audience,
        "drift": service.drift,
        "leeway": service.leeway,
        "ignores": list(service.ignores),
        "accepted": sum(decision.accepted for decision in mine),
        "refused": sum(not decision.accepted for decision in mine),
    }


def _verification(
    request: Request, decision: Decision, sets: dict[KeyNumbers, int]
) -> dict[str, Any]:
    return {
        "at": request.at,
        "service": request.service,
        "client": request.client,
        "token": request.token,
        "key_set": None if request.keys is None else sets[request.keys],
        "verdict": decision.verdict,
        "accepted": decision.accepted,
        "reason": decision.reason,
        "message": plain(decision.message),
        "failed": decision.failed,
        "after_logout": request.after_logout,
    }


def _refusals(decided: list[tuple[Request, Decision]]) -> list[dict[str, Any]]:
    """Returns who refused whom, why, and for how long.

    Requests of one client to one service that follow each other and are refused for the same
    reason make one refusal. It ends at the next request that is not.
    """
    found: list[dict[str, Any]] = []
    running: dict[tuple[int, int], dict[str, Any]] = {}
    for request, decision in decided:
        pair = (request.service, request.client)
        last = running.get(pair)
        if last and (decision.accepted or decision.reason != last["reason"]):
            last["until"] = request.at
            del running[pair]
            last = None
        if decision.accepted:
            continue
        if last is None:
            last = {
                "service": request.service,
                "client": request.client,
                "reason": decision.reason,
                "from": request.at,
                "until": None,
                "requests": 0,
            }
            running[pair] = last
            found.append(last)
        last["requests"] += 1
    return found
