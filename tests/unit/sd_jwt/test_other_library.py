"""The package `sd-jwt` of the working group and this engine take each other's tokens.

Its JSON serialization is that of an early draft, with other places, so only the compact one is
compared.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

from tests.unit.support.calls import call
from tests.unit.support.sd_jwt import HOLDER, ISSUER, NOW, Json, failed, public

AUD, NONCE = "https://verifier.example", "n-1"
CLAIMS = {"iss": "i", "name": "Ann", "address": {"street": "Elm", "zip": "1"}, "in": ["DE", "FR"]}
KEY = {"text": json.dumps(ISSUER)}


def jwk(members: Json) -> Any:
    return JWK.from_json(json.dumps(members))


@pytest.mark.parametrize("bound", [False, True])
def test_theirs_is_valid_here(bound: bool) -> None:
    marked = {
        "iss": "i",
        SDObj("name"): "Ann",
        SDObj("address"): {SDObj("street"): "Elm", "zip": "1"},
        "in": [SDObj("DE"), "FR"],
    }
    issuer = SDJWTIssuer(marked, jwk(ISSUER), jwk(public(HOLDER)), add_decoy_claims=True)
    holder = SDJWTHolder(issuer.sd_jwt_issuance)
    shown = {"address": {"street": True}, "in": [True]}
    args = (NONCE, AUD, jwk(HOLDER)) if bound else ()
    holder.create_presentation(shown, *args)
    report = call(
        "inspect",
        token=holder.sd_jwt_presentation,
        key=KEY,
        now=NOW + 1e9,
        key_binding={"nonce": NONCE, "aud": AUD} if bound else None,
    )
    assert (report["verdict"], failed(report)) == ("valid", [])
    claims = json.loads(report["sd_jwt"]["processed"])
    assert claims.pop("cnf") == {"jwk": public(HOLDER)}
    assert claims == {name: value for name, value in CLAIMS.items() if name != "name"}


@pytest.mark.parametrize("bound", [False, True])
def test_ours_is_valid_there(bound: bool) -> None:
    made = call(
        "sd_issue",
        header='{"alg":"ES256","typ":"example+sd-jwt"}',
        payload=json.dumps(CLAIMS),
        selective=[["name"], ["address"], ["address", "street"], ["in", 0]],
        decoys=4,
        key=KEY,
        holder_key={"text": json.dumps(public(HOLDER))},
    )
    disclosures = call("inspect", token=made["token"])["sd_jwt"]["disclosures"]
    chosen = [index for index, each in enumerate(disclosures) if each["name"] != "name"]
    binding = {"key": {"text": json.dumps(HOLDER)}, "nonce": NONCE, "aud": AUD} if bound else None
    shown = call("sd_present", token=made["token"], disclose=chosen, key_binding=binding, now=NOW)
    args = (AUD, NONCE) if bound else ()
    verifier = SDJWTVerifier(shown["token"], lambda *_: jwk(public(ISSUER)), *args)
    claims = dict(verifier.get_verified_payload())
    assert claims.pop("cnf") == {"jwk": public(HOLDER)}
    assert claims == {name: value for name, value in CLAIMS.items() if name != "name"}
