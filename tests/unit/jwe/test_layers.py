"""Tokens in tokens: each has its own report, and decrypted is not signed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes
from tests.unit.support.jwe import CLAIMS, encrypted, key, opened

SIGNER = json.dumps({"kty": "oct", "k": base64url.encode(b"x" * 32), "kid": "s", "use": "sig"})
OTHER = json.dumps({"kty": "oct", "k": base64url.encode(b"y" * 32)})
UNSIGNED = ".".join(map(base64url.encode, (b'{"alg":"none"}', b'{"admin":true}', b"")))


def signed(payload: str = CLAIMS, **header: Any) -> str:
    head = json.dumps({"alg": "HS256", **header})
    made = call("sign", header=head, payload=payload, key={"text": SIGNER})
    return str(made["token"])


def both(token: str, signer: str = SIGNER, **more: Any) -> dict[str, Any]:
    return opened(token, key("A128KW"), key={"text": signer}, **more)


def test_a_signed_token_in_an_encrypted_one_is_valid() -> None:
    report = both(encrypted(signed(), header={"cty": "JWT", "typ": "JWT"}))
    assert (report["verdict"], report["signature"]) == ("valid", "valid")
    assert check(report, "inner")["code"] == "inner-valid"
    assert report["payload"] == signed()
    inner = report["inner"]
    assert (inner["verdict"], inner["payload"], inner["inner"]) == ("valid", CLAIMS, None)
    assert inner["pyjwt"]["ok"]
    assert report["pyjwt"] is None


@pytest.mark.parametrize("given", ["key", "decryption_key"])
def test_one_set_serves_both(given: str) -> None:
    opener = {**json.loads(key("A128KW")), "kid": "e", "use": "enc"}
    keys = json.dumps({"keys": [json.loads(SIGNER), opener]})
    token = encrypted(signed(kid="s"), header={"cty": "JWT", "kid": "e"})
    params = {"key": {"text": keys}, given: {"text": keys}}
    report = call("inspect", token=token, now=1, **params)
    assert report["verdict"] == "valid"
    assert [each["status"] for each in report["keys"]] == ["rejected", "verified"]


def test_the_key_for_signatures_alone_does_not_open_it_and_is_no_fault() -> None:
    token = encrypted(signed(), header={"cty": "JWT"})
    report = call("inspect", token=token, key={"text": OTHER}, now=1)
    assert check(report, "decryption-key")["code"] == "key-does-not-fit"
    assert (report["verdict"], report["encryption"]["state"]) == ("unverified", "unopened")
    report = opened(token, OTHER, key={"text": SIGNER})
    assert report["verdict"] == "invalid"  # it was given for nothing else


@pytest.mark.parametrize(
    ("payload", "more", "code", "verdict"),
    [
        (signed(), {"signer": OTHER}, "inner-invalid", "invalid"),
        (signed(), {"now": 5000}, "inner-invalid", "invalid"),
        (signed(), {"expect": {"iss": "b"}}, "inner-invalid", "invalid"),
        (signed(), {"key": None}, "inner-unverified", "unverified"),
        (signed(), {"now": None}, "inner-unverified", "unverified"),
        (UNSIGNED, {}, "inner-unsecured", "invalid"),
        (UNSIGNED, {"algorithms": ["none", "HS256"]}, "inner-unsecured", "invalid"),
        (signed().rpartition(".")[0] + ".", {}, "inner-unsecured", "invalid"),
        (signed().rpartition(".")[0], {}, "inner-unsecured", "invalid"),
        ("eyJ.garbage", {}, "inner-unsecured", "invalid"),
    ],
)
def test_the_token_inside_decides(
    payload: str, more: dict[str, Any], code: str, verdict: str
) -> None:
    more = {**more}
    token = encrypted(payload, header={"cty": "JWT"})
    signer = more.pop("signer", SIGNER)
    params = {"now": 1, "key": {"text": signer}, "decryption_key": {"text": key("A128KW")}, **more}
    report = call("inspect", token=token, **params)
    assert check(report, "inner")["code"] == code
    assert report["verdict"] == verdict
    briefs: Any = call("inspect_many", tokens=[token], **params)
    assert briefs[0]["verdict"] == verdict
    assert (code in briefs[0]["failed"]) == (verdict == "invalid")


@pytest.mark.parametrize(
    ("payload", "header", "now", "verdict", "code"),
    [
        (CLAIMS, {}, 1, "unverified", "not-signed"),
        (CLAIMS, {}, 5000, "invalid", "not-signed"),
        ("no JSON", {}, 1, "unverified", "not-signed"),
        (CLAIMS, {"cty": "JWT"}, 1, "invalid", "no-token-inside"),
    ],
)
def test_decrypted_is_not_signed(
    payload: str, header: dict[str, Any], now: int, verdict: str, code: str
) -> None:
    for alg, who in (("A128KW", "Whoever has the shared secret"), ("ECDH-ES", "Anyone who has")):
        report = opened(encrypted(payload, alg, header=header), key(alg), now=now)
        assert report["verdict"] == verdict
        assert report["signature"] == "unchecked"
        found = check(report, "inner")
        assert found["code"] == code
        assert (who in found["message"]) == (code == "not-signed")


def test_claims_inside_are_judged() -> None:
    report = opened(encrypted(CLAIMS), key("A128KW"), expect={"iss": "b"})
    assert check(report, "iss")["code"] == "mismatch"
    assert [each["name"] for each in report["payload_members"]] == ["iss", "exp"]


def test_an_encrypted_token_in_a_signed_one_is_shown() -> None:
    report = both(signed(encrypted(signed(), header={"cty": "JWT"}), cty="JWT"))
    assert (report["verdict"], report["inner"]["verdict"]) == ("valid", "valid")
    assert report["inner"]["inner"]["payload"] == CLAIMS
    apart = call("inspect", token=signed(encrypted(CLAIMS)), key={"text": SIGNER}, now=1)
    assert apart["verdict"] == "valid"
    assert check(apart, "inner")["code"] == "inner-apart"


@pytest.mark.parametrize("layers", [4, 5])
def test_five_layers_are_opened(layers: int) -> None:
    token = signed()
    for _ in range(layers):
        token = encrypted(token, header={"cty": "JWT"})
    report = both(token)
    depth, innermost = 1, report
    while innermost["inner"] is not None:
        depth, innermost = depth + 1, innermost["inner"]
    assert depth == 5
    assert report["verdict"] == ("valid" if layers == 4 else "unverified")
    assert ("layers-left-out" in codes(innermost)) == (layers == 5)


def test_access_is_for_valid_layers_alone_by_the_innermost_claims() -> None:
    model = (
        "[request_definition]\nr = sub, obj, act\n[policy_definition]\np = sub, obj, act\n"
        "[policy_effect]\ne = some(where (p.eft == allow))\n"
        "[matchers]\nm = r.sub == p.sub && r.obj == p.obj && r.act == p.act\n"
    )
    claims = '{"sub":"alice"}'
    for payload, allowed in ((signed(claims), True), (claims, False), (UNSIGNED, False)):
        answer = call(
            "authorize",
            token=encrypted(payload),
            key={"text": SIGNER},
            decryption_key={"text": key("A128KW")},
            now=1,
            model=model,
            policy="p, alice, data, read",
            requests=[{"values": ["data", "read"]}],
        )
        [decision] = answer["decisions"]
        assert decision["allowed"] == allowed, decision
