"""Reading a key text takes only so much work, and a key that was not read leaves tokens open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from asn1crypto import keys, pem
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec

from jwt_playground.keyring import certificates, loader
from jwt_playground.keys import confusion
from jwt_playground.keys.budget import Budget, OutOfWorkError
from jwt_playground.keys.unwrap import unwrapped
from jwt_playground.vocabulary import costs
from tests.unit.support.calls import call, check, codes, sign
from tests.unit.support.certificates import X5C, jwk_with

Calls = list[tuple[Any, ...]]


def watched(patch: pytest.MonkeyPatch, module: Any, name: str) -> Calls:
    """Note the arguments of every call of a function of a module."""
    calls: Calls = []
    function = getattr(module, name)

    def noting(*arguments: Any) -> Any:
        calls.append(arguments)
        return function(*arguments)

    patch.setattr(module, name, noting)
    return calls


def public_pems(count: int) -> Iterator[str]:
    for number in range(1, count + 1):
        key = ec.derive_private_key(number, ec.SECP256R1()).public_key()
        pem_format = form.PublicFormat.SubjectPublicKeyInfo
        yield key.public_bytes(form.Encoding.PEM, pem_format).decode()


def encrypted(number: int, iterations: int) -> str:
    """An encrypted private key of which so many rounds of PBKDF2 are asked. Nothing opens it."""
    key = ec.derive_private_key(number, ec.SECP256R1())
    pkcs8, encryption = form.PrivateFormat.PKCS8, form.BestAvailableEncryption(b"p")
    _, _, der = pem.unarmor(key.private_bytes(form.Encoding.PEM, pkcs8, encryption))
    info = keys.EncryptedPrivateKeyInfo.load(der)
    kdf = info["encryption_algorithm"]["parameters"]["key_derivation_func"]
    kdf["parameters"]["iteration_count"] = iterations
    return str(pem.armor("ENCRYPTED PRIVATE KEY", info.dump(force=True)).decode())


def test_a_few_encrypted_keys_are_opened_and_the_rest_is_left_out() -> None:
    text = "".join(encrypted(number, 500_000) for number in range(1, 11))
    described = call("describe_key", key={"text": text, "passphrase": "p"})
    [left_out] = [f for f in described["findings"] if f["code"] == "work-left-out"]
    assert "8 of 10 encrypted private keys" in left_out["message"]


def test_one_encrypted_key_at_its_own_limit_is_never_left_out() -> None:
    described = call("describe_key", key={"text": encrypted(1, 1_900_000), "passphrase": "p"})
    assert codes(described) == ["key-passphrase-wrong"]


@pytest.mark.parametrize(("alg", "curve"), [("ES256", ec.SECP256R1()), ("ES384", ec.SECP384R1())])
def test_a_key_that_was_not_read_leaves_the_token_open(alg: str, curve: Any) -> None:
    """It may fit the algorithm, or have the kid, or be the one that signed."""
    key = ec.generate_private_key(curve)
    text = key.private_bytes(
        form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
    ).decode()
    token = sign(alg, {"text": text})
    [known] = public_pems(1)
    closed = "".join(encrypted(number, 1_000_000) for number in range(2, 5))
    given = {"text": known + closed, "passphrase": "p"}
    report = call("inspect", token=token, key=given, now=1)
    assert report["verdict"] == "unverified"
    assert check(report, "signature")["code"] == "not-tried"
    assert "work-left-out" in codes(report)
    # Without the keys that were left out, nothing is open.
    assert call("inspect", token=token, key={"text": known}, now=1)["verdict"] == "invalid"


def private_pem(number: int) -> str:
    key = ec.derive_private_key(number, ec.SECP256R1())
    pkcs8 = form.PrivateFormat.PKCS8
    return key.private_bytes(form.Encoding.PEM, pkcs8, form.NoEncryption()).decode()


def several(form_of_text: str, pems: list[str]) -> str:
    """A text that holds all of these keys, the last one beyond a limit."""
    if form_of_text == "blocks":
        return "".join(pems[-51:])
    if form_of_text == "blocks in a map":
        return json.dumps({"a": "".join(pems[-51:]), "b": pems[0]})
    if form_of_text == "map":
        return json.dumps({f"k{at}": pem for at, pem in enumerate(pems)})
    return "".join(f"k{at}: {pem}\n" for at, pem in enumerate(pems))


@pytest.mark.parametrize(
    "form_of_text", ["blocks", "blocks in a map", "map", "names before blocks"]
)
def test_a_key_beyond_a_limit_on_keys_leaves_the_token_open(form_of_text: str) -> None:
    """As with a JWK Set: the token may be signed by the key that was not read."""
    pems = list(public_pems(201))
    token = sign("ES256", {"text": private_pem(201)})
    report = call("inspect", token=token, key={"text": several(form_of_text, pems)}, now=1)
    assert "key-not-in-set" in codes(report)
    assert report["verdict"] == "unverified"
    assert check(report, "signature")["code"] == "not-tried"
    assert report["pyjwt"] is None  # of the right key it could say something else
    # The last key that is read decides, whatever comes after it.
    token = sign("ES256", {"text": private_pem(200)})
    report = call("inspect", token=token, key={"text": several(form_of_text, pems)}, now=1)
    assert report["verdict"] == "valid"


def test_a_map_of_long_bundles_is_read_up_to_the_limit_of_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = watched(monkeypatch, loader, "from_jwk")
    pems = list(public_pems(1500))
    bundles = {f"k{at}": "".join(pems[at : at + 50]) for at in range(0, 1500, 50)}
    described = call("describe_key", key={"text": json.dumps(bundles)})
    assert len(described["keys"]) == 200
    assert len(made) == 600  # of 1,500
    assert "key-not-in-set" in codes(described)


def test_certificates_of_many_keys_are_described_as_far_as_the_budget_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    described = watched(monkeypatch, certificates, "_describe")
    jwk = json.loads(jwk_with(x5c=[X5C[0]] * 10))
    call("describe_key", key={"text": json.dumps({"keys": [jwk] * 100})}, now=1)
    assert len(described) < 500  # of 1,000
    one = json.loads(jwk_with(x5c=X5C[:1]))
    described.clear()
    result = call("describe_key", key={"text": json.dumps({"keys": [one] * 200})}, now=1)
    assert len(described) == 200
    assert "work-left-out" not in codes(result)


def test_a_secret_is_looked_into_once_per_key(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = watched(monkeypatch, confusion, "public_key_in")
    entry = {"protected": "eyJhbGciOiJIUzI1NiJ9", "signature": "A" * 43}
    text = json.dumps({"payload": "e30", "signatures": [entry] * 20})
    secrets = [{"kty": "oct", "k": letter * 80} for letter in "ABCDE"]
    call("inspect", token=text, key={"text": json.dumps({"keys": secrets})}, now=1)
    assert len(looked) == 5


def test_a_secret_that_cannot_be_looked_into_is_not_used() -> None:
    """Whether it is a public key stays open, so it must not verify anything."""
    secret = b"a secret with many words " * 10
    assert len(list(unwrapped(secret))) > 1
    with pytest.raises(OutOfWorkError):
        confusion.public_key_in(secret, Budget(spent=costs.MAX_WORK))
    assert confusion.public_key_in(secret, Budget()) is None


def test_a_name_of_a_member_is_not_copied_for_every_member_below_it() -> None:
    inside = ",".join(f'"a{number}":{{}}' for number in range(2000))
    found = '"z":{"kty":"oct","k":"AAAA"},"y":{"kty":"oct","k":"BBBB"}'
    text = f'{{"{"n" * 5000}":{{{inside},{found}}}}}'
    described = call("describe_key", key={"text": text})
    assert len(described["keys"]) == 2
    assert len(json.dumps(described["findings"])) < 2000
