"""Every limit of the engine holds: what is just as large as it allows is taken, one more is not.

The limits are written down here once more, on purpose: whoever raises one in the engine has to
say so here.
"""

from __future__ import annotations

import ast
import json
import tempfile
from collections.abc import Callable
from typing import Any

import pytest

from jwt_playground.cli.errors import UsageError
from jwt_playground.cli.inputs import Inputs
from jwt_playground.inspect.fast_path import HeaderCache
from jwt_playground.keys.confusion import public_key_in
from jwt_playground.keys.unwrap import unwrapped
from jwt_playground.text import base64url
from tests.unit.protocol.access_limits import ACCESS_LIMITS
from tests.unit.protocol.der_limits import DER_LIMITS
from tests.unit.protocol.file_limits import FILE_LIMITS
from tests.unit.support.calls import call, codes
from tests.unit.support.certificates import X5C, jwk_with
from tests.unit.support.hostile import odd_strings
from tests.unit.support.jwe_limits import JWE_LIMITS
from tests.unit.support.key_texts import PUBLIC as PUBLIC_TEXTS
from tests.unit.support.one_key import PUBLIC
from tests.unit.support.request_limits import REQUEST_LIMITS
from tests.unit.support.sd_jwt_limits import SD_JWT_LIMITS
from tests.unit.support.sources import FILES
from tests.unit.support.wrapped_limits import WRAPPED_LIMITS

SECRET = {"text": "k" * 32}
OCT = {"kty": "oct", "k": "A" * 43}


def token(payload: str, header: str = '{"alg":"HS256"}') -> str:
    return ".".join(base64url.encode(part.encode()) for part in (header, payload)) + ".AAAA"


def nested(levels: int) -> str:
    """A JSON object of that many levels."""
    return '{"a":' + "[" * (levels - 1) + "]" * (levels - 1) + "}"


def number(value: int) -> str:
    return base64url.encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def payload_depth(more: int) -> bool:
    return "json-too-deep" not in codes(call("inspect", token=token(nested(200 + more))))


def header_depth(more: int) -> bool:
    header = nested(200 + more).replace("{", '{"alg":"HS256",', 1)
    return "json-too-deep" not in codes(call("inspect", token=token("{}", header)))


def key_depth(more: int) -> bool:
    text = nested(200 + more).replace("{", json.dumps(OCT)[:-1] + ",", 1)
    described = call("describe_key", key={"text": text})
    assert (described["keys"] == []) == ("json-too-deep" in codes(described))
    return bool(described["keys"])


def secret_depth(more: int) -> bool:
    """PyJWT tries to parse a secret as JSON: for it, the brackets are counted."""
    key = {"text": (b"[" * (200 + more)).hex(), "encoding": "hex"}
    report = call("inspect", token=token("{}"), key=key, now=1)
    return [c["code"] for c in report["checks"] if c["name"] == "key"] != ["key-refused"]


def integer(more: int) -> bool:
    found = [
        "json-big-integer"
        in codes(call("inspect", token=token(f'{{"n":{sign}{2**53 - 1 + more}}}')))
        for sign in ("", "-")
    ]
    assert found[0] == found[1]
    return not found[0]


def text_length(more: int) -> bool:
    return "token-too-large" not in codes(call("inspect", token="a" * (4 * 1024 * 1024 + more)))


def key_length(more: int) -> bool:
    described = call("describe_key", key={"text": "k" * (1024 * 1024 + more)})
    assert bool(described["keys"]) != ("key-too-large" in codes(described))
    return bool(described["keys"])


def signatures(more: int) -> bool:
    good = call("sign", header='{"alg":"HS256"}', payload="{}", key=SECRET)["token"].split(".")
    wrong = {"protected": good[0], "signature": "AAAA"}
    entries = [*[wrong] * (19 + more), {"protected": good[0], "signature": good[2]}]
    text = json.dumps({"payload": good[1], "signatures": entries})
    report = call("inspect", token=text, key=SECRET, now=1)
    assert (report["verdict"] == "valid") == ("signatures-left-out" not in codes(report))
    return "signatures-left-out" not in codes(report)


def set_of_keys(more: int) -> bool:
    described = call("describe_key", key={"text": json.dumps({"keys": [OCT] * (200 + more)})})
    assert len(described["keys"]) == 200
    return "key-not-in-set" not in codes(described)


def chain_of_a_key(more: int) -> bool:
    described = call("describe_key", key={"text": jwk_with(x5c=[X5C[0]] * (10 + more))})
    return len(described["keys"][0]["certificates"]) == 10 + more


def chain_of_a_header(more: int) -> bool:
    header = json.dumps({"alg": "ES256", "x5c": [X5C[0]] * (10 + more)})
    return len(call("inspect", token=token("{}", header))["certificates"]) == 10 + more


def findings(more: int) -> bool:
    """Each entry of the key set is a finding; so are a few things about the token."""

    def found(entries: int) -> int:
        key = {"text": json.dumps({"keys": [5] * entries})}
        return len(call("inspect", token=token("{}"), key=key, now=1)["findings"])

    others = found(1) - 1
    assert others > 0
    return found(200 - others + more) == 200 + more


def blocks(more: int) -> bool:
    text = "-----BEGIN NOTHING-----\n" * (49 + more) + PUBLIC
    return len(call("describe_key", key={"text": text})["keys"]) == 1


def named_entries(more: int) -> bool:
    text = json.dumps({str(number): PUBLIC for number in range(200 + more)})
    described = call("describe_key", key={"text": text})
    assert len(described["keys"]) == 200
    return not described["findings"]


