"""Questions and answers: how a pure function gets a key operation done elsewhere.

The engine does no input or output. Some operations this Python cannot do by itself:
WebCrypto is asynchronous and lives in JavaScript, and a package may still have to be
loaded. The engine *asks* for them. The reply then holds the open questions, the host
answers them, and the work begins once more, with the answers. Because the engine is a pure
function, the second run comes to the same place and goes on from there.

The id of a question is a hash of what it asks. So an answer can never be taken for the
answer to another question of the same request.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NotRequired, TypedDict

Fault = Literal["key", "unsupported", "failed"]
"""Why the host could not answer: the key is bad, the browser lacks the algorithm, or else."""
FAULTS: tuple[Fault, ...] = ("failed", "key", "unsupported")


class Answer(TypedDict):
    """The host's answer: a value, or an error and its kind."""

    value: NotRequired[Any]
    error: NotRequired[str]
    fault: NotRequired[Fault]


class UnansweredError(Exception):
    """The host has to answer first. This is no failure: `protocol` makes a reply of it."""


class HostError(Exception):
    """The host could not do it.

    The message is a plain sentence for the user; with the fault `key`, it is the end of one.
    """

    def __init__(self, message: str, fault: Fault) -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(slots=True)
class Host:
    """What the host can do, what it has answered, and what it still has to answer."""

    webcrypto: bool = False
    """Whether it answers questions with WebCrypto."""
    noble: bool = False
    """Whether it answers questions with noble, which is JavaScript."""
    loadable: bool = False
    """Whether it can load `cryptography` into this Python."""
    packages: Sequence[str] = ()
    """Names of further packages that it can load."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """The answers, by the ids of their questions."""
    open: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The questions that the host has not been sent yet, by their ids."""
    lacking: set[str] = field(default_factory=set)
    """What this browser's WebCrypto turned out to lack.

    Curves (of AKP keys, their `alg`), and for JWE what `jwe_base.needs` names.
    """
    begins_again: bool = False
    """Whether the request is to begin again at once, because `lacking` has grown."""

    def ask(self, op: str, **question: Any) -> Any:
        """Returns the value that the host answered a question with.

        ``op`` and the members of each question are in site/engine/contract.d.ts.

        Raises:
            UnansweredError: it has not been asked yet; the question is noted now.
            HostError: the host answered that it cannot.
        """
        asked = {"op": op, **question}
        name = _id(asked)
        if name not in self.answers:
            self.open[name] = {"id": name, **asked}
            raise UnansweredError
        answer = self.answers[name]
        if "error" in answer:
            raise HostError(answer["error"], answer.get("fault", "failed"))
        return answer.get("value")

    def has_answered(self, op: str, **question: Any) -> bool:
        """Tells whether the host was asked this in an earlier round. Asks nothing."""
        return _id({"op": op, **question}) in self.answers

    def lacks(self, names: Sequence[str]) -> bool:
        """Tells whether WebCrypto turned out to lack one of these."""
        return not self.lacking.isdisjoint(names)

    def begin_without(self, name: str) -> None:
        """Notes that WebCrypto lacks something, and begins again without it.

        ``name`` must be the one that the choice of an engine looks up in `lacking`. Returns if it
        was noted before this run, because then beginning again would lead here again.

        Raises:
            UnansweredError: the request begins again.
        """
        if name not in self.lacking:
            self.lacking.add(name)
            self.begins_again = True
        if self.begins_again:
            raise UnansweredError

    def take_questions(self) -> list[dict[str, Any]]:
        """Returns the questions that have come up since the last call.

        A package takes long to load, and another answer may make it needless. So `load` is asked
        only when nothing else is open. Where it is needed all the same, it comes up again.
        """
        questions = list(self.open.values())
        self.open.clear()
        return [each for each in questions if each["op"] != "load"] or questions


def _id(asked: Mapping[str, Any]) -> str:
    text = json.dumps(asked, sort_keys=True, separators=(",", ":"))
    # BLAKE2, because a question may be long and this is the fastest hash in WebAssembly.
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
