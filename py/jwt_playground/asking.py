"""Questions and answers: how a pure function gets a key operation done elsewhere.

The engine does no I/O. What this Python cannot do by itself (WebCrypto is
asynchronous and lives in JavaScript; a package may still have to be loaded) it
*asks*: the reply carries the open questions, the host answers them, and the work
begins once more, with the answers. Since the engine is a pure function, the second
run comes to the same place and goes on.

A question's id is a hash of what it asks, so within a request an answer can never be
taken for that to another question.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict


class Answer(TypedDict, total=False):
    """The host's answer: a value, or why there is none."""

    value: Any
    error: str


class UnansweredError(Exception):
    """The host has to answer first. Not a failure: `protocol.handle` turns it into a reply."""


class HostError(Exception):
    """The host could not do it; the message is a plain sentence for the user."""


@dataclass(slots=True)
class Host:
    """What the host can do, what it has answered, and what is still to be asked."""

    webcrypto: bool = False
    """Whether it answers questions with WebCrypto."""
    loadable: bool = False
    """Whether `cryptography` can be loaded on demand."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    open: dict[str, dict[str, Any]] = field(default_factory=dict)

    def ask(self, op: str, **question: Any) -> Any:
        """The host's value for a question.

        Raises:
            UnansweredError: it has not been asked yet; it is noted now.
            HostError: the host answered that it cannot.
        """
        asked = {"op": op, **question}
        text = json.dumps(asked, sort_keys=True, separators=(",", ":"))
        # BLAKE2, because a question may be long and this is the quickest in WebAssembly.
        name = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
        if name not in self.answers:
            self.open[name] = {"id": name, **asked}
            raise UnansweredError
        answer = self.answers[name]
        if "error" in answer:
            raise HostError(str(answer["error"]))
        return answer.get("value")
