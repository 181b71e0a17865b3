"""The operation `simulate`: plays a scenario and returns what happened and what it cost."""

from __future__ import annotations

from typing import Any, TypedDict

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..keys.jwk import from_jwk
from ..keys.model import KeyInput
from ..text import base64url
from ..vocabulary import costs
from ..vocabulary.algorithms import ALGORITHMS
from . import limits
from .keys import IssuerKeys, issuer_keys
from .laboratory import stranger_key
from .members import Problem, Problems
from .outcome import outcome
from .scenario import Scenario, read_scenario
from .traffic import STRANGER, PlannedToken, Traffic, traffic_of
from .verification import Decision, Verifier


class Simulation(TypedDict):
    """The contract's `Simulation`."""

    problems: list[Problem]
    """Why nothing was played; empty if it was."""
    run: dict[str, Any] | None


class Simulator:
    """One request. What no answer of the host can change is kept for the next run."""

    def __init__(self, text: str, given: KeyInput | None, engines: Engines) -> None:
        self._text, self._given, self._engines = text, given, engines
        self._signed: dict[int, str] = {}
        self._decided: dict[int, Decision] = {}

    def simulate(self) -> Simulation:
        """Plays the scenario.

        Raises:
            UnansweredError: the host has to be asked first: in one round for all signatures to
                make, in another for all to verify.
        """
        problems = Problems()
        run = None
        scenario = read_scenario(self._text, problems)
        if scenario is not None:
            # The limits of a scenario bound the work, so the budget has room for all of it.
            room = (limits.REQUESTS + limits.TOKENS) * costs.MAX_WORK_PER_TOKEN
            self._engines.budget.begin(None, costs.MAX_WORK + room)
            keys = issuer_keys(scenario, self._given, self._engines, problems)
            if keys is not None:
                run = self._play(scenario, keys, problems)
        return {"problems": problems.found, "run": run}

    def _play(
        self, scenario: Scenario, keys: IssuerKeys, problems: Problems
    ) -> dict[str, Any] | None:
        traffic = traffic_of(scenario, keys)
        if len(traffic.tokens) > limits.TOKENS:
            message = (
                f"This makes {len(traffic.tokens):,} tokens; {limits.TOKENS:,} can be signed. Let "
                "them live longer, or make the scenario shorter (“duration”)."
            )
            problems.add("lifetime", message)
            return None
        try:
            tokens = self._sign_all(scenario, keys, traffic.tokens)
        except (CannotError, KeyRefusedError) as error:
            path = "alg" if isinstance(error, CannotError) else "key"
            problems.add(path, f"Nothing could be signed: {str(error).rstrip('.')}.")
            return None
        decisions = self._decide_all(scenario, keys, traffic, tokens)
        return outcome(scenario, keys, traffic, tokens, decisions, self._given is None)

    def _sign_all(
        self, scenario: Scenario, keys: IssuerKeys, planned: list[PlannedToken]
    ) -> list[str]:
        algorithm = ALGORITHMS[scenario.alg]
        stranger = from_jwk(stranger_key(scenario.alg), "laboratory")
        pending = False
        for index, one in enumerate(planned):
            if index in self._signed:
                continue
            parts = (base64url.encode(text.encode()) for text in (one.header, one.payload))
            data = ".".join(parts)
            key = stranger if one.key == STRANGER else keys.keys[one.key].key
            try:
                engine = self._engines.load_for(algorithm, key)
                signature = engine.sign(scenario.alg, key, data.encode())
            except UnansweredError:  # Go on, so that all questions are sent together.
                pending = True
                continue
            self._signed[index] = f"{data}.{base64url.encode(signature)}"
        if pending:
            raise UnansweredError
        return [self._signed[index] for index in range(len(planned))]

    def _decide_all(
        self, scenario: Scenario, keys: IssuerKeys, traffic: Traffic, tokens: list[str]
    ) -> list[Decision]:
        verifier = Verifier(scenario, keys, self._engines)
        pending = False
        for index, request in enumerate(traffic.requests):
            if index in self._decided:
                continue
            try:
                self._decided[index] = verifier.decide(request, tokens[request.token])
            except UnansweredError:
                pending = True
        if pending:
            raise UnansweredError
        return [self._decided[index] for index in range(len(traffic.requests))]
