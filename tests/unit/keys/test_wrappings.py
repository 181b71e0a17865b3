"""A public key is no HMAC secret, in whatever wrapping it comes."""

from __future__ import annotations

import base64
import hmac
import json

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ed25519

from jwt_playground.keys.confusion import public_key_in
from tests.unit.support.calls import call, check
from tests.unit.support.wrappings import PAIRS, SPKI, TEXT_WRAPPINGS, WRAPPINGS, lines, spelled


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("name", PAIRS)
def test_a_public_key_is_found_in_every_wrapping(name: str, wrapping: str) -> None:
    for spelling, data in spelled(name).items():
        assert public_key_in(WRAPPINGS[wrapping](data)), spelling


@pytest.mark.parametrize("last", b"\"'`,; \n\0\\")
def test_a_key_in_quotes_may_end_in_what_is_usually_taken_away(last: int) -> None:
    seeds = (number.to_bytes(32, "big") for number in range(1, 100_000))
    made = (ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key() for seed in seeds)
    der = next(
        data for key in made if (data := key.public_bytes(form.Encoding.DER, SPKI))[-1] == last
    )
    for text in (der, repr(der).encode(), b'"%b"' % der, b"'%b';\n" % der):
        assert public_key_in(text), text


@pytest.mark.parametrize("wrapping", TEXT_WRAPPINGS)
@pytest.mark.parametrize("name", PAIRS)
def test_a_public_key_in_text_is_found_in_every_wrapping_of_text(name: str, wrapping: str) -> None:
    for spelling in ("PEM", "OpenSSH", "JWK", "JWKS"):
        text = TEXT_WRAPPINGS[wrapping](spelled(name)[spelling].decode())
        assert public_key_in(text.encode("latin-1")), spelling


@pytest.mark.parametrize(
    "line",
    [
        "{kind} {body}",
        "{kind} {body} me@example",
        "{kind}  {body}\n",
        "{body}",
        "{body} me@example",
        'from="10.0.0.0/8",no-pty {kind} {body} me',
        "host.example,10.0.0.1 {kind} {body}",
        '---- BEGIN SSH2 PUBLIC KEY ----\nComment: "me"\n{body}\n---- END SSH2 PUBLIC KEY ----',
        'Comment: "me"\n{body}\n---- END SSH2 PUBLIC KEY ----',
        "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPublic-Lines: 4\n{body}\n",
        "{kind}",
    ],
)
def test_an_openssh_key_is_found_in_every_file_that_holds_it(line: str) -> None:
    kind, body = spelled("Ed25519")["OpenSSH"].decode().split()
    found = public_key_in(line.format(kind=kind, body=body).encode())
    assert bool(found) == ("{body}" in line)


@pytest.mark.parametrize(
    "text",
    [
        "<RSAKeyValue><Modulus>{n}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>",
        '<ds:RSAKeyValue xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Modulus>{n}',
        "Public-Key: (2048 bit)\nModulus:\n    00:c0:ff:ee:c0:ff:ee:c0:ff:ee:c0:ff:ee:",
        "kty: RSA\nn: {n}\ne: AQAB\n",
        '{{"n": "{n}", "e": "AQAB"}}',
        "kty=RSA&n={n}&e=AQAB",
    ],
)
def test_keys_of_other_worlds_are_found(text: str) -> None:
    n = json.loads(spelled("RSA")["JWK"])["n"]
    assert public_key_in(text.format(n=n).encode())


@pytest.mark.parametrize("alg", ["HS256", "HS384", "HS512"])
@pytest.mark.parametrize(
    "wrapping", ["none", "hex", "base64 twice", "a PEM without its BEGIN line"]
)
def test_a_token_signed_with_a_public_key_is_refused(alg: str, wrapping: str) -> None:
    secret = WRAPPINGS[wrapping](spelled("RSA")["DER"])
    head = base64.urlsafe_b64encode(json.dumps({"alg": alg}).encode()).rstrip(b"=") + b".e30"
    mac = hmac.digest(secret, head, f"sha{alg[2:]}")
    token = (head + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()
    key = {"text": base64.b64encode(secret).decode(), "encoding": "base64"}
    jwk = {"kty": "oct", "k": base64.urlsafe_b64encode(secret).rstrip(b"=").decode()}
    for given_key in (key, {"text": json.dumps(jwk)}):
        report = call("inspect", token=token, key=given_key, algorithms=[alg], now=1)
        assert (report["signature"], report["verdict"]) == ("unchecked", "invalid")
        assert check(report, "key")["status"] == "fail"
    signed = call(
        "sign", header=json.dumps({"alg": alg}), payload="{}", key={"text": json.dumps(jwk)}
    )
    assert signed["token"] is None


def test_a_binary_key_may_end_in_a_byte_that_looks_like_white_space() -> None:
    ends: set[bytes] = set()
    while len(ends) < 2:
        key = ed25519.Ed25519PrivateKey.generate().public_key()
        der = key.public_bytes(form.Encoding.DER, SPKI)
        if der[-1:] in b"\r\n \t":
            ends.add(der[-1:])
            for edge in (b"", b"\n", b"\r\n", b"\0", b" \n"):
                assert public_key_in(der + edge) == "DER"


@pytest.mark.parametrize(
    "text",
    [
        "> {lines}",
        "# {lines}",
        "+{lines}",
        "https://keys.example/keys/{word}",
        "pk_live_{word}",
        "{word}A",
        "{word}\u200b",
        "{first}\u200b{last}",
        "{first}\u00a0{last}",
        "{first}<br>{last}",
        "{first}&#10;{last}",
        "{first}|{last}",
        "{first},{last}",
        "SELECT decode('{hex}', 'hex');",
        "a" * 60 + " " + "{word}",
        '{{"key": {{"n": "{word}", "e": "AQAB"}}}}',
        '{{"x": "{word}", "y": "{word}"}}',
        '{{"Modulus": "{word}", "Exponent": "AQAB"}}',
        "Modulus={hex}",
        "&lt;RSAKeyValue&gt;&lt;Modulus&gt;{word}",
    ],
)
@pytest.mark.parametrize("name", ["RSA", "P-256"])
def test_a_public_key_is_found_where_its_edges_are_lost(name: str, text: str) -> None:
    der = spelled(name)["DER"]
    word = base64.b64encode(der).decode()
    prefix = text.removesuffix("{lines}")
    filled = text.format(
        word=word,
        first=word[:40],
        last=word[40:],
        hex=der.hex(),
        lines=lines(word.encode()).decode().replace("\n", "\n" + prefix),
    )
    assert public_key_in(filled.encode())
