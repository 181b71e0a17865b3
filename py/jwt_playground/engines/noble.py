"""Key operations done by noble, which is JavaScript and comes with every page, by asking the host.

It has every algorithm of public keys but those of RSA.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..keys.model import Key
from ..vocabulary.algorithms import ALGORITHMS, Algorithm
from .asking import Host, HostError
from .base import CannotError, KeyRefusedError
from .hosted import Hosted
from .ways_out import for_rsa


class Noble(Hosted):
    """See `Hosted`."""

    name = "noble"
    title = "noble"

    def generate(self, alg: str, bits: int | None) -> Mapping[str, Any]:
        """See `Engine`."""
        row = ALGORITHMS[alg]
        lacking = "" if self.name in row.engines else alg
        return self.ask_for_key(row.engines, lacking, alg=alg, crv=[*row.curves, ""][0])

    def ask_for_key(
        self, engines: Sequence[str], lacking: str, **question: Any
    ) -> Mapping[str, Any]:
        """See `Hosted`. The size is left out of the question: keys on curves have one."""
        if lacking:
            raise lacks(lacking, for_rsa(self._host))
        question.pop("bits", None)
        return self._private_jwk(self._ask("generate-key", **question))

    def complete(self, jwk: Mapping[str, Any]) -> Mapping[str, Any]:
        """See `Engine`."""
        bare = {name: jwk[name] for name in ("kty", "crv", "alg", "d", "priv") if name in jwk}
        return self._private_jwk(self._ask("import-key", key=bare))

    def _ask_about(self, algorithm: Algorithm, key: Key, op: str, question: dict[str, Any]) -> Any:
        """See `Hosted`."""
        if self.name not in algorithm.engines:
            raise lacks(algorithm.name, for_rsa(self._host))
        return self._ask(op, alg=algorithm.name, **question)

    def _ask(self, op: str, **question: Any) -> Any:
        return ask_noble(self._host, op, **question)


def ask_noble(host: Host, op: str, **question: Any) -> Any:
    """Returns what noble answers to a question (site/engine/contract.d.ts).

    Raises:
        KeyRefusedError: it does not take the key.
        CannotError: it cannot do this.
        UnansweredError: the host has to be asked first.
    """
    try:
        return host.ask(op, engine=Noble.name, **question)
    except HostError as error:
        if error.fault == "key":
            raise KeyRefusedError(str(error)) from error
        raise CannotError(str(error)) from error


def lacks(name: str, way_out: str) -> CannotError:
    """Returns the error that says that noble does not have an algorithm, and who does."""
    return CannotError(f"The engine “noble” does not have {name}. {way_out}")
