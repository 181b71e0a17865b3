"""What a scenario costs with tokens, and what the same traffic costs with server-side sessions."""

from __future__ import annotations

from typing import TypedDict

from ..vocabulary.sessions import SESSION_BYTES
from .keys import IssuerKeys
from .scenario import Scenario
from .traffic import Request, Traffic, is_out
from .verification import Decision


class TokenCosts(TypedDict):
    """The contract's `TokenCosts`. Sizes are bytes, times are seconds."""

    requests: int
    verifications: int
    signatures: int
    request_bytes: int
    largest_token: int
    fetches: int
    fetched_bytes: int
    look_ups: int
    shared_state: int
    after_logout: int
    last_after_logout: int
    not_from_issuer: int
    failed_in_outage: int


class SessionCosts(TypedDict):
    """The contract's `SessionCosts`: the same traffic with sessions in one central store."""

    requests: int
    request_bytes: int
    look_ups: int
    shared_state: int
    after_logout: int
    failed_in_outage: int


def token_costs(
    scenario: Scenario,
    keys: IssuerKeys,
    traffic: Traffic,
    tokens: list[str],
    decided: list[tuple[Request, Decision]],
) -> TokenCosts:
    """Counts what the tokens cost."""
    clients = scenario.clients
    late = [
        request.at - (clients[request.client].logout or 0)
        for request, decision in decided
        if request.after_logout and decision.accepted
    ]
    strangers = [
        request
        for request, decision in decided
        if decision.accepted and clients[request.client].kind != "honest"
    ]
    denying = any(service.deny_list for service in scenario.services)
    return {
        "requests": len(decided) + traffic.unsent,
        "verifications": len(decided),
        "signatures": sum(clients[one.client].kind == "honest" for one in traffic.tokens),
        "request_bytes": sum(len(tokens[request.token]) for request, _ in decided),
        "largest_token": max(map(len, tokens), default=0),
        "fetches": len(traffic.fetches),
        "fetched_bytes": sum(
            len(keys.key_set(fetch.keys)) for fetch in traffic.fetches if fetch.keys is not None
        ),
        "look_ups": sum(decision.looked_up for _, decision in decided),
        "shared_state": sum(client.logout is not None for client in clients) if denying else 0,
        "after_logout": len(late),
        "last_after_logout": max(late, default=0),
        "not_from_issuer": len(strangers),
        "failed_in_outage": traffic.unsent
        + sum(
            is_out(scenario, request.at) and not decision.accepted
            for request, decision in decided
            if clients[request.client].kind == "honest" and not request.after_logout
        ),
    }


def session_costs(scenario: Scenario, traffic: Traffic) -> SessionCosts:
    """Counts what sessions would cost. A thief of keys, or who forges tokens, has no session ID."""
    honest = [one for one in scenario.clients if one.kind == "honest"]
    sent = len(traffic.requests) + traffic.unsent
    failed = sum(
        len(client.services)
        for client in honest
        for at in client.times
        if is_out(scenario, at) and (client.logout is None or at < client.logout)
    )
    return {
        "requests": sent,
        "request_bytes": sent * SESSION_BYTES,
        "look_ups": sent,
        "shared_state": len(honest),
        "after_logout": 0,
        "failed_in_outage": failed,
    }


def told(scenario: Scenario, tokens: TokenCosts, sessions: SessionCosts) -> list[dict[str, str]]:
    """Returns what follows from the numbers, for and against tokens, a sentence each."""
    sentences = [
        _look_ups(tokens, sessions),
        _bytes(tokens, sessions),
        _logout(scenario, tokens),
        _outage(scenario, tokens, sessions),
        _strangers(scenario, tokens),
        _shared_secret(scenario),
    ]
    return [{"side": side, "message": message} for side, message in filter(None, sentences)]


def _look_ups(tokens: TokenCosts, sessions: SessionCosts) -> tuple[str, str]:
    keys, denied, sessions_asked = tokens["fetches"], tokens["look_ups"], sessions["look_ups"]
    message = (
        f"Questions to a central place with tokens: {keys:,} for keys, {denied:,} for the "
        f"deny-list, in {tokens['verifications']:,} requests. With sessions: {sessions_asked:,}, "
        "one for each request."
    )
    asked = keys + denied
    if 2 * asked < sessions_asked:
        return "tokens", message
    return "even" if asked <= sessions_asked else "sessions", message


def _bytes(tokens: TokenCosts, sessions: SessionCosts) -> tuple[str, str]:
    each = tokens["request_bytes"] // max(1, tokens["verifications"])
    message = (
        f"Bytes of a request with tokens: about {each:,}, {tokens['request_bytes']:,} in all. With "
        f"sessions: {SESSION_BYTES}, {sessions['request_bytes']:,} in all."
    )
    return "sessions", message


def _logout(scenario: Scenario, tokens: TokenCosts) -> tuple[str, str] | None:
    if all(client.logout is None for client in scenario.clients):
        return None
    if tokens["after_logout"]:
        message = (
            f"Requests accepted after the logout, with tokens: {tokens['after_logout']:,}, the last "
            f"one {tokens['last_after_logout']:,} s later. With sessions: none."
        )
        return "sessions", message
    price = " The price is a look-up for each request." if tokens["look_ups"] else ""
    return "even", f"After the logout, nothing was accepted, with tokens or sessions.{price}"


def _outage(
    scenario: Scenario, tokens: TokenCosts, sessions: SessionCosts
) -> tuple[str, str] | None:
    if scenario.outage is None:
        return None
    ours, theirs = tokens["failed_in_outage"], sessions["failed_in_outage"]
    message = (
        "Requests of honest clients that failed while the central place was away, with tokens: "
        f"{ours:,}. With sessions: {theirs:,}."
    )
    return ("even" if ours == theirs else "tokens" if ours < theirs else "sessions"), message


def _strangers(scenario: Scenario, tokens: TokenCosts) -> tuple[str, str] | None:
    if all(client.kind == "honest" for client in scenario.clients):
        return None
    accepted = tokens["not_from_issuer"]
    if not accepted:
        return "even", "Tokens that the issuer did not make were refused everywhere."
    message = (
        f"Requests accepted with tokens that the issuer did not make: {accepted:,}. With sessions: "
        "none, since there is no key to steal, and an invented session ID is in no store."
    )
    return "sessions", message


def _shared_secret(scenario: Scenario) -> tuple[str, str] | None:
    if scenario.alg != "HS256":
        return None
    message = (
        "HS256 has no public key: every service holds the secret itself, so each of them could make "
        "tokens for all others."
    )
    return "sessions", message
