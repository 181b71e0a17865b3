"""Opens a JWE: plans, chooses keys, asks an engine, and gives an account of it all."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..engines.jwe_base import DoesNotOpenError, JweEngine, TooLongError
from ..keys.budget import OutOfWorkError
from ..keys.model import Key
from ..token.model import Token
from ..vocabulary.checks import Check
from ..vocabulary.findings import Finding
from .cost import opening_cost
from .cross_check import asked_of, compare
from .keys import JweChoice, Keys, choose
from .parts import Parts, read_parts
from .plan import Plan, make_plan

SHUT = (
    "The token does not open with this key. Either it was encrypted for another key, or it was "
    "changed or damaged on its way. Which of the two it is, nobody can tell, and must not (RFC 7516 "
    "section 11.5)."
)
"""The one sentence for a wrong key, a wrong padding and a wrong tag alike."""


@dataclass(slots=True)
class Try:
    """What became of one recipient."""

    plan: Plan
    choice: JweChoice | None = None
    """``None`` if no key was looked for, as another recipient opened the token, or for a fault."""
    tried: int = 0
    """How many keys were tried."""
    key: Key | None = None
    """The key that opened the token."""
    refusal: str = ""
    """Why an engine refused the keys or the algorithm."""


@dataclass(slots=True)
class Opened:
    """What became of a JWE."""

    parts: Parts
    tries: list[Try]
    checks: list[Check] = field(default_factory=list)
    """`decryption-key` and `decryption`."""
    findings: list[Finding] = field(default_factory=list)
    plaintext: bytes | None = None
    by: Try | None = None
    """The recipient that opened it."""
    engine: JweEngine | None = None
    """The engine that was asked; ``None`` if none was."""

    @property
    def state(self) -> str:
        """`opened`, `failed` or `unopened`."""
        if self.plaintext is not None:
            return "opened"
        return "failed" if any(check.status == "fail" for check in self.checks) else "unopened"

    @property
    def about(self) -> Try | None:
        """The recipient that the report is about: the one that opened it, or the first."""
        return self.by or next(iter(self.tries), None)


def open_token(
    token: Token, keys: Keys, engines: Engines, most: int, *, cross_check: bool, refuses: bool
) -> Opened:
    """Opens a JWE with one of the keys. ``most``: see `JweEngine.decrypt`.

    ``refuses`` tells that the header marks something as critical that nobody here understands.
    Then the token must not be opened (RFC 7516 section 5.2, step 5).

    Raises:
        UnansweredError: the host has to be asked first. Never for bad input.
    """
    parts = read_parts(token)
    opened = Opened(parts, [Try(make_plan(parts, each)) for each in parts.recipients])
    opened.findings += parts.findings
    plans = [each.plan for each in opened.tries]
    for plan in plans:
        opened.findings += [each for each in plan.findings if each not in opened.findings]
    if refuses or not any(plan.sealed for plan in plans) or not token.is_whole:
        _refuse(opened, refuses=refuses)
        return opened
    work = _Work(opened, keys, engines, most, cross_check=cross_check)
    work.run()
    if cross_check and opened.engine is not None and (about := work.asked) is not None:
        opened.findings += compare(engines, opened.engine, opened.plaintext, *about, most)
    return opened


class _Work:
    """Tries the recipients one after another."""

    def __init__(
        self, opened: Opened, keys: Keys, engines: Engines, most: int, *, cross_check: bool
    ) -> None:
        self._opened = opened
        self._keys = keys
        self._engines = engines
        self._most = most
        self._cross_check = cross_check
        self._pending = False
        self._left_out = False
        self._is_too_long = False
        self._refused = 0
        self._cannot: list[str] = []
        self.asked: tuple[Plan, Key] | None = None
        """The recipient and the key that decided."""

    def run(self) -> None:
        for each in self._opened.tries:
            if each.plan.sealed is None:
                continue
            each.choice = choose(each.plan, self._keys)
            if each.choice.keys:
                self._try(each)
            if self._opened.by is not None or self._is_too_long:
                break
        if self._pending and self._opened.by is None:
            raise UnansweredError
        self._conclude()

    def _try(self, each: Try) -> None:
        choice = each.choice
        assert choice is not None  # noqa: S101  (`run` sees to it)
        for key in choice.keys:
            engine = None
            try:
                engine = self._engines.load_for_encryption(*asked_of(each.plan, key))
                cost = opening_cost(each.plan, key, engine)
                if not self._engines.budget.allows(cost, "trials of a key"):
                    raise OutOfWorkError
                self._open(each, key, engine)
            except UnansweredError:
                self._pending = True
                if self._cross_check and engine is not None and len(choice.keys) == 1:
                    # The second engine will be asked about this key, whatever the first one says.
                    with suppress(UnansweredError):
                        compare(self._engines, engine, None, each.plan, key, self._most)
            except OutOfWorkError:
                self._left_out = True
            except KeyRefusedError as error:
                self._refused += 1
                each.refusal = str(error)
            except CannotError as error:
                each.refusal = str(error)
                self._cannot.append(str(error))
            if self._opened.by is not None or self._is_too_long:
                return

    def _open(self, each: Try, key: Key, engine: JweEngine) -> None:
        sealed = each.plan.sealed
        assert sealed is not None  # noqa: S101  (`run` sees to it)
        try:
            plaintext = engine.decrypt(sealed, key, self._most)
        except DoesNotOpenError:
            self.asked = self.asked or (each.plan, key)
        except TooLongError:
            self._is_too_long = True
            self.asked = each.plan, key
        else:
            self._opened.plaintext, self._opened.by, each.key = plaintext, each, key
            self.asked = each.plan, key
        each.tried += 1
        self._opened.engine = engine

    def _conclude(self) -> None:
        """Adds the checks `decryption-key` and `decryption`."""
        opened = self._opened
        choices = [each.choice for each in opened.tries if each.choice is not None]
        best = next((each for each in choices if each.check.status == "pass"), choices[0])
        if opened.by is not None and opened.by.choice is not None and opened.by.key is not None:
            opened.checks.append(opened.by.choice.check)
            message = f"The token opens with {opened.by.key.name}."
            opened.checks.append(Check("decryption", "pass", "opened", message))
            return
        opened.checks.append(best.check)
        opened.checks.append(self._why_not(best))

    def _why_not(self, best: JweChoice) -> Check:
        tried = sum(each.tried for each in self._opened.tries)
        if self._is_too_long:
            message = (
                f"The plaintext is compressed, and inflated it has more than {self._most:,} bytes. "
                "Inflating ended there: such tokens are made to keep a reader busy (RFC 8725)."
            )
            self._opened.findings.append(Finding("inflated-too-large", "token", message))
            return Check("decryption", "fail", "inflated-too-large", message)
        if self._cannot:  # A key that could not be tried may be the right one.
            return Check("decryption", "skip", "engine-missing", f"Not opened. {self._cannot[0]}")
        if self._left_out or self._keys.ring.left_out:
            message = (
                "Not opened: not all keys were tried, because that is more work than one request may "
                "take. Choose the key by its kid, or give the right key alone."
            )
            return Check("decryption", "skip", "not-tried", message)
        if tried:
            return Check("decryption", "fail", "does-not-open", SHUT)
        if self._refused:
            reason = next(each.refusal for each in self._opened.tries if each.refusal)
            self._opened.checks[0] = Check(
                "decryption-key", "fail", "key-refused", f"The key is refused: {reason}."
            )
        if best.check.code == "no-key":
            message = "Not opened: give the key that opens it."
            return Check("decryption", "skip", "no-key", message)
        message = "Not opened, because of what is said about the key."
        return Check("decryption", "skip", "not-checked", message)


def _refuse(opened: Opened, *, refuses: bool) -> None:
    """Adds the checks of a token that nobody can open."""
    message = "No key was looked for."
    opened.checks.append(Check("decryption-key", "skip", "not-checked", message))
    if refuses:
        message = "Not opened, because of what the header marks as critical."
        opened.checks.append(Check("decryption", "skip", "not-checked", message))
        return
    problem = next(
        (f.message for each in opened.tries for f in each.plan.findings),
        "A part of the token is missing or damaged.",
    )
    message = f"The token cannot be opened as it stands. {problem}"
    opened.checks.append(Check("decryption", "fail", "cannot-be-opened", message))
