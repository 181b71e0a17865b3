"""A public key is no HMAC secret, in whatever wrapping it comes."""

from __future__ import annotations

import base64
import hmac
import json
import quopri
import random
import secrets
import string
import uuid
from collections.abc import Callable
from functools import cache
from urllib.parse import quote, quote_plus

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.keys.confusion import public_key_in
from jwt_playground.keys.unwrap import MAX_WORK, unwrapped
from tests.unit.support.calls import call, check

PAIRS: dict[str, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey] = {
    "RSA": rsa.generate_private_key(65537, 2048),
    "P-256": ec.generate_private_key(ec.SECP256R1()),
    "Ed25519": ed25519.Ed25519PrivateKey.generate(),
}
SPKI = form.PublicFormat.SubjectPublicKeyInfo


def spelled(name: str) -> dict[str, bytes]:
    """The forms of a public key: what its bytes can be before anything wraps them."""
    key = PAIRS[name].public_key()
    jwk = json.loads(call("describe_key", key={"text": pem(name)})["keys"][0]["public_jwk"])
    forms = {
        "PEM": key.public_bytes(form.Encoding.PEM, SPKI),
        "DER": key.public_bytes(form.Encoding.DER, SPKI),
        "OpenSSH": key.public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH),
        "SSH wire": base64.b64decode(
            key.public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).split()[1]
        ),
        "JWK": json.dumps(jwk).encode(),
        "JWKS": json.dumps({"keys": [jwk]}, indent=1).encode(),
    }
    if name == "RSA":
        forms["PKCS#1"] = key.public_bytes(form.Encoding.DER, form.PublicFormat.PKCS1)
    if name == "P-256":
        raw = form.PublicFormat.UncompressedPoint
        forms["point"] = key.public_bytes(form.Encoding.X962, raw)
    return forms


def pem(name: str) -> str:
    return PAIRS[name].public_key().public_bytes(form.Encoding.PEM, SPKI).decode()


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data)


def _lines(data: bytes, size: int = 64) -> bytes:
    return b"\n".join(data[i : i + size] for i in range(0, len(data), size))


def _dump(data: bytes) -> bytes:
    """As `hexdump -C` prints it."""
    rows = []
    for at in range(0, len(data), 16):
        row = data[at : at + 16]
        pairs = " ".join(f"{byte:02x}" for byte in row[:8])
        more = " ".join(f"{byte:02x}" for byte in row[8:])
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        rows.append(f"{at:08x}  {pairs}  {more}".ljust(60) + f"|{shown}|")
    return "\n".join(rows).encode()


def _xxd(data: bytes) -> bytes:
    """As `xxd` prints it."""
    rows = []
    for at in range(0, len(data), 16):
        row = data[at : at + 16]
        digits = row.hex()
        pairs = " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        rows.append(f"{at:08x}: {pairs.ljust(40)} {shown}")
    return "\n".join(rows).encode()


