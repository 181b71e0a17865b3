"""Reads the parameters of `authorize` that `inspect` does not have."""

from __future__ import annotations

from .access.authorize import Question
from .access.enforcer import Matching
from .access.functions import COMPARING
from .access.grant_table import KINDS, Place
from .access.grants import given_place
from .access.limits import MAX_REQUESTS
from .access.request import AccessRequest
from .inspect.terms import InspectParams
from .params import MAX_TEXT, BadRequestError, Params

EFFECTS = ("allow", "deny")


def question(params: Params, token: InspectParams) -> Question:
    """Returns the contract's `AuthorizeParams`, with those of the token read already.

    Raises:
        BadRequestError: a member is not what the contract says.
    """
    requests = params.objects("requests", MAX_REQUESTS)
    if requests is None:
        raise BadRequestError("params.requests is missing; it must be an array of objects.")
    return Question(
        token,
        params.text("model", MAX_TEXT),
        params.text("policy", MAX_TEXT),
        [_request(each) for each in requests],
        [_place(each) for each in params.objects("paths") or ()],
        [_matching(each) for each in params.objects("matching") or ()],
    )


def _request(params: Params) -> AccessRequest:
    values = params.raw("values")
    if not isinstance(values, (list, dict)):
        raise BadRequestError(f"{params.name}.values must be an array or an object.")
    context = params.raw("context")
    if context is not None and not isinstance(context, dict):
        raise BadRequestError(f"{params.name}.context must be an object.")
    sections = params.sub("sections")
    named = ("r", "p", "m")
    if sections is not None:
        wanted = ("request", "policy", "matcher")
        request, policy, matcher = (sections.optional_text(name) for name in wanted)
        named = (request or "r", policy or "p", matcher or "m")
        sections.finish()
    expect = params.optional_text("expect")
    if expect not in (None, *EFFECTS):
        raise BadRequestError(f"{params.name}.expect must be one of {', '.join(EFFECTS)}.")
    params.finish()
    return AccessRequest(
        values, context or {}, named, None if expect is None else expect == "allow"
    )


def _place(params: Params) -> Place:
    kind, path = params.choice("kind", KINDS), params.texts("path")
    if not path:
        raise BadRequestError(f"{params.name}.path must be an array of names that is not empty.")
    params.finish()
    return given_place(kind, path)


def _matching(params: Params) -> Matching:
    made = Matching(
        params.text("role"), params.choice("function", COMPARING), params.flag("tenants")
    )
    params.finish()
    return made
