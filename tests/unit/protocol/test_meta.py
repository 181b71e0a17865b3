"""What this build is made of, and which engines it and its host have."""

from __future__ import annotations

import platform
import sys

import cryptography
import jwt
import pytest
from cryptography.hazmat.backends.openssl import backend

import jwt_playground
from jwt_playground.engines import pyjwt
from jwt_playground.engines.asking import Host
from jwt_playground.meta import meta
from tests.unit.support.calls import call


def test_the_versions_are_those_that_run() -> None:
    assert call("meta")["versions"] == {
        "jwt_playground": jwt_playground.__version__,
        "python": platform.python_version(),
        "pyjwt": jwt.__version__,
        "cryptography": cryptography.__version__,
        "openssl": backend.openssl_version_text(),
    }
    assert call("meta")["platform"] == sys.platform


def test_without_cryptography_there_is_no_version_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyjwt, "has_cryptography", lambda: False)
    versions = meta(Host())["versions"]
    assert (versions["cryptography"], versions["openssl"]) == (None, None)


@pytest.mark.parametrize(
    ("installed", "host", "names"),
    [
        (True, Host(), ["python", "cryptography"]),
        (False, Host(), ["python"]),
        (False, Host(loadable=True), ["python", "cryptography"]),
        (False, Host(webcrypto=True), ["python", "webcrypto"]),
        (True, Host(webcrypto=True), ["python", "cryptography", "webcrypto"]),
    ],
)
def test_engines_are_those_of_the_build_and_the_host(
    installed: bool, host: Host, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyjwt, "has_cryptography", lambda: installed)
    assert [engine["name"] for engine in meta(host)["engines"]] == names


def test_each_engine_has_its_algorithms() -> None:
    found = {e["name"]: e["algorithms"] for e in meta(Host(webcrypto=True))["engines"]}
    rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
    both = [*rsa, "ES256", "ES384", "ES512"]
    assert found["python"] == ["HS256", "HS384", "HS512"]
    assert found["cryptography"] == [*both, "ES256K", "EdDSA", "Ed25519", "Ed448"]
    assert found["webcrypto"][:11] == [*both, "EdDSA", "Ed25519"]
    assert all(name.startswith("ML-DSA") for name in found["webcrypto"][11:])


def test_each_engine_has_its_algorithms_of_encryption() -> None:
    found = {e["name"]: e for e in meta(Host(webcrypto=True))["engines"]}
    assert found["python"]["key_management"] == found["python"]["content_encryption"] == []
    everywhere = [
        *("dir", "A128KW", "A192KW", "A256KW", "A128GCMKW", "A192GCMKW", "A256GCMKW"),
        *("RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"),
        *("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"),
        *("PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"),
    ]
    assert found["webcrypto"]["key_management"] == everywhere
    with_old = [*everywhere[:11], "RSA1_5", *everywhere[11:]]
    assert found["cryptography"]["key_management"] == with_old
    for name in ("cryptography", "webcrypto"):
        assert found[name]["content_encryption"] == [
            *("A128GCM", "A192GCM", "A256GCM"),
            *("A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512"),
        ]
