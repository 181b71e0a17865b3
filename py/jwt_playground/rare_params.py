"""Reads the parameters of what few people ask for: unusual serializations, and DPoP.

The page loads this module together with the rooms that answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .dpop.pair import DpopPair, DpopParams, Pair
from .engines.asking import Host
from .engines.choice import ENGINE_CHOICES, Engines
from .jws.serialize import SERIALIZATIONS, Signer, serialize
from .jws.signing_texts import Signed
from .keys.model import KeyInput
from .params import MAX_LEEWAY, MAX_TEXT, BadRequestError, Params, key_input, required_key

MAX_MORE = 19
"""The most further signatures of one token: with the first one, as many as are read."""
DEFAULT_AGE = 300
"""Seconds that a DPoP proof may be old, if the caller does not say it."""


def signing(
    params: Params, header: str, payload: str, key: KeyInput, engines: Engines
) -> Callable[[], Signed]:
    """Returns the operation `sign` with all parameters of the contract's `SignParams`.

    Raises:
        BadRequestError: a member is not what the contract says.
    """
    serialization = params.choice("serialization", SERIALIZATIONS)
    unprotected = params.optional_text("unprotected", MAX_TEXT)
    detached = params.flag("detached")
    more = [_signer(each) for each in params.objects("more", MAX_MORE) or ()]
    params.finish()
    if unprotected is not None and serialization == "compact":
        raise BadRequestError("params.unprotected goes with a JSON serialization only.")
    if more and serialization != "general":
        raise BadRequestError("params.more goes with the serialization “general” only.")
    signers = [Signer(header, unprotected, key), *more]
    return partial(serialize, serialization, payload, signers, engines, detached=detached)


def _signer(params: Params) -> Signer:
    signer = Signer(
        params.text("header", MAX_TEXT),
        params.optional_text("unprotected", MAX_TEXT),
        required_key(params),
    )
    params.finish()
    return signer


def dpop(params: Params, host: Host) -> Callable[[], DpopPair]:
    """Returns the operation `check_dpop` with the contract's `DpopParams`.

    Raises:
        BadRequestError: a member is not what the contract says.
    """
    asked = DpopParams(
        params.text("proof", None),
        params.optional_text("access_token", None),
        key_input(params.sub("key")),
        params.optional_text("method"),
        params.optional_text("url"),
        params.optional_text("nonce"),
        params.texts("algorithms"),
        params.number("now"),
        params.size("max_age", DEFAULT_AGE, MAX_LEEWAY),
        params.amount("leeway", MAX_LEEWAY),
    )
    engine = params.choice("engine", ENGINE_CHOICES)
    params.finish()
    return Pair(asked, Engines(engine, host), Engines(engine, host)).result
