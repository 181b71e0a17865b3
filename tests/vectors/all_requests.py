"""Every vector as one request, and requests whose answers once differed from Python to Python."""

from __future__ import annotations

import json
from typing import Any

from buildtools.common import ROOT
from tests import vectors
from tests.vectors import reported

Request = dict[str, Any]

_SECRET = {"text": "correct horse battery staple, and salt"}
_NO_JSON = [
    *('{"alg":"HS256",}', '{"alg":["a",]}', "{'alg':1}", '{"alg"', '{"a":"\\x"}', '{"a":"\\u12"}'),
    *('{"a":\n 1,\n}', "[1,]", "[,]", "", " ", "nul", '{"a":1}x', '{"a":"\t"}', "\ufeff\ufeff{}"),
]
# U+1FAE9 and U+1CCD6 came with Unicode 16, U+1E030 and U+31350 with Unicode 15.
_NEW = ["adm\U0001fae9n", "\U0001ccd6dmin", "\U0001e030", "\U00031350", "\u0897", "\ua7cb"]
_CURVE_MIX = [
    {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
    {"kty": "RSA", "n": "0" * 342 + "1", "e": "AQAB"},
]


def _inspected(header: str, payload: str, **more: Any) -> Request:
    from tests.unit.support.json_tokens import b64

    token = f"{b64(header)}.{b64(payload)}.AAAA"
    return {"op": "inspect", "params": {"token": token, "key": _SECRET, "now": 1, **more}}


def _odd() -> list[Request]:
    made = [_inspected(text, "{}") for text in _NO_JSON]
    made += [_inspected('{"alg":"HS256"}', text) for text in _NO_JSON]
    made += [
        {"op": "sign", "params": {"header": text, "payload": "{}", "key": _SECRET}}
        for text in _NO_JSON
    ]
    made += [{"op": "describe_key", "params": {"key": {"text": text}}} for text in _NO_JSON[:5]]
    for text in _NEW:
        claims = json.dumps({"sub": text, "iss": "admin", text: "admin"}, ensure_ascii=False)
        made.append(_inspected(json.dumps({"alg": "HS256", "kid": text}), claims))
        made.append(_inspected(json.dumps({"alg": text}), claims, algorithms=[text]))
        made.append({"op": "inspect", "params": {"token": f"eyJhbGciOiJIUzI1NiJ9.e30{text}.AAAA"}})
    for key in _CURVE_MIX:
        for alg in ("Ed25519", "Ed448", "EdDSA", "RS256", "HS256"):
            given = {"text": json.dumps(key)}
            made.append(_inspected(json.dumps({"alg": alg}), "{}", key=given, algorithms=[alg]))
    return made


def _scenarios() -> list[Request]:
    """The scenarios of the page, as they are and with an algorithm that every Python has."""
    text = (ROOT / "site/content/scenarios.json").read_text(encoding="utf-8")
    scenarios = [one["scenario"] for one in json.loads(text)]
    made = [{**one, "alg": "HS256"} for one in scenarios] + scenarios[:2]
    return [{"op": "simulate", "params": {"scenario": json.dumps(one)}} for one in made]


def _figures() -> list[Request]:
    """What is signed and what is paired in the standards, where the answer is always the same."""
    folder = ROOT / "tests/vectors"
    signing = json.loads((folder / "signing/rfc.json").read_text(encoding="utf-8"))
    pairs = json.loads((folder / "dpop/rfc9449.json").read_text(encoding="utf-8"))
    made = []
    for figure in signing:
        signers = [{**one, "key": {"text": json.dumps(one["key"])}} for one in figure["signers"]]
        given = {name: figure[name] for name in ("payload", "serialization", "detached")}
        if figure["exact"]:
            made.append({"op": "sign", "params": {**given, **signers[0], "more": signers[1:]}})
    return made + [{"op": "check_dpop", "params": figure["params"]} for figure in pairs]


def _disclosed() -> list[Request]:
    """The SD-JWTs of RFC 9901, and the status lists."""
    folder = ROOT / "tests/vectors/sd_jwt"
    made = []
    for one in json.loads((folder / "rfc9901.json").read_text(encoding="utf-8")):
        if one["kind"] == "unsigned":
            continue
        value, key = one["value"], {"text": json.dumps(one["issuer_keys"][0])}
        token = value if isinstance(value, str) else json.dumps(value)
        params = {"token": token, "key": key, "now": one["verify_at"]}
        made.append({"op": "inspect", "params": params})
    for one in json.loads((folder / "status-list.json").read_text(encoding="utf-8")):
        if one["kind"] == "status-list":
            token = json.dumps({"bits": one["bits"], "lst": one["lst"]})
            made.append({"op": "read_status", "params": {"token": token, "idx": one["size"] - 1}})
    return made


def all_requests() -> list[Request]:
    """The requests. None of them makes a key or draws a random number."""
    made: list[Request] = [
        {"op": "inspect", "params": vectors.params(vector)}
        for name in vectors.names()
        for vector in vectors.load(name)
    ]
    made += [
        {"op": one["op"], "params": one["params"]}
        for one in reported.SITUATIONS
        if one["op"] != "generate_key"
    ]
    return made + _figures() + _disclosed() + _odd() + _scenarios()
