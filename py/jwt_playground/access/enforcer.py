"""A policy in casbin, which is asked for one decision at a time.

casbin reads the rules in their order, follows the links between roles, and makes one decision of
the effects. What it calls for a matcher is made here (`expression`, `functions`): so the matcher
cannot reach Python, and every rule that it is true for is noted. casbin reads no file and no
clock, and its logs are off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .expression import Matcher, Path, compile_matcher
from .functions import Functions
from .limits import Work
from .matcher_words import MatcherError, operators
from .model_text import ModelText
from .policy_text import PolicyText, Rule
from .roles import Links


class RefusedError(Exception):
    """casbin refuses the policy; the message says why."""


@dataclass(frozen=True, slots=True)
class Matching:
    """A function that compares names of roles or tenants, so that these can be patterns."""

    role: str
    """The definition: `g`, `g2` …"""
    function: str
    tenants: bool


@dataclass(slots=True)
class Step:
    """What one run of the matcher did, for one rule."""

    reads: dict[Path, Any] = field(default_factory=dict)
    links: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """The definition, and the names that it linked: name, role, and perhaps a tenant."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision of casbin, and what it was made of."""

    allowed: bool
    explained: Rule | None
    """The rule that casbin names."""
    matched: list[tuple[Rule | None, Step]]
    """Each rule that the matcher was true for; `None` where the policy has no rule at all."""
    reads: dict[Path, Any]
    """Everything that was read, for whatever rule."""


