"""The limits of encrypted tokens, for the test of every limit (see `request_limits`)."""

from __future__ import annotations

import json
from collections.abc import Callable

from jwt_playground.text import base64url
from tests.unit.support.calls import call, check, codes
from tests.unit.support.host import InsecureDialogue
from tests.unit.support.jwe import encrypted, key, opened


def recipients(more: int) -> bool:
    """The last of them is the one for the key."""
    jwe = json.loads(encrypted("{}", serialization="general"))
    wrong = {"encrypted_key": base64url.encode(bytes(24))}
    jwe["recipients"] = [*[wrong] * (19 + more), jwe["recipients"][0]]
    report = opened(json.dumps(jwe), key("A128KW"))
    assert (report["encryption"]["state"] == "opened") == (
        "recipients-left-out" not in codes(report)
    )
    return "recipients-left-out" not in codes(report)


def new_recipients(more: int) -> bool:
    given = {"text": key("A128KW")}
    made = call(
        "encrypt",
        header='{"alg":"A128KW","enc":"A128GCM"}',
        payload="",
        key=given,
        serialization="general",
        more=[{"key": given}] * (19 + more),
    )
    return made["token"] is not None


def iterations(more: int) -> bool:
    alg = "PBES2-HS256+A128KW"
    header, *rest = encrypted("{}", alg, header={"p2c": 1000}).split(".")
    changed = {**json.loads(base64url.decode_strict(header)), "p2c": 1_200_000 + more}
    token = ".".join([base64url.encode(json.dumps(changed).encode()), *rest])
    report = opened(token, key(alg))
    code = check(report, "decryption")["code"]
    assert code == (
        "cannot-be-opened" if "pbes2-count-too-large" in codes(report) else "does-not-open"
    )
    return bool(code == "does-not-open")


def iterations_in_javascript(more: int) -> bool:
    """With SHA-512, each one counts 20 units."""
    alg = "PBES2-HS512+A256KW"
    header = json.dumps({"alg": alg, "enc": "A128GCM", "p2c": 500_000 + more})
    given = {"text": "password"}
    dialogue = InsecureDialogue("encrypt", header=header, payload="", key=given, engine="noble")
    return bool(dialogue.questions)


def new_iterations(more: int) -> bool:
    made = call(
        "encrypt",
        header=json.dumps({"alg": "PBES2-HS256+A128KW", "enc": "A128GCM", "p2c": 1_200_000 + more}),
        payload="",
        key={"text": "password"},
    )
    return made["token"] is not None


def layers(more: int) -> bool:
    token = "eyJhbGciOiJub25lIn0.e30."
    for _ in range(4 + more):
        token = encrypted(token)
    return "layers-left-out" not in json.dumps(opened(token, key("A128KW")))


JWE_LIMITS: dict[str, list[Callable[[int], bool]]] = {
    "jwe/limits.py MAX_RECIPIENTS": [recipients, new_recipients],
    "jwe/limits.py MAX_PBES2_COUNT": [iterations, new_iterations],
    "inspect/layers.py MAX_LAYERS": [layers],
    "vocabulary/costs.py MAX_IN_JAVASCRIPT": [iterations_in_javascript],
}
