"""Findings on characters in JSON that are not what they seem, with their places.

What names somebody or something (`sub`, `kid`, the name of a member) is compared by code
points, so there every such character is a warning. In other texts people need some of them:
joiners in emoji and in many scripts, marks beside Hebrew or Arabic, no-break spaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..vocabulary.assigned import normalized
from ..vocabulary.characters import HIDDEN, HIDDEN_IN_JSON, all_named, hidden
from ..vocabulary.findings import Finding, Where
from ..vocabulary.spans import Span
from . import json_scan, lookalikes
from .words import named, quoted

IDENTIFIERS = frozenset(
    {
        *("alg", "enc", "typ", "cty", "crit", "kid", "jku", "x5u", "kty", "crv", "use"),
        *("iss", "sub", "aud", "jti", "azp", "client_id", "scope"),
    }
)
"""Members whose values verifiers compare by code points."""
_NAMES = IDENTIFIERS | {"exp", "nbf", "iat", "keys"}
"""Names for which others must not be taken."""

MAX_ODD_STRINGS = 20_000
"""The most strings of one text that are looked at closely. Most strings need no such look."""
_MANY = 20
"""At most so many findings are made for one text."""
_LENGTH = 60
_UNSEEN = "Such characters cannot be seen, or they change how the text around them looks."
# A quick look at the whole JSON text: most have nothing of this.
_ESCAPES = re.compile(r"\\[bfnrtu]|xn--|\x7f")
_LETTERS = re.compile(f"[\u0300-\u036f{HIDDEN_IN_JSON}{lookalikes.LETTERS}{lookalikes.FORMS}]")
_ODD = re.compile(f"[\u0300-\u036f{HIDDEN}{lookalikes.LETTERS}{lookalikes.FORMS}]|xn--")
# Text beyond Latin, Greek and Cyrillic, where joiners shape letters, or emoji.
_SHAPED = "\u0530-\u1dff\u2010-\U0001ffff"
# Signs that take a vowel away. A joiner after one shapes the letter before it, also at the end of
# a word, as in Malayalam (RFC 5892 appendix A.1).
_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2"
_ORDINARY = re.compile(
    "[\ud800-\udfff\t\n\r\xa0\xad\u061c\u2000-\u200a\u200e\u200f\u202f\u205f\u3000]"
    f"|(?<=[{_SHAPED}])[\u200c\u200d](?=[{_SHAPED}])"
    f"|(?<=[{_VIRAMAS}])[\u200c\u200d]"
    f"|(?<=[0-9#*{_SHAPED}])(?<![{HIDDEN}])[\ufe00-\ufe0f]"
    "|(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
    "|(?<=\U0001f3f4)[\U000e0020-\U000e007e]{2,6}\U000e007f"
)
_WORSE = re.compile("[\x00-\x1f\x7f-\x9f\u202d\u202e\U000e0000-\U000e0fff]")


def suspects(text: str, where: Where) -> list[Finding]:
    """Returns findings on the strings and names in ``text``, which `json_text.read` finds good.

    Spans count code points of ``text`` and hold the whole string. Never raises.
    """
    if not _ESCAPES.search(text) and (text.isascii() or not _LETTERS.search(text)):
        return []
    found: list[Finding] = []
    for number, string in enumerate(json_scan.odd_strings(text, _ODD)):
        if len(found) >= _MANY:
            break
        if number == MAX_ODD_STRINGS:
            message = (
                f"The {where} has more than {MAX_ODD_STRINGS:,} strings with characters that can be "
                "mistaken. The others were not looked at."
            )
            found.append(Finding("characters-left-out", where, message))
            break
        found += _name(string, where) if string.is_name else _value(string, where)
    return found


def name_suspects(text: str, what: str, where: Where) -> list[Finding]:
    """Returns findings on a text that names somebody, such as a certificate's subject.

    ``what`` is the beginning of a sentence.
    """
    return _compared(text, lambda: what, where, None)


def _name(string: json_scan.String, where: Where) -> list[Finding]:
    name, siblings = string.value, string.siblings
    if siblings.get(name) == name and not name.isascii():
        return []  # A repeated name has a finding of its own.

    def what() -> str:
        return f"The name {quoted(name, _LENGTH)} in the {where}"

    found = _compared(name, what, where, string.span)
    looks = lookalikes.skeleton(name)
    # In its composed form a name is no odd one, so it is noted only as it is written.
    composed = normalized("NFC", name) if len(name) <= _LENGTH else name
    others = [siblings.setdefault(form, name) for form in (looks, composed)]
    other = next((one for one in others if one != name), name)
    siblings[name] = name
    if not found and (other != name or (looks != name and looks in _NAMES)):
        like = quoted(other if other != name else looks, _LENGTH)
        message = f"{what()} looks like {like}, but is another name: its code points differ."
        found.append(Finding("look-alike-characters", where, message, string.span))
    return found


def _value(string: json_scan.String, where: Where) -> list[Finding]:
    text = string.value

    def what() -> str:
        return f"{_path(string.path)} in the {where}"

    if string.name in IDENTIFIERS:
        found = _compared(text, what, where, string.span)
        if host := lookalikes.posing_host(text):
            shape, looks = (quoted(part, _LENGTH) for part in host)
            message = f"{what()} names a host that is shown as {shape} and looks like {looks}. It is another host."
            found.append(Finding("look-alike-characters", where, message, string.span))
        return found
    chars = hidden(text)
    if not chars or not (chars := hidden(_ORDINARY.sub("", text))):
        return []
    worse = [char for char in chars if _WORSE.match(char)]
    code = "hidden-characters" if worse else "hidden-characters-in-text"
    message = f"{what()} has {all_named(worse or chars)}. {_UNSEEN}"
    return [Finding(code, where, message, string.span)]


def _compared(text: str, what: Callable[[], str], where: Where, span: Span | None) -> list[Finding]:
    """Returns findings on a text that verifiers compare by code points."""
    found = []
    # Half of a surrogate pair has a finding of its own.
    if chars := [char for char in hidden(text) if not "\ud800" <= char <= "\udfff"]:
        message = (
            f"{what()} has {all_named(chars)}. {_UNSEEN} Verifiers compare code points, so it is "
            "another text than the one it looks like. If that is not meant, correct it where it was "
            "written."
        )
        found.append(Finding("hidden-characters", where, message, span))
    if chars := lookalikes.borrowed(text):
        message = (
            f"{what()} has {all_named(chars)} among letters that look alike: it can be taken for "
            f"{quoted(lookalikes.skeleton(text), _LENGTH)}, which is another text for verifiers."
        )
        found.append(Finding("look-alike-characters", where, message, span))
    return found


def _path(path: list[str | int]) -> str:
    """Returns where a string stands, such as `aud[0]` or `address.city`."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path[:8]]
    text = "".join(parts).removeprefix(".")
    return named(text if len(text) <= _LENGTH else f"{text[:_LENGTH]}…")
