"""The one door: a request as JSON text in, a reply as JSON text out.

    {"op": "inspect", "params": {"token": "…"}}
    {"ok": true, "result": {…}}
    {"ok": false, "error": {"code": "bad-request", "message": "…"}}

JSON travels as text, and header and payload inside it as strings, so that big
integers, duplicate members and member order survive the crossing. The operations
and their shapes are in site/engine/contract.d.ts.

Where the host has to do something first (`asking`), the reply holds questions instead
of a result; the host sends the same request again, with every answer so far:

    {"ok": true, "questions": [{"id": "…", "op": "verify", "alg": "ES256", …}]}
    {"op": "inspect", "params": {…}, "answers": {"…": {"value": true}}}

`begin` saves it from sending the request again: it goes on from the answers alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from functools import partial
from typing import Any

from . import jsontext
from .asking import Host, UnansweredError
from .batch import Batch
from .engines import CHOICES, Engines
from .keys.describe import describe_keys
from .keys.generate import generate_key
from .meta import meta
from .params import BadRequestError, Params, answers, expectations, key_input, required_key
from .report import Inspection
from .sign import sign
from .terms import Question

BAD_REQUEST = "bad-request"
INTERNAL_ERROR = "internal-error"


Work = Callable[[], object]
"""An operation with its parameters read: gives the result, or raises `UnansweredError`.

Called again once the host has answered. It may keep what it found out till then, as
long as no answer changes it.
"""


Conversation = Generator[str, str, str]
"""Yields replies that hold questions, is sent their answers (the `answers` of a request, as
JSON text), and returns the reply to the request itself."""


def handle(request: str) -> str:
    """Answers one request. Never raises: a bad token is a result, a bad request an error.

    The reply is ASCII, so that lone surrogates in the user's text cross any boundary.
    """
    begun = begin(request)
    return begun if isinstance(begun, str) else next(begun)


def begin(request: str) -> str | Conversation:
    """Answers as `handle` does; where the host has to be asked first, in a conversation."""
    begun = _Request(request)
    reply = begun.reply()
    return _converse(begun) if reply is None else reply


def _converse(begun: _Request) -> Conversation:
    reply = None
    while reply is None:
        answered = yield _dump({"ok": True, "questions": begun.questions()})
        reply = begun.reply(answered)
    return reply


class _Request:
    """A request on its way to a reply; its parameters are read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._host = Host()
        self._work: Work | None = None

    def reply(self, answered: str | None = None) -> str | None:
        """The reply, now that ``answered`` is; ``None`` where there are questions first."""
        try:
            if answered is not None:
                more = answers(_object(answered, "answers"))
                self._host.answers = {**self._host.answers, **more}
            self._work = self._work or _prepare(self._text, self._host)
            return _dump({"ok": True, "result": self._work()})
        except UnansweredError:
            return None
        except BadRequestError as error:
            return _error(BAD_REQUEST, str(error))
        except Exception as error:  # our bug: say so, and keep the engine alive
            message = (
                f"This is a fault in JWT Playground, not in your input ({type(error).__name__})."
            )
            return _error(INTERNAL_ERROR, message)

    def questions(self) -> list[dict[str, Any]]:
        """Those that came up since they were last asked for."""
        questions = list(self._host.open.values())
        self._host.open.clear()
        return questions


def _object(text: str, name: str) -> Params:
    read = jsontext.read(text, "request", name)
    if not read.ok:
        raise BadRequestError(read.findings[0].message)
    return Params(read.value, name)


def _prepare(request: str, host: Host) -> Work:
    envelope = _object(request, "request")
    op = envelope.text("op")
    params = envelope.sub("params") or Params({}, "params")
    host.answers = answers(envelope.sub("answers"))
    if (known := envelope.sub("host")) is not None:
        host.webcrypto = known.flag("webcrypto")
        host.loadable = known.flag("loadable")
        known.finish()
    envelope.finish()
    operation = OPERATIONS.get(op)
    if operation is None:
        raise BadRequestError(f"There is no operation “{op}”. Known: {', '.join(OPERATIONS)}.")
    return operation(params, host)


def _inspect(params: Params, host: Host) -> Work:
    question = _question(params.text("token"), params, host)
    params.finish()
    return Inspection(question).report


def _inspect_many(params: Params, host: Host) -> Work:
    tokens = params.texts("tokens")
    if tokens is None:
        raise BadRequestError("params.tokens is missing; it must be an array of strings.")
    question = _question("", params, host)
    params.finish()
    return Batch(tokens, question).briefs


def _question(token: str, params: Params, host: Host) -> Question:
    return Question(
        token=token,
        key=key_input(params.sub("key")),
        algorithms=params.texts("algorithms"),
        expect=expectations(params.sub("expect")),
        now=params.number("now"),
        leeway=params.amount("leeway"),
        detached_payload=params.optional_text("detached_payload"),
        engines=Engines(params.choice("engine", CHOICES), host),
        cross_check=params.flag("cross_check"),
    )


def _sign(params: Params, host: Host) -> Work:
    header, payload = params.text("header"), params.text("payload")
    key = required_key(params)
    engines = Engines(params.choice("engine", CHOICES), host)
    params.finish()
    return partial(sign, header, payload, key, engines)


def _generate_key(params: Params, host: Host) -> Work:
    alg, bits = params.text("alg"), params.integer("bits")
    engines = Engines(params.choice("engine", CHOICES), host)
    params.finish()
    return partial(generate_key, alg, bits, engines)


def _describe_key(params: Params, host: Host) -> Work:
    key = required_key(params)
    engines = Engines(params.choice("engine", CHOICES), host)
    now = params.number("now")
    params.finish()
    return partial(describe_keys, key, engines, now)


def _meta(params: Params, host: Host) -> Work:
    params.finish()
    return partial(meta, host)


OPERATIONS: dict[str, Callable[[Params, Host], Work]] = {
    "inspect": _inspect,
    "inspect_many": _inspect_many,
    "sign": _sign,
    "generate_key": _generate_key,
    "describe_key": _describe_key,
    "meta": _meta,
}


def _error(code: str, message: str) -> str:
    return _dump({"ok": False, "error": {"code": code, "message": message}})


_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)


def _dump(value: object) -> str:
    return _ENCODER.encode(value)
