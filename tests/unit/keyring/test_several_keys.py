"""Every key of a text counts, and the `kid` decides where keys have one."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tests.unit.support.calls import call, check, codes
from tests.unit.support.certificates import CHAIN, LEAF, MIDDLE, ROOT, certificate
from tests.unit.support.host import Dialogue, call_with_host

PKCS8, SPKI = form.PrivateFormat.PKCS8, form.PublicFormat.SubjectPublicKeyInfo
FIRST, SECOND, THIRD = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
NOW = 1800000000


def private(key: Any, kind: form.PrivateFormat = PKCS8, passphrase: bytes | None = None) -> str:
    lock = form.BestAvailableEncryption(passphrase) if passphrase else form.NoEncryption()
    return str(key.private_bytes(form.Encoding.PEM, kind, lock).decode())


def public(key: Any) -> str:
    return str(key.public_key().public_bytes(form.Encoding.PEM, SPKI).decode())


def self_signed(key: Any, name: str) -> str:
    return str(certificate(key, name, key, name).public_bytes(form.Encoding.PEM).decode())


def token(key: Any, **header: str) -> str:
    header = {"alg": "ES256", **header}
    signed = call("sign", header=json.dumps(header), payload="{}", key={"text": private(key)})
    return str(signed["token"])


def report(text: str, signed: str, **more: Any) -> dict[str, Any]:
    return call("inspect", token=signed, key={"text": text}, now=NOW, **more)


def jwk(key: Any, **more: str) -> dict[str, Any]:
    members = json.loads(call("describe_key", key={"text": public(key)})["keys"][0]["jwk"])
    return {**members, **more}


def maps() -> dict[str, str]:
    """Two keys with a name each, in the shapes in which issuers publish them."""
    certificates = {"one": self_signed(FIRST, "one"), "two": self_signed(SECOND, "two")}
    keys = {"one": public(FIRST), "two": public(SECOND)}
    objects = {kid: {"pem": pem, "alg": "ES256"} for kid, pem in keys.items()}
    listed = [{"kid": kid, "cert": pem} for kid, pem in certificates.items()]
    jwks = [jwk(FIRST, kid="one"), jwk(SECOND, kid="two")]
    shown = json.dumps(keys)
    return {
        "beside other members": json.dumps({**keys, "expires": 3600}),
        "objects": json.dumps(objects),
        "a list": json.dumps(listed),
        "a list in an object": json.dumps({"public_certs": listed}),
        "a set with certificates beside it": json.dumps(
            {"keys": jwks, "public_cert": listed[0], "public_certs": listed}
        ),
        "JWKs with their PEM": json.dumps(
            {"keys": [{**one, "pem": keys[one["kid"]]} for one in jwks]}
        ),
        "JWKs without a kid": json.dumps({"one": jwk(FIRST), "two": jwk(SECOND)}),
        "a certificate and a JWK": json.dumps({"one": keys["one"], "x": {"two": jwks[1]}}),
        "two sets": json.dumps({"a": {"keys": jwks[:1]}, "b": {"keys": jwks[1:]}}),
        "two maps": json.dumps({"a": {"one": keys["one"]}, "b": {"two": keys["two"]}}),
        "a comma too many": shown[:-1] + ",}",
        "Python's notation": str(keys),
        "a comment before": "// the keys\n" + shown,
        "a byte order mark": "\ufeff" + shown,
        "YAML": "".join(
            f"{kid}: |\n  " + pem.replace("\n", "\n  ").rstrip() + "\n" for kid, pem in keys.items()
        ),
        "certificates": json.dumps(certificates),
        "indented": json.dumps(certificates, indent=2),
        "public keys": json.dumps(keys),
        "inside other JSON": json.dumps({"ttl": 60, "certs": certificates}),
        "a blank before": "\n " + json.dumps(keys),
        "line breaks escaped twice": json.dumps(keys).replace("\\n", "\\\\n"),
    }


@pytest.mark.parametrize("shape", [*maps()])
def test_the_kid_decides_which_certificate_of_a_map_verifies(shape: str) -> None:
    text = maps()[shape]
    assert report(text, token(FIRST, kid="one"))["verdict"] == "valid"
    assert report(text, token(SECOND, kid="two"))["verdict"] == "valid"
    for signer, kid in ((FIRST, "two"), (SECOND, "one")):
        forged = report(text, token(signer, kid=kid))
        assert (forged["verdict"], forged["signature"]) == ("invalid", "invalid")
    unknown = report(text, token(FIRST, kid="three"))
    assert unknown["verdict"] == "invalid"
    assert check(unknown, "key")["code"] == "key-not-found"


def test_a_token_without_a_kid_is_tried_with_every_key_of_a_map() -> None:
    text = maps()["certificates"]
    found = report(text, token(SECOND))
    assert found["verdict"] == "valid"
    assert [(entry["kid"], entry["status"]) for entry in found["keys"]] == [
        ("one", "tried"),
        ("two", "verified"),
    ]
    assert report(text, token(THIRD))["signature"] == "invalid"


def test_a_map_of_one_entry_is_a_set_as_well() -> None:
    text = json.dumps({"one": self_signed(FIRST, "one")})
    assert report(text, token(FIRST, kid="one"))["verdict"] == "valid"
    assert check(report(text, token(FIRST, kid="two")), "key")["code"] == "key-not-found"


def test_the_same_key_may_have_two_names() -> None:
    text = json.dumps({"one": public(FIRST), "two": public(FIRST)})
    for kid in ("one", "two"):
        assert report(text, token(FIRST, kid=kid))["verdict"] == "valid"


def test_an_entry_that_cannot_be_read_is_named_and_the_others_work() -> None:
    broken = public(SECOND).replace("MFkw", "MFww")
    nothing = "-----BEGIN PUBLIC KEY-----"
    text = json.dumps({"one": public(FIRST), "two": broken, "three": nothing})
    described = call("describe_key", key={"text": text})
    assert [key["kid"] for key in described["keys"]] == ["one"]
    messages = " ".join(finding["message"] for finding in described["findings"])
    assert "“two”" in messages
    assert "“three”" in messages
    assert report(text, token(FIRST, kid="one"))["verdict"] == "valid"


def test_a_name_that_stands_twice_is_told_of() -> None:
    one, two = json.dumps(public(FIRST)), json.dumps(public(SECOND))
    described = call("describe_key", key={"text": f'{{"one": {one}, "one": {two}}}'})
    assert "json-duplicate-member" in codes(described)


@pytest.mark.parametrize(
    "value",
    [
        {"type": "service_account", "private_key_id": "7", "private_key": private(FIRST)},
        {"private_key": private(FIRST), "public_key": public(FIRST), "port": 80},
        {"jwt": {"signing": {"privateKey": private(FIRST)}}},
        {"key": private(FIRST)},
    ],
    ids=["service account", "both halves", "deep", "one"],
)
def test_a_name_that_says_what_a_key_is_is_no_kid(value: dict[str, Any]) -> None:
    described = call("describe_key", key={"text": json.dumps(value)})
    [key] = described["keys"]
    assert (key["private"], key["kid"]) == (True, None)
    assert report(json.dumps(value), token(FIRST, kid="any"))["signature"] == "valid"


def test_where_a_key_alone_was_found_in_json_is_told() -> None:
    text = json.dumps({"jwt": {"signing": {"privateKey": private(FIRST)}}})
    [finding] = call("describe_key", key={"text": text})["findings"]
    assert finding["code"] == "key-repaired"
    assert "“jwt.signing.privateKey”" in finding["message"]


def test_several_keys_in_json_with_a_fault_are_not_used_if_no_name_can_be_told() -> None:
    text = json.dumps({"keys": [{"kid": "one", "pem": public(FIRST)}, {"pem": public(SECOND)}]})
    described = call("describe_key", key={"text": text[:-2] + ",]}"})
    assert (described["keys"], codes(described)) == ([], ["key-unreadable"])
    assert "correct it" in described["findings"][0]["message"]


def test_json_that_is_nested_deep_is_searched_in_linear_time() -> None:
    value: Any = public(FIRST)
    for _ in range(150):
        value = {"a": value, "b": {}}
    assert len(call("describe_key", key={"text": json.dumps(value)})["keys"]) == 1


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_every_block_of_a_pem_text_counts_in_whatever_order(order: tuple[int, ...]) -> None:
    texts = [public(FIRST), self_signed(SECOND, "second"), private(THIRD)]
    text = "".join(texts[index] for index in order)
    for signer in (FIRST, SECOND, THIRD):
        found = report(text, token(signer))
        assert found["verdict"] == "valid"
        statuses = [entry["status"] for entry in found["keys"]]
        assert len(statuses) == 3
        assert statuses.count("verified") == 1
    stranger = ec.generate_private_key(ec.SECP256R1())
    assert report(text, token(stranger))["signature"] == "invalid"


def test_each_algorithm_finds_its_key_among_several() -> None:
    keys = {
        "RS256": rsa.generate_private_key(65537, 2048),
        "ES256": FIRST,
        "EdDSA": ed25519.Ed25519PrivateKey.generate(),
    }
    text = "\n".join(public(key) for key in keys.values())
    for alg, key in keys.items():
        assert report(text, token(key, alg=alg))["verdict"] == "valid"


def test_a_chain_is_one_key_and_its_issuers_sign_no_tokens() -> None:
    text = "".join(one.public_bytes(form.Encoding.PEM).decode() for one in CHAIN)
    assert report(text, token(LEAF))["verdict"] == "valid"
    for issuer, alg in ((MIDDLE, "RS256"), (ROOT, "ES384")):
        found = report(text, token(issuer, alg=alg))
        assert (found["verdict"], check(found, "algorithm")["code"]) == (
            "invalid",
            "alg-not-allowed",
        )
    assert report(text, token(LEAF))["keys"] == []


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_the_key_of_an_issuer_verifies_nothing_wherever_its_certificate_stands(
    order: tuple[int, ...],
) -> None:
    texts = [one.public_bytes(form.Encoding.PEM).decode() for one in CHAIN] + [private(LEAF)]
    text = "".join(texts[index] for index in order)
    [key] = call("describe_key", key={"text": text})["keys"]
    assert key["private"]
    names = [one["subject"] for one in key["certificates"]]
    assert names == ["Common Name: leaf", "Common Name: middle", "Common Name: root"]
    assert report(text, token(LEAF))["verdict"] == "valid"
    assert report(json.dumps({"a": text}), token(MIDDLE, alg="RS256"))["verdict"] == "invalid"


def test_certificates_that_issued_each_other_are_all_read() -> None:
    pair = [certificate(FIRST, "a", SECOND, "b"), certificate(SECOND, "b", FIRST, "a")]
    text = "".join(one.public_bytes(form.Encoding.PEM).decode() for one in pair)
    assert call("describe_key", key={"text": text})["keys"]


def test_a_block_without_its_end_takes_no_other_block_with_it() -> None:
    cut = public(SECOND).split("-----END")[0]
    text = cut + public(FIRST)
    described = call("describe_key", key={"text": text})
    assert codes(described) == ["key-not-in-set"]
    assert "without its END line" in described["findings"][0]["message"]
    assert report(text, token(FIRST))["verdict"] == "valid"


def test_two_chains_are_two_keys() -> None:
    chain = "".join(one.public_bytes(form.Encoding.PEM).decode() for one in CHAIN)
    text = self_signed(FIRST, "first") + chain + self_signed(SECOND, "second")
    described = call("describe_key", key={"text": text})
    assert [len(key["certificates"]) for key in described["keys"]] == [1, 3, 1]
    for signer in (FIRST, LEAF, SECOND):
        assert report(text, token(signer))["verdict"] == "valid"
    assert report(text, token(MIDDLE, alg="RS256"))["verdict"] == "invalid"


def test_certificates_that_issued_themselves_are_no_chain_though_they_have_one_name() -> None:
    text = self_signed(FIRST, "issuer") + self_signed(SECOND, "issuer")
    for signer in (FIRST, SECOND):
        assert report(text, token(signer))["verdict"] == "valid"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_a_private_key_its_public_half_and_its_certificate_are_one_key(
    order: tuple[int, ...],
) -> None:
    texts = [private(FIRST), public(FIRST), self_signed(FIRST, "first")]
    text = "".join(texts[index] for index in order)
    [key] = call("describe_key", key={"text": text})["keys"]
    assert key["private"]
    assert len(key["certificates"]) == 1
    assert report(text, token(FIRST))["keys"] == []
    signed = call("sign", header='{"alg":"ES256"}', payload="{}", key={"text": text})
    assert report(public(FIRST), signed["token"])["verdict"] == "valid"


def test_a_block_that_cannot_be_read_is_named_and_the_others_work() -> None:
    parameters = "-----BEGIN DH PARAMETERS-----\nMAYCAQcCAQI=\n-----END DH PARAMETERS-----\n"
    text = public(FIRST) + public(SECOND).replace("MFkw", "MFww") + parameters
    described = call("describe_key", key={"text": text})
    assert codes(described) == ["key-not-in-set"] * 2
    messages = [finding["message"] for finding in described["findings"]]
    assert messages[0].startswith("Key 2 of the text looks like a PEM (PUBLIC KEY)")
    assert "“DH PARAMETERS”" in messages[1]
    assert report(text, token(FIRST))["verdict"] == "valid"


def test_one_passphrase_opens_every_encrypted_key_and_is_asked_for_once() -> None:
    text = "".join(private(key, passphrase=b"open") for key in (FIRST, SECOND)) + public(THIRD)
    described = call("describe_key", key={"text": text})
    assert codes(described) == ["key-passphrase-needed"]
    assert len(described["keys"]) == 1
    opened = call("describe_key", key={"text": text, "passphrase": "open"})
    assert [key["private"] for key in opened["keys"]] == [True, True, False]
    assert codes(opened) == []


def test_more_blocks_than_are_read_are_told_of() -> None:
    text = "".join(public(ec.generate_private_key(ec.SECP256R1())) for _ in range(51))
    described = call("describe_key", key={"text": text})
    assert len(described["keys"]) == 50
    assert codes(described) == ["key-not-in-set"]
    assert codes(call("describe_key", key={"text": text[: text.rindex("-----BEGIN")]})) == []


def test_the_host_is_asked_about_all_keys_at_once() -> None:
    text = "".join(private(ed25519.Ed25519PrivateKey.generate()) for _ in range(3))
    dialogue = Dialogue("describe_key", key={"text": text}, engine="webcrypto")
    assert [question["op"] for question in dialogue.questions] == ["import-key"] * 3
    reply, _ = call_with_host("describe_key", key={"text": text}, engine="webcrypto")
    assert len(reply["result"]["keys"]) == 3


def test_every_line_of_an_openssh_file_counts() -> None:
    lines = [
        key.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode()
        for key in (FIRST, SECOND)
    ]
    text = f"{lines[0]} me@one\n\n# the other one\n{lines[1]} me@two\n"
    for signer in (FIRST, SECOND):
        assert report(text, token(signer))["verdict"] == "valid"
    described = call("describe_key", key={"text": f"{text}ssh-dss AAAAB3NzaC1kc3M= old\n"})
    assert len(described["keys"]) == 2
    assert codes(described) == ["key-not-in-set"]
    assert "Line 3" in described["findings"][0]["message"]
    assert report(lines[0], token(FIRST))["keys"] == []


@pytest.mark.parametrize(
    "start", ["# a comment\n", 'no-pty,from="10.0.0.0/8" ', "host.example ", "\n\n"]
)
def test_an_openssh_file_may_begin_with_something_else(start: str) -> None:
    line = FIRST.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
    for text in (line.decode(), line.decode().replace(" ", "\t"), line.decode() + " ünï"):
        assert report(start + text, token(FIRST))["verdict"] == "valid"


def test_a_damaged_openssh_line_is_told_of_in_our_own_words() -> None:
    line = FIRST.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
    described = call("describe_key", key={"text": f"{line.decode()}\nssh-rsa ÄÖÜ\n"})
    assert "may be cut off or altered" in described["findings"][0]["message"]


def test_many_lines_that_are_damaged_alike_are_read_up_to_the_limit() -> None:
    described = call("describe_key", key={"text": "ssh-rsa A\n" * 8000})
    assert len(described["findings"]) == 201
