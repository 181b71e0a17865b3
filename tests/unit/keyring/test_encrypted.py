"""Encrypted private keys as OpenSSL writes them, with each way of stretching a passphrase."""

from __future__ import annotations

import json

import pytest

from tests.unit.support.calls import call, codes

# openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | openssl pkcs8 -topk8 …
KEYS = {
    "-scrypt": """
MIHkME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAguEakAZrcUBwICQAAC
AQgCAQEwHQYJYIZIAWUDBAEqBBDx4641YzH7uftI18dHL+yBBIGQZDXQqqQepiPg
IqqigULWkae1W6jO2KFvLzURmyEnEblszwQ9Vrl9LsJAZee+YdRTUvT5/Ei6AT2U
BkaankjRhghCD3pWJPoFs0g1JGSjoos1lKVlKd3PFawtGVDNB7Om9kmTTjkmOMwK
Q2GkWfXIiwZTIDIX5jiOqeoaYWhj/NIxNMApHfOlBXENKuNqRE9l
""",
    "-v2 aes-256-cbc -v2prf hmacWithSHA256": """
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgR+ZQgo+igYwICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEJWT7T1I3zHZVlz0VMRffmUEgZBd
NF369Oe7/hbLEM+RmtjywrV87OJeQwHH/Aaf9szGQBzwpoHSoNAKcqwmMUvy2/aJ
gQaEt2DfPh5Sykj9g0Sr6J8vqzRbH1Bn0EN1P4vTv2d5+3dWej3LSGPFRRDKQOHI
+xo7DfVQK7qOPM0Xj6mQfymc2On5dmAu2+vJdOWqLK+L10sT2HCs4sOxqI9EKiQ=
""",
    "-v2 des3": """
MIHjME4GCSqGSIb3DQEFDTBBMCkGCSqGSIb3DQEFDDAcBAhD5In+Opp/lQICCAAw
DAYIKoZIhvcNAgkFADAUBggqhkiG9w0DBwQIMXGkuzRTkRoEgZA8GyCPsKfldWIm
kiJrCpSoAG6K+iKNWJhCzrVZbTyUAA39Ah+2FTTFPFm0cfkTW3+/I/xZNOAmzk9t
mO//dvQ1d/BNPmpGvXIFGFuypSGwnyM8rGrEzjbXJHTj/m8hX8UipxSuQJ5d7B87
+DDj7/L5cv6CcN8NmOv2AKb73un7DH2dKqQ9tIZM4cFGZUle3vI=
""",
}


def _pem(kind: str) -> str:
    return f"-----BEGIN ENCRYPTED PRIVATE KEY-----{KEYS[kind]}-----END ENCRYPTED PRIVATE KEY-----\n"


@pytest.mark.parametrize("kind", KEYS)
def test_openssls_encrypted_keys_are_opened(kind: str) -> None:
    described = call("describe_key", key={"text": _pem(kind), "passphrase": "open sesame"})
    assert codes(described) == []
    [key] = described["keys"]
    assert (key["curve"], key["private"]) == ("P-256", True)
    assert "d" in json.loads(key["jwk"])


@pytest.mark.parametrize("kind", KEYS)
def test_another_passphrase_does_not_open_them(kind: str) -> None:
    described = call("describe_key", key={"text": _pem(kind), "passphrase": "open barley"})
    assert (described["keys"], codes(described)) == ([], ["key-passphrase-wrong"])


@pytest.mark.parametrize("kind", KEYS)
def test_the_base64_alone_is_enough(kind: str) -> None:
    text = "".join(KEYS[kind].split())
    described = call("describe_key", key={"text": text, "passphrase": "open sesame"})
    assert described["keys"][0]["curve"] == "P-256"
