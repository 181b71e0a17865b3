"""Each template, as it is put in: the engine signs it, and finds it valid at that time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from buildtools.common import ROOT
from tests.browser.support.node import run_module
from tests.unit.support.calls import call

TEMPLATES = json.loads((ROOT / "site/content/templates.json").read_text("utf-8"))
NOW = 1_800_000_000
TEXTS = """
import { textsOf } from "./site/shared/template-texts.js";
tell(given.map((template) => textsOf(template, 1_800_000_000.9)));
"""
ISSUERS = ["auth0", "entra", "keycloak", "cognito", "okta", "google", "firebase"]
ISSUERS += ["kubernetes", "github", "apple"]
KINDS = ["id-token", "access-token", "client-assertion", "dpop"]


@pytest.fixture(scope="module")
def texts() -> dict[str, dict[str, str]]:
    told = run_module(TEXTS, TEMPLATES)
    return {template["id"]: each for template, each in zip(TEMPLATES, told, strict=True)}


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    return {alg: call("generate_key", alg=alg) for alg in ("RS256", "ES256")}


def test_each_issuer_and_each_kind_has_one() -> None:
    groups = {"issuer": ISSUERS, "kind": KINDS}
    for group, ids in groups.items():
        assert [each["id"] for each in TEMPLATES if each["group"] == group] == ids
    assert len({each["label"] for each in TEMPLATES}) == len(TEMPLATES)
    assert all(each["look"].endswith(".") for each in TEMPLATES)


@pytest.mark.parametrize("name", ISSUERS + KINDS)
def test_it_can_be_signed_and_is_valid_at_that_time(
    name: str, texts: dict[str, dict[str, str]], keys: dict[str, Any]
) -> None:
    header, payload = texts[name]["header"], texts[name]["payload"]
    key = keys[json.loads(header)["alg"]]
    made = call("sign", header=header, payload=payload, key={"text": key["private"]["jwk"]})
    assert made["token"] is not None, made["findings"]
    # The key that a DPoP proof carries is a foreign one here, and so is the name of the key.
    public = json.loads(key["public"]["jwk"])
    public["kid"] = json.loads(header).get("kid", public["kid"])
    report = call("inspect", token=made["token"], key={"text": json.dumps(public)}, now=NOW)
    assert report["verdict"] == "valid", report["summary"]
    assert [f for f in report["findings"] if f["severity"] == "error"] == []
    times = {m["name"]: m["seconds"] for m in report["payload_members"] if m["seconds"] is not None}
    assert times["iat"] == NOW
    assert times.get("exp", NOW + 1) > NOW
    assert '{"in"' not in payload.replace(" ", "").replace("\n", "")


def test_the_claims_that_make_it_that_kind(texts: dict[str, dict[str, str]]) -> None:
    def claims(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(texts[name]["payload"])
        return found

    access = {"iss", "exp", "aud", "sub", "client_id", "iat", "jti"}  # RFC 9068, 2.2
    assert access <= set(claims("access-token"))
    assert json.loads(texts["access-token"]["header"])["typ"] == "at+jwt"
    assert {"iss", "sub", "aud", "exp", "iat", "nonce"} <= set(claims("id-token"))
    assertion = claims("client-assertion")
    assert assertion["iss"] == assertion["sub"]
    assert isinstance(assertion["aud"], str)  # one audience: the server's issuer
    assert {"jti", "htm", "htu", "iat"} <= set(claims("dpop"))
    proof = json.loads(texts["dpop"]["header"])
    assert (proof["typ"], sorted(proof["jwk"])) == ("dpop+jwt", ["crv", "kty", "x", "y"])
    assert "aud" not in claims("cognito")
    assert claims("okta")["scp"] == ["openid", "reports.read"]
    assert claims("entra")["scp"] == "Reports.Read Reports.Write"
    assert claims("kubernetes")["kubernetes.io"]["warnafter"] == NOW + 3607
    assert claims("auth0")["iss"].endswith("/")