class Enforcer:
    """A model and its policy in casbin.

    Raises:
        RefusedError: casbin refuses them.
    """

    def __init__(
        self,
        casbin: Any,
        model: ModelText,
        policy: PolicyText,
        matchings: Sequence[Matching],
        work: Work,
    ) -> None:
        self.links = Links(policy.links)
        self.patterns = {each.role for each in matchings}
        """The definitions whose names are patterns."""
        self._casbin = casbin
        self._model = model
        self._work = work
        self._functions = Functions(work)
        self._callable: dict[str, Callable[..., Any]] = dict(self._functions.all)
        self._matchers: dict[str, Matcher] = {}
        self._rules = {id(rule.values): rule for rule in policy.rules}
        self._step = Step()
        self._steps = 0
        self._rules_at_work: list[list[str]] = []
        self._matched: list[tuple[int, Step]] = []
        self._reads: dict[Path, Any] = {}
        try:
            self._enforcer = self._load(policy, matchings)
        except Exception as error:  # It raises bare RuntimeErrors, and what happens to it.
            raise RefusedError(f"casbin refuses the policy: {error}") from error
        for key in model.definitions["g"]:
            linked = self._callable[key] = self._linked(key)
            self._callable[f"{key}Any"] = _any_of(key, linked)

    def decide(self, values: Sequence[Any], now: float | None, sections: Sequence[str]) -> Outcome:
        """Asks casbin for one decision.

        ``sections`` are the definitions to use: of the request, the policy and the matcher.

        Raises:
            TooMuchError: the work is used up.
            MatcherError, Exception: the matcher fails, or casbin does.
        """
        self._steps, self._matched, self._reads = 0, [], {}
        self._functions.now, self._functions.failure = now, None
        request, policy, matcher = sections
        self._rules_at_work = self._enforcer.model["p"][policy].policy
        context = self._casbin.core_enforcer.EnforceContext(request, policy, "e", matcher)
        allowed, explained = self._enforcer.enforce_ex(context, *values)
        if self._work.is_spent:  # … where casbin takes every failure for “no match”
            self._work.spend(0)
        if self._functions.failure:
            raise MatcherError(self._functions.failure)
        rules = self._rules_at_work
        matched = [
            (self._rules[id(rules[place])] if rules else None, step)
            for place, step in self._matched
        ]
        return Outcome(bool(allowed), self._rules.get(id(explained)), matched, self._reads)

    @property
    def rule_at_work(self) -> Rule | None:
        """The rule that the matcher ran for last; ``None`` if there was none."""
        place = self._steps - 1
        rules = self._rules_at_work
        return self._rules[id(rules[place])] if 0 <= place < len(rules) else None

    def run(self, matcher: Matcher, names: dict[str, Any]) -> Any:
        """Runs a matcher for the next rule, and notes what it does. casbin calls this."""
        place, self._step = self._steps, Step()
        self._steps += 1
        self._work.spend(10 + matcher.cost)
        result = matcher.run(names)
        self._reads |= self._step.reads
        if result:
            self._matched.append((place, self._step))
        return result

    def read(self, path: Path, value: Any) -> None:
        """See `Watcher`."""
        self._step.reads[path] = value

    def spend(self, units: int) -> None:
        """See `Watcher`."""
        self._work.spend(units)

    def _load(self, policy: PolicyText, matchings: Sequence[Matching]) -> Any:
        """Makes casbin's enforcer, with our matchers and functions in it."""
        made = self._casbin.Model()
        for section in ("r", "p", "e", "m", "g"):
            for definition in self._model.definitions[section].values():
                made.add_def(section, definition.key, definition.value)
        expression = self._expression

        class Deciding(self._casbin.Enforcer):  # type: ignore[name-defined,misc]
            def _get_expression(self, text: str, functions: object = None) -> _Expression:
                return expression(text)

        enforcer = Deciding(made)
        enforcer.fm.fm = dict(self._callable)
        enforcer.adapter = _Adapter(policy)
        enforcer.load_policy()
        for each in matchings:
            tenants, roles = (
                enforcer.add_named_domain_matching_func,
                enforcer.add_named_matching_func,
            )
            (tenants if each.tenants else roles)(each.role, self._functions.all[each.function])
        return enforcer

    def _expression(self, text: str) -> _Expression:
        if text not in self._matchers:
            self._work.spend(len(text))
            names = names_of(self._model)
            self._matchers[text] = compile_matcher(operators(text), names, self._callable, self)
        return _Expression(self, self._matchers[text])

    def _linked(self, key: str) -> Callable[..., bool]:
        """Returns casbin's function `g`, which knows what it said before and notes each link."""
        follow = self._casbin.util.generate_g_function(self._enforcer.model["g"][key].rm)
        places = self._model.definitions["g"][key].places
        known: dict[tuple[str, ...], bool] = {}

        def call(*names: Any) -> bool:
            if len(names) != places or not all(isinstance(name, str) for name in names):
                raise MatcherError(f"{key} takes {places} texts")
            if names not in known:
                self._spend_for_link(key, names, known)
                known[names] = bool(follow(*names))
            if known[names] and names[0] != names[1]:
                self._step.links.append((key, names))
            return known[names]

        return call

    def _spend_for_link(
        self, key: str, names: tuple[str, ...], known: dict[tuple[str, ...], bool]
    ) -> None:
        tenant = names[2] if len(names) > 2 else None
        count = len(self.links.rules)
        if tenant is not None and all(other[2] != tenant for other in known):
            self._work.spend(2 * count**2)  # casbin compares every name with every other
        followed = (
            20 * count if key in self.patterns else self.links.followed(key, names[0], tenant)
        )
        self._work.spend(40 + followed)


def names_of(model: ModelText) -> frozenset[str]:
    """Returns the names that a matcher of the model may use, such as `r_sub`."""
    definitions = (*model.definitions["r"].values(), *model.definitions["p"].values())
    return frozenset(f"{each.key}_{name}" for each in definitions for name in each.names)


def _any_of(key: str, linked: Callable[..., bool]) -> Callable[..., bool]:
    """Returns `gAny`, which is `g` for a list of names: has any of them the role?"""

    def call(names: Any, *others: Any) -> bool:
        if not isinstance(names, list):
            raise MatcherError(f"{key}Any takes a list first, such as r.grants.roles")
        return any(linked(name, *others) for name in names)

    return call


@dataclass(frozen=True, slots=True)
class _Expression:
    """A matcher, as casbin asks for it."""

    enforcer: Enforcer
    matcher: Matcher

    def eval(self, names: dict[str, Any]) -> Any:
        return self.enforcer.run(self.matcher, names)


@dataclass(frozen=True, slots=True)
class _Adapter:
    """Where casbin gets the policy from: no file, but the rules that were read."""

    policy: PolicyText

    def load_policy(self, model: Any) -> None:
        for rule in (*self.policy.rules, *self.policy.links):
            model.model[rule.key[0]][rule.key].policy.append(rule.values)
