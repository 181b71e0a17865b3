"""What is said of PyJWT is what PyJWT does: 3,000 tokens, keys and parameters, given to both."""

from __future__ import annotations

import datetime
import random
import re
import warnings
from collections import Counter
from typing import Any

import jwt
import pytest

from jwt_playground.engines import pyjwt
from jwt_playground.inspect import as_given
from jwt_playground.inspect.pyjwt_verdict import NEWER_WORDS, OTHERS_ASKED
from jwt_playground.vocabulary.characters import shown
from tests.unit.support.calls import call
from tests.unit.support.host import call_with_host
from tests.unit.support.triples import FITTING, NOW, GivenKey, triple

COUNT = 3_000
MARKED = {as_given.REPAIRED, as_given.MASKED, as_given.ALONE, NEWER_WORDS}
"""The only reasons for which the answer may be about something else than what was given."""
_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")


class _Frozen(datetime.datetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> _Frozen:
        return cls.fromtimestamp(NOW.timestamp(), tz)


@pytest.fixture(autouse=True)
def _time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jwt.api_jwt, "datetime", _Frozen)


def _pyjwt(token: str, key: GivenKey, params: dict[str, Any]) -> tuple[str, str] | None:
    """What PyJWT raises for a caller, as class and message; ``None``: it takes the token."""
    expect = params.get("expect", {})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # Of a set a caller takes the key that the header names.
            kid = jwt.get_unverified_header(token).get("kid") if key.is_set else None
            jwt.decode(
                token,
                key.caller(kid),
                algorithms=params.get("algorithms", _allowed(key)),
                issuer=expect.get("iss"),
                audience=expect.get("aud"),
                subject=expect.get("sub"),
                leeway=params.get("leeway", 0),
                options={"require": expect.get("require", [])},
            )
        except Exception as error:
            return type(error).__name__, shown(_ADDRESS.sub(">", str(error)))
    return None


def _allowed(key: GivenKey) -> list[str]:
    """What a caller allows who names the algorithms of the key."""
    if key.is_set:
        return [name for kind, names in FITTING.items() if kind != "oct" for name in names]
    if "alg" not in key.name:
        return FITTING[key.kind]
    own = "HS512" if key.kind == "oct" else FITTING[key.kind][-1]
    return [own, "EdDSA"] if own in ("Ed25519", "Ed448") else [own]


def test_what_is_said_of_pyjwt_is_what_pyjwt_says() -> None:
    choice = random.Random(13)
    marked: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for _ in range(COUNT):
        token, key, params = triple(choice)
        given = {"text": key.text, "encoding": key.encoding}
        report = call("inspect", token=token, key=given, **params)
        told = report["pyjwt"]
        if told is None:
            assert report["form"] == "unrecognized", (key.name, token)  # no token at all
            marked["no token"] += 1
            continue
        if told["stands_in"] is not None:
            marked.update(reason for reason in MARKED if reason in told["stands_in"])
            continue
        ours = None if told["ok"] else (told["exception"], told["message"])
        assert ours == _pyjwt(token, key, params), (key.name, token, params)
        said[told["exception"] or "accepted"] += 1
    assert set(marked) == {*MARKED, "no token"}
    assert marked["no token"] < 20
    assert COUNT - said.total() < COUNT * 0.15  # mostly texts that the doctor had to repair
    assert said["accepted"] > 200
    assert len(said) > 12, said


def test_what_answers_in_pyjwts_place_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the page is before it has loaded `cryptography`: WebCrypto checks the signatures."""
    monkeypatch.setattr(pyjwt, "has_cryptography", lambda: False)
    choice = random.Random(14)
    seen: Counter[str] = Counter()
    for _ in range(1_000):
        token, key, params = triple(choice)
        given = {"text": key.text, "encoding": key.encoding}
        reply, _ = call_with_host("inspect", token=token, key=given, **params)
        told = reply["result"]["pyjwt"]
        real = _pyjwt(token, key, params)
        if reply["result"]["form"] == "unrecognized":
            continue
        if told is None:
            assert key.is_set or key.kind in ("secp256k1", "Ed448"), key.name  # not in WebCrypto
            seen["not asked"] += 1
            continue
        is_changed = told["stands_in"] is not None and any(s in told["stands_in"] for s in MARKED)
        ours = None if told["ok"] else (told["exception"], told["message"])
        assert is_changed or ours == real, (key.name, token, params)
        if told["ok"] and key.kind != "oct":
            assert OTHERS_ASKED in told["stands_in"]
            seen["marked"] += 1
        if told["ok"] and key.kind == "oct":
            assert told["stands_in"] is None
    assert seen["marked"] > 40, seen
    assert seen["not asked"] < 150, seen


def test_the_marks_are_true() -> None:
    """What is marked as repaired is refused by PyJWT as it stands, and taken once it is repaired."""
    choice = random.Random(31)
    seen = 0
    while seen < 20:
        token, key, params = triple(choice)
        if "one line" not in key.name:
            continue
        told = call("inspect", token=token, key={"text": key.text}, **params)["pyjwt"]
        if told["ok"]:
            seen += 1
            assert told["stands_in"] == as_given.REPAIRED
            raised = _pyjwt(token, key, params)
            assert raised is not None
            assert raised[0] in ("InvalidKeyError", "ValueError"), raised
