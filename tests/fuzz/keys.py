"""Damaged key texts, made from keys in every format: the same seed gives the same texts."""

from __future__ import annotations

import base64
import json
import random
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from tests import vectors
from tests.fuzz.der_corpus import structures, wires
from tests.unit.support.hostile import CHARACTERS

_LARGEST = 150_000
"""Larger results are not handed out: a run should see many keys."""
_LABELS = (
    *("PUBLIC KEY", "RSA PUBLIC KEY", "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"),
    *("CERTIFICATE", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY", "X509 CRL", "PUBLIC KEY\n"),
)
_MEMBERS = (
    "kty",
    "crv",
    "x",
    "y",
    "d",
    "n",
    "e",
    "k",
    "p",
    "q",
    "alg",
    "kid",
    "use",
    "x5c",
    "keys",
)
_TIMES = (2, 50, 201, 3000)

Damage = Callable[[str, random.Random], str]


def cases(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield ``count`` damaged key texts, each with a name that tells how it was made."""
    dice = random.Random(seed)
    names = list(corpus())
    for number in range(count):
        name = dice.choice(names)
        text = corpus()[name]
        done = []
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            damage = dice.choice(DAMAGES)
            changed = damage(text, dice)
            if len(changed) <= _LARGEST:
                text = changed
                done.append(damage.__name__.strip("_"))
        yield f"{seed}/{number} {name}: {', '.join(done)}", text


@cache
def corpus() -> dict[str, str]:
    """Keys as text, each under its name: PEM, base64, OpenSSH, JWK and JWK Sets."""
    found: dict[str, str] = {}
    for name, data in structures().items():
        label = "CERTIFICATE" if "certificate" in name else "PRIVATE KEY"
        found[f"PEM {name}"] = pem(label, data)
    for name, data in wires().items():
        line = base64.b64encode(data).decode()
        found[f"OpenSSH {name}"] = f"ssh-rsa {line} joe@example"
        found[f"OpenSSH PEM {name}"] = pem("OPENSSH PRIVATE KEY", data)
    keys = [vector["key"] for vector in vectors.load(vectors.RFC) if vector["key"]]
    for number, key in enumerate(keys):
        found[f"JWK {number}"] = json.dumps(key)
    found["JWK Set"] = json.dumps({"keys": [key for key in keys if isinstance(key, dict)]})
    return found


def pem(label: str, data: bytes) -> str:
    """Return PEM (RFC 7468) of bytes."""
    lines = "\n".join(textwrap.wrap(base64.b64encode(data).decode(), 64))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n"


# Damage to a text of any kind.


def _cut(text: str, dice: random.Random) -> str:
    start = dice.randrange(len(text) + 1)
    return dice.choice((text[:start], text[start:], text[:start] + text[start + 5 :]))


def _repeat(text: str, dice: random.Random) -> str:
    start = dice.randrange(len(text) + 1)
    part = text[start : start + dice.choice((1, 1, 30, 500))]
    return text[:start] + part * dice.choice(_TIMES) + text[start:]


def _put_characters(text: str, dice: random.Random) -> str:
    for _ in range(dice.choice((1, 1, 5))):
        at = dice.choice((0, len(text), dice.randrange(len(text) + 1)))
        text = text[:at] + dice.choice((*CHARACTERS.values(), *"-=\"'{}[]\\%\n \ud800")) + text[at:]
    return text


def _run_of_blanks(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return (
        text[:at] + dice.choice((" ", "\n", "\t", "-", "A", "=", '"', "\\n")) * 20_000 + text[at:]
    )


def _wrap(text: str, dice: random.Random) -> str:
    """Puts the key where people find it: in quotes, in YAML, in JSON, in a variable, encoded."""
    return dice.choice(
        (
            json.dumps(text),
            json.dumps({"a": text, "b": [text]}),
            json.dumps({"keys": [text, {"x5c": [text]}]}),
            "key: |\n" + textwrap.indent(text, "  "),
            f"KEY='{text}'",
            base64.b64encode(text.encode("utf-8", "replace")).decode(),
            text.encode("utf-8", "replace").hex(),
            text.replace("\n", "\\n"),
            text.replace("\n", ""),
            text + text,
        )
    )


def _swap_lines(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    dice.shuffle(lines)
    return "\n".join(lines)


def _swap_label(text: str, dice: random.Random) -> str:
    _, begin, rest = text.partition("-----BEGIN ")
    return f"-----BEGIN {dice.choice(_LABELS)}{rest[rest.find('-----') :]}" if begin else text


# Damage to JSON.


def _change_member(text: str, dice: random.Random) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    target: Any = value
    if isinstance(value, dict) and isinstance(value.get("keys"), list) and value["keys"]:
        target = dice.choice((value, dice.choice(value["keys"])))
    if isinstance(target, dict):
        target[dice.choice((*_MEMBERS, *target))] = _value(dice)
    return json.dumps(value)


def _to_set(text: str, dice: random.Random) -> str:
    return f'{{"keys": [{", ".join([text] * dice.choice(_TIMES))}]}}'


def _nest(text: str, dice: random.Random) -> str:
    levels = dice.choice((10, 199, 200, 201, 5000))
    opening, closing = dice.choice((("[", "]"), ('{"keys":', "}"), ('{"keys":[', "]}")))
    return opening * levels + text + closing * dice.choice((levels, 0))


def _value(dice: random.Random) -> Any:
    texts = ("", "AQAB", "AA", "A" * 20_000, "P-256", "RSA", "oct", "=", "\ud800", "\u202e")
    return dice.choice((None, True, -1, 2**70, 1e308, [], {}, [[]], {"x": 1}, *texts))


DAMAGES: tuple[Damage, ...] = (
    *(_cut, _repeat, _put_characters, _run_of_blanks, _wrap, _swap_lines, _swap_label),
    *(_change_member, _to_set, _nest),
)
