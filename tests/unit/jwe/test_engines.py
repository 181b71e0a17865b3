"""Who opens a token: the engines, their comparison, and what neither of them can do."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest

from jwt_playground.engines import pyjwt, rooms
from jwt_playground.protocol import begin
from tests.unit.support.calls import call, check, codes
from tests.unit.support.host import Dialogue, LoadingDialogue, result_with_host
from tests.unit.support.jwe import encrypted, key


def _hide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the engine think that `cryptography` is not there."""
    monkeypatch.setattr(pyjwt, "has_cryptography", lambda: False)


def _params(alg: str = "A128KW", curve: str = "P-256", **more: Any) -> dict[str, Any]:
    token = encrypted("{}", alg, curve=curve)
    return {"token": token, "decryption_key": {"text": key(alg, curve=curve)}, "now": 1, **more}


def test_webcrypto_is_asked_with_the_members_of_the_key_alone() -> None:
    params = _params(engine="webcrypto")
    members = json.loads(key("A128KW"))
    params["decryption_key"] = {"text": json.dumps({**members, "kid": "x", "use": "enc"})}
    [question] = Dialogue("inspect", **params).questions
    assert (question["op"], question["alg"], question["enc"]) == ("decrypt", "A128KW", "A128GCM")
    assert question["key"] == members
    assert question["most"] == 250_000
    assert set(question["jwe"]) == {"protected", "encrypted_key", "iv", "ciphertext", "tag"}


@pytest.mark.parametrize(
    ("answer", "code", "verdict"),
    [
        ({"value": None}, "does-not-open", "invalid"),
        ({"value": False}, "inflated-too-large", "invalid"),
        ({"value": 5}, "engine-missing", "unverified"),
        ({"value": "!"}, "engine-missing", "unverified"),
        ({"error": "It lacks AES-192.", "fault": "unsupported"}, "engine-missing", "unverified"),
        ({"error": "It broke."}, "engine-missing", "unverified"),
        ({"value": "e30"}, "opened", "unverified"),
    ],
)
def test_every_answer_of_the_host_is_a_result(
    answer: dict[str, Any], code: str, verdict: str
) -> None:
    dialogue = Dialogue("inspect", **_params(engine="webcrypto"))
    report = dialogue.answer_each(**answer)["result"]
    assert check(report, "decryption")["code"] == code
    assert report["verdict"] == verdict


@pytest.mark.parametrize(
    "made",
    [None, {}, {"recipients": []}, {"recipients": [5]}, {"recipients": [{"header": 5}]},
     {"recipients": [{}], "iv": 5}],
)  # fmt: skip
def test_a_bad_answer_makes_no_token(made: Any) -> None:
    header = '{"alg":"A128KW","enc":"A128GCM"}'
    given = {"text": key("A128KW")}
    dialogue = Dialogue("encrypt", header=header, payload="", key=given, engine="webcrypto")
    result = dialogue.answer_each(value=made)["result"]
    assert result["token"] is None
    assert "key-engine-missing" in codes(result)


@pytest.mark.parametrize(("alg", "curve"), [("RSA1_5", ""), ("ECDH-ES", "X448")])
def test_what_webcrypto_lacks_is_said_with_the_way_out(alg: str, curve: str) -> None:
    params = _params("ECDH-ES", curve or "P-256", engine="webcrypto")
    if alg == "RSA1_5":
        header, *_ = encrypted("{}", "RSA-OAEP").split(".")
        params = _params("RSA-OAEP", engine="webcrypto")
        params["token"] = params["token"].replace(
            header, "eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4R0NNIn0"
        )
    dialogue = Dialogue("inspect", **params)
    found = check(dialogue.reply["result"], "decryption")
    assert found["code"] == "engine-missing"
    assert f"does not have {curve or alg}. The engine “cryptography” does" in found["message"]


def test_the_page_loads_cryptography_for_what_webcrypto_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacks, has = _params("ECDH-ES", "X448"), _params()
    _hide(monkeypatch)
    [question] = LoadingDialogue("inspect", **lacks).questions
    assert (question["op"], question["package"]) == ("load", "cryptography")
    [question] = LoadingDialogue("inspect", **has).questions
    assert question["op"] == "decrypt"


def test_without_any_engine_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    params = _params()
    _hide(monkeypatch)
    found = check(call("inspect", **params), "decryption")
    assert found["code"] == "engine-missing"
    assert "no engine for encryption" in found["message"]


def test_both_engines_are_compared() -> None:
    report = result_with_host("inspect", **_params(cross_check=True))
    assert "engines-agree" in codes(report)
    dialogue = Dialogue("inspect", **_params(cross_check=True))
    assert "engines-disagree" in codes(dialogue.answer_each(value="W10")["result"])
    assert "cross-check-skipped" in codes(call("inspect", **_params(cross_check=True)))


def test_a_room_that_does_not_come_leaves_the_token_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    params = _params()

    def find(name: str) -> Any:
        raise ModuleNotFoundError(name)

    class Importing:
        import_module = staticmethod(find)
        invalidate_caches = staticmethod(importlib.invalidate_caches)

    monkeypatch.setattr(rooms, "importlib", Importing)
    request = {"op": "inspect", "params": params, "host": {"packages": ["encryption"]}}
    begun = begin(json.dumps(request))
    assert not isinstance(begun, str)
    [question] = json.loads(next(begun))["questions"]
    assert (question["op"], question["package"]) == ("load", "encryption")
    with pytest.raises(StopIteration) as ended:
        begun.send(json.dumps({question["id"]: {"error": "The server is away."}}))
    report = json.loads(ended.value.value)["result"]
    assert (report["verdict"], report["encryption"]) == ("unverified", None)
    assert "The server is away." in check(report, "decryption")["message"]
    assert "jwe-not-opened" in codes(report)


def test_an_integer_that_no_json_of_ours_can_write_is_no_fault_of_ours() -> None:
    long = "9" * 5000
    flattened = encrypted("{}", serialization="flattened")
    token = f'{flattened[:-1]},"unprotected":{{"x":[{long}]}}}}'
    given = {"text": key("A128KW")}
    dialogue = Dialogue("inspect", token=token, decryption_key=given, now=1, engine="webcrypto")
    assert dialogue.questions[0]["jwe"]["unprotected"] == {"x": [long]}
    header = f'{{"alg":"A128KW","enc":"A128GCM","x":{long}}}'
    for engine in ("auto", "webcrypto"):
        for more in ([], [{"header": '{"alg":"A128KW"}', "key": given}]):
            params = {"header": header, "payload": "", "key": given, "serialization": "general"}
            reply = Dialogue("encrypt", **params, more=more, engine=engine).reply
            assert (reply["result"]["token"] is None) == (engine == "webcrypto" or bool(more))
