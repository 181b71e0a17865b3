"""Keys and passphrases from environment variables, descriptors and files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec

from jwt_playground.cli import main

from .processes import descriptor, run
from .tokens import HEADER, hs256

Output = pytest.CaptureFixture[str]

EC = ec.generate_private_key(ec.SECP256R1())


def _encrypted(passphrase: str, encoding: form.Encoding = form.Encoding.PEM) -> bytes:
    protection = form.BestAvailableEncryption(passphrase.encode())
    return EC.private_bytes(encoding, form.PrivateFormat.PKCS8, protection)


@pytest.mark.parametrize("secret", [b"a secret\r\nof two lines\n", b"bytes \xff that are no text"])
def test_a_key_comes_from_an_environment_variable_as_it_is(secret: bytes) -> None:
    env = {"THE_KEY": os.fsdecode(secret)}
    done = run("sign", "{}", "--header", HEADER, "--key-env", "THE_KEY", env=env)
    assert done.stdout.decode().strip() == hs256("{}", secret)
    assert (b"the variable THE_KEY is binary" in done.stderr) == (b"\xff" in secret)


@pytest.mark.parametrize("secret", [b"a secret\r\nof two lines\n", b"bytes \xff that are no text"])
def test_a_key_comes_from_a_descriptor_as_it_is(secret: bytes) -> None:
    with descriptor(secret) as fd:
        done = run("sign", "{}", "--header", HEADER, "--key-fd", str(fd), fds=(fd,))
    assert done.stdout.decode().strip() == hs256("{}", secret)
    assert (f"file descriptor {fd} is binary".encode() in done.stderr) == (b"\xff" in secret)


def test_a_key_comes_from_standard_input_as_a_descriptor() -> None:
    token = hs256("{}", b"a secret\n")
    done = run("inspect", token, "--key-fd", "0", stdin=b"a secret\n")
    assert done.returncode == 0


@pytest.mark.parametrize("encoding", [form.Encoding.PEM, form.Encoding.DER])
@pytest.mark.parametrize("source", ["text", "file", "environment", "descriptor"])
def test_a_passphrase_opens_a_key_from_everywhere(
    source: str, encoding: form.Encoding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passphrase = "påss phrase "
    monkeypatch.setenv("PASSPHRASE", passphrase)
    (tmp_path / "key").write_bytes(_encrypted(passphrase, encoding))
    (tmp_path / "passphrase").write_bytes(passphrase.encode() + b"\n")
    with descriptor(passphrase.encode() + b"\r\n") as fd:
        given = {
            "text": ["--passphrase", passphrase],
            "file": ["--passphrase-file", str(tmp_path / "passphrase")],
            "environment": ["--passphrase-env", "PASSPHRASE"],
            "descriptor": ["--passphrase-fd", str(fd)],
        }[source]
        assert main(["describe-key", "--key-file", str(tmp_path / "key"), *given]) == 0


def test_a_process_takes_key_and_passphrase_from_where_they_are() -> None:
    der, pem = _encrypted("word", form.Encoding.DER), _encrypted("word").decode()
    with descriptor(der) as key, descriptor(b"word\n") as passphrase:
        given = ["--key-fd", str(key), "--passphrase-fd", str(passphrase)]
        by_descriptor = run("describe-key", *given, fds=(key, passphrase))
    given = ["--key-env", "THE_KEY", "--passphrase-env", "PASSPHRASE"]
    by_variable = run("describe-key", *given, env={"THE_KEY": pem, "PASSPHRASE": "word"})
    for done in (by_descriptor, by_variable):
        assert done.returncode == 0, done.stdout
        assert b"EC P-256 256 bits private" in done.stdout


@pytest.mark.parametrize(
    ("written", "passphrase"),
    [
        ("word\n", "word"),
        ("word\r\n", "word"),
        ("word", "word"),
        ("word\n\n", "word\n"),
        ("word\r", "word\r"),
        (" word \n", " word "),
    ],
)
def test_exactly_one_line_break_is_taken_off_a_passphrase(
    written: str, passphrase: str, tmp_path: Path
) -> None:
    (tmp_path / "key").write_bytes(_encrypted(passphrase))
    (tmp_path / "passphrase").write_bytes(written.encode())
    key = ["--key-file", f"{tmp_path}/key"]
    assert main(["describe-key", *key, "--passphrase-file", f"{tmp_path}/passphrase"]) == 0
    with descriptor(written.encode()) as fd:
        assert main(["describe-key", *key, "--passphrase-fd", str(fd)]) == 0


def test_nothing_is_taken_off_a_passphrase_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key").write_bytes(_encrypted("word\n"))
    monkeypatch.setenv("PASSPHRASE", "word\n")
    key = ["--key-file", f"{tmp_path}/key"]
    assert main(["describe-key", *key, "--passphrase-env", "PASSPHRASE"]) == 0


def test_a_passphrase_that_is_no_text_is_said(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "passphrase").write_bytes(b"\xff")
    given = ["--passphrase-file", f"{tmp_path}/passphrase"]
    assert main(["describe-key", "a secret", *given]) == 2
    assert "the passphrase is not UTF-8 text" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "what"), [("--key", "the key"), ("--passphrase", "the passphrase")]
)
def test_what_is_not_there_is_said(option: str, what: str, tmp_path: Path) -> None:
    key = [] if option == "--key" else ["--key", "a secret"]
    missing = run("inspect", "x", *key, f"{option}-env", "NOT_SET")
    assert missing.returncode == 2
    assert missing.stdout == b""
    assert missing.stderr.decode() == (
        f"jwt-playground: cannot read {what} from the environment variable “NOT_SET”: "
        "it is not set\n"
    )
    with descriptor(b"") as fd:  # which is not passed on
        closed = run("inspect", "x", *key, f"{option}-fd", str(fd))
    assert closed.returncode == 2
    assert closed.stdout == b""
    assert closed.stderr.decode() == (
        f"jwt-playground: cannot read {what} from file descriptor {fd}: "
        "it is not open for reading\n"
    )


def test_a_descriptor_for_writing_is_said(tmp_path: Path, capsys: Output) -> None:
    with (tmp_path / "written").open("wb") as stream:
        assert main(["inspect", "x", "--key-fd", str(stream.fileno())]) == 2
    assert "it is not open for reading" in capsys.readouterr().err


def test_one_descriptor_serves_one_purpose(capsys: Output) -> None:
    with descriptor(b"a secret") as fd:
        both = ["--key-fd", str(fd), "--passphrase-fd", str(fd)]
        assert main(["inspect", "x", *both]) == 2
    assert (
        f"file descriptor {fd} cannot be both the key and the passphrase" in capsys.readouterr().err
    )


@pytest.mark.parametrize("number", ["-1", "two", "1.5", "99999999999999999999", "٣", ""])
def test_what_is_no_descriptor_is_said(number: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["inspect", "x", f"--key-fd={number}"])
    assert stopped.value.code == 2
    assert f"“{number}” is not the number of a file descriptor" in capsys.readouterr().err


KEYS = ("--key", "--key-file", "--key-env", "--key-fd")
PASSPHRASES = ("--passphrase", "--passphrase-file", "--passphrase-env", "--passphrase-fd")


@pytest.mark.parametrize("command", [["inspect", "x"], ["sign", "{}", "--header", "{}"]])
@pytest.mark.parametrize("options", [KEYS, PASSPHRASES], ids=["key", "passphrase"])
def test_a_call_names_one_source(
    command: list[str], options: tuple[str, ...], capsys: Output
) -> None:
    pairs = [(one, other) for one in options for other in options if one != other]
    for one, other in pairs:
        with pytest.raises(SystemExit) as stopped:
            main([*command, one, "5", other, "5"])
        assert stopped.value.code == 2
        assert f"argument {other}: not allowed with argument {one}" in capsys.readouterr().err


@pytest.mark.parametrize("option", KEYS[1:])
def test_a_key_to_describe_has_one_source(option: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["describe-key", "a secret", option, "5"])
    assert stopped.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err
