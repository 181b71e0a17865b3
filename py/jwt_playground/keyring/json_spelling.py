"""Mends JSON that holds keys and was spelled as something else: quotes, braces, other languages.

Only what is around names and values is changed, and only if correct JSON comes out. What a key is
made of has none of the characters that are changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..text import json_text

_TYPOGRAPHIC = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_SINGLE = str.maketrans(dict.fromkeys("'‘’‚‛′", '"'))
_BARE_NAME = re.compile(r"([{,]\s{0,200})([A-Za-z_][\w#]{0,40})(\s{0,20}:)")
_LAST_COMMA = re.compile(r",(\s{0,200}[\]}])")
_COMMENT = re.compile(r"^[ \t]{0,200}//[^\n]{0,500}$", re.MULTILINE)
_PYTHON = re.compile(r"(:\s{0,20})(None|True|False)\b")
_WORDS = {"None": "null", "True": "true", "False": "false"}
_BEGINNING = re.compile(r"[\"'“”‘’]?(?:keys|kty|alg|kid|use|n|e|crv|x)[\"'“”‘’]?\s{0,20}:")
_ASSIGNED = re.compile(r"(?:(?:const|let|var|export)\s{1,9})?[\w.]{1,60}\s{0,9}=\s{0,9}(?=[{\[])")


def mended(text: str) -> tuple[str, str] | None:
    """Returns correct JSON made of a text that holds a JWK or JWKS, and what was done in words.

    ``None`` if the text is correct as it is, or cannot be mended. Never raises.
    """
    if "kty" not in text or json_text.read(text, "key", "key").ok:
        return None
    done: list[str] = []
    for change, what in _CHANGES:
        changed = change(text)
        if changed != text:
            text = changed
            done.append(what)
            if json_text.read(text, "key", "key").ok:
                return text, " and ".join(done)
    return None


def _quotes(text: str) -> str:
    return text.translate(_TYPOGRAPHIC)


def _single_quotes(text: str) -> str:
    return text if '"' in text else text.translate(_SINGLE)


def _braces(text: str) -> str:
    if not _BEGINNING.match(text):
        return text
    return (
        "{" + text.rstrip(",; \r\n").removesuffix("}" * (text.count("}") > text.count("{"))) + "}"
    )


def _names(text: str) -> str:
    text = _ASSIGNED.sub("", text, count=1).rstrip("; \r\n")
    text = _PYTHON.sub(lambda found: found[1] + _WORDS[found[2]], text)
    return _BARE_NAME.sub(r'\1"\2"\3', text)


def _rests(text: str) -> str:
    return _LAST_COMMA.sub(r"\1", _COMMENT.sub("", text))


_CHANGES: tuple[tuple[Callable[[str], str], str], ...] = (
    (_quotes, "typographic quotes became straight ones"),
    (_single_quotes, "single quotes became double ones"),
    (_braces, "the braces that were missing were put around it"),
    (_rests, "commas before a closing bracket and comments were left out"),
    (_names, "names were put in quotes"),
)
