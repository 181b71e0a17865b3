"""Damaged tokens, made from the tokens of the vectors: the same seed gives the same texts.

Some damage is done to the text of a token, some to its parts before they are encoded, some to
the JSON in them, and some makes a token of another form. So it reaches the readers behind the
first check of the form.
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from tests import vectors
from tests.unit.support.hostile import ALL, CHARACTERS

_LARGEST = 150_000
"""Larger results are not handed out: a run should see many tokens."""
_MANY = (2, 20, 21, 100, 3000)
_DEEP = (10, 199, 200, 201, 5000)
_MEMBERS = (
    *("alg", "typ", "kid", "crit", "b64", "jku", "jwk", "x5u", "x5c", "x5t", "enc", "zip", "cty"),
    *("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "scope", "cnf", "act", "", "__proto__"),
)
_NUMBERS = (
    *("0", "-0", "1e400", "-1e400", "NaN", "Infinity", "1" * 400, "9" * 5000, "0.1e-9999"),
    *("9007199254740993", "253402300800", "-62135596801", "1e308", "1e15", "01", "+1", "0x1"),
)
_ALGORITHMS = ("none", "None", "HS256", "hs256", "RS256", "ES256", "EdDSA", "PS512", "", "HS256 ")

Damage = Callable[[str, random.Random], str]


def cases(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield ``count`` damaged tokens, each with a name that tells how it was made."""
    dice = random.Random(seed)
    names = list(corpus())
    for number in range(count):
        name = dice.choice(names)
        text = corpus()[name]
        done = []
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            damage = dice.choice(dice.choice(DAMAGES))
            changed = damage(text, dice)
            if len(changed) <= _LARGEST:
                text = changed
                done.append(damage.__name__.strip("_"))
        yield f"{seed}/{number} {name}: {', '.join(done)}", text


@cache
def corpus() -> dict[str, str]:
    """Tokens of every form, each under its name: those of the RFCs and of the vectors."""
    found: dict[str, str] = {}
    for path in (vectors.FAULTS, vectors.RFC):
        for vector in vectors.load(path):
            if len(text := str(vector["token"])) <= 5000:
                found[str(vector["name"])] = text
    return found


def encoded(text: str) -> str:
    """Return a text in base64url without padding."""
    data = text.encode("utf-8", "surrogatepass")
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(segment: str) -> str:
    """Return the text in a segment; what is no base64url or no UTF-8 is left out or replaced."""
    body = "".join(char for char in segment if char.isascii() and (char.isalnum() or char in "-_"))
    body = body[: len(body) - (len(body) % 4 == 1)]
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode("utf-8", "replace")


# Damage to the text of a token.


def _cut(text: str, dice: random.Random) -> str:
    start = dice.randrange(len(text) + 1)
    return dice.choice((text[:start], text[start:], text[:start] + text[start + 5 :]))


def _repeat(text: str, dice: random.Random) -> str:
    start = dice.randrange(len(text) + 1)
    part = text[start : start + dice.choice((1, 4, 50))]
    return text[:start] + part * dice.choice(_MANY) + text[start:]


def _put_characters(text: str, dice: random.Random) -> str:
    for _ in range(dice.choice((1, 1, 5))):
        at = dice.choice((0, len(text), dice.randrange(len(text) + 1)))
        text = text[:at] + dice.choice((*CHARACTERS.values(), *" =+/.\"'{}[]%\ud800")) + text[at:]
    return text


def _swap_segments(text: str, dice: random.Random) -> str:
    parts = text.split(".")
    dice.shuffle(parts)
    return ".".join(parts)


def _change_dots(text: str, dice: random.Random) -> str:
    parts = text.split(".")
    at = dice.randrange(len(parts) + 1)
    parts[at:at] = [dice.choice(("", "e30", parts[0]))] * dice.choice((1, 2, 100))
    return dice.choice((".".join(parts), text.replace(".", "", 1), text.replace(".", "..")))


def _wrap(text: str, dice: random.Random) -> str:
    before = dice.choice(("Bearer ", '"', "'" * 500, "(" * 500, "https://x.example/#t=", '{"t":"'))
    after = dice.choice(("", '"', "," * 500, '"}', " and more", f" {text}"))
    return before + text + after


# Damage to a part of a token, before it is encoded.


def _part(text: str, dice: random.Random, change: Callable[[str], str]) -> str:
    """Return the token with the text of its header or payload changed, and encoded again."""
    parts = text.split(".")
    at = dice.randrange(min(2, len(parts)))
    parts[at] = encoded(change(decoded(parts[at])))
    return ".".join(parts)


def _damage_part(text: str, dice: random.Random) -> str:
    damage = dice.choice((_cut, _repeat, _put_characters))
    return _part(text, dice, lambda part: damage(part, dice))


