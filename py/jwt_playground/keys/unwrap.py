"""Undoes every wrapping in which the bytes of a key travel.

The same key is written in a PEM file, on a command line, in JSON, in an environment file, in
a hex dump, and encoded again for a Kubernetes secret. Each function of `_WRAPPINGS` undoes one
such wrapping. `unwrapped` tries all of them, and again on what each of them gives.

Compression is deliberately not undone: keys do not travel compressed, and inflating a hostile
text costs memory. Neither are base32, base85 and uuencode, in which nobody writes keys.
"""

from __future__ import annotations

import binascii
import contextlib
import itertools
import re
from collections.abc import Callable, Iterator

from ..text import json_text

MAX_DEPTH = 5
"""So many wrappings are undone one after another."""
MAX_WORK = 4 * 1024 * 1024
"""So many bytes are looked at, in all forms together."""
MIN_BYTES = 44
"""The size of the smallest public key that can be recognized: Ed25519 in DER."""
MIN_TEXT = 59
"""The length of that key in base64, its shortest form in text."""

_MOST_WORDS = 200
_MOST_BEGINNINGS = 20
_MOST_LEAVES = 200

Forms = Iterator[bytes]
Wrappings = dict[Callable[[bytes], Forms], str]
"""What undoes a wrapping, and its name in a sentence."""


def unwrapped(data: bytes) -> Iterator[tuple[bytes, str]]:
    """Yields ``data`` itself and every form that undoing its wrappings gives.

    Each form comes with the name of the last wrapping that was undone and has a name, such as
    `base64`. The name is empty for ``data`` itself. No form is yielded twice, and none that is
    shorter than `MIN_BYTES`, but for ``data``. At most `MAX_WORK` bytes are yielded beside
    ``data``. Never raises.
    """
    seen = {data}
    work = 0
    forms = [(data, "")]
    for _ in range(MAX_DEPTH + 1):
        inner: list[tuple[bytes, str]] = []
        for form, name in forms:
            yield form, name
            for undo, wrapping in _wrappings_of(form).items():
                for found in undo(form):
                    if len(found) < MIN_BYTES or found in seen:
                        continue
                    work += len(found)
                    if work > MAX_WORK:
                        return
                    seen.add(found)
                    inner.append((found, wrapping or name))
        forms = inner


def under_base64(data: bytes) -> bytes | None:
    """Returns what is left of a text that is base64 or hexadecimal over and over.

    ``None`` if `unwrapped` undoes all of it anyway. Every layer is a text, which the bytes of a real
    secret are not. Each one is shorter than the one around it, so the work stays small.
    """
    for depth in itertools.count():
        body = b"".join(data.split())
        if len(body) < MIN_TEXT or not _WORD.fullmatch(body):
            return data if depth > MAX_DEPTH else None
        undo = _hex if _HEX.fullmatch(body) else _decoded
        inner = next(undo(body), b"")
        if not inner.isascii() or not inner:
            return data if depth >= MAX_DEPTH else None
        data = inner
    return None


_STRING = re.compile(rb"b?(['\"`])(.*)\1", re.DOTALL)


def _wrappings_of(form: bytes) -> Wrappings:
    """Returns the wrappings that a form can have. Most forms of real secrets have few."""
    if form.isalnum():
        return _OF_A_WORD
    try:
        form.decode("utf-8")
    except UnicodeDecodeError:
        return _OF_BYTES
    return _WRAPPINGS


def _edges(data: bytes) -> Forms:
    """Removes white space, NUL bytes, a byte order mark, quotes and punctuation at the ends."""
    # A binary key may end in a byte that looks like white space, so one form keeps its end.
    begun = data.lstrip(b" \t\r\n\v\f").removeprefix(b"\xef\xbb\xbf")
    yield begun
    if string := _STRING.fullmatch(begun.rstrip(b" \t\r\n\v\f,;")):
        yield string[2]  # what is taken away below may be a byte of the key here
    yield re.sub(rb"\Ab(?=['\"])", b"", begun).rstrip(b"\0").strip(b" \t\r\n\v\f\"'`,;")


def _wide_text(data: bytes) -> Forms:
    """Undoes UTF-16 and UTF-32, as editors on Windows write them."""
    if b"\0" not in data[:8]:
        return
    with contextlib.suppress(UnicodeDecodeError, UnicodeEncodeError):
        yield data.decode("utf-8").encode("latin-1")  # A file that was opened as Latin-1.
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
        try:
            yield data.decode(encoding).lstrip("\ufeff").encode("ascii")
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue


_ESCAPE = re.compile(
    rb"\\(?:u00([0-9A-Fa-f]{2})|x([0-9A-Fa-f]{2})|([0-3][0-7]{2})|(\r?\n)|(.))", re.DOTALL
)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"0": b"\0"}


