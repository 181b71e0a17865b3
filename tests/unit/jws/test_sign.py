"""Of a key set, the right key signs."""

from __future__ import annotations

import json

from jwt_playground.text import base64url
from tests.unit.support.calls import call

SECRET = "correct horse battery staple, and salt"
OCT = {"kty": "oct", "k": base64url.encode(SECRET.encode())}


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
