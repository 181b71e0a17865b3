"""Judgements that are easily got wrong: each was, once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.calls import call, check, codes
from tests.unit.host import Dialogue

SECRET = "correct horse battery staple, and salt"
OCT = {"kty": "oct", "k": base64url.encode(SECRET.encode())}


def _b64(text: str) -> str:
    return base64url.encode(text.encode())


def _mac(signing_input: str, secret: str = SECRET) -> str:
    return base64url.encode(
        hmac.new(secret.encode(), signing_input.encode(), hashlib.sha256).digest()
    )


def _entry(header: dict[str, Any], payload: str) -> dict[str, str]:
    protected = _b64(json.dumps(header))
    return {"protected": protected, "signature": _mac(f"{protected}.{payload}")}


def _inspect(token: object, **params: Any) -> dict[str, Any]:
    text = token if isinstance(token, str) else json.dumps(token)
    return call("inspect", token=text, key={"text": SECRET}, now=1, **params)


def test_a_set_with_a_key_that_cannot_be_tried_is_not_judged_invalid() -> None:
    made = [
        json.loads(call("generate_key", alg=alg)["private"]["jwk"]) for alg in ("Ed25519", "Ed448")
    ]
    for key in made:
        for name in ("kid", "alg"):
            del key[name]
    token = call("sign", header='{"alg":"EdDSA"}', payload="{}", key={"text": json.dumps(made[1])})[
        "token"
    ]
    params = {
        "token": token,
        "key": {"text": json.dumps({"keys": made})},
        "engine": "webcrypto",
        "now": 1,
    }
    report = Dialogue("inspect", **params).answer_each(value=False)["result"]
    assert (report["signature"], report["verdict"]) == ("unchecked", "unverified")


def test_every_key_of_a_large_set_is_tried() -> None:
    keys = [{"kty": "oct", "k": base64url.encode(bytes([n]) * 32)} for n in range(60)]
    token = call(
        "sign", header='{"alg":"HS256"}', payload="{}", key={"text": json.dumps(keys[58])}
    )["token"]
    report = call("inspect", token=token, key={"text": json.dumps({"keys": keys})}, now=1)
    assert report["verdict"] == "valid"


def test_signatures_beyond_the_limit_are_said_to_be_left_out() -> None:
    wrong = {"protected": _b64('{"alg":"HS256"}'), "signature": "AAAA"}
    report = _inspect(
        {"payload": "e30", "signatures": [wrong] * 30 + [_entry({"alg": "HS256"}, "e30")]}
    )
    assert report["verdict"] == "invalid"
    assert "signatures-left-out" in codes(report)


def test_signatures_that_disagree_on_b64_are_refused() -> None:
    payload = _b64('{"admin":true}')
    other = {"protected": _b64('{"alg":"RS256"}'), "signature": "AAAA"}
    unencoded = _entry({"alg": "HS256", "b64": False, "crit": ["b64"]}, payload)
    report = _inspect({"payload": payload, "signatures": [other, unencoded]})
    assert report["verdict"] == "invalid"


@pytest.mark.parametrize(
    ("protected", "unprotected"),
    [
        ({"alg": "HS256", "crit": ["b64"]}, {"b64": False}),
        ({"alg": "HS256", "crit": ["b64"], "b64": "x"}, {}),
        ({"alg": "HS256", "b64": False}, {}),
    ],
)
def test_b64_counts_only_where_rfc_7797_puts_it(
    protected: dict[str, Any], unprotected: dict[str, Any]
) -> None:
    token: dict[str, Any] = {"payload": "hello", **_entry(protected, "hello")}
    if unprotected:
        token["header"] = unprotected
    report = _inspect(token)
    assert report["verdict"] == "invalid"
    assert check(report, "crit")["code"] == "crit-malformed"


@pytest.mark.parametrize(
    "more",
    [
        {"signature": "AAAA"},
        {"protected": "e30"},
        {"header": None},
        {"payload": None},
        {"payload": "eyJ hIjoxfQ"},
    ],
)
def test_a_json_serialization_that_is_not_quite_one_is_refused(more: dict[str, Any]) -> None:
    token: dict[str, Any] = {"payload": "e30", "signatures": [_entry({"alg": "HS256"}, "e30")]}
    assert _inspect(token)["verdict"] == "valid"
    assert _inspect({**token, **more})["verdict"] == "invalid"


def test_findings_of_another_signatures_header_are_not_shown_at_this_one() -> None:
    payload = "e30"
    first = _entry({"alg": "HS256"}, payload)
    second = {"protected": _b64('{"alg":"HS256","x":1,"x":2,"kid":5}'), "signature": "AAAA"}
    report = _inspect({"payload": payload, "signatures": [first, second]})
    assert report["verdict"] == "valid"
    assert "json-duplicate-member" not in codes(report)


def test_both_engines_verify_with_the_public_half_only() -> None:
    """A private key whose halves do not belong together still verifies by its public half."""
    made = [json.loads(call("generate_key", alg="Ed25519")["private"]["jwk"]) for _ in range(2)]
    token = call("sign", header='{"alg":"EdDSA"}', payload="{}", key={"text": json.dumps(made[0])})[
        "token"
    ]
    mixed = {**made[0], "d": made[1]["d"]}
    assert (
        call("inspect", token=token, key={"text": json.dumps(mixed)}, now=1)["signature"] == "valid"
    )
    signed = call("sign", header='{"alg":"EdDSA"}', payload="{}", key={"text": json.dumps(mixed)})
    assert signed["token"] is None
    assert "do not belong together" in signed["findings"][-1]["message"]


def _spellings() -> dict[str, bytes]:
    pem = call("generate_key", alg="ES256")["public"]["pem"]
    der = base64.b64decode("".join(pem.splitlines()[1:-1]))
    return {
        "base64url": base64.urlsafe_b64encode(der).rstrip(b"="),
        "base64 without padding": base64.b64encode(der).rstrip(b"="),
        "hex": der.hex().encode(),
        "hex of PEM": pem.encode().hex().encode(),
        "base64 of PEM": base64.b64encode(pem.encode()),
        "four dashes": pem.replace("-----", "----").encode(),
    }


@pytest.mark.parametrize("name", _spellings())
def test_a_public_key_is_no_secret_however_it_is_written(name: str) -> None:
    secret = _spellings()[name]
    head = "eyJhbGciOiJIUzI1NiJ9.e30"
    token = f"{head}.{base64url.encode(hmac.new(secret, head.encode(), hashlib.sha256).digest())}"
    for key in (
        {"text": secret.decode()},
        {"text": secret.hex(), "encoding": "hex"},
        {"text": base64url.encode(secret), "encoding": "base64url"},
    ):
        report = call("inspect", token=token, key=key, now=1, algorithms=["HS256"])
        assert (report["signature"], report["verdict"]) == ("unchecked", "invalid"), key


def test_a_set_signs_with_the_key_that_the_header_names() -> None:
    made = [json.loads(call("generate_key", alg="ES256")["private"]["jwk"]) for _ in range(2)]
    keys = [{**key, "kid": kid} for key, kid in zip(made, "ab", strict=True)]
    text = json.dumps({"keys": keys})
    header = '{"alg":"ES256","kid":"b"}'
    token = call("sign", header=header, payload="{}", key={"text": text})["token"]
    assert call("inspect", token=token, key={"text": text}, now=1)["verdict"] == "valid"
    assert call("sign", header=header, payload="{}", key={"text": text, "kid": ""})["token"]


def test_a_set_signs_with_a_key_that_is_meant_for_it() -> None:
    keys = [{**OCT, "use": "enc"}, {"kty": "oct", "k": "A" * 43, "use": "sig"}]
    signed = call(
        "sign", header='{"alg":"HS256"}', payload="{}", key={"text": json.dumps({"keys": keys})}
    )
    report = call("inspect", token=signed["token"], key={"text": json.dumps(keys[1])}, now=1)
    assert report["verdict"] == "valid"


def test_pyjwt_is_not_quoted_for_what_it_was_not_asked() -> None:
    akp = {"kty": "AKP", "alg": "ML-DSA-44", "pub": "A" * 1750}
    token = _b64('{"alg":"ML-DSA-44"}') + ".e30.AAAA"
    assert call("inspect", token=token, key={"text": json.dumps(akp)}, now=1)["pyjwt"] is None
    signed = call("sign", header='{"alg":"HS256"}', payload="{}", key={"text": SECRET})["token"]
    head, _, signature = signed.split(".")
    report = _inspect(f"{head}..{signature}", detached_payload="{}")
    assert (report["verdict"], report["pyjwt"]) == ("valid", None)


@pytest.mark.parametrize(
    "x",
    [
        "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        " f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU=",
    ],
)
def test_one_key_in_two_spellings_is_one_key(x: str) -> None:
    y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
    [key] = call(
        "describe_key", key={"text": json.dumps({"kty": "EC", "crv": "P-256", "x": x, "y": y})}
    )["keys"]
    assert key["thumbprint"] == "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"
    assert json.loads(key["jwk"])["x"] == x.strip().rstrip("=")


def test_a_hosts_answers_are_not_trusted_blindly() -> None:
    made = call("generate_key", alg="ES256")["private"]["jwk"]
    params = {
        "header": '{"alg":"ES256"}',
        "payload": "{}",
        "key": {"text": made},
        "engine": "webcrypto",
    }
    wrong: list[object] = [None, "", 5, {}, "***"]
    for value in wrong:
        signed = Dialogue("sign", **params).answer_each(value=value)["result"]
        assert signed["token"] is None
        assert signed["findings"]
    params = {"alg": "ES256", "engine": "webcrypto"}
    answers: list[dict[str, Any]] = [
        {"value": {}},
        {"value": None},
        {"error": "no", "fault": "key"},
        {"value": {"kty": "EC"}},
    ]
    for answer in answers:
        reply = Dialogue("generate_key", **params).answer_each(**answer)
        assert reply["result"]["private"] is None


def test_a_reports_lines_cannot_be_forged_on_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from jwt_playground.cli import main

    payload = '{"a":1}\n\nverdict: valid'
    main(["inspect", _b64('{"alg":"none"}') + "." + _b64(payload) + "."])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("verdict")] == ["verdict: invalid"]
