"""`inspect_many`: judges many tokens by the same keys and expectations, in one request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from ..claims.rules import STATUS
from ..claims.sentences import thanks_to_leeway
from ..engines.asking import UnansweredError
from ..engines.base import CannotError, InputAndSignature, KeyRefusedError
from ..keys.budget import signature_cost
from ..vocabulary import costs
from .brief import Brief, brief_of, make_brief
from .fast_path import CompactToken, HeaderCache, KeyTrial, claims_in
from .judge import judge
from .terms import InspectParams, Terms


class Batch:
    """Many tokens, with the parameters by which all of them are judged.

    Tokens of the usual form are verified together (`fast_path`). A batch neither asks PyJWT for
    its own verdict nor works out positions for display: `inspect` does that for the one token
    that somebody looks at.
    """

    def __init__(self, tokens: Sequence[str], params: InspectParams) -> None:
        self._tokens = tokens
        self._params = params
        self._pending = False

    def briefs(self) -> list[Brief]:
        """Returns one brief per token, in the order of the tokens.

        Raises:
            UnansweredError: the host has to be asked first. The questions of all tokens are asked
                at once. Never for bad input.
        """
        self._pending = False
        read_work = self._terms.signature.read_work
        limit = costs.MAX_WORK + len(self._tokens) * costs.MAX_WORK_PER_TOKEN
        self._params.engines.budget.begin(read_work, limit)
        usual = self._usual
        matches = self._verify(usual)
        # Before `_pending` is looked at, because these tokens may have questions, too.
        full = {index: self._judge(index) for index, read in enumerate(usual) if read is None}
        if self._pending:
            raise UnansweredError
        briefs = [
            self._conclude(index, read, matches[index]) if read else full[index]
            for index, read in enumerate(usual)
        ]
        if self._pending:
            raise UnansweredError
        return briefs

    @cached_property
    def _terms(self) -> Terms:
        terms = Terms(self._params)
        terms.signature.explains = False  # A brief has no place for it.
        return terms

    @cached_property
    def _usual(self) -> list[CompactToken | None]:
        """Per token, its parts; ``None`` if it does not have the usual form.

        Kept for the next run, because no answer of the host changes it.
        """
        headers = HeaderCache(self._terms)
        return [headers.read(text) for text in self._tokens]

    def _verify(self, usual: list[CompactToken | None]) -> list[bool | None]:
        """Returns per token whether its signature matches; ``None`` if no key was tried for it.

        If an engine refuses a key, its tokens become ``None`` in ``usual``: `judge` then says why.
        """
        tried: dict[KeyTrial, dict[int, InputAndSignature]] = defaultdict(dict)
        for index, read in enumerate(usual):
            if read and (trial := read[0].trial):
                tried[trial][index] = read[2]
        matches: list[bool | None] = [None] * len(usual)
        for trial, signed in tried.items():
            alg = trial.algorithm.name
            try:
                # Anew in each run: meanwhile the browser may have said that it lacks the curve.
                trial.engine = self._params.engines.load_for(trial.algorithm, trial.key)
                self._leave_out(trial, signed, usual)
                if not signed:
                    continue
                found = trial.engine.verify_many(alg, trial.key, [*signed.values()], [*signed])
            except UnansweredError:
                self._pending = True
            except (CannotError, KeyRefusedError):
                for index in signed:
                    usual[index] = None
            else:
                for index, one in zip(signed, found, strict=True):
                    matches[index] = one
        return matches

    def _leave_out(
        self,
        trial: KeyTrial,
        signed: dict[int, InputAndSignature],
        usual: list[CompactToken | None],
    ) -> None:
        """Takes the tokens out of ``signed`` that the budget does not allow; `judge` says why."""
        budget, key, engine = self._params.engines.budget, trial.key, trial.engine.name
        # The quick answer, which no trial may pay for the tokens of another one.
        size = sum(len(data) for data, _ in signed.values())
        together = signature_cost(key, 0, engine) * len(signed) + (size >> costs.QUESTION_SHIFT)
        if budget.spend(together):
            return
        for index, (data, _) in list(signed.items()):
            if not budget.allows(signature_cost(key, len(data), engine), "trials of a key"):
                usual[index] = None
                del signed[index]

    def _judge(self, index: int) -> Brief:
        """Judges a token in full."""
        try:
            return brief_of(judge(self._tokens[index], self._terms))
        except UnansweredError:  # Go on, so that all questions are sent together.
            self._pending = True
            return _NONE

    def _conclude(self, index: int, read: CompactToken, matches: bool | None) -> Brief:
        """Judges a token of the usual form, once its signature has been verified."""
        header, payload, signed = read
        claims = claims_in(payload)
        if claims is None:
            return self._judge(index)
        rules = self._terms.rules
        codes = rules.decide(claims)
        by_leeway = rules.by_leeway(claims, codes) if rules.criteria.leeway else ()
        key = codes + by_leeway if by_leeway else codes
        if matches is not False and (known := header.briefs.get(key)):
            return known
        deciding = [(i, code) for i, code in enumerate(codes) if code in _DECIDING]
        checks = header.before.copy()
        if header.trial is not None:
            checks.append(header.trial.check(signed, matches=matches is True))
        checks += header.after
        checks += [rules.check(i, code, claims) for i, code in deciding]
        state = "unchecked" if matches is None else "valid" if matches else "invalid"
        leeway = thanks_to_leeway(by_leeway, rules.criteria) if by_leeway else ""
        brief = make_brief(checks, state, "", leeway)
        if matches is not False and not any(STATUS[code] == "fail" for _, code in deciding):
            header.briefs[key] = brief  # It holds for every token with this header and codes.
        return brief


_NONE: Brief = {"verdict": "", "signature": "", "failed": [], "summary": ""}
"""Stands in for a brief that has to wait for an answer. It is never returned by `briefs`."""

_DECIDING = {code for code, status in STATUS.items() if status == "fail"} | {"no-time"}
"""Codes of the checks on claims that change the verdict."""
