"""What is said about the keys of one text while they are read, and which of them count."""

from __future__ import annotations

from ..keys.budget import Budget
from ..keys.limits import MAX_KEYS
from ..keys.model import KeyRing
from ..vocabulary.findings import Finding
from .merge import merged


class Notes:
    """Adds findings to ``ring``, each of them once, in words about the key that is read now."""

    def __init__(self, ring: KeyRing, budget: Budget) -> None:
        self.ring = ring
        self._budget = budget
        self._said: set[Finding] = set()
        self._kid: str | None = None
        """The `kid` of the key that is read now, if the text tells it outside the key."""
        self._labels: tuple[str, ...] = ()
        """Names beside the key that is read now: see `Key.labels`."""
        self._subject = "The text"
        """What the next finding is about, as the beginning of a sentence."""
        self._is_alone = True
        """Whether the key that is read now is the only one of the text."""

    def _cannot(self, reason: str) -> None:
        """Says what the text is that cannot be read. ``reason`` begins with “it is”."""
        code = "key-unreadable" if self._is_alone else "key-not-in-set"
        self._found(code, f"{self._subject} cannot be used: {reason}.")
        self._unusable(reason)

    def _damaged(self, source: str, reason: str) -> None:
        code = "key-unreadable" if self._is_alone else "key-not-in-set"
        message = (
            f"{self._subject} looks like {_article(source)} {source}, but cannot be used: {reason}."
        )
        self._found(code, message)
        self._unusable(reason)

    def _unusable(self, reason: str) -> None:
        """Notes why the key with the `kid` that is read now cannot be used."""
        if self._kid is not None:
            self.ring.unusable.setdefault(self._kid, reason)

    def _repaired(self, message: str) -> None:
        self._found("key-repaired", message)

    def _found(self, code: str, message: str) -> None:
        finding = Finding(code, "key", message)
        if finding not in self._said:  # Several keys may lack the same passphrase.
            self._said.add(finding)
            self.ring.findings.append(finding)

    def _allows(self, cost: int) -> bool:
        return self._budget.allows(cost, "parts of the key text")

    def _settle(self) -> None:
        """Makes one key of several texts of it, and keeps the first `MAX_KEYS` keys."""
        keys = merged(self.ring.keys)
        self.ring.keys = keys[:MAX_KEYS]
        if len(keys) > MAX_KEYS:
            self._left_unread(len(keys) - MAX_KEYS, f"The text has {len(keys)} keys")

    def _left_unread(self, count: int, what: str) -> None:
        """Notes that so many keys are beyond `MAX_KEYS`: one of them may be the right one."""
        self.ring.left_out += count
        self._found("key-not-in-set", f"{what}; the first {MAX_KEYS} are read.")


def _article(word: str) -> str:
    return "an" if word[0] in "eEOX" else "a"
