"""Many tokens at once: the same verdicts as one by one."""

from __future__ import annotations

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests import vectors
from tests.unit.support.calls import call, reply
from tests.unit.support.host import call_with_host

KEY = {"text": "correct horse battery staple, and salt"}


def _briefly(report: dict[str, Any]) -> dict[str, Any]:
    failed = [check for check in report["checks"] if check["status"] == "fail"]
    return {
        "verdict": report["verdict"],
        "signature": report["signature"],
        "failed": [check["code"] for check in failed],
    }


def test_every_token_gets_the_verdict_that_it_gets_alone() -> None:
    tokens = [v["token"] for v in (*vectors.load(vectors.FAULTS), *vectors.load(vectors.RFC))]
    briefs: Any = call("inspect_many", tokens=tokens, key=KEY, now=1800000000)
    for token, brief in zip(tokens, briefs, strict=True):
        report = call("inspect", token=token, key=KEY, now=1800000000)
        assert brief.pop("summary").endswith((".", ")"))
        assert brief == _briefly(report)


def test_a_weak_key_fails_among_many_tokens_in_the_same_place_as_alone() -> None:
    small = rsa.generate_private_key(65537, 1024)  # noqa: S505
    plain = NoEncryption()
    key = {"text": small.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, plain).decode()}
    header = '{"alg":"RS256","typ":"JWT"}'
    token = call("sign", header=header, payload='{"exp":1}', key=key)["token"]
    params: dict[str, Any] = {"key": key, "now": 1800000000, "expect": {"typ": "at+jwt"}}
    briefs: Any = call("inspect_many", tokens=[token], **params)
    [brief] = briefs
    assert brief["failed"] == ["key-too-small", "typ-mismatch", "expired"]
    alone = _briefly(call("inspect", token=token, **params))
    assert {name: brief[name] for name in alone} == alone


def test_all_questions_about_many_tokens_are_asked_in_one_crossing() -> None:
    made = call("generate_key", alg="RS256")
    key = {"text": made["private"]["jwk"]}
    tokens = [
        call("sign", header='{"alg":"RS256"}', payload=json.dumps({"n": n}), key=key)["token"]
        for n in range(5)
    ]
    params: dict[str, Any] = {"tokens": [*tokens, "junk", tokens[0][:-4] + "AAAA"], "now": 1}
    answer, asked = call_with_host(
        "inspect_many", **params, key={"text": made["public"]["jwk"]}, engine="webcrypto"
    )
    [question] = asked  # the key is in it once, and no token
    assert (question["op"], question["places"]) == ("verify-many", [0, 1, 2, 3, 4, 6])
    verdicts = [brief["verdict"] for brief in answer["result"]]
    assert verdicts == ["valid"] * 5 + ["invalid", "invalid"]


def test_no_tokens_give_no_verdicts_and_a_missing_list_is_a_bad_request() -> None:
    none: Any = call("inspect_many", tokens=[])
    assert none == []
    assert "tokens is missing" in reply("inspect_many")["error"]["message"]


def test_each_token_of_a_batch_is_tried_with_its_own_key() -> None:
    keys = [{"kty": "oct", "k": letter * 42 + "A", "kid": letter} for letter in "ABC"]
    text = json.dumps({"keys": keys})
    tokens = []
    for jwk in keys:
        header = json.dumps({"alg": "HS256", "kid": jwk["kid"]})
        signed = call("sign", header=header, payload="{}", key={"text": json.dumps(jwk)})
        tokens.append(signed["token"])
    briefs: Any = call("inspect_many", tokens=tokens, key={"text": text}, now=1)
    assert [brief["verdict"] for brief in briefs] == ["valid"] * 3
    mixed = [tokens[0].rpartition(".")[0] + "." + tokens[1].rpartition(".")[2], tokens[1]]
    briefs = call("inspect_many", tokens=mixed, key={"text": text}, now=1)
    assert [brief["verdict"] for brief in briefs] == ["invalid", "valid"]


def test_what_is_not_quite_as_usual_is_judged_as_it_is_alone() -> None:
    token = call("sign", header='{"alg":"HS256"}', payload="{}", key=KEY)["token"]
    header, payload, signature = token.split(".")
    doubled = call("sign", header='{"alg":"HS256","a":1,"a":2}', payload="{}", key=KEY)["token"]
    odd = [
        doubled,
        f"{header}.e31.{signature}",  # The last bits of the payload are not zero.
        f"{header}.{payload}.{signature[:-1]}{chr(ord(signature[-1]) + 1)}",
        f"{header}.{payload}.{signature}=",
    ]
    briefs: Any = call("inspect_many", tokens=[token, *odd], key=KEY, now=1)
    for text, brief in zip([token, *odd], briefs, strict=True):
        alone = _briefly(call("inspect", token=text, key=KEY, now=1))
        assert {name: brief[name] for name in alone} == alone
    assert briefs[0]["verdict"] == "valid"
    assert briefs[2]["failed"]