def _escapes(data: bytes) -> Forms:
    r"""Undoes escapes in the strings of programs: `\n`, `\/`, `\"`, `\u002b`, `\x30`, `\060`."""

    def character(found: re.Match[bytes]) -> bytes:
        hexadecimal, octal = found[1] or found[2], found[3]
        if hexadecimal:
            return bytes([int(hexadecimal, 16)])
        if octal:
            return bytes([int(octal, 8)])
        return b"" if found[4] else _ESCAPED.get(found[5], found[5])

    if b"\\" in data:
        yield _ESCAPE.sub(character, data)


_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")


def _percent(data: bytes) -> Forms:
    """Undoes the percent-encoding of URLs and forms."""
    if b"%" in data or b"+" in data:
        for text in (data, data.replace(b"+", b" ")):
            yield _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), text)


def _quoted_printable(data: bytes) -> Forms:
    """Undoes the quoted-printable encoding of mails."""
    if b"=3D" in data or b"=\n" in data or b"=\r\n" in data:
        yield binascii.a2b_qp(data)


def _json(data: bytes) -> Forms:
    """Yields the strings of a JSON text, wherever they stand in it."""
    if data[:1] in (b'"', b"{", b"["):
        read = json_text.read(data.decode("utf-8", "replace"), "key", "key")
        leaves: list[bytes] = []
        _gather(read.value, leaves)
        yield from leaves


def _gather(value: object, leaves: list[bytes]) -> None:
    """Adds the strings in a JSON value to ``leaves``. `json_text` has capped the depth."""
    if len(leaves) >= _MOST_LEAVES:
        return
    if isinstance(value, str):
        leaves.append(value.encode("utf-8", "surrogatepass"))
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            _gather(inner, leaves)


_NUMBERS = re.compile(rb"(?:(?<!\d)-?\d{1,3}(?!\d)[,\s]*+){40,}+")


def _numbers(data: bytes) -> Forms:
    """Reads byte values in decimal, such as a `Buffer` in JSON. Java writes some as negative."""
    if found := _NUMBERS.search(_CAST.sub(b"", data) if b"(" in data else data):
        values = [int(number) for number in re.findall(rb"-?\d+", found.group())]
        if all(-128 <= value < 256 for value in values):
            yield bytes(value & 0xFF for value in values)


_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){44,}+")
_NOT_HEX = re.compile(rb"0x|\\x|[xX]'|[\s:,;{}()\[\]<>'\"-]")
_HEX_LIST = re.compile(rb"(?:0[xX][0-9A-Fa-f]{2}(?:u8)?+[,\s]*+){40,}+")
_CAST = re.compile(rb"\((?:s?byte|u?int8_t|char)\)\s?")
_DUMP_OFFSET = re.compile(rb"^[0-9A-Fa-f]{4,8}:? +", re.MULTILINE)
_DUMP_TEXT = re.compile(rb"(?:  ?\|.{1,16}\||  .{1,16})$", re.MULTILINE)


def _hex(data: bytes) -> Forms:
    """Undoes hexadecimal: bare, with prefixes or separators, in a dump, or as a word in a text.

    Dumps are read as `xxd` and `hexdump` print them, lists as programs have them.
    """
    texts = [_hex_digits(data), *_HEX.findall(data)[:_MOST_WORDS]]
    has_lists = b"0x" in data or b"0X" in data
    lists = _HEX_LIST.findall(_CAST.sub(b"", data))[:_MOST_WORDS] if has_lists else []
    texts += [_NOT_HEX.sub(b"", found.replace(b"u8", b"")) for found in lists]
    if _DUMP_OFFSET.search(data):
        texts.append(_NOT_HEX.sub(b"", _DUMP_OFFSET.sub(b"", _DUMP_TEXT.sub(b"", data))))
    for digits in texts:
        if _HEX.fullmatch(digits):
            yield bytes.fromhex(digits.decode("ascii"))


def _hex_digits(data: bytes) -> bytes:
    """Leaves out what may stand between the digits. Without prefixes, that is done quickly."""
    if any(prefix in data for prefix in (b"0x", b"\\x", b"x'", b"X'")):
        return _NOT_HEX.sub(b"", data)
    return data.translate(None, b" \t\n\r\f\v:,;{}()[]<>'\"-")


_WORD = re.compile(rb"[A-Za-z0-9+/_-]{58,}+=*+")
_LINE = re.compile(rb"^[ \t]*+([A-Za-z0-9+/_-]++=*+)[ \t\r]*+$", re.MULTILINE)
_NOT_BASE64 = re.sub(rb"[A-Za-z0-9+/_-]", b"", bytes(range(256)))
_BEGINNING = re.compile(rb"MI[A-Za-z]|M[CDEFGH][A-Za-z0-9]|AAAA[A-Z]")
_TO_BASE64 = bytes.maketrans(b"-_", b"+/")