# Every wrapping that we thought of. Each takes any bytes, and gives bytes.
WRAPPINGS: dict[str, Callable[[bytes], bytes]] = {
    "none": bytes,
    "a line break at the end": lambda data: data + b"\r\n",
    "a NUL byte at the end": lambda data: data + b"\0",
    "white space around": lambda data: b"\n  " + data + b" \t\n",
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "base64": _b64,
    "base64 without padding": lambda data: _b64(data).rstrip(b"="),
    "base64url": lambda data: base64.urlsafe_b64encode(data).rstrip(b"="),
    "base64url with padding": base64.urlsafe_b64encode,
    "base64 in lines": lambda data: _lines(_b64(data)) + b"\n",
    "base64 in lines of MIME": lambda data: _lines(_b64(data), 76).replace(b"\n", b"\r\n"),
    "base64 in indented lines": lambda data: _lines(_b64(data)).replace(b"\n", b"\n    "),
    "base64 with blanks for line breaks": lambda data: _lines(_b64(data)).replace(b"\n", b" "),
    "base64 twice": lambda data: _b64(_b64(data)),
    "base64 three times": lambda data: _b64(_b64(_b64(data))),
    "base64 in quotes": lambda data: b'"' + _b64(data) + b'"',
    "hex": lambda data: data.hex().encode(),
    "hex in capitals": lambda data: data.hex().upper().encode(),
    "hex with 0x": lambda data: b"0x" + data.hex().encode(),
    "hex with colons": lambda data: data.hex(":").encode(),
    "hex with blanks": lambda data: data.hex(" ").encode(),
    "hex with dashes": lambda data: data.hex("-").encode(),
    "hex in lines": lambda data: _lines(data.hex().encode()),
    "hex as an array of C": lambda data: (
        b"{ " + b", ".join(b"0x%02x" % byte for byte in data) + b" }"
    ),
    "hex as SQL has it": lambda data: b"X'" + data.hex().encode() + b"'",
    "hex escapes": lambda data: b"".join(b"\\x%02x" % byte for byte in data),
    "hex of base64": lambda data: _b64(data).hex().encode(),
    "base64 of hex": lambda data: _b64(data.hex().encode()),
    "octal escapes": lambda data: b"".join(b"\\%03o" % byte for byte in data),
    "Unicode escapes": lambda data: b"".join(b"\\u%04x" % byte for byte in data),
    "a hex dump": _dump,
    "a hex dump of xxd": _xxd,
    "bytes of Python": lambda data: repr(data).encode(),
    "a Buffer in JSON": lambda data: json.dumps({"type": "Buffer", "data": list(data)}).encode(),
    "an array of numbers": lambda data: json.dumps(list(data)).encode(),
    "an array of signed bytes": lambda data: str(
        [byte - 256 if byte > 127 else byte for byte in data]
    ).encode(),
    "percent-encoding": lambda data: quote(data, safe="").encode(),
    "percent-encoding of every byte": lambda data: b"".join(b"%%%02X" % byte for byte in data),
    "a form field": lambda data: quote_plus(_b64(data)).encode(),
    "an environment file": lambda data: b"JWT_KEY=" + _b64(data) + b"\nPORT=80\n",
    "an exported variable": lambda data: b'export JWT_KEY="' + _b64(data) + b'"',
    "a data: URL": lambda data: b"data:application/octet-stream;base64," + _b64(data),
    "a query": lambda data: b"https://keys.example/?a=1&key=" + base64.urlsafe_b64encode(data),
    "YAML": lambda data: b"data:\n  key: " + _b64(data) + b"\n",
    "a block in YAML": lambda data: (
        b"key: |\n  " + _lines(_b64(data)).replace(b"\n", b"\n  ") + b"\n"
    ),
    "JSON": lambda data: json.dumps({"auth": {"key": _b64(data).decode()}}).encode(),
    "JSON in JSON": lambda data: json.dumps(
        {"c": json.dumps({"key": _b64(data).decode()})}
    ).encode(),
    "a PEM without its BEGIN line": lambda data: (
        _lines(_b64(data)) + b"\n-----END PUBLIC KEY-----\n"
    ),
    "a PEM without its END line": lambda data: b"-----BEGIN PUBLIC KEY-----\n" + _lines(_b64(data)),
    "a PEM without its first characters": lambda data: (
        b"IC KEY-----\n" + _lines(_b64(data)) + b"\n-----END PUBLIC KEY-----"
    ),
    "a PEM without dashes": lambda data: (
        b"BEGIN PUBLIC KEY\n" + _lines(_b64(data)) + b"\nEND PUBLIC KEY"
    ),
    "a PEM without dashes on one line": lambda data: (
        b"BEGIN PUBLIC KEY " + _lines(_b64(data)).replace(b"\n", b" ") + b" END PUBLIC KEY"
    ),
    "a PEM with a header": lambda data: (
        b"Comment: mine\n" + _lines(_b64(data)) + b"\n-----END PUBLIC KEY-----"
    ),
    "lines in string literals": lambda data: (
        b'"' + _lines(_b64(data)).replace(b"\n", b'" +\n  "') + b'"'
    ),
    "quoted-printable": lambda data: quopri.encodestring(_b64(data), quotetabs=True),
    "UTF-16": lambda data: _b64(data).decode().encode("utf-16"),
    "UTF-16 without a mark": lambda data: _b64(data).decode().encode("utf-16-le"),
    "UTF-32": lambda data: _b64(data).decode().encode("utf-32"),
}
TEXT_WRAPPINGS: dict[str, Callable[[str], str]] = {
    "line breaks written as \\n": lambda text: text.replace("\n", "\\n"),
    "line breaks written as \\r\\n": lambda text: text.replace("\n", "\\r\\n"),
    "a string of JSON": json.dumps,
    "in single quotes": lambda text: f"'{text}'",
    "as Python prints a dictionary": lambda text: text.replace('"', "'"),
    "percent-encoded": quote,
    "as a form field": quote_plus,
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "UTF-16": lambda text: text.encode("utf-16").decode("latin-1"),
    "in a file of other lines": lambda text: f"# the key\n{text}\n# the end\n",
    "twice": lambda text: text + text,
}


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


