"""A build without `cryptography`, as the page is one before it has loaded any."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import vectors

PROGRAM = """
import sys
sys.modules["cryptography"] = None  # every import of it fails
from jwt_playground.protocol import handle
for line in sys.stdin:
    print(handle(line))
"""


def _ask(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    text = "\n".join(json.dumps(request) for request in requests)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=text, capture_output=True, text=True, check=True
    )
    return [json.loads(line)["result"] for line in done.stdout.splitlines()]


def test_hmac_works_and_the_rest_says_what_is_missing() -> None:
    chosen = vectors.load(vectors.RFC) + vectors.load(vectors.FAULTS)
    reports = _ask([{"op": "inspect", "params": vectors.params(vector)} for vector in chosen])
    done = missing = 0
    for vector, report in zip(chosen, reports, strict=True):
        skipped = [check for check in report["checks"] if check["code"] == "engine-missing"]
        if skipped:
            missing += 1
            assert report["signature"] == "unchecked"
            assert "no engine for public keys" in skipped[0]["message"]
        elif vector["name"] != "RFC 7520 section 4.8 json":  # the HMAC signature matches instead
            done += 1
            assert vectors.differences(vector, report) == {}, vector["name"]
    assert missing > 10
    assert done > 60


def test_an_encrypted_key_says_what_to_do_instead() -> None:
    pem = (Path(__file__).parents[2] / "vectors/encrypted-p256.pem").read_text(encoding="ascii")
    keys = ({"text": pem, "passphrase": "open sesame"}, {"text": pem})
    for described in _ask([{"op": "describe_key", "params": {"key": key}} for key in keys]):
        assert described["findings"][0]["code"] == "key-engine-missing"
        assert "openssl pkcs8" in described["findings"][0]["message"]


def test_keys_are_made_for_hmac_and_refused_for_the_rest() -> None:
    secret, pair = _ask(
        [{"op": "generate_key", "params": {"alg": alg}} for alg in ("HS512", "RS256")]
    )
    assert secret["private"]
    assert pair["findings"][0]["code"] == "key-engine-missing"


def test_a_key_is_described_and_converted_without_any_engine() -> None:
    jwk = next(v["key"] for v in vectors.load(vectors.RFC) if v["name"] == "RFC 7515 A.2 RS256")
    [described] = _ask([{"op": "describe_key", "params": {"key": {"text": json.dumps(jwk)}}}])
    assert described["keys"][0]["bits"] == 2048
    pem = described["keys"][0]["pem"]
    [again] = _ask([{"op": "describe_key", "params": {"key": {"text": pem}}}])
    assert again["keys"][0]["thumbprint"] == described["keys"][0]["thumbprint"]
