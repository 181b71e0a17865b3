"""A hundred mutations of each form: each ends in a result, and nothing changed is valid."""

from __future__ import annotations

import json
import random

import pytest

from tests.unit.support.calls import call
from tests.unit.support.sd_jwt import SIGNED, Json, text_of

LETTERS = 'ABCxyz019-_~.={}[]",: '
FORMS = ["rfc9901-5.1", "rfc9901-5.2", "rfc9901-8.2-presentation", "rfc9901-8.3", "rfc9901-A.3"]


def mutated(choice: random.Random, text: str) -> str:
    at = choice.randrange(len(text))
    other = choice.randrange(len(text))
    first, last = sorted((at, other))
    return choice.choice(
        [
            text[:at] + choice.choice(LETTERS) + text[at + 1 :],
            text[:at] + choice.choice(LETTERS) + text[at:],
            text[:at] + text[at + 1 :],
            text[:first] + text[last:],
            text[:last] + text[first:],
            text[:first] + text[first:last][::-1] + text[last:],
        ]
    )


def core(example: Json, report: Json) -> object:
    """What a valid report says; a change of white space in JSON changes nothing of it."""
    token = report["sd_jwt"]
    return token and [
        json.loads(token["processed"]),
        [each["encoded"] for each in token["disclosures"]],
        token["key_binding"] and token["key_binding"]["payload"],
    ]


@pytest.mark.parametrize("form", FORMS)
def test_what_was_changed_is_never_valid(form: str) -> None:
    [example] = [each for each in SIGNED if each["id"] == form]
    bound = example["key_binding"]
    asked = {
        "key": {"text": json.dumps(example["issuer_keys"][0])},
        "now": example["verify_at"],
        "key_binding": {"nonce": bound["nonce"], "aud": bound["aud"]} if bound else None,
    }
    text, choice = text_of(example), random.Random(form)
    right = core(example, call("inspect", token=text, **asked))
    for _ in range(100):
        changed = mutated(choice, text)
        report = call("inspect", token=changed, **asked)
        if report["verdict"] == "valid" and bound:
            # White space, or what stands around the token: it is the same token.
            assert core(example, report) == right, changed
        elif report["verdict"] == "valid" and report["sd_jwt"]:
            # Without key binding, disclosures may be left out, but none is changed.
            known = {each["encoded"] for each in example["disclosures"]}
            assert {each["encoded"] for each in report["sd_jwt"]["disclosures"]} <= known, changed


def test_a_hundred_changed_disclosures_are_refused() -> None:
    [example] = [each for each in SIGNED if each["id"] == "rfc9901-5.1"]
    text, choice = text_of(example), random.Random(5)
    key = {"text": json.dumps(example["issuer_keys"][0])}
    start = text.index("~") + 1
    for _ in range(100):
        at = choice.choice([i for i in range(start, len(text)) if text[i] != "~"])
        changed = text[:at] + choice.choice("ABCxyz019".replace(text[at], "")) + text[at + 1 :]
        report = call("inspect", token=changed, key=key, now=example["verify_at"])
        assert (report["signature"], report["verdict"]) == ("valid", "invalid")
        assert report["sd_jwt"]["processed"] is None


def test_mutated_tokens_are_presented_without_an_exception() -> None:
    choice = random.Random(9)
    for example in SIGNED:
        for _ in range(8):
            call("sd_present", token=mutated(choice, text_of(example)), disclose=[0])
