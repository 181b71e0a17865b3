"""The names that a text gives to its keys decide which of them is tried, in whatever form."""

from __future__ import annotations

import json
from textwrap import indent
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form

from tests.unit.keyring.test_several_keys import (
    FIRST,
    SECOND,
    THIRD,
    jwk,
    private,
    public,
    report,
    self_signed,
    token,
)
from tests.unit.support.calls import call, check, codes
from tests.unit.support.certificates import CHAIN, LEAF, MIDDLE


def body(pem: str) -> str:
    return "".join(pem.splitlines()[1:-1])


ONE, TWO = public(FIRST), public(SECOND)
CERTIFICATES = self_signed(FIRST, "first"), self_signed(SECOND, "second")
IN_YAML = [indent(pem, "    ") for pem in (ONE, TWO)]
ESCAPED = [pem.replace("\n", "\\n") for pem in (ONE, TWO)]
SET = [jwk(FIRST, kid="one"), jwk(SECOND, kid="two")]

SHAPES = {
    "certificates without armour": json.dumps(
        {"one": body(CERTIFICATES[0]), "two": body(CERTIFICATES[1])}
    ),
    "other names of kid": json.dumps(
        {"keys": [{"keyId": "one", "pem": ONE}, {"key_id": "two", "pem": TWO}]}
    ),
    "ids": json.dumps([{"id": "one", "publicKey": ONE}, {"id": "two", "publicKey": TWO}]),
    "a kid beside an object": json.dumps(
        [{"kid": "one", "key": {"pem": ONE}}, {"kid": "two", "publicKeyJwk": jwk(SECOND)}]
    ),
    "a chain each": json.dumps({"one": [CERTIFICATES[0]], "two": [CERTIFICATES[1]]}),
    "names that say what a value is": json.dumps({"cert": ONE, "one": ONE, "two": TWO}),
    "a YAML list, kid first": f"keys:\n- kid: one\n  pem: |\n{IN_YAML[0]}- kid: two\n  pem: |\n{IN_YAML[1]}",
    "a YAML list, kid last": f"- pem: |\n{IN_YAML[0]}  kid: one\n- pem: |\n{IN_YAML[1]}  kid: two\n",
    "both halves": f"- kid: one\n  key: |\n{indent(private(FIRST), '    ')}  pub: |\n{IN_YAML[0]}"
    f"- kid: two\n  pub: |\n{IN_YAML[1]}",
    "an environment file": f'one="{ESCAPED[0]}"\nexport two="{ESCAPED[1]}"\n',
    "name=certificate": f"one={CERTIFICATES[0]}two={CERTIFICATES[1]}",
    "comments": f"# one\n{ONE}# two\n{TWO}",
    "comments with kid": f"# kid: one, of May\n{ONE}# kid: two, of June\n{TWO}",
    "lines": f"one\n{ONE}\ntwo\n{TWO}",
    "sections": f"[one]\nkey = {ONE}\n[two]\nkey = {TWO}",
    "TOML": f'[[one]]\npem = """\n{ONE}"""\n[[two]]\npem = """\n{TWO}"""\n',
    "Ruby": f'{{"one" => "{ONE}", "two" => "{TWO}"}}',
    "JavaScript": f"{{one: `{ONE}`, two: `{TWO}`}}",
    "XML": f'<key id="one">{ONE}</key><key id="two">{TWO}</key>',
    "lines of JWKs": "\n".join(json.dumps(one) for one in SET),
    "JWKs without brackets": ",\n".join(json.dumps(one) for one in SET),
    "two sets": "\n".join(json.dumps({"keys": [one]}) for one in SET),
    "x5c alone": json.dumps(
        {"keys": [{"kid": kid, "x5c": [body(pem)]} for kid, pem in zip(("one", "two"), CERTIFICATES, strict=True)]}
    ),
    "x5c with armour": json.dumps(
        [{"kid": kid, "kty": "EC", "x5c": [pem]} for kid, pem in zip(("one", "two"), CERTIFICATES, strict=True)]
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", [*SHAPES])
def test_the_name_of_a_key_decides(shape: str) -> None:
    text = SHAPES[shape]
    assert report(text, token(FIRST, kid="one"))["verdict"] == "valid"
    assert report(text, token(SECOND, kid="two"))["verdict"] == "valid"
    for signer, kid in ((FIRST, "two"), (SECOND, "one")):
        forged = report(text, token(signer, kid=kid))
        assert (forged["verdict"], forged["signature"]) == ("invalid", "invalid")
    for signer in (FIRST, SECOND):
        assert report(text, token(signer))["verdict"] == "valid"
    assert report(text, token(THIRD))["verdict"] == "invalid"


@pytest.mark.parametrize(
    "text",
    [
        f"- kid: one\n  pem: |\n{IN_YAML[0]}- pem: |\n{IN_YAML[1]}  kid: two\n",
        f"- pem: |\n{IN_YAML[0]}  kid: one\n- pem: |\n{IN_YAML[1]}",
    ],
)
def test_a_kid_that_may_belong_to_either_key_is_not_guessed(text: str) -> None:
    for signer in (FIRST, SECOND):
        found = report(text, token(signer, kid="one"))
        assert (found["verdict"], found["signature"]) == ("unverified", "unchecked")
        assert "cannot be told which kid belongs to which key" in check(found, "key")["message"]


def test_a_word_that_is_no_kid_keeps_no_key_from_being_tried() -> None:
    text = f"# production\n{ONE}# staging\n{TWO}"
    assert report(text, token(SECOND, kid="7"))["verdict"] == "valid"
    openssl = "X509v3 Subject Key Identifier:\n    keyid:AA:BB:CC:DD:EE\nsubject=CN = first\n"
    text = "".join(openssl + pem for pem in CERTIFICATES)
    assert report(text, token(SECOND, kid="7"))["verdict"] == "valid"


def test_json_and_pem_in_one_text_are_all_read() -> None:
    for text in (ONE + json.dumps(SET[1]), json.dumps(SET[1]) + "\n" + ONE):
        for signer, kid in ((FIRST, "one"), (SECOND, "two")):
            assert report(text, token(signer, kid=kid))["verdict"] == "valid"
        assert report(text, token(FIRST, kid="two"))["verdict"] == "invalid"


def test_a_chain_in_an_array_is_one_key() -> None:
    texts = [one.public_bytes(form.Encoding.PEM).decode() for one in CHAIN]
    for value in (texts, {"one": texts, "two": [TWO]}):
        text = json.dumps(value)
        assert report(text, token(LEAF, kid="one"))["verdict"] == "valid"
        assert report(text, token(MIDDLE, alg="RS256"))["verdict"] == "invalid"


def test_a_key_that_comes_from_a_certificate_alone_is_told() -> None:
    described = call("describe_key", key={"text": SHAPES["x5c alone"]})
    assert codes(described) == ["key-repaired"] * 2
    assert "take no key from x5c: add “crv”, “x” and “y”" in described["findings"][0]["message"]


@pytest.mark.parametrize(
    "members",
    [{"kty": "RSA"}, {"kty": "EC", "x": SET[0]["x"]}, {"kty": "OKP"}, {"x": SET[0]["x"]}],
)
def test_a_certificate_does_not_mend_a_key_of_its_own(members: dict[str, Any]) -> None:
    one = {**members, "kid": "one", "x5c": [body(CERTIFICATES[0])]}
    text = json.dumps({"keys": [one, SET[1]]})
    found = report(text, token(FIRST, kid="one"))
    assert (found["verdict"], check(found, "key")["code"]) == ("unverified", "key-unreadable")
    assert report(text, token(SECOND, kid="two"))["verdict"] == "valid"


def test_the_key_that_a_token_names_and_that_lacks_members_is_named() -> None:
    broken = {"kty": "EC", "kid": "one", "crv": "P-256"}
    for text in (json.dumps({"keys": [broken, SET[1]]}), json.dumps([broken, SET[1], ONE])):
        found = report(text, token(FIRST, kid="one"))
        assert (found["verdict"], found["signature"]) == ("unverified", "unchecked")
        message = check(found, "key")["message"]
        assert message.startswith("The key with the kid “one” that the token names cannot be used")
        assert "“x” and “y”" in message
        assert report(text, token(SECOND, kid="two"))["verdict"] == "valid"


def test_a_kid_that_no_key_has_is_told_with_those_that_are_there() -> None:
    message = check(report(json.dumps(SET), token(FIRST, kid="new")), "key")["message"]
    assert "The given kids are “one”, “two”." in message
    assert message.endswith("Get the keys anew from the issuer, who may have changed them.")
