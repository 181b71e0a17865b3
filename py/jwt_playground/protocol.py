"""The one door: a request as JSON text goes in, a reply as JSON text comes out.

    {"op": "inspect", "params": {"token": "…"}}
    {"ok": true, "result": {…}}
    {"ok": false, "error": {"code": "bad-request", "message": "…"}}

JSON travels as text, with header and payload as strings inside it. So big integers,
duplicate members and the order of members survive the crossing. The operations and their
shapes are in site/engine/contract.d.ts.

A host that can do something for the engine (`asking`) says so in the request, and calls
`begin`. Where the engine needs it, it replies with questions first:

    {"op": "inspect", "params": {…}, "host": {"webcrypto": true, "loadable": false}}
    {"ok": true, "questions": [{"id": "…", "op": "verify", "alg": "ES256", …}]}
    {"…": {"value": true}}

Questions and their answers go on until the reply is a result or an error. A host that
answers no questions calls `handle`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import suppress
from functools import partial
from typing import Any

from .engines.asking import Host, HostError, UnansweredError
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
    answers,
    expectations,
    key_binding,
    key_input,
    required_key,
)
from .text import json_text
from .text.words import quoted
from .vocabulary.characters import plain
from .vocabulary.characters import printable as printable  # the command line knows this door alone
from .vocabulary.encryption import KEY_MANAGEMENT

BAD_REQUEST = "bad-request"
INTERNAL_ERROR = "internal-error"


Operation = Callable[[], object]
"""An operation whose parameters have been read. It returns the result or raises `UnansweredError`.

It is called again when the host has answered. It may keep results of the first call that no
answer can change.
"""


Conversation = Generator[str, str, str]
"""Yields replies that hold questions, takes their answers, and returns the last reply.

Answers are the JSON text of an object: the id of each question, and its `Answer`.
"""


def handle(request: str) -> str:
    """Answers one request, for a host that answers no questions.

    ``request`` and the reply are JSON text (see above). The reply is ASCII, so that lone
    surrogates in the user's text cross any boundary. Never raises: a bad token is a result,
    and a bad request is an error in the reply.
    """
    begun = begin(request)
    if isinstance(begun, str):
        return begun
    return _error(BAD_REQUEST, "This host was said to answer questions; that needs a conversation.")


def begin(request: str) -> str | Conversation:
    """Answers one request, for a host that can answer questions.

    Returns the reply as `handle` does. If the host has to be asked first, returns a
    `Conversation`. Neither raises anything.
    """
    begun = _Request(request)
    reply = begun.reply()
    return _converse(begun) if reply is None else reply


def _converse(begun: _Request) -> Conversation:
    reply = None
    while reply is None:
        answered = yield _dump({"ok": True, "questions": begun.host.take_questions()})
        reply = begun.reply(answered)
    return reply


class _Request:
    """A request on its way to a reply. Its parameters are read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.host = Host()
        self._operation: Operation | None = None

    def reply(self, answered: str | None = None) -> str | None:
        """Returns the reply, or ``None`` if the host has to be asked first.

        ``answered`` is the JSON text of the answers to the last questions.
        """
        try:
            if answered is not None:
                more = answers(_object(answered, "answers"))
                self.host.answers = {**self.host.answers, **more}
            self._operation = self._operation or _prepare(self._text, self.host)
            return _dump({"ok": True, "result": self._operation()})
        except UnansweredError:
            return None
        except BadRequestError as error:
            return _error(BAD_REQUEST, str(error))
        except Exception as error:  # It is our bug. Say so, and keep the engine alive.
            message = (
                f"This is a fault in JWT Playground, not in your input ({type(error).__name__})."
            )
            return _error(INTERNAL_ERROR, message)


def _object(text: str, name: str) -> Params:
    read = json_text.read(text, "request", name)
    if not read.ok:
        raise BadRequestError(read.findings[0].message)
    return Params(read.value, name)


def _prepare(request: str, host: Host) -> Operation:
    envelope = _object(request, "request")
    op = envelope.text("op")
    params = envelope.sub("params") or Params({}, "params")
    if (known := envelope.sub("host")) is not None:
        host.webcrypto = known.flag("webcrypto")
        host.loadable = known.flag("loadable")
        host.packages = known.texts("packages") or ()
        known.finish()
    envelope.finish()
    reader = OPERATIONS.get(op)
    if reader is None:
        raise BadRequestError(
            f"There is no operation {quoted(op)}. Known: {', '.join(OPERATIONS)}."
        )
    return reader(params, host)


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


def _error(code: str, message: str) -> str:
    return _dump({"ok": False, "error": {"code": code, "message": plain(message)}})


_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)


def _dump(value: object) -> str:
    return _ENCODER.encode(value)
