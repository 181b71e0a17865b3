"""The limits of what is looked for around a token, for the test of every limit.

Each function is given 0 or 1, and tells whether as much as the limit allows, and so much more, is
taken.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes
from tests.unit.support.wrapped import SECRET, TOKEN, in_base64, signed

POINT = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"


def is_read(text: str) -> bool:
    report = call("inspect", token=text, key={"text": SECRET}, now=1800000000)
    return bool(report["verdict"] == "valid")


def others(count: int, name: str) -> list[str]:
    """Stretches of base64 that hold no token, but look as if they did."""
    return [
        in_base64(f"eyJ {name} {number:02} is a text without a token") for number in range(count)
    ]


def inflated_bytes(more: int) -> bool:
    maker = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    data = maker.compress(b" " * (1024 * 1024 + more)) + maker.flush()
    text = signed('{"alg":"HS256","zip":"DEF"}', "").replace("..", f".{base64url.encode(data)}.")
    return "payload-compressed" in codes(call("inspect", token=text))


def layers(more: int) -> bool:
    return is_read(TOKEN.replace(".", "%" + "25" * (3 + more) + "2E"))


def blobs(more: int) -> bool:
    return is_read(" ".join([*others(19 + more, "a"), in_base64(TOKEN)]))


def tries(more: int) -> bool:
    """The token stands in one of twenty stretches, in which there are twenty again."""
    inner = in_base64("eyJ " + " ".join([*others(19, "a"), in_base64(TOKEN)]))
    return is_read(" ".join([inner, *others(19, "b"), *["%2E"] * more]))


def characters_made(more: int) -> bool:
    """Five texts are made, and the token stands in the last; all of them end in the blanks.

    They are shorter than the text by 2 per %2E, 1, 2, 1 and 4. 5 * 209,718 - 14 is 1,048,576.
    """
    text = f"{'%2E' * (5 if more else 3)} \\n \\_ {TOKEN[:20]}<br>{TOKEN[20:]}"
    return is_read(text.ljust(209_718 + more))


def pieces(more: int) -> bool:
    size = 4
    texts = [TOKEN[at : at + size] for at in range(0, size * (49 + more), size)]
    texts.append(TOKEN[size * (49 + more) :])
    return is_read("; ".join(f"c.{number}={text}" for number, text in enumerate(texts)))


def text_to_look_at_again(more: int) -> bool:
    text = TOKEN.replace(".", "%2E")
    return is_read(text.ljust(256 * 1024 + more))


def text_around(more: int) -> bool:
    text = f"t={TOKEN} k={POINT}".ljust(256 * 1024 + more)
    return "key-beside-token" in codes(call("inspect", token=text))


def other_token(more: int) -> bool:
    text = "v2.local.".ljust(64 * 1024 + more, "A")
    return "token-of-other-kind" in codes(call("inspect", token=text))


WRAPPED_LIMITS: dict[str, list[Callable[[int], bool]]] = {
    "token/compressed.py MAX_INFLATED": [inflated_bytes],
    "token/pieces.py MAX_PIECES": [pieces],
    "token/recognize.py MAX_TEXT": [other_token],
    "token/second_look.py MAX_LAYERS": [layers],
    "token/second_look.py MAX_MADE": [characters_made],
    "token/second_look.py MAX_TEXT": [text_to_look_at_again],
    "token/second_look.py MAX_TRIES": [tries],
    "token/surroundings.py MAX_TEXT": [text_around],
    "token/wrappings.py MAX_BLOBS": [blobs],
}
