"""Checks the matchers of a model, and the conditions that its policy holds, before any decision.

What would fail at the first request has a finding here, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .enforcer import Matching, names_of
from .expression import Path, compile_matcher
from .functions import Functions
from .limits import Work
from .matcher_words import MatcherError, python_text
from .model_text import ModelText
from .policy_text import PolicyText

_EVAL = re.compile(r"\beval\(([^()]*)\)")


def check_matchers(model: ModelText, policy: PolicyText) -> None:
    """Adds findings for matchers, and for conditions in rules that `eval` would run."""
    functions = dict.fromkeys((*Functions(Work()).all, *_role_functions(model)), lambda *_: False)
    names = names_of(model)
    conditions: set[tuple[str, str]] = set()
    for made in model.definitions["m"].values():
        text = python_text(made.value.partition("#")[0])
        found = [name.strip() for name in _EVAL.findall(text)]
        conditions |= {(name.partition("_")[0], name.partition("_")[2]) for name in found}
        wrong = [name for name in found if name not in names or not name.startswith("p")]
        try:
            if wrong:
                raise MatcherError("eval takes a value of the policy, such as eval(p.sub_rule)")
            compile_matcher(_EVAL.sub("(True)", text), names, functions, _Nobody())
        except MatcherError as error:
            model.add("model-invalid", f"The matcher is refused: {error}.", made)
    for rule in policy.rules:
        definition = model.definitions["p"][rule.key]
        for name, value in zip(definition.names, rule.values, strict=False):
            if (rule.key, name) in conditions:
                try:
                    compile_matcher(python_text(value), names, functions, _Nobody())
                except MatcherError as error:
                    policy.add("policy-invalid", f"The condition {name} is refused: {error}.", rule)


def check_matchings(model: ModelText, matchings: Sequence[Matching]) -> None:
    """Adds a finding for each function that compares names which the model does not have."""
    for each in matchings:
        definition = model.definitions["g"].get(each.role)
        if definition is None or (each.tenants and definition.places < 3):
            what = "tenants of" if each.tenants else "names of"
            model.add(
                "model-invalid", f"The model has no {what} {each.role} to compare.", definition
            )


def _role_functions(model: ModelText) -> list[str]:
    return [name for key in model.definitions["g"] for name in (key, f"{key}Any")]


class _Nobody:
    """Watches nothing: nothing is run here."""

    def read(self, path: Path, value: object) -> None:
        """See `Watcher`."""

    def spend(self, units: int) -> None:
        """See `Watcher`."""