def _base64(data: bytes) -> Forms:
    """Undoes base64 and base64url: of the whole text, of its lines, or of a long word in it.

    A word is what stands in a line of an OpenSSH key, after `NAME=` in an environment file, in
    a `data:` URL, or in the query of a URL. Lines are what is left of a PEM without its armour.
    Where a path or a prefix runs into the base64, its beginning tells where it is: DER begins
    with a SEQUENCE, and the wire format of OpenSSH with a length.
    """
    words = _WORD.findall(data)[:_MOST_WORDS]
    yield from _decoded(data.translate(None, _NOT_BASE64))
    yield from _decoded(b"".join(_LINE.findall(data)))
    for word in words:
        yield from _decoded(word)
        for begin in [*_BEGINNING.finditer(word)][:_MOST_BEGINNINGS]:
            yield from _decoded(word[begin.start() :])


def _decoded(text: bytes) -> Forms:
    """Yields what a text of base64 or base64url holds; a last character too many is left out."""
    body = text.rstrip(b"=").translate(_TO_BASE64)
    body = body[: len(body) - (len(body) % 4 == 1)]
    if _WORD.fullmatch(body):
        yield binascii.a2b_base64(body + b"=" * (-len(body) % 4))


_IN_BASE58 = re.compile(rb"[1-9A-HJ-NP-Za-km-z]{59,1000}")
_FROM_BASE58 = bytes.maketrans(
    b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", bytes(range(58))
)


def _base58(data: bytes) -> Forms:
    """Undoes base58 of a whole text, with the `z` of multibase before it or without."""
    for text in (data, data[1:] if data[:1] == b"z" else b""):
        if _IN_BASE58.fullmatch(text):
            number = 0
            for digit in text.translate(_FROM_BASE58):
                number = number * 58 + digit
            yield number.to_bytes((number.bit_length() + 7) // 8, "big")


_ARMOUR = re.compile(
    rb"-*+\s?(?:BEGIN|END) (?:[A-Z0-9]{1,20} ){0,4}(?:KEY|CERTIFICATE)\s?-*"
    rb"|^[A-Za-z-]{1,40}: .*$|-{2,}",
    re.MULTILINE,
)
_OF_ARMOUR = (b"--", b": ", b"BEGIN ", b"END ")
"""One of them stands in all that `_ARMOUR` finds. To look for them first is quick."""


def _armour(data: bytes) -> Forms:
    """Removes what is left of BEGIN and END lines that have lost a part of themselves."""
    if any(part in data for part in _OF_ARMOUR) and _ARMOUR.search(data):
        yield b"".join(_ARMOUR.sub(b"", data.replace(b"\r", b"\n")).split())


_PREFIXES = re.compile(rb"^[ \t]*+[>#+*|][ \t]?", re.MULTILINE)


def _line_prefixes(data: bytes) -> Forms:
    """Removes what stands before each line in a mail, a comment or a difference."""
    if _PREFIXES.search(data):
        yield _PREFIXES.sub(b"", data)


_ENTITY = re.compile(rb"&(?:#(\d{1,3})|#[xX]([0-9A-Fa-f]{2})|(lt|gt|amp|quot|apos));")
_ENTITIES = {b"lt": b"<", b"gt": b">", b"amp": b"&", b"quot": b'"', b"apos": b"'"}
_TAG = re.compile(rb"</?[A-Za-z]{1,20} ?/?>")


def _markup(data: bytes) -> Forms:
    """Undoes entities of HTML and XML, and removes the tags of HTML."""

    def character(found: re.Match[bytes]) -> bytes:
        code = int(found[1]) if found[1] else int(found[2], 16) if found[2] else None
        return _ENTITIES[found[3]] if code is None else bytes([code & 0xFF])

    if b"&" in data and _ENTITY.search(data):
        yield _ENTITY.sub(character, data)
    if b"<" in data and _TAG.search(data):
        yield _TAG.sub(b"", data)


_QUOTED = re.compile(rb"\"([^\"]*+)\"|'([^']*+)'")


def _quoted_parts(data: bytes) -> Forms:
    """Joins string literals, as a program with one literal per line does."""
    parts = [one or other for one, other in _QUOTED.findall(data)]
    if len(parts) > 1:
        yield b"".join(parts)


_WRAPPINGS: Wrappings = {
    _base64: "base64",
    _hex: "hexadecimal",
    _base58: "base58",
    _json: "JSON",
    _numbers: "decimal numbers",
    _percent: "percent-encoding",
    _quoted_printable: "quoted-printable",
    _wide_text: "UTF-16",
    _escapes: "escapes",
    _armour: "",
    _line_prefixes: "",
    _markup: "",
    _quoted_parts: "",
    _edges: "",
}
"""The functions that undo a wrapping, and its name in a sentence. An empty name is not told."""
_OF_A_WORD: Wrappings = {undo: _WRAPPINGS[undo] for undo in (_base64, _hex, _base58)}
"""Those of letters and digits alone."""
_OF_BYTES: Wrappings = {undo: _WRAPPINGS[undo] for undo in (_base64, _wide_text, _escapes, _edges)}
"""Those of bytes that are no text in UTF-8."""
