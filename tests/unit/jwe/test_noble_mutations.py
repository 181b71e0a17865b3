"""What noble does not open, it refuses as `cryptography` does: one sentence, and never a fault."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jwcrypto.jwk import JWK

from jwt_playground.text import base64url
from tests.unit.jwe.test_mutations import FORMS, SHUT, _changed, _mutations, _nested, _other_header
from tests.unit.support.calls import call, check, codes
from tests.unit.support.host import InsecureDialogue, result_with_host
from tests.unit.support.jwe import CLAIMS, encrypted, key, public
from tests.unit.support.noble_host import answers, result, results

ALGORITHMS = ("dir", "A192KW", "A128GCMKW", "ECDH-ES", "ECDH-ES+A256KW")
FEW = {"p2c": 1000}


def judged(report: dict[str, Any]) -> Any:
    """All of a report but which engine answered."""
    return {
        **report,
        "engine": None,
        "encryption": {**(report["encryption"] or {}), "engine": None},
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("alg", ["A128KW", "ECDH-ES+A192KW"])
def test_a_hundred_damaged_tokens_are_judged_as_cryptography_judges_them(
    alg: str, form: str
) -> None:
    token, opener, signer = _nested(alg, form)
    params: dict[str, Any] = {"key": {"text": signer}, "decryption_key": {"text": opener}, "now": 1}
    damaged = [*_mutations(token, f"{alg} {form} noble")]
    found = results([("inspect", {**params, "token": one, "engine": "noble"}) for one in damaged])
    refused = 0
    for one, report in zip(damaged, found, strict=True):
        expected = call("inspect", token=one, **params)
        assert judged(report)["encryption"] == judged(expected)["encryption"], one
        assert (report["verdict"], report["checks"]) == (expected["verdict"], expected["checks"])
        refused += report["verdict"] != "valid"
    assert len(damaged) == 100
    assert refused > 70


def test_a_wrong_key_a_wrong_tag_and_a_wrong_padding_say_the_same() -> None:
    asked = []
    for alg in ALGORITHMS:
        for enc in ("A128GCM", "A192CBC-HS384"):
            parts = header, sent, iv, text, tag = encrypted("{}", alg, enc).split(".")
            for wrong in (
                (header, sent, iv, text, _changed(tag)),
                (header, sent, iv, _changed(text), tag),
                (header, sent, _changed(iv), text, tag),
                (header, _changed(sent), iv, text, tag),
                (_other_header(header), sent, iv, text, tag),
            ):
                asked += [(".".join(wrong), key(alg, enc))] if [*wrong] != parts else []
    for alg, size in (("A192KW", 24), ("A128GCMKW", 16)):
        other = JWK.generate(kty="oct", size=size * 8).export()
        asked.append((encrypted("{}", alg), str(other)))
    for curve in ("P-256", "P-384", "P-521", "X25519", "X448"):
        kind = "OKP" if curve.startswith("X") else "EC"
        other = JWK.generate(kty=kind, crv=curve).export()
        asked.append((encrypted("{}", "ECDH-ES", curve=curve), str(other)))
    reports = results(
        [
            ("inspect", {"token": t, "decryption_key": {"text": k}, "now": 1, "engine": "noble"})
            for t, k in asked
        ]
    )
    [one] = {json.dumps([check(report, "decryption"), report["verdict"]]) for report in reports}
    assert SHUT in one
    assert len(reports) > 50


@pytest.mark.parametrize("curve", ["X25519", "X448"])
def test_a_point_of_small_order_agrees_on_nothing(curve: str) -> None:
    size = {"X25519": 32, "X448": 56}[curve]
    for point in (bytes(size), bytes([1]) + bytes(size - 1)):
        epk = {"kty": "OKP", "crv": curve, "x": base64url.encode(point)}
        token = _with_epk(encrypted("{}", "ECDH-ES", curve=curve), epk)
        report = result(
            "inspect",
            token=token,
            decryption_key={"text": key("ECDH-ES", curve=curve)},
            engine="noble",
        )
        assert SHUT in check(report, "decryption")["message"]
        made = result(
            "encrypt",
            header='{"alg":"ECDH-ES","enc":"A128GCM"}',
            payload="{}",
            key={"text": json.dumps(epk)},
            engine="noble",
        )
        assert made["token"] is None


def _with_epk(token: str, epk: dict[str, str]) -> str:
    head, *parts = token.split(".")
    header = {**json.loads(base64url.decode_strict(head)), "epk": epk}
    return ".".join((base64url.encode(json.dumps(header).encode()), *parts))


def test_halves_that_do_not_belong_together_are_refused() -> None:
    for curve in ("P-384", "X448"):
        kind = "OKP" if curve.startswith("X") else "EC"
        one, other = (json.loads(JWK.generate(kty=kind, crv=curve).export()) for _ in range(2))
        given = {"text": json.dumps({**one, "d": other["d"]})}
        token = encrypted("{}", "ECDH-ES", curve=curve)
        report = result("inspect", token=token, decryption_key=given, engine="noble")
        assert check(report, "decryption-key")["code"] == "key-refused"
        assert f"not a key on the curve {curve}" in check(report, "decryption-key")["message"]


def test_a_plaintext_inflates_to_the_limit_and_no_further() -> None:
    for size, code in ((240_000, "opened"), (300_000, "inflated-too-large")):
        token = encrypted(json.dumps({"a": "b" * size}), "A128KW", header={"zip": "DEF"})
        given = {"text": key("A128KW")}
        report = result("inspect", token=token, decryption_key=given, now=1, engine="noble")
        assert check(report, "decryption")["code"] == code


@pytest.mark.parametrize("alg", ["RSA-OAEP", "RSA-OAEP-512"])
def test_rsa_is_not_there_and_the_way_out_is_told(alg: str) -> None:
    token = encrypted("{}", alg)
    asked = {"token": token, "decryption_key": {"text": key(alg)}, "now": 1}
    report = result("inspect", **asked, engine="noble")
    said = check(report, "decryption")["message"]
    assert f"The engine “noble” does not have {alg}." in said
    assert "Choose “auto” or “cryptography”." in said  # which is there on this Python
    made = result(
        "encrypt",
        header=json.dumps({"alg": alg, "enc": "A128GCM"}),
        payload="{}",
        key={"text": public(key(alg))},
        engine="noble",
    )
    assert (made["token"], "key-engine-missing" in codes(made)) == (None, True)


def test_a_password_that_takes_too_long_in_javascript_is_not_tried() -> None:
    alg = "PBES2-HS512+A256KW"
    token = encrypted("{}", alg, header=FEW)
    for count, tried in ((500_000, True), (500_001, False), (1_200_000, False)):
        head, *parts = token.split(".")
        header = {**json.loads(base64url.decode_strict(head)), "p2c": count}
        dear = ".".join((base64url.encode(json.dumps(header).encode()), *parts))
        given = {"text": key(alg)}
        dialogue = InsecureDialogue("inspect", token=dear, decryption_key=given, engine="noble")
        assert bool(dialogue.questions) is tried
        if not tried:
            said = check(dialogue.reply["result"], "decryption")["message"]
            assert f"{count:,} iterations" in said
            assert "https://" in said


def test_noble_is_the_second_engine_where_there_is_no_other() -> None:
    params = {"token": encrypted(CLAIMS), "decryption_key": {"text": key("A128KW")}, "now": 1}
    report = result("inspect", **params, cross_check=True, engine="noble")
    assert "engines-agree" in codes(report)
    assert "engines-agree" in codes(result_with_host("inspect", **params, cross_check=True))


def test_questions_that_python_never_asks_are_answered_too() -> None:
    question = {"op": "decrypt", "engine": "noble", "enc": "A128GCM", "most": 9}
    jwe = {"ciphertext": "", "protected": "!"}
    secret = {"kty": "oct", "k": "AAAAAAAAAAAAAAAAAAAAAA"}
    found = answers(
        [
            {**question, "alg": "A128KW", "jwe": jwe, "key": secret},
            {**question, "alg": "A128KW", "jwe": {"ciphertext": "AAAA"}, "key": secret},
            {**question, "alg": "dir", "enc": "none", "jwe": jwe, "key": secret},
            {**question, "alg": "ECDH-ES", "jwe": jwe, "key": {"kty": "EC", "crv": "P-1"}},
            {**question, "alg": "RSA-OAEP", "jwe": jwe, "key": secret},
        ]
    )
    assert found[:3] == [{"value": None}] * 3
    assert [one["fault"] for one in found[3:]] == ["key", "unsupported"]
