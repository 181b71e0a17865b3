"""Whatever stands in the headers of an encrypted token, the answer is a result."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jwt_playground.text import base64url
from jwt_playground.vocabulary.encryption import CONTENT_ENCRYPTION, KEY_MANAGEMENT
from tests.unit.support.calls import call
from tests.unit.support.host import result_with_host
from tests.unit.support.jwe import key

NAMES = ["alg", "enc", "zip", "epk", "apu", "apv", "p2s", "p2c", "iv", "tag", "kid", "crit", "cty"]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 10**6),
    st.floats(0, 10),
    st.text(max_size=8),
    st.sampled_from(["DEF", "JWT", "", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA"]),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "d"]), st.text(max_size=5)),
    st.just({n: v for n, v in json.loads(key("ECDH-ES")).items() if n != "d"}),
)
HEADERS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5)
PARTS = st.sampled_from([b"", b"a", b"a" * 12, b"a" * 16, b"a" * 24, b"a" * 32])


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(list(KEY_MANAGEMENT)),
    st.sampled_from(list(CONTENT_ENCRYPTION)),
    HEADERS,
    HEADERS,
    st.lists(PARTS, min_size=4, max_size=4),
    st.sampled_from(["auto", "webcrypto"]),
)
def test_any_header_has_a_result(
    alg: str, enc: str, odd: dict[str, Any], own: dict[str, Any], parts: list[bytes], engine: str
) -> None:
    header = {"alg": alg, "enc": enc, "p2s": "AAAAAAAAAAAAAAAA", "p2c": 1, **odd}
    protected = base64url.encode(json.dumps(header).encode())
    sent, iv, text, tag = map(base64url.encode, parts)
    flattened = {"protected": protected, "encrypted_key": sent, "iv": iv, "tag": tag}
    whole = json.dumps({**flattened, "ciphertext": text, "header": own})
    for token in (f"{protected}.{sent}.{iv}.{text}.{tag}", whole):
        params = {"token": token, "decryption_key": {"text": key(alg, enc)}, "now": 1}
        report = result_with_host("inspect", **params, engine=engine)
        assert report["verdict"] != "valid"
        if account := report["encryption"]:
            assert (report["payload"] is None) == (account["state"] != "opened")
    call("encrypt", header=json.dumps(header), payload="", key={"text": key(alg, enc)})