def _real_secrets() -> list[bytes]:
    """Secrets as people make them, in all shapes. None of them is a key of another kind."""
    draw = random.Random(10)
    found: list[bytes] = []
    for size in (16, 24, 32, 33, 40, 48, 49, 64, 65, 96, 97, 128, 133, 256, 512):
        data = draw.randbytes(size)
        found += [
            data,
            data.hex().encode(),
            _b64(data),
            base64.urlsafe_b64encode(data).rstrip(b"="),
        ]
        found += [
            data.hex(":").encode(),
            _lines(_b64(data)),
            _b64(_b64(data)),
            json.dumps(list(data)).encode(),
        ]
        found += [b"\x30" + data, b"\x04" + data, b"\0\0\0\x07" + data, b"\x30\x82" + data]
        letters = "".join(draw.choices(string.ascii_letters + string.digits, k=size))
        found += [letters.encode(), f"base64:{_b64(data).decode()}".encode()]
    for _ in range(20):
        found.append(str(uuid.UUID(bytes=draw.randbytes(16))).encode())
        found.append(
            " ".join(draw.choices(["correct", "horse", "battery", "staple"], k=12)).encode()
        )
        found.append(json.dumps({"secret": draw.randbytes(40).hex(), "v": 1}).encode())
        found.append(
            json.dumps({"keyId": "a", "value": _b64(draw.randbytes(48)).decode()}).encode()
        )
        found.append(f"SECRET={draw.randbytes(48).hex()}\nNAME=x".encode())
    found += [
        b"-----BEGIN SECRET----- not a key at all, but a long text -----",
        b"a secret that speaks of an RSA PUBLIC KEY and of its END, for want of better",
        b"ssh-rsa is what this secret begins with, and then goes on in words",
        b"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]",
        b"%41%42%43 percent signs are nothing bad, are they? they are not, no",
        b"\\x41\\x42\\x43 backslashes as well, however long the secret may become",
        "ein langes Geheimnis mit Umlauten: äöüß, und noch einmal äöüß äöüß".encode(),
        secrets.token_urlsafe(64).encode(),
        secrets.token_hex(64).encode(),
    ]
    return found


def test_a_real_secret_is_none_of_them() -> None:
    real = _real_secrets()
    assert len(real) > 300
    pem_like = real.index(b"-----BEGIN SECRET----- not a key at all, but a long text -----")
    taken = [secret for secret in real if public_key_in(secret)]
    # PyJWT refuses whatever looks like a PEM, too.
    assert taken == [real[pem_like]]


@given(st.binary(min_size=40, max_size=400))
def test_random_bytes_are_a_secret(data: bytes) -> None:
    assert public_key_in(data) is None or b"BEGIN" in data


@given(st.binary(max_size=300), st.lists(st.sampled_from(sorted(WRAPPINGS)), max_size=3))
def test_no_form_is_looked_at_twice_and_the_work_is_capped(data: bytes, names: list[str]) -> None:
    for name in names:
        data = WRAPPINGS[name](data)
    forms = [found for found, _ in unwrapped(data)]
    assert len(forms) == len(set(forms))
    assert sum(map(len, forms)) <= len(data) + MAX_WORK


