"""The text of a matcher: made Python as casbin does, and looked at before Python's parser does.

The parser follows each bracket and each sign before a value one level deeper, and in WebAssembly
a deep level ends the interpreter. So long, deep and foreign texts are refused here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..text.words import quoted
from .limits import MAX_EXPRESSION, MAX_PARENTHESES, MAX_PREFIXES, MAX_WORDS

MAX_MEMBERS = 200
"""The most members that a matcher reads, one of the other."""

_WORD = re.compile(
    r"""\s++|[A-Za-z_][A-Za-z_0-9]*+|[0-9]++(?:\.[0-9]++)?+"""
    r"""|"(?:[^"\\\n]|\\[^\n])*+"|'(?:[^'\\\n]|\\[^\n])*+'"""
    r"""|==|!=|<=|>=|\*(?!\*)|/(?!/)|[-+%<>()\[\],.]"""
)
_OF_POLICY = re.compile(r"\bp[0-9]*+\.")
_OF_REQUEST = re.compile(r"\br[0-9]*+\.")
_NOT = re.compile(r"!(?!=)")
_KEYWORDS = {"and", "or", "not", "in", "True", "False", "None"}
_REFUSED = {
    *("if", "else", "for", "lambda", "is", "await", "yield", "async", "import", "from", "def"),
    *("class", "return", "while", "with", "as", "global", "nonlocal", "del", "pass", "raise"),
    *("try", "except", "finally", "assert", "break", "continue", "elif"),
}


class MatcherError(Exception):
    """The matcher is refused, or fails; the message is the end of a sentence that says why."""


def python_text(text: str) -> str:
    """Returns a matcher as casbin gives it to Python, for `check` before casbin is loaded."""
    for expression in (_OF_POLICY, _OF_REQUEST):
        if found := expression.search(text):
            # casbin does so for one number only: that of the first such name.
            text = expression.sub(_Joined(found[0]), text)
    return operators(text)


@dataclass(frozen=True, slots=True)
class _Joined:
    """Writes `p_` in place of `p.`, for one such beginning of a name."""

    first: str

    def __call__(self, found: re.Match[str]) -> str:
        return f"{self.first[:-1]}_" if found[0] == self.first else found[0]


def operators(text: str) -> str:
    """Replaces the signs `&&`, `||` and `!`, just as casbin does."""
    text = text.replace("&&", "and").replace("||", "or")
    return _NOT.sub("not ", text)


def check_words(text: str) -> None:
    """Refuses what Python's parser need not see: deep nesting, long chains, other signs."""
    if not text:
        raise MatcherError("it is empty")
    if len(text) > MAX_EXPRESSION:
        raise MatcherError(f"it has more than {MAX_EXPRESSION:,} characters")
    at = words = depth = prefixes = dots = 0
    last = ""
    while at < len(text):
        found = _WORD.match(text, at)
        if not found:
            raise MatcherError(f"{quoted(text[at : at + 12])} cannot stand in a matcher")
        word = found[0]
        if word in _REFUSED:
            raise MatcherError(f"“{word}” cannot stand in a matcher")
        if word[0] in "\"'" and last[-1:].isalnum() and last not in _KEYWORDS:
            raise MatcherError(f"letters cannot stand before the text {quoted(word)}")
        words += 1
        depth += (word in "([") - (word in ")]") if len(word) == 1 else 0
        prefixes += word in ("not", "-", "+", "*", "/", "%")
        dots += word in (".", "[")
        if (
            depth > MAX_PARENTHESES
            or words > MAX_WORDS
            or prefixes > MAX_PREFIXES
            or dots > MAX_MEMBERS
        ):
            raise MatcherError("it is too long, or nested too deep")
        at, last = found.end(), word
