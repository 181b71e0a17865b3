"""Secrets as people make them, in all shapes, and how each is told. None of them is a key."""

from __future__ import annotations

import base64
import json
import random
import string
import uuid

_WORDS = ["correct", "horse", "battery", "staple", "Geheimnis", "öffnen", "пароль", "秘密", "key"]


def real_secrets() -> list[str]:
    """The same 400 or more secrets each time."""
    draw = random.Random(13)
    found: list[str] = []
    for size in (
        8,
        16,
        20,
        24,
        31,
        32,
        33,
        34,
        48,
        49,
        57,
        64,
        65,
        66,
        97,
        114,
        128,
        133,
        256,
        384,
    ):
        data = draw.randbytes(size)
        base = base64.b64encode(data).decode()
        url = base64.urlsafe_b64encode(data).decode()
        letters = "".join(draw.choices(string.ascii_letters + string.digits, k=size))
        printable = "".join(draw.choices(string.ascii_letters + string.punctuation, k=size))
        found += [data.hex(), data.hex().upper(), "0x" + data.hex(), data.hex(":"), data.hex(" ")]
        found += [base, base.rstrip("="), url, url.rstrip("="), base + "\n", letters, printable]
        found += [f"base64:{base}", f"{data[:6].hex()}:{data[6:].hex()}", f"sk_live_{letters}"]
    for number in range(12):
        name = uuid.UUID(bytes=draw.randbytes(16))
        word = "".join(draw.choices(string.ascii_lowercase, k=30))
        found += [str(name), name.hex, f"{{{name}}}", f"urn:uuid:{name}", f"{name}:{word}"]
        found += [" ".join(draw.choices(_WORDS, k=6)), "-".join(draw.choices(_WORDS, k=5))]
        found += [f"a:{word}", f"user:{word}", f"{number}:{word}", f"{word}={word}", f"{word}=="]
        found += [f"JWT_SECRET={word}", f'export SECRET="{word}"', f"secret: {word}"]
        found += [json.dumps({"secret": word}), json.dumps({"type": "HS256", "key": word})]
        found += [json.dumps({"id": number, "value": word}), json.dumps([word, number])]
        found += [f"%{word}%", f"{word}%41%zz", f"{word}\\n{word}", f"<{word}>", f"${{{word}}}"]
        found += [f'"{word}"', f"'{word}'", f"  {word}", f"MII{word}", f"AAAA{word}", f"eyJ{word}"]
        found += [f"{word}.{word}.{word}", f"/etc/{word}", f"keys {word}", f'"keys": {word}']
        found += [f"kty {word}", f"publicKey {word}", f"modulus={word}", f"SHA256:{word}"]
    return list(dict.fromkeys(found))