@pytest.mark.parametrize(
    "text",
    [
        b"\\n" * 500_000,
        b"%41" * 300_000,
        b"'\"" * 500_000,
        b"A" * 1_000_000,
        b"{" * 1_000_000,
        b"[" * 150 + b'"' + b"QUFB" * 200_000,
        b"BEGIN KEY" * 100_000,
        b"-" * 1_000_000,
        b"0x30," * 200_000,
        b"1," * 500_000,
        b"= \n" * 300_000,
        b"a: b\n" * 200_000,
        b"ssh-rsa " * 120_000,
        b'{"a":[' * 50_000,
        b"\xa3\x01\x01" * 300_000,
        b"\x30\x80" * 500_000,
        b"&lt;" * 250_000,
        b"> " * 500_000,
        b"MIIA" * 250_000,
        b"  |" * 330_000 + b"x",
    ],
    ids=lambda text: repr(text[:9]),
)
def test_a_hostile_secret_costs_no_more_than_the_cap(text: bytes) -> None:
    looked_at = sum(len(found) for found, _ in unwrapped(text))
    assert looked_at <= len(text) + MAX_WORK


def test_a_binary_key_may_end_in_a_byte_that_looks_like_white_space() -> None:
    ends: set[bytes] = set()
    while len(ends) < 2:
        key = ed25519.Ed25519PrivateKey.generate().public_key()
        der = key.public_bytes(form.Encoding.DER, SPKI)
        if der[-1:] in b"\r\n \t":
            ends.add(der[-1:])
            for edge in (b"", b"\n", b"\r\n", b"\0", b" \n"):
                assert public_key_in(der + edge) == "DER"


UNUSABLE = {
    "a compressed point": "MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY=",
    "X25519": base64.b64encode(bytes.fromhex("302a300506032b656e03210009") + bytes(31)).decode(),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_public_key_that_signs_no_tokens_is_no_secret_either(name: str) -> None:
    data = base64.b64decode(UNUSABLE[name])
    for secret in (data, UNUSABLE[name].encode(), data.hex().encode(), data + b"\n"):
        assert public_key_in(secret)


@cache
def _unusable_keys() -> dict[str, bytes]:
    """Structures of other algorithms and curves, made by pyca/cryptography."""
    brainpool = ec.generate_private_key(ec.BrainpoolP256R1()).public_key()
    wire = b"\0\0\0\x07ssh-dss" + (b"\0\0\0\x20" + b"\x55" * 32) * 4
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a")])
    request = x509.CertificateSigningRequestBuilder(name).sign(PAIRS["P-256"], hashes.SHA256())
    der, private = form.Encoding.DER, form.PrivateFormat
    key = PAIRS["P-256"]
    return {
        "brainpool": brainpool.public_bytes(der, SPKI),
        "a certificate request": request.public_bytes(der),
        "PKCS#8": key.private_bytes(der, private.PKCS8, form.NoEncryption()),
        "encrypted PKCS#8": key.private_bytes(
            der, private.PKCS8, form.BestAvailableEncryption(b"x")
        ),
        "SEC1": key.private_bytes(der, private.TraditionalOpenSSL, form.NoEncryption()),
        "PKCS#12": pkcs12.serialize_key_and_certificates(
            b"a",
            key,
            None,
            None,
            form.BestAvailableEncryption(b"x"),
        ),
        "ssh-dss": wire,
        "an OpenSSH private key": base64.b64decode(
            b"".join(
                key.private_bytes(form.Encoding.PEM, private.OpenSSH, form.NoEncryption()).split(
                    b"\n"
                )[1:-2]
            )
        ),
        "BER of indefinite length": b"\x30\x80" + spelled("P-256")["DER"][2:] + b"\0\0",
        "COSE": bytes.fromhex("a4010220012158201" + "1" * 63 + "225820" + "2" * 64),
    }


@pytest.mark.parametrize("name", [*_unusable_keys()])
def test_other_structures_are_no_secrets(name: str) -> None:
    data = _unusable_keys()[name]
    assert public_key_in(data)
    assert public_key_in(base64.b64encode(data))


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1(), ec.SECP256K1()])
def test_the_coordinates_of_a_point_are_no_secret(curve: ec.EllipticCurve) -> None:
    key = ec.generate_private_key(curve).public_key()
    point = key.public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    for data in (point, point[1:]):
        assert public_key_in(data)
        assert public_key_in(data.hex().encode())
    assert public_key_in(point[1:-1] + bytes([point[-1] ^ 1])) is None


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
        lines=_lines(word.encode()).decode().replace("\n", "\n" + prefix),
    )
    assert public_key_in(filled.encode())