def ssh_lines(more: int) -> bool:
    _, line, _ = PUBLIC_TEXTS["OpenSSH RSA"]
    text = "\n".join([line.strip()] * (200 + more))
    return codes(call("describe_key", key={"text": text})) == []


def secret_bits(more: int) -> bool:
    made = call("generate_key", alg="HS256", bits=4096 + 8 * more)
    return made["private"] is not None


def rsa(n: int, e: int, **more: str) -> list[Any]:
    jwk = {"kty": "RSA", "n": number(n), "e": number(e), **more}
    described: list[Any] = call("describe_key", key={"text": json.dumps(jwk)})["keys"]
    return described


def rsa_bits(more: int) -> bool:
    return len(rsa(2 ** (16_384 + more) - 1, 65537)) == 1


def rsa_exponent_bits(more: int) -> bool:
    return len(rsa(2**2048 - 1, 2 ** (63 + more) + 1)) == 1


def headers(more: int) -> bool:
    """A batch keeps that many headers; with the next one it begins anew."""
    seen: list[int] = []
    read = HeaderCache.read

    def watched(self: HeaderCache, text: str) -> Any:
        found = read(self, text)
        seen.append(len(self._known))
        return found

    texts = [token("{}", f'{{"alg":"HS256","n":{n}}}') for n in range(1000 + more)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HeaderCache, "read", watched)
        briefs = call("inspect_many", tokens=texts, key=SECRET)
    assert [brief["signature"] for brief in briefs] == ["invalid"] * (1000 + more)  # type: ignore[index]
    return seen[-1] == 1000 + more


def wrappings(more: int) -> bool:
    """A public key that was percent-encoded as often as that is found in a secret."""
    data = PUBLIC.encode()
    for _ in range(5 + more):
        data = "".join(f"%{byte:02X}" for byte in data).encode()
    return public_key_in(data) is not None


def unwrapping(more: int) -> bool:
    """The one form of this text has that many bytes."""
    lines = [b"> \x01"] * (2 * 1024 * 1024)
    forms = [form for form, _ in unwrapped(b"\n".join(lines) + b"\x01" * (1 + more))]
    return len(forms) == 2


def input_of_the_command(more: int) -> bool:
    """A file of zeros that takes no place on the disk."""
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(256 * 1024 * 1024 + more)
        try:
            return len(Inputs().file(file.name, "the key")) > 0
        except UsageError as refused:
            assert "gives more than 256 MB" in str(refused)
            return False


LIMITS: dict[str, list[Callable[[int], bool]]] = {
    **ACCESS_LIMITS,
    **DER_LIMITS,
    "text/json_scan.py MAX_DEPTH": [payload_depth, header_depth, key_depth, secret_depth],
    "text/json_text.py MAX_SAFE_INTEGER": [integer],
    "text/suspects.py MAX_ODD_STRINGS": [odd_strings],
    "token/extract.py MAX_LENGTH": [text_length],
    "token/parse_json.py MAX_SIGNATURES": [signatures],
    "keys/limits.py MAX_KEYS": [set_of_keys, named_entries, ssh_lines],
    "keys/limits.py MAX_CHAIN": [chain_of_a_key, chain_of_a_header],
    "keys/limits.py MAX_RSA_BITS": [rsa_bits],
    "keys/limits.py MAX_RSA_EXPONENT_BITS": [rsa_exponent_bits],
    "keys/unwrap.py MAX_DEPTH": [wrappings],
    "keys/unwrap.py MAX_WORK": [unwrapping],
    "keyring/read.py MAX_LENGTH": [key_length],
    "keyring/pem.py MAX_BLOCKS": [blocks],
    "keyring/generate.py MAX_SECRET_BITS": [secret_bits],
    "inspect/report.py MAX_FINDINGS": [findings],
    "inspect/fast_path.py MAX_HEADERS": [headers],
    "cli/inputs.py MAX_INPUT": [input_of_the_command],
    **FILE_LIMITS,
    **JWE_LIMITS,
    **REQUEST_LIMITS,
    **SD_JWT_LIMITS,
    **WRAPPED_LIMITS,
}


def test_every_limit_of_the_engine_is_tested_here() -> None:
    found = {
        f"{path} {target.id}"
        for path, tree in FILES.items()
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.startswith("MAX_")
    }
    assert found == set(LIMITS)


@pytest.mark.parametrize(
    "takes", [takes for kinds in LIMITS.values() for takes in kinds], ids=lambda f: f.__name__
)
def test_as_much_as_the_limit_is_taken_and_one_more_is_not(takes: Callable[[int], bool]) -> None:
    assert takes(0)
    assert not takes(1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a":{' + ",".join(['"x":1'] * 30) + "}}", "json-duplicate-member"),
        ('{"a":[' + ",".join([str(2**60)] * 30) + "]}", "json-big-integer"),
        ('{"a":[' + ",".join(["NaN"] * 30) + "]}", "json-constant"),
    ],
)
def test_the_same_remark_on_a_text_is_made_twenty_times(text: str, code: str) -> None:
    assert codes(call("inspect", token=token(text))).count(code) == 20


def test_numbers_beside_a_modulus_are_no_longer_than_it_may_be() -> None:
    for size, taken in ((2049, 1), (2050, 0)):
        d = base64url.encode(b"\x01" * size)
        assert len(rsa(2**2048 - 1, 65537, d=d)) == taken, size
