"""The five tasks as data. A page that offers another way gets one more line in the right table.

A step has ways, the best first. The first way is taken whose first action the page offers.
A step with `until` is left out when that is already on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from .targets import Inside, Role, Summary, Target, Text


@dataclass(frozen=True)
class Press:
    """Click on something."""

    target: Target


@dataclass(frozen=True)
class Paste:
    """Paste a text into a field."""

    text: str
    """Its name in `materials.py`."""
    target: Target


@dataclass(frozen=True)
class PasteAnywhere:
    """Paste without a click, where the page says that this works."""

    text: str
    target: Target
    """What says so."""


@dataclass(frozen=True)
class Choose:
    """Choose an entry of a list."""

    target: Target
    option: str


@dataclass(frozen=True)
class Keys:
    """Press keys in a field, after a click into it."""

    target: Target
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """See something in the window."""

    target: Target


Action = Press | Paste | PasteAnywhere | Choose | Keys | Read
Way = tuple[Action, ...]


@dataclass(frozen=True)
class Step:
    """One thing to do, for which a page may offer several ways."""

    name: str
    ways: tuple[Way, ...]
    until: Target | None = None


@dataclass(frozen=True)
class Task:
    """What a person wants, step by step."""

    name: str
    title: str
    steps: tuple[Step, ...]


TOKEN = Role("textbox", "^Token$")
KEY = Role("textbox", "^(Verification key|Key)$")
LOG = Role("textbox", "^(Text with tokens|Log)$")
PAYLOAD = Role("textbox", "^Payload$")
SAYS_ANYWHERE = Text("(?i)paste (it |one |a token )?anywhere|Ctrl ?\\+? ?V")
VERDICT = Role("region", "^Verdict$")
VALID = Inside(VERDICT, "^(✓ )?(Valid|Signature good)")
INVALID = Inside(VERDICT, "^(✕ )?(Invalid|Expired)")
# A narrow window shows one part at a time.
TO_KEY_TAB = Press(Role("button", "^Key$"))
TO_TOKEN_TAB = Press(Role("button", "^Token$"))
TO_DATA_TAB = Press(Role("button", "^Header and payload$"))
MENU = Press(Role("button", "^Inspect$"))

MANY = "Many tokens"
OPEN_MANY: tuple[Way, ...] = (
    (Press(Role("link", f"^{MANY}")),),
    (MENU, Press(Role("link", f"^{MANY}"))),
    (Press(Summary(MANY)),),
)
OPEN_INSPECT: tuple[Way, ...] = (
    (Press(Role("button", "Open in Inspect")),),
    (Press(Role("link", "Open in Inspect")),),
)


def give_token(text: str) -> Step:
    """Return the step that brings a token into the page."""
    return Step(
        "give the token",
        (
            (PasteAnywhere(text, SAYS_ANYWHERE),),
            (Paste(text, TOKEN),),
            (TO_TOKEN_TAB, Paste(text, TOKEN)),
        ),
    )


def give_key(text: str) -> Step:
    """Return the step that brings a key into the page."""
    return Step("give the key", ((Paste(text, KEY),), (TO_KEY_TAB, Paste(text, KEY))))


def read(name: str, *targets: Target) -> Step:
    """Return the step that reads the first of these that the page has."""
    return Step(name, tuple((Read(target),) for target in targets))


def tasks(local_time: str) -> tuple[Task, ...]:
    """Return the tasks; `local_time` is an expression for the time at which the token expired."""
    return (
        Task(
            "expiry",
            "When did this token expire, in local time?",
            (
                give_token("expired"),
                read("see that it expired", INVALID),
                Step(
                    "find the tab with times",
                    ((Press(Role("tab", "^Claims")),), (Press(Role("tab", "^Time")),)),
                    until=Text(local_time),
                ),
                read("read the local time", Text(local_time)),
            ),
        ),
        Task(
            "jwks",
            "Verify a token by a JWKS",
            (
                give_token("token of the set"),
                give_key("jwks"),
                read("see that it is valid", VALID),
            ),
        ),
        Task(
            "base64",
            "Find out that the secret is base64",
            (
                give_token("token of the secret"),
                give_key("base64 secret"),
                read("see that it is invalid", INVALID),
                read("read that it is base64", Text("(?i)(read as|is|it.s|as) base64(?!url)")),
                Step(
                    "have it read as base64",
                    (
                        (Press(Role("button", "(?i)(as|is|use|it.s) base64(?!url)")),),
                        (Choose(Role("combobox", "^Secret is$"), "base64"),),
                    ),
                ),
                read("see that it is valid", VALID),
            ),
        ),
        Task(
            "sign",
            "Change a claim and sign with a new key",
            (
                give_token("token to change"),
                Step(
                    "change the claim",
                    tuple(
                        (*to, Keys(PAYLOAD, ("Control+End", "ArrowLeft", "Backspace", "2")))
                        for to in ((), (TO_DATA_TAB,))
                    ),
                ),
                Step(
                    "find the generator",
                    (
                        (Press(Summary("Generate a key")),),
                        (Press(Role("button", "^(Generate a key|New key)")),),
                        (TO_KEY_TAB, Press(Summary("Generate a key"))),
                    ),
                    until=Role("button", "^Generate( key)?$"),
                ),
                Step(
                    "choose its algorithm",
                    ((Choose(Role("combobox", "^Algorithm$"), "ES256"),),),
                ),
                Step("make the key", ((Press(Role("button", "^Generate( key)?$")),),)),
                read("see that it is made", Text("(?i)new key is in place|new ES256 key")),
                Step(
                    "sign",
                    (
                        (Press(Role("button", "^Sign( |$)")),),
                        (TO_DATA_TAB, Press(Role("button", "^Sign( |$)"))),
                    ),
                ),
                read("see that it is valid", VALID),
            ),
        ),
        Task(
            "log",
            "Judge a log of 200 tokens and open the one that fails",
            (
                give_key("secret"),
                Step("find the place for logs", OPEN_MANY, until=LOG),
                Step("give the log", ((Paste("log", LOG),),)),
                read("see that one fails", Text("1 invalid")),
                Step(
                    "open it",
                    tuple(
                        (Press(Role(role, "Invalid")),)
                        for role in ("row", "option", "button", "link")
                    ),
                ),
                Step("find its content", OPEN_INSPECT, until=Text("mallory")),
                read("read its content", Text("mallory")),
            ),
        ),
    )
