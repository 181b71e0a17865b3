"""`authorize`: may the bearer of this token do this? Decided by casbin, with the reason.

A token that is not valid allows nothing: no policy is asked then. `_verified` is the one place
where claims become something that a policy can see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from ..engines.asking import Host
from ..inspect.brief import brief_of
from ..inspect.judge import Judgement, judge
from ..inspect.terms import InspectParams, Terms
from ..vocabulary.findings import FindingJson, Where, has_error
from ..vocabulary.spans import Utf16
from .check import check_matchers, check_matchings
from .enforcer import Enforcer, Matching, RefusedError
from .functions import CallError
from .grant_table import Place
from .grants import Grant, by_kind, find_grants
from .limits import TooMuchError, Work
from .matcher_words import MatcherError
from .model_text import ModelText, read_model
from .package import MissingError, load_casbin
from .policy_text import PolicyText, read_policy
from .reasons import Decision, denied, explained
from .request import AccessRequest, RequestError, Verified, fill

MAX_FINDINGS = 100


class Authorized(TypedDict):
    """The contract's `Authorized`."""

    verdict: str
    summary: str
    names: list[str]
    """Those of the request definition."""
    grants: list[Grant]
    decisions: list[Decision]
    unreached: list[int] | None
    findings: list[FindingJson]


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that a decision is made of: the contract's `AuthorizeParams`."""

    token: InspectParams
    model: str
    policy: str
    requests: Sequence[AccessRequest]
    paths: Sequence[Place] = ()
    matchings: Sequence[Matching] = ()


class Authorization:
    """The decisions on requests that come with one token."""

    def __init__(self, question: Question, host: Host) -> None:
        self._question = question
        self._host = host
        self._terms: Terms | None = None

    def result(self) -> Authorized:
        """Returns the decisions, each with its reason.

        Raises:
            UnansweredError: the host has to be asked first. Never for bad input.
        """
        question = self._question
        budget = question.token.engines.budget
        self._terms = self._terms or Terms(question.token)
        if budget.counts:  # as in `Inspection`: the key was read, or this was begun before
            budget.begin(self._terms.signature.read_work)
        judged = judge(question.token.token, self._terms)
        model = read_model(question.model)
        check_matchings(model, question.matchings)
        policy = read_policy(question.policy, model, compares_names=bool(question.matchings))
        if not has_error(model.findings):
            check_matchers(model, policy)
        decisions, reached = self._decisions(judged, model, policy)
        findings = [*model.findings, *policy.findings]
        texts: dict[Where, Utf16] = {
            "model": Utf16(question.model),
            "policy": Utf16(question.policy),
        }
        brief = brief_of(judged)
        return {
            "verdict": brief["verdict"],
            "summary": brief["summary"],
            "names": made.names if (made := model.definitions["r"].get("r")) else [],
            "grants": find_grants(judged.layers[-1].token.claims or {}, question.paths),
            "decisions": decisions,
            "unreached": None if reached is None else _unreached(policy, reached, question),
            "findings": [finding.to_json(texts) for finding in findings[:MAX_FINDINGS]],
        }

    def _decisions(
        self, judged: Judgement, model: ModelText, policy: PolicyText
    ) -> tuple[list[Decision], set[int] | None]:
        """Returns the decisions, and the lines that they reached if a policy was asked."""
        requests = self._question.requests
        verified = _verified(judged, self._question)
        if verified is None:
            reason = _nothing_allowed(judged)
            return [denied("token-not-valid", reason, each.expect) for each in requests], None
        if error := next(
            (each for each in (*model.findings, *policy.findings) if each.severity == "error"), None
        ):
            reason = f"Nothing is allowed until this is mended. {error.message}"
            return [denied("policy-refused", reason, each.expect) for each in requests], None
        work = Work()
        try:
            casbin = load_casbin(self._host)
            enforcer = Enforcer(casbin, model, policy, self._question.matchings, work)
        except (MissingError, RefusedError) as problem:
            return [denied("policy-refused", str(problem), each.expect) for each in requests], None
        reached: set[int] = set()
        return [_decide(each, enforcer, model, verified, reached) for each in requests], reached


def _nothing_allowed(judged: Judgement) -> str:
    brief = brief_of(judged)
    if brief["verdict"] == "valid" and judged.inner is not None:
        return "A token inside the token is not valid, so nothing is allowed."
    if brief["verdict"] == "valid":
        return "The token carries no claims, so it allows nothing. Its payload is no JSON object."
    return f"The token is {brief['verdict']}, so it allows nothing. {brief['summary']}"


def _verified(judged: Judgement, question: Question) -> Verified | None:
    """Returns what policies may know of the token; ``None`` unless it is valid."""
    claims = judged.layers[-1].token.claims
    # Each layer is judged: the claims are the innermost token's.
    if any(layer.verdict != "valid" for layer in judged.layers) or claims is None:
        return None
    grants = by_kind(find_grants(claims, question.paths))
    return Verified(claims, grants, question.token.now)


def _decide(
    request: AccessRequest,
    enforcer: Enforcer,
    model: ModelText,
    verified: Verified,
    reached: set[int],
) -> Decision:
    expect = request.expect
    try:
        filled = fill(request, model, verified)
        outcome = enforcer.decide(filled.values, filled.now, request.sections)
        of_token = filled.subject_is_of_token
        made = explained(outcome, enforcer, model, of_token, expect)
    except RequestError as error:
        return denied(
            "request-does-not-fit", f"The request does not fit the model: {error}.", expect
        )
    except TooMuchError as error:
        return denied("too-much-work", f"Denied without an answer: {error}. Ask less.", expect)
    except Exception as error:  # Of a matcher: a comparison of a number and a text, and so on.
        where = f" at line {rule.line} of the policy" if (rule := enforcer.rule_at_work) else ""
        reason = f"The matcher fails{where}, so it is denied: {_told(error)}."
        return denied("matcher-fails", reason, expect)
    reached.update(made["matched"])
    reached.update(line for way in made["roles"] for line in way["lines"])
    return made


def _told(error: Exception) -> str:
    if isinstance(error, (MatcherError, CallError)):
        return str(error)
    if isinstance(error, ZeroDivisionError):
        return "it divides by zero"
    if isinstance(error, TypeError):
        return f"values of these kinds do not go together ({error})"
    return f"{error}" or type(error).__name__


def _unreached(policy: PolicyText, reached: set[int], question: Question) -> list[int]:
    """Returns the lines that no request reached. Which links patterns use cannot be told."""
    patterns = {each.role for each in question.matchings}
    links = [rule for rule in policy.links if rule.key not in patterns]
    return sorted({rule.line for rule in (*policy.rules, *links)} - reached)
