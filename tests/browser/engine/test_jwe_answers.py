"""The worker's answers on encrypted tokens alone, in Node, held against joserfc."""

from __future__ import annotations

import base64
import json
from typing import Any

from joserfc import jwe as rfc

from tests.browser.support.jwe import (
    MANAGEMENT,
    PAIRS,
    PLAINTEXT,
    REGISTRY,
    RSA,
    altered,
    answers,
    compact,
    encoded,
    encrypted,
    flattened,
    making,
    members,
    opening,
    value,
)


def test_what_joserfc_encrypts_is_opened_with_every_pair_of_algorithms() -> None:
    asked = [opening(alg, enc, key, encrypted(alg, enc, key)) for alg, enc, key in PAIRS]
    assert answers(*asked) == [{"value": encoded(PLAINTEXT)}] * len(PAIRS)
    assert len(PAIRS) == 17 * 6 + 6


def test_what_is_encrypted_joserfc_opens_with_every_pair_of_algorithms() -> None:
    made = answers(*(making(alg, enc, key) for alg, enc, key in PAIRS))
    for (alg, enc, key), answer in zip(PAIRS, made, strict=True):
        opened = rfc.decrypt_compact(compact(answer["value"]), key, registry=REGISTRY)
        assert opened.plaintext == PLAINTEXT, (alg, enc)
        assert opened.protected["alg"] == alg


def test_several_recipients_each_get_what_their_algorithm_needs_in_their_own_header() -> None:
    algorithms = ("RSA-OAEP-256", "ECDH-ES+A128KW", "PBES2-HS256+A128KW", "A256GCMKW")
    own: list[dict[str, Any]] = [{"alg": alg, "kid": str(at)} for at, alg in enumerate(algorithms)]
    own[2]["p2c"] = 1000
    recipients = [
        {
            "key": members(MANAGEMENT[head["alg"]], private=MANAGEMENT[head["alg"]].key_type == "oct"),
            "header": head,
        }
        for head in own
    ]  # fmt: skip
    question = making(
        "RSA-OAEP-256",
        "A128CBC-HS256",
        RSA,
        header={"enc": "A128CBC-HS256"},
        unprotected={"jku": "https://example.com"},
        aad=encoded(b"seen by all"),
        recipients=recipients,
    )
    general = value(question)
    assert general["unprotected"] == {"jku": "https://example.com"}
    assert general["aad"] == encoded(b"seen by all")
    headers = [recipient["header"] for recipient in general["recipients"]]
    assert [head["alg"] for head in headers] == list(algorithms)
    assert headers[1]["epk"]["crv"] == "X25519"
    assert headers[2]["p2c"] == 1000
    assert {"iv", "tag"} < headers[3].keys()
    shared = {name: value for name, value in general.items() if name != "recipients"}
    asked = [
        opening(alg, "A128CBC-HS256", MANAGEMENT[alg], {**shared, **recipient})
        for alg, recipient in zip(algorithms, general["recipients"], strict=True)
    ]
    assert answers(*asked) == [{"value": encoded(PLAINTEXT)}] * 4
    asked[0]["jwe"]["aad"] = encoded(b"changed")
    assert answers(asked[0]) == [{"value": None}]


def test_a_header_without_members_is_left_out() -> None:
    head = {"alg": "A128KW", "enc": "A128GCM"}
    key = MANAGEMENT["A128KW"]
    recipient = {"key": members(key, private=True), "header": head}
    made = value(
        making("A128KW", "A128GCM", key, header={}, unprotected={}, recipients=[recipient])
    )
    assert sorted(made) == ["ciphertext", "iv", "recipients", "tag"]


def test_a_password_is_stretched_often_where_the_header_does_not_say_how_often() -> None:
    alg = "PBES2-HS256+A128KW"
    header = {"alg": alg, "enc": "A128GCM"}
    made = value(making(alg, "A128GCM", MANAGEMENT[alg], header=header))
    protected = base64.urlsafe_b64decode(made["protected"] + "==")
    assert json.loads(protected)["p2c"] == 600_000


def test_whatever_is_wrong_the_answer_is_the_same() -> None:
    wrong: list[dict[str, Any]] = []
    for alg, enc, key in PAIRS:
        if enc not in ("A128CBC-HS256", "A256GCM") or alg.startswith("PBES2"):
            continue
        token = encrypted(alg, enc, key)
        parts = (2, 3, 4) if "" in token.split(".") else (1, 2, 3, 4)
        wrong += [opening(alg, enc, key, altered(token, part)) for part in parts]
        cut = flattened(token)
        wrong.append(opening(alg, enc, key, {**cut, "tag": cut["tag"][:8]}))
        wrong.append(opening(alg, enc, key, {name: cut[name] for name in cut if name != "iv"}))
        other = type(key).generate_key(key.curve_name if key.key_type in ("EC", "OKP") else
                                       len(key.raw_value) * 8 if key.key_type == "oct" else 2048)  # fmt: skip
        wrong.append(opening(alg, enc, other, token))
    [answer] = {json.dumps(one) for one in answers(*wrong)}
    assert json.loads(answer) == {"value": None}


def test_a_plaintext_inflates_to_as_much_as_is_allowed_and_no_further() -> None:
    key = MANAGEMENT["A128KW"]
    token = encrypted("A128KW", "A128GCM", key, b"a" * 5000, zip="DEF")
    fits, too_large = answers(
        opening("A128KW", "A128GCM", key, token, 5000),
        opening("A128KW", "A128GCM", key, token, 4999),
    )
    assert fits == {"value": encoded(b"a" * 5000)}
    assert too_large == {"value": False}


def test_what_is_made_with_zip_inflates() -> None:
    key = MANAGEMENT["A128KW"]
    header = {"alg": "A128KW", "enc": "A128GCM", "zip": "DEF"}
    long = making("A128KW", "A128GCM", key, header=header, plaintext=encoded(b"a" * 5000))
    made = value(long)
    assert len(made["ciphertext"]) < 100
    assert rfc.decrypt_compact(compact(made), key, registry=REGISTRY).plaintext == b"a" * 5000


def test_a_password_that_is_stretched_too_often_is_not_tried() -> None:
    alg, enc = "PBES2-HS256+A128KW", "A128GCM"
    key = MANAGEMENT[alg]
    headers = [{"alg": alg, "enc": enc, "p2c": count} for count in (1_200_000, 1_200_001)]
    made = answers(*(making(alg, enc, key, header=header) for header in headers))
    asked = [opening(alg, enc, key, compact(answer["value"])) for answer in made]
    assert answers(*asked) == [{"value": encoded(PLAINTEXT)}, {"value": None}]
