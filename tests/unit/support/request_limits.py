"""The limits of a request's parameters and of its work, for the test of every limit.

Each function is given 0 or 1, and tells whether as much as the limit allows, and so much more, is
taken.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from jwt_playground import protocol
from jwt_playground.engines.asking import Host
from jwt_playground.engines.choice import Engines
from jwt_playground.inspect.batch import Batch
from jwt_playground.inspect.terms import InspectParams
from jwt_playground.keys.budget import Budget
from jwt_playground.params import BadRequestError
from tests.unit.support.calls import call
from tests.unit.support.json_tokens import b64


def read(op: str, **params: Any) -> bool:
    """Whether the parameters of a request are taken. The request is only read, not answered."""
    try:
        protocol._prepare(json.dumps({"op": op, "params": params}), Host())
    except BadRequestError as error:
        limits = ("86,400.", "1,000,000,000.", "4,194,304.")
        assert str(error).endswith((" or fewer.", " Shorten it.", *limits))
        return False
    return True


def inspect(**params: Any) -> bool:
    return read("inspect", token="a.b.c", **params)


def same(answers: list[bool]) -> bool:
    assert len(set(answers)) == 1, answers
    return answers[0]


def items(more: int) -> bool:
    """Every list that a request can hold."""
    names = [str(number) for number in range(100 + more)]
    lists = [inspect(algorithms=names), read("check_dpop", proof="", algorithms=names)]
    lists += [inspect(expect={name: names}) for name in ("iss", "aud", "require")]
    return same(lists)


def values(more: int) -> bool:
    """Every short text that a request can hold, alone and in a list."""
    value = "v" * (10_000 + more)
    texts = [inspect(algorithms=[value]), inspect(key={"text": "k", "kid": value})]
    texts += [inspect(expect={name: value}) for name in ("iss", "aud", "sub", "jti", "typ")]
    texts += [inspect(expect={name: [value]}) for name in ("iss", "aud", "require")]
    texts += [inspect(key={"text": "k", "passphrase": value}), read("generate_key", alg=value)]
    texts += [read("check_dpop", proof="", **{n: value}) for n in ("method", "url", "nonce")]
    return same(texts)


def whole_texts(more: int) -> bool:
    text, key = "t" * (4 * 1024 * 1024 + more), {"text": "k"}
    texts = [inspect(detached_payload=text)]
    texts += [read("sign", header=text, payload="", key=key)]
    texts += [read("sign", header="", payload=text, key=key)]
    general = {"header": "", "payload": "", "key": key, "serialization": "general"}
    texts += [read("sign", **general, unprotected=text)]
    for part in ({"header": text}, {"header": "", "unprotected": text}):
        texts += [read("sign", **general, more=[{**part, "key": key}])]
    texts += [read("size", token=text)]
    sealed = {"header": "{}", "payload": "", "key": key}
    names = ("header", "payload", "aad", "unprotected")
    texts += [read("encrypt", **{**sealed, name: text}) for name in names]
    texts += [read("encrypt", **sealed, more=[{"header": text, "key": key}])]
    return same(texts)


def inflated(more: int) -> bool:
    return inspect(max_inflated=4 * 1024 * 1024 + more)


def further_signatures(more: int) -> bool:
    one = {"header": "", "key": {"text": "k"}}
    given = {"header": "", "payload": "", "key": {"text": "k"}, "serialization": "general"}
    return read("sign", **given, more=[one] * (19 + more))


def requests_per_day(more: int) -> bool:
    return read("size", token="", requests_per_day=1_000_000_000 + more)


def tokens(more: int) -> bool:
    return read("inspect_many", tokens=[""] * (200_000 + more))


def leeway(more: int) -> bool:
    return same(
        [
            inspect(leeway=86_400 + more),
            read("inspect_many", tokens=[], leeway=86_400 + more),
            read("check_dpop", proof="", leeway=86_400 + more),
            read("check_dpop", proof="", max_age=86_400 + more),
        ]
    )


def weighed(payload: dict[str, int]) -> dict[str, Any]:
    """The size of a token with these claims."""
    text = json.dumps(payload, separators=(",", ":"))
    return call("size", token=f"{b64('{}')}.{b64(text)}.AAAA")


def members_counted(more: int) -> bool:
    kinds = [item["kind"] for item in weighed({f"c{n}": n for n in range(200 + more)})["items"]]
    return "more" not in kinds


def suggestions(more: int) -> bool:
    count = 10 + more
    return len(weighed({f"{n}{'n' * 24}": n for n in range(count)})["findings"]) == count


def is_left(budget: Budget, spent: int) -> bool:
    """Whether a budget of which so much is spent allows anything."""
    budget.spent = spent
    return budget.allows(1, "certificates")


def work(more: int) -> bool:
    return is_left(Budget(), 2_000_000 - 1 + more)


def work_per_token(more: int) -> bool:
    engines = Engines()
    Batch(["", ""], InspectParams("", engines=engines)).briefs()
    return is_left(engines.budget, 2_000_000 + 2 * 10_000 - 1 + more)


REQUEST_LIMITS: dict[str, list[Callable[[int], bool]]] = {
    "params.py MAX_ITEMS": [items],
    "params.py MAX_VALUE": [values],
    "params.py MAX_TEXT": [whole_texts],
    "params.py MAX_TOKENS": [tokens],
    "rare_params.py MAX_MORE": [further_signatures],
    "params.py MAX_LEEWAY": [leeway],
    "params.py MAX_INFLATED": [inflated],
    "params.py MAX_REQUESTS_PER_DAY": [requests_per_day],
    "size/division.py MAX_MEMBERS": [members_counted],
    "size/advice.py MAX_REMARKS": [suggestions],
    "vocabulary/costs.py MAX_WORK": [work],
    "vocabulary/costs.py MAX_WORK_PER_TOKEN": [work_per_token],
}