def _nest(text: str, dice: random.Random) -> str:
    levels = dice.choice(_DEEP)
    opening, closing = dice.choice((("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")))
    end = closing * dice.choice((levels, 0, levels - 1))
    return _part(text, dice, lambda part: opening * levels + part + end)


def _put_number(text: str, dice: random.Random) -> str:
    name, number = dice.choice(_MEMBERS), dice.choice(_NUMBERS)
    return _part(text, dice, lambda part: _with_member(part, json.dumps(name), number))


def _put_member(text: str, dice: random.Random) -> str:
    name = dice.choice((*_MEMBERS, "\u0430lg", "sub\u200b", ALL))
    value = json.dumps(_value(dice, 0), ensure_ascii=dice.random() < 0.5)
    written = json.dumps(name, ensure_ascii=dice.random() < 0.5)
    return _part(text, dice, lambda part: _with_member(part, written, value))


def _put_many_members(text: str, dice: random.Random) -> str:
    count = dice.choice(_MANY)
    name = dice.choice(("m{}", "same", "\u00e9{}", "\\u006d{}", "\u202e{}"))
    more = ",".join(f'"{name.format(number)}":{number}' for number in range(count))
    return _part(text, dice, lambda part: part.replace("{", "{" + more + ",", 1))


def _put_algorithm(text: str, dice: random.Random) -> str:
    parts = text.split(".")
    parts[0] = encoded(json.dumps({"alg": dice.choice(_ALGORITHMS), "kid": _value(dice, 2)}))
    return ".".join(parts)


def _with_member(part: str, name: str, value: str) -> str:
    return part.replace("{", "{" + f"{name}:{value}" + ("" if part == "{}" else ","), 1)


def _value(dice: random.Random, depth: int) -> Any:
    """Return a value of any JSON type."""
    kind = dice.randrange(9 if depth < 2 else 7)
    if kind == 7:
        return [_value(dice, depth + 1) for _ in range(dice.choice((0, 1, 3)))]
    if kind == 8:
        return {dice.choice(_MEMBERS): _value(dice, depth + 1) for _ in range(3)}
    char = dice.choice([*CHARACTERS.values()])
    texts = ("", "HS256", f"ad{char}min", "https://xn--80ak6aa92e.com", "\u0430dmin", char * 300)
    return dice.choice((None, True, -1, 1.5e300, 2**70, *texts, "\ud800", "a\u0301" * 50))


# Tokens of another form.


def _to_json(text: str, dice: random.Random) -> str:
    header, payload, signature = ([*text.split("."), "", ""])[:3]
    entry: dict[str, Any] = {"protected": header, "signature": signature}
    if dice.random() < 0.5:
        entry["header"] = {dice.choice(_MEMBERS): _value(dice, 1) for _ in range(2)}
    if dice.random() < 0.4:
        return json.dumps({**entry, "payload": payload})
    entries = [dict(entry) for _ in range(dice.choice(_MANY))]
    for _ in range(dice.choice((0, 1, 3))):
        dice.choice(entries)[dice.choice(("protected", "signature", "header"))] = _value(dice, 0)
    return json.dumps({"payload": payload, "signatures": entries}, ensure_ascii=False)


def _to_jwe(text: str, dice: random.Random) -> str:
    head = encoded(json.dumps({"alg": _value(dice, 2), "enc": "A128GCM", "p2c": 2**31}))
    parts = [head, *(dice.choice(text.split(".")) for _ in range(4))]
    if dice.random() < 0.5:
        return ".".join(parts)
    names = ("protected", "encrypted_key", "iv", "ciphertext", "tag")
    more = {"recipients": [_value(dice, 0) for _ in range(dice.choice(_MANY[:3]))]}
    return json.dumps({**dict(zip(names, parts, strict=True)), **dice.choice(({}, more))})


def _change_json(text: str, dice: random.Random) -> str:
    """Damage the JSON of a serialization; of a compact one, the text of a part."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _damage_part(text, dice)
    if not isinstance(value, dict):
        return _damage_part(text, dice)
    name = dice.choice((*value, "payload", "header", "signatures", "protected"))
    if dice.random() < 0.3:
        value.pop(name, None)
    else:
        value[name] = dice.choice((_value(dice, 0), [json.loads(text)] * 3, ALL))
    return json.dumps(value)


DAMAGES: tuple[tuple[Damage, ...], ...] = (
    (_cut, _repeat, _put_characters, _swap_segments, _change_dots, _wrap),
    (_damage_part, _nest, _put_number, _put_member, _put_many_members, _put_algorithm),
    (_to_json, _to_jwe, _change_json),
)
"""In groups: a group is drawn first, so that each gets its share."""
