"""Hostile certificates and keys: told of in a sentence, and the rest of the report stands."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from jwt_playground.text import base64url
from tests.unit.support.calls import call, codes
from tests.unit.support.certificates import NOW, X5C
from tests.unit.support.hostile_der import CERTIFICATES, KEYS, pem

PAYLOAD = '{"sub":"a","exp":1}'
SECRET = {"text": "k" * 32}
TOO_LARGE = {
    "hundreds of equal RDNs": "holds more than the 2,000 values",
    "thousands of attributes in one RDN": "holds more than the 2,000 values",
    "combining marks, 700 kB": "has 700,687 bytes; up to 65,536 are read",
    "an endless OID": "has 120,677 bytes; up to 65,536 are read",
    "an endless OID as algorithm": "up to 65,536 are read",
    "a long OID": "object identifiers has 30,002 bytes; up to 64 are read",
    "a hundred different RDNs": "name of its issuer has 100 attributes; up to 50 are read",
    "a name of 20 kB": "the name of its subject has 20,021 bytes; up to 16,384 are read",
    "a serial number of 30 kB": "serial number has 30,000 bytes; up to 64 are read",
    "a thousand extensions": "holds more than the 2,000 values",
    "two hundred extensions": "has 200 extensions; up to 100 are read",
    "a SAN of 100,000 names": "up to 65,536 are read",
    "a name nested deep": "deeper than the 16 levels",
    "a SET nested deep": "deeper than the 16 levels",
}
"""What the finding on each of them says about the limit."""


def inspected(der: bytes, now: float | None = NOW) -> dict[str, Any]:
    """The report on a token with a good signature, whose `x5c` holds a certificate twice."""
    x5c = [base64.b64encode(der).decode()] * 2
    header = json.dumps({"alg": "HS256", "x5c": x5c}, separators=(",", ":"))
    signed = call("sign", header=header, payload=PAYLOAD, key=SECRET)
    report = call("inspect", token=signed["token"], key=SECRET, now=now)
    assert (report["header"], report["payload"]) == (header, PAYLOAD)
    assert (report["signature"], report["verdict"]) == ("valid", "invalid")  # exp is long ago
    return report


SENT = [name for name in CERTIFICATES if len(CERTIFICATES[name]()) < 1_400_000]


@pytest.mark.parametrize("name", SENT)
def test_a_hostile_certificate_costs_nothing_else_of_the_report(name: str) -> None:
    report = inspected(CERTIFICATES[name]())
    about = [f for f in report["findings"] if "ertificate" in f["message"]]
    assert len(report["certificates"]) == 2 or about
    for finding in about:
        assert finding["message"].endswith("."), finding
        assert len(finding["message"]) < 300, finding


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_certificate_beyond_a_limit_is_told_of_with_the_limit(name: str) -> None:
    report = inspected(CERTIFICATES[name]())
    told = [f["message"] for f in report["findings"] if f["code"] == "certificate-too-large"]
    assert [message.split(";")[0] for message in told] == [
        "Certificate 1 cannot be read",
        "Certificate 2 cannot be read",
    ]
    assert TOO_LARGE[name] in told[0]
    assert report["certificates"] == []


def test_the_others_of_the_chain_are_described() -> None:
    hostile = base64.b64encode(CERTIFICATES["hundreds of equal RDNs"]()).decode()
    header = json.dumps({"alg": "ES256", "x5c": [hostile, *X5C]})
    token = f"{base64url.encode(header.encode())}.e30.AAAA"
    report = call("inspect", token=token, now=NOW)
    assert [one["signed_by"] for one in report["certificates"]] == [
        "the next",
        "the next",
        "itself",
    ]
    [told] = [f for f in report["findings"] if f["code"] == "certificate-too-large"]
    assert told["message"].startswith("Certificate 1 cannot be read; it holds more than")


@pytest.mark.parametrize("name", CERTIFICATES)
def test_a_hostile_certificate_as_key_is_read_or_refused(name: str) -> None:
    der = CERTIFICATES[name]()
    for text in (pem("CERTIFICATE", der), base64.b64encode(der).decode()):
        described = call("describe_key", key={"text": text}, now=NOW)
        assert described["keys"] or described["findings"] or not text


@pytest.mark.parametrize("name", KEYS)
def test_a_hostile_key_is_refused_in_each_form(name: str) -> None:
    label, make = KEYS[name]
    for text in (pem(label, make()), pem("PRIVATE KEY", make()), pem("CERTIFICATE", make())):
        described = call("describe_key", key={"text": text, "passphrase": "x"})
        assert (described["keys"], codes(described)) == ([], ["key-unreadable"])
        assert described["findings"][0]["message"].endswith(".")
    bare = base64.b64encode(make()).decode()
    described = call("describe_key", key={"text": bare, "passphrase": "x"})
    assert all(key["kty"] == "oct" for key in described["keys"])
    report = call("inspect", token="eyJhbGciOiJIUzI1NiJ9.e30.AAAA", key={"text": bare}, now=1)
    assert (report["header"], report["payload"]) == ('{"alg":"HS256"}', "{}")


def test_a_name_in_a_finding_is_cut() -> None:
    der = CERTIFICATES["combining marks"]()
    dates = [f for f in inspected(der, 1)["findings"] if f["code"] == "certificate-dates"]
    assert len(dates) == 2
    assert all("…” (" in one["message"] and len(one["message"]) < 250 for one in dates)
