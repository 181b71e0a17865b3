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
from collections.abc import Generator

from .engines.asking import Host, UnansweredError
from .operations import OPERATIONS as OPERATIONS
from .operations import Operation
from .params import (
    BadRequestError,
    Params,
    answers,
)
from .text import json_text
from .text.words import quoted
from .vocabulary.characters import plain
from .vocabulary.characters import printable as printable  # the command line knows this door alone

BAD_REQUEST = "bad-request"
INTERNAL_ERROR = "internal-error"


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
            if self.host.begins_again:
                self.host.begins_again = False
                return self.reply()
            if not self.host.open:
                return _fault("nothing is left to ask")
            return None
        except BadRequestError as error:
            return _error(BAD_REQUEST, str(error))
        except Exception as error:  # It is our bug. Say so, and keep the engine alive.
            return _fault(type(error).__name__)


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
        host.noble = known.flag("noble")
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


def _fault(what: str) -> str:
    message = f"This is a fault in JWT Playground, not in your input ({what})."
    return _error(INTERNAL_ERROR, message)


def _error(code: str, message: str) -> str:
    return _dump({"ok": False, "error": {"code": code, "message": plain(message)}})


_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)


def _dump(value: object) -> str:
    return _ENCODER.encode(value)
