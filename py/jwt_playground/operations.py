"""The operations of the door: each reads its parameters and names the function that does the work.

A room that few requests need is imported only where it is asked for: the start of the page is
without it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from .engines.asking import Host, HostError
from .engines.choice import ENGINE_CHOICES, Engines
from .engines.rooms import load_room
from .inspect.batch import Batch
from .inspect.report import Inspection
from .inspect.terms import InspectParams
from .jws.sign import sign
from .keyring.describe import describe_keys
from .keyring.generate import generate_key
from .meta import meta
from .params import (
    DEFAULT_INFLATED,
    MAX_INFLATED,
    MAX_LEEWAY,
    MAX_REQUESTS_PER_DAY,
    MAX_TEXT,
    MAX_TOKENS,
    BadRequestError,
    Params,
    expectations,
    key_binding,
    key_input,
    required_key,
)
from .vocabulary.encryption import KEY_MANAGEMENT

Operation = Callable[[], object]
"""An operation whose parameters have been read. It returns the result or raises `UnansweredError`.

It is called again when the host has answered. It may keep results of the first call that no
answer can change.
"""


def _inspect(params: Params, host: Host) -> Operation:
    asked = _inspect_params(params.text("token", None), params, host)
    params.finish()
    return Inspection(asked).report


def _inspect_many(params: Params, host: Host) -> Operation:
    tokens = params.texts("tokens", MAX_TOKENS, None)
    if tokens is None:
        raise BadRequestError("params.tokens is missing; it must be an array of strings.")
    asked = _inspect_params("", params, host)
    params.finish()
    return Batch(tokens, asked).briefs


def _inspect_params(token: str, params: Params, host: Host) -> InspectParams:
    return InspectParams(
        token=token,
        key=key_input(params.sub("key")),
        algorithms=params.texts("algorithms"),
        expect=expectations(params.sub("expect")),
        now=params.number("now"),
        leeway=params.amount("leeway", MAX_LEEWAY),
        detached_payload=params.optional_text("detached_payload", MAX_TEXT),
        engines=Engines(params.choice("engine", ENGINE_CHOICES), host),
        cross_check=params.flag("cross_check"),
        decryption_key=key_input(params.sub("decryption_key")),
        max_inflated=params.size("max_inflated", DEFAULT_INFLATED, MAX_INFLATED),
        key_binding=key_binding(params.sub("key_binding")),
    )


def _need(room: str, package: str, host: Host) -> None:
    """Lets the host load what few requests need. In the page it comes in a package of its own.

    Raises:
        UnansweredError: the host has to be asked first.
        BadRequestError: it cannot load it.
    """
    try:
        load_room(room, package, host)
    except HostError as error:
        raise BadRequestError(str(error)) from error


def _authorize(params: Params, host: Host) -> Operation:
    # Imported here, and below, since few people need it: the start of the page is without it.
    _need("access.package", "casbin", host)
    from .access.authorize import Authorization
    from .access_params import question

    asked = question(params, _inspect_params(params.text("token", None), params, host))
    params.finish()
    return Authorization(asked, host).result


def _access_presets(params: Params, host: Host) -> Operation:
    _need("access.package", "casbin", host)
    from .access.package import MissingError, load_casbin
    from .access.presets import presets

    loads = params.flag("load")
    params.finish()

    def result() -> Any:
        if loads:
            with suppress(MissingError):  # the first decision says that it is missing
                load_casbin(host)
        return presets()

    return result


def _sign(params: Params, host: Host) -> Operation:
    header, payload = params.text("header", MAX_TEXT), params.text("payload", MAX_TEXT)
    key = required_key(params)
    engines = Engines(params.choice("engine", ENGINE_CHOICES), host)
    if not {"serialization", "unprotected", "more", "detached"}.isdisjoint(params.names()):
        _need("rare_params", "pairs", host)
        from .rare_params import signing

        return signing(params, header, payload, key, engines)
    params.finish()
    return partial(sign, header, payload, key, engines)


def _check_dpop(params: Params, host: Host) -> Operation:
    _need("rare_params", "pairs", host)
    from .rare_params import dpop

    return dpop(params, host)


def _sd_issue(params: Params, host: Host) -> Operation:
    _need("sd_jwt.issue", "disclosures", host)
    from .sd_jwt.issue import Issuing
    from .selective_params import issue_params

    asked = issue_params(params, Engines(params.choice("engine", ENGINE_CHOICES), host))
    params.finish()
    return Issuing(asked).result


def _sd_present(params: Params, host: Host) -> Operation:
    _need("sd_jwt.present", "disclosures", host)
    from .sd_jwt.present import present
    from .selective_params import present_params

    asked = present_params(params, Engines(params.choice("engine", ENGINE_CHOICES), host))
    params.finish()
    return partial(present, asked)


def _read_status(params: Params, host: Host) -> Operation:
    _need("status.read", "pairs", host)
    from .status.read import StatusReading

    idx, referenced = params.integer("idx"), params.optional_text("referenced", MAX_TEXT)
    asked = _inspect_params(params.text("token", MAX_TEXT), params, host)
    params.finish()
    return StatusReading(asked, idx, referenced).result


def _further(params: Params) -> Any:
    """Returns a further recipient of a JWE."""
    from .jwe.order import Further

    further = Further(params.optional_text("header", MAX_TEXT), required_key(params))
    params.finish()
    return further


def _encrypt(params: Params, host: Host) -> Operation:
    _need("jwe", "encryption", host)
    from .jwe.encrypt import encrypt  # Comes later than the start.
    from .jwe.order import SERIALIZATIONS, Asked

    asked = Asked(
        params.text("header", MAX_TEXT),
        params.text("payload", MAX_TEXT),
        required_key(params),
        params.choice("serialization", SERIALIZATIONS),
        params.optional_text("unprotected", MAX_TEXT),
        [_further(each) for each in params.objects("more") or ()],
        params.optional_text("aad", MAX_TEXT),
    )
    engines = Engines(params.choice("engine", ENGINE_CHOICES), host)
    params.finish()
    return partial(encrypt, asked, engines)


def _generate_key(params: Params, host: Host) -> Operation:
    alg, bits = params.text("alg"), params.integer("bits")
    crv, enc = params.optional_text("crv"), params.optional_text("enc")
    engines = Engines(params.choice("engine", ENGINE_CHOICES), host)
    params.finish()
    if alg not in KEY_MANAGEMENT:
        return partial(generate_key, alg, bits, engines, crv)
    _need("jwe", "encryption", host)
    from .jwe.generate import Wanted, generate_encryption_key

    return partial(generate_encryption_key, Wanted(alg, bits, crv, enc), engines)


def _describe_key(params: Params, host: Host) -> Operation:
    key = required_key(params)
    engines = Engines(params.choice("engine", ENGINE_CHOICES), host)
    now = params.number("now")
    params.finish()
    return partial(describe_keys, key, engines, now)


def _simulate(params: Params, host: Host) -> Operation:
    _need("lab.simulate", "laboratory", host)
    from .lab.simulate import Simulator

    scenario = params.text("scenario", MAX_TEXT)
    key = key_input(params.sub("key"))
    engines = Engines(params.choice("engine", ENGINE_CHOICES), host)
    params.finish()
    return Simulator(scenario, key, engines).simulate


def _size(params: Params, host: Host) -> Operation:
    _need("size.report", "sizes", host)
    from .size.report import size

    token = params.text("token", MAX_TEXT)
    params.amount("requests_per_day", MAX_REQUESTS_PER_DAY)
    requests = params.integer("requests_per_day") or 0
    params.finish()
    return partial(size, token, requests)


def _meta(params: Params, host: Host) -> Operation:
    params.finish()
    return partial(meta, host)


OPERATIONS: dict[str, Callable[[Params, Host], Operation]] = {
    "inspect": _inspect,
    "inspect_many": _inspect_many,
    "authorize": _authorize,
    "access_presets": _access_presets,
    "sign": _sign,
    "check_dpop": _check_dpop,
    "sd_issue": _sd_issue,
    "sd_present": _sd_present,
    "read_status": _read_status,
    "encrypt": _encrypt,
    "generate_key": _generate_key,
    "describe_key": _describe_key,
    "simulate": _simulate,
    "size": _size,
    "meta": _meta,
}
"""For the name of each operation, the function that reads its parameters."""
