"""Reads the parameters of `sd_issue` and `sd_present`."""

from __future__ import annotations

from .engines.choice import Engines
from .params import MAX_TEXT, BadRequestError, Params, key_input, required_key
from .sd_jwt.disclosure import Path
from .sd_jwt.hashes import DEFAULT
from .sd_jwt.issue import MAX_DECOYS, MAX_PATHS, IssueParams
from .sd_jwt.parts import MAX_DISCLOSURES
from .sd_jwt.present import Binding, PresentParams
from .sd_jwt.serialize import SERIALIZATIONS
from .text.json_scan import MAX_DEPTH


def issue_params(params: Params, engines: Engines) -> IssueParams:
    """Returns the contract's `IssueParams`.

    Raises:
        BadRequestError: a member is not what the contract says.
    """
    params.amount("decoys", MAX_DECOYS)
    return IssueParams(
        params.text("header", MAX_TEXT),
        params.text("payload", MAX_TEXT),
        required_key(params),
        _paths(params),
        params.integer("decoys") or 0,
        params.optional_text("sd_alg") or DEFAULT,
        key_input(params.sub("holder_key")),
        params.choice("serialization", SERIALIZATIONS),
        engines,
    )


def present_params(params: Params, engines: Engines) -> PresentParams:
    """Returns the contract's `PresentParams`.

    Raises:
        BadRequestError: a member is not what the contract says.
    """
    binding = params.sub("key_binding")
    bound = None
    if binding is not None:
        key = required_key(binding)
        nonce, aud = binding.text("nonce"), binding.text("aud")
        bound = Binding(key, nonce, aud, binding.optional_text("alg"))
        binding.finish()
    now = params.number("now")
    if now is None and bound is not None:
        raise BadRequestError(
            f"{params.name}.now is missing; the key-binding JWT says when it was made."
        )
    return PresentParams(params.text("token", MAX_TEXT), _indexes(params), bound, now or 0, engines)


def _paths(params: Params) -> list[Path]:
    given = params.raw("selective")
    name = f"{params.name}.selective"
    if not isinstance(given, list):
        raise BadRequestError(f"{name} must be an array of paths.")
    if len(given) > MAX_PATHS:
        raise BadRequestError(f"{name} has {len(given):,} paths. Give {MAX_PATHS:,} or fewer.")
    for path in given:
        if (
            not isinstance(path, list)
            or not 0 < len(path) <= MAX_DEPTH
            or not all(map(_is_step, path))
        ):
            raise BadRequestError(f"{name} must hold arrays of names and indexes.")
    return given


def _is_step(step: object) -> bool:
    return isinstance(step, str) or (isinstance(step, int) and not isinstance(step, bool))


def _indexes(params: Params) -> list[int]:
    given = params.raw("disclose")
    name = f"{params.name}.disclose"
    if not isinstance(given, list) or not all(
        isinstance(each, int) and not isinstance(each, bool) for each in given
    ):
        raise BadRequestError(f"{name} must be an array of indexes.")
    if len(given) > MAX_DISCLOSURES:
        raise BadRequestError(
            f"{name} has {len(given):,} indexes. Give {MAX_DISCLOSURES:,} or fewer."
        )
    return given
