"""How often a request goes to the host and back: fewer times than the worker allows."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from buildtools.common import ROOT
from jwt_playground.inspect.layers import MAX_LAYERS
from tests.unit.engines.test_unsupported import ENCRYPTED, LACKS
from tests.unit.support.builds import Build
from tests.unit.support.calls import call
from tests.unit.support.host import PageDialogue, answer
from tests.unit.support.jwe import encrypted, key

WORKER = (ROOT / "site/engine/call-python.js").read_text("utf-8")
ROUNDS = int(re.findall(r"^const ROUNDS = (\d+);$", WORKER, re.MULTILINE)[0])
SIGNER = {"text": ENCRYPTED, "passphrase": "open sesame"}
Kinds = list[tuple[str, str, str]]


class Loading(PageDialogue):
    """A page that can load `cryptography`, which then does not come."""

    loadable = True


def nested(kinds: Kinds) -> str:
    token: str = call("sign", header='{"alg":"ES256"}', payload="{}", key=SIGNER)["token"]
    for alg, enc, curve in kinds:
        token = encrypted(token, alg, enc, curve, header={"cty": "JWT"})
    return token


def key_set(kinds: Kinds) -> str:
    texts = dict.fromkeys(key(*kind) for kind in kinds)
    return json.dumps({"keys": [json.loads(text) for text in texts]})


def rounds(
    token: str,
    ring: str,
    *,
    has_webcrypto: bool,
    kind: type[PageDialogue] = Loading,
    **params: Any,
) -> list[list[str]]:
    """The questions of each round, by the engine that is asked. The token must be valid."""
    given = {"token": token, "key": SIGNER, "decryption_key": {"text": ring}, "now": 1}
    dialogue = kind("inspect", **given, **params)
    found: list[list[str]] = []
    while dialogue.questions:
        found.append([str(asked.get("engine", asked["op"])) for asked in dialogue.questions])
        dialogue.answer(
            {
                asked["id"]: {"value": answer(asked, [])}
                if "engine" in asked or (has_webcrypto and asked["op"] != "load")
                else LACKS
                for asked in dialogue.questions
            }
        )
    assert dialogue.reply["result"]["verdict"] == "valid"
    return found


PLAIN = [
    ("A128KW", "A128GCM", ""),
    ("A128KW", "A256GCM", ""),
    ("A128KW", "A128CBC-HS256", ""),
    ("A128KW", "A256CBC-HS512", ""),
]
WITH_192 = [
    ("A192KW", "A192GCM", ""),
    ("A192KW", "A128GCM", ""),
    ("A192KW", "A256GCM", ""),
    ("A192KW", "A192CBC-HS384", ""),
]
CURVES = [
    ("ECDH-ES+A192KW", "A192GCM", "X25519"),
    ("ECDH-ES+A128KW", "A128GCM", "P-521"),
    ("ECDH-ES", "A256GCM", "X25519"),
    ("ECDH-ES", "A128CBC-HS256", "P-521"),
]


def test_a_cross_check_asks_both_engines_in_the_same_round(monkeypatch: pytest.MonkeyPatch) -> None:
    token, ring = nested(PLAIN), key_set(PLAIN)
    Build(monkeypatch)
    found = rounds(token, ring, has_webcrypto=True, kind=PageDialogue, cross_check=True)
    both = [asked for asked in found if "open-key" not in asked]
    assert both == [["decrypt", "noble"]] * 4 + [["verify", "noble"]]


def test_that_aes_with_192_bits_is_lacking_is_found_out_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token, ring = nested(WITH_192), key_set(WITH_192)
    Build(monkeypatch)
    found = rounds(token, ring, has_webcrypto=False)
    assert sum("decrypt" in asked for asked in found) == 1


@pytest.mark.parametrize("kinds", [PLAIN, WITH_192, CURVES])
@pytest.mark.parametrize("has_webcrypto", [True, False])
def test_as_many_layers_as_are_opened_need_fewer_rounds_than_there_are(
    kinds: Kinds, has_webcrypto: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(kinds) + 1 == MAX_LAYERS
    token, ring = nested(kinds), key_set(kinds)
    Build(monkeypatch)
    found = rounds(token, ring, has_webcrypto=has_webcrypto, cross_check=True)
    assert len(found) < ROUNDS


def test_the_worker_allows_what_its_comment_counts() -> None:
    per_layer, for_keys, load, rest = 3, 2 * 4, 1, 4
    assert MAX_LAYERS * per_layer + for_keys + load + rest <= ROUNDS
