"""White space and invisible characters at the ends of a pasted text.

They are set aside, so that the token can be read. Verifiers do not do that: PyJWT and
others refuse a token with such characters. So a finding reports them.
"""

from __future__ import annotations

import re

from ..text.base64url import BLANK
from ..vocabulary.characters import HIDDEN, all_named
from ..vocabulary.findings import Finding
from ..vocabulary.spans import Span

_HEAD = re.compile(rf"[{BLANK}{HIDDEN}]*+")
_TAIL = re.compile(rf"(?<![{BLANK}{HIDDEN}])[{BLANK}{HIDDEN}]++\Z")
# Not the characters that people see as a gap or a line break.
_INVISIBLE = re.compile(rf"(?![ \t\r\n])[{BLANK}{HIDDEN}]")

_ONE, _SEVERAL = ("stands", "It was", "it"), ("stand", "They were", "them")


def edge_findings(text: str, token: Span, *, only_invisible: bool) -> list[Finding]:
    """Returns findings on blanks in ``text`` before and after the span ``token``.

    With ``only_invisible`` they are about invisible characters alone. That is for JSON, and for
    a token with other text around it, such as quotes: `extract` reports that text.
    """
    findings = []
    for name, span in (("before", (0, token[0])), ("after", (token[1], len(text)))):
        edge = text[slice(*span)]
        if invisible := list(dict.fromkeys(_INVISIBLE.findall(_ends(edge)))):
            stand, they, them = _ONE if len(invisible) == 1 else _SEVERAL
            message = (
                f"{all_named(invisible)} {stand} {name} the token and cannot be seen. {they} set aside here. "
                f"Verifiers refuse the token with {them}: remove {them} where the token comes from."
            )
            findings.append(Finding("invisible-characters", "token", message, span))
        elif edge and not only_invisible:
            what = "A line break" if "\n" in edge or "\r" in edge else "White space"
            message = (
                f"{what} {name} the token was set aside. A verifier must be given the token without it; "
                "PyJWT and others refuse it."
            )
            findings.append(Finding("surrounding-whitespace", "token", message, span))
    return findings


def _ends(edge: str) -> str:
    """Returns the blanks at both ends of the text before or after a token.

    A whole log may stand between these ends; such characters inside it do not matter.
    """
    head, tail = _HEAD.match(edge), _TAIL.search(edge)
    return (head.group() if head else "") + (tail.group() if tail else "")
