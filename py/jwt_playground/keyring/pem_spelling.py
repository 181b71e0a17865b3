"""Undoes what forms, mails, web pages and programs do to the characters of a PEM text."""

from __future__ import annotations

import binascii
import html
import re
from urllib.parse import unquote, unquote_plus

_PERCENT = re.compile(r"BEGIN(?:%20|\+)[A-Z]")
_BREAK = re.compile(r"</?(?:br|p|div|pre|code|span)\b[^<>]{0,200}>", re.IGNORECASE)
_LOST = re.compile(r"(-----BEGIN [A-Z0-9 ]{1,60}-----)n([A-Za-z0-9+/=\s]{1,20000})(-----END )")
_PREFIXES = re.compile(r"^[ \t]{0,20}(?:>[> ]{0,20}|#+|//+|\*|\+|\|)[ \t]?", re.MULTILINE)


def spelled_out(text: str) -> tuple[str, str] | None:
    """Returns the PEM text as it was meant, and what was undone in words; ``None`` if nothing was.

    Never raises.
    """
    if found := _PERCENT.search(text):
        decode = unquote_plus if "+" in found[0] else unquote
        return decode(text), "The text was in percent-encoding (as in addresses and forms)."
    if "=3D" in text:
        data = binascii.a2b_qp(text.encode("utf-8", "surrogatepass"))
        return data.decode("utf-8", "replace"), "The text was in quoted-printable (as in mails)."
    if "&#" in text or _BREAK.search(text):
        plain = html.unescape(_BREAK.sub("\n", text))
        return plain, "The text had tags or entities of HTML in it."
    if _LOST.search(text):
        plain = _LOST.sub(_with_breaks, text)
        if plain != text:
            return plain, "Line breaks had become the letter n (a backslash was lost)."
    if _PREFIXES.match(text[text.find("BEGIN") + 5 :].partition("\n")[2]):
        return _PREFIXES.sub(
            "", text
        ), "The lines had a sign before them (as in mails and comments)."
    return None


def _with_breaks(found: re.Match[str]) -> str:
    """Returns a block with line breaks where lines of equal length end in an n."""
    begin, body, end = found.groups()
    for width in (64, 76):
        rows = [body[at : at + width + 1] for at in range(0, len(body), width + 1)]
        if all(row.endswith("n") for row in rows) and rows:
            return "\n".join([begin, *(row[:-1] for row in rows), end])
    return found[0]
