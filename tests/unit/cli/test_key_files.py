"""Keys are taken as bytes: text exactly as it is, DER and binary secrets as what they are."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from jwt_playground.cli import main

from .processes import descriptor, run
from .tokens import HEADER, hs256

Output = pytest.CaptureFixture[str]

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
ED25519 = ed25519.Ed25519PrivateKey.generate()
PKCS8, OLD = form.PrivateFormat.PKCS8, form.PrivateFormat.TraditionalOpenSSL
SPKI, PKCS1 = form.PublicFormat.SubjectPublicKeyInfo, form.PublicFormat.PKCS1
OPEN, DER, PEM = form.NoEncryption(), form.Encoding.DER, form.Encoding.PEM

Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
PRIVATE: dict[str, tuple[str, bytes, Private]] = {
    "RSA in PKCS#1": ("RS256", RSA.private_bytes(DER, OLD, OPEN), RSA),
    "RSA in PKCS#8": ("PS256", RSA.private_bytes(DER, PKCS8, OPEN), RSA),
    "EC in SEC1": ("ES256", EC.private_bytes(DER, OLD, OPEN), EC),
    "EC in PKCS#8": ("ES256", EC.private_bytes(DER, PKCS8, OPEN), EC),
    "Ed25519 in PKCS#8": ("EdDSA", ED25519.private_bytes(DER, PKCS8, OPEN), ED25519),
}
TEXT_SECRETS = {
    "a lone carriage return": b"one\rtwo\r",
    "a line break at the end": b"a secret with a line break at its end\n",
    "a byte order mark": b"\xef\xbb\xbfa secret with a byte order mark",
    "more than ASCII": "ein längeres Geheimnis, 秘密".encode(),
}
BINARY = bytes(range(0x80, 0xC0))


def _certificate() -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(
        name, name, EC.public_key(), 1, start, start.replace(year=2040)
    )
    return builder.sign(EC, hashes.SHA256()).public_bytes(DER)


PUBLIC: dict[str, tuple[str, bytes, Private]] = {
    "RSA in PKCS#1": ("RS256", RSA.public_key().public_bytes(DER, PKCS1), RSA),
    "RSA in SPKI": ("RS256", RSA.public_key().public_bytes(DER, SPKI), RSA),
    "EC in SPKI": ("ES256", EC.public_key().public_bytes(DER, SPKI), EC),
    "Ed25519 in SPKI": ("EdDSA", ED25519.public_key().public_bytes(DER, SPKI), ED25519),
    "a certificate": ("ES256", _certificate(), EC),
}


def _pem(key: Private) -> str:
    return key.private_bytes(PEM, PKCS8, OPEN).decode()


def _signed(alg: str, *key: str, capsys: Output) -> str:
    assert main(["sign", "{}", "--header", f'{{"alg":"{alg}"}}', *key]) == 0
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize("name", TEXT_SECRETS)
def test_a_secret_of_text_is_used_byte_for_byte(name: str, tmp_path: Path, capsys: Output) -> None:
    secret = TEXT_SECRETS[name]
    (tmp_path / "secret").write_bytes(secret)
    assert main(["sign", "{}", "--header", HEADER, "--key-file", f"{tmp_path}/secret"]) == 0
    said = capsys.readouterr()
    assert said.out.strip() == hs256("{}", secret)
    assert "binary" not in said.err


def test_windows_line_breaks_of_a_secret_are_used(tmp_path: Path) -> None:
    secret = b"first line\r\nsecond line\r\n"
    (tmp_path / "secret").write_bytes(secret)
    done = run("sign", "{}", "--header", HEADER, "--key-file", tmp_path / "secret")
    assert done.stdout.decode().strip() == hs256("{}", secret)


def test_a_pem_with_windows_line_breaks_is_read(tmp_path: Path, capsys: Output) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(_pem(EC).replace("\n", "\r\n").encode())
    assert b"\r\n" in key.read_bytes()
    token = _signed("ES256", "--key-file", str(key), capsys=capsys)
    assert main(["inspect", token, "--key", _pem(EC)]) == 0


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_key_in_der_signs(name: str, tmp_path: Path, capsys: Output) -> None:
    alg, der, key = PRIVATE[name]
    (tmp_path / "key.der").write_bytes(der)
    token = _signed(alg, "--key-file", f"{tmp_path}/key.der", capsys=capsys)
    assert main(["inspect", token, "--key", _pem(key)]) == 0


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_key_in_der_verifies(name: str, tmp_path: Path, capsys: Output) -> None:
    alg, der, key = PUBLIC[name]
    (tmp_path / "key.der").write_bytes(der)
    token = _signed(alg, "--key", _pem(key), capsys=capsys)
    assert main(["inspect", token, "--key-file", f"{tmp_path}/key.der"]) == 0
    assert capsys.readouterr().err == ""


def test_a_process_signs_and_verifies_with_der(tmp_path: Path) -> None:
    (tmp_path / "private.der").write_bytes(PRIVATE["EC in SEC1"][1])
    (tmp_path / "public.der").write_bytes(PUBLIC["EC in SPKI"][1])
    header = '{"alg":"ES256"}'
    signed = run("sign", "{}", "--header", header, "--key-file", tmp_path / "private.der")
    assert (signed.returncode, signed.stderr) == (0, b"")
    verified = run("inspect", "--key-file", tmp_path / "public.der", stdin=signed.stdout)
    assert (verified.returncode, verified.stderr) == (0, b"")


def test_an_encoding_does_not_concern_a_key_in_der(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "key.der").write_bytes(PUBLIC["EC in SPKI"][1])
    token = _signed("ES256", "--key", _pem(EC), capsys=capsys)
    assert main(["inspect", token, "--key-file", f"{tmp_path}/key.der", "--encoding", "hex"]) == 0


def test_a_secret_that_only_looks_like_der_is_used_byte_for_byte(
    tmp_path: Path, capsys: Output
) -> None:
    secret = b"\x30\x3e" + bytes(62)
    (tmp_path / "secret").write_bytes(secret)
    token = _signed(
        "HS256", "--key-file", f"{tmp_path}/secret", "--encoding", "utf8", capsys=capsys
    )
    assert token == hs256("{}", secret)


@pytest.mark.parametrize(
    "secret",
    [BINARY, b"\x30\x82\x01\xff" + BINARY, b"\x30\x80" + BINARY, b"\x30\x3f\x02" + BINARY],
    ids=["binary", "DER that was cut off", "DER without a length", "DER with more behind it"],
)
def test_a_binary_secret_is_used_byte_for_byte_and_that_is_said(
    secret: bytes, tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "secret").write_bytes(secret)
    assert main(["sign", "{}", "--header", HEADER, "--key-file", f"{tmp_path}/secret"]) == 0
    said = capsys.readouterr()
    assert said.out.strip() == hs256("{}", secret)
    assert f"jwt-playground: {tmp_path}/secret is binary and was read as bytes" in said.err


@pytest.mark.parametrize("encoding", ["utf8", "base64", "base64url", "hex"])
def test_a_binary_secret_is_no_text_in_an_encoding(
    encoding: str, tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "secret").write_bytes(BINARY)
    key = ["--key-file", f"{tmp_path}/secret", "--encoding", encoding]
    assert main(["sign", "{}", "--header", HEADER, *key]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"is binary, so it is no text in {encoding}" in said.err


def test_a_text_with_the_beginning_and_the_length_of_der_is_text(
    tmp_path: Path, capsys: Output
) -> None:
    # “0” and “1” are the bytes with which a SEQUENCE of 49 bytes begins.
    digits = "01" + "2" * 48
    (tmp_path / "secret").write_bytes(digits.encode() + b"\n")
    key = ["--key-file", f"{tmp_path}/secret", "--encoding", "hex"]
    assert _signed("HS256", *key, capsys=capsys) == hs256("{}", bytes.fromhex(digits))


def test_an_encoding_reads_a_secret_of_text(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "secret").write_bytes(BINARY.hex().encode() + b"\r\n")
    key = ["--key-file", f"{tmp_path}/secret", "--encoding", "hex"]
    assert _signed("HS256", *key, capsys=capsys) == hs256("{}", BINARY)


@pytest.mark.parametrize("where", ["file", "standard input", "-", "key file -", "descriptor"])
def test_describe_key_takes_bytes_from_everywhere(where: str, tmp_path: Path) -> None:
    der = PUBLIC["EC in SPKI"][1]
    (tmp_path / "key.der").write_bytes(der)
    with descriptor(der) as fd:
        arguments, stdin = {
            "file": (["--key-file", str(tmp_path / "key.der")], b""),
            "standard input": ([], der),
            "-": (["-"], der),
            "key file -": (["--key-file", "-"], der),
            "descriptor": (["--key-fd", str(fd)], b""),
        }[where]
        done = run("describe-key", *arguments, stdin=stdin, fds=(fd,))
    assert done.returncode == 0, done.stderr
    assert b"EC P-256 256 bits public (DER (SPKI))" in done.stdout


def test_describe_key_keeps_the_line_break_of_a_secret() -> None:
    done = run("describe-key", "--json", stdin=b"a secret\r\n")
    assert json.loads(done.stdout)["keys"][0]["bits"] == 80
    assert run("describe-key", "", stdin=b"a secret").returncode == 1


def test_describe_key_names_standard_input_when_it_is_binary() -> None:
    done = run("describe-key", stdin=BINARY)
    assert b"jwt-playground: standard input is binary and was read as bytes" in done.stderr
    assert b"oct 512 bits" in done.stdout


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_file_that_cannot_be_read_is_said(name: str, tmp_path: Path, capsys: Output) -> None:
    for command in (["inspect", "x"], ["sign", "{}", "--header", "{}"], ["describe-key"]):
        assert main([*command, "--key-file", str(tmp_path / name)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"jwt-playground: cannot read the key from {tmp_path}")
