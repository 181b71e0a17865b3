"""Where hostile input goes, and what must not come back."""

from __future__ import annotations

import base64
import hmac
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from buildtools.setup import ensure_node_modules
from jwt_playground.vocabulary.checks import CODES as CHECK_CODES
from jwt_playground.vocabulary.findings import CODES as FINDING_CODES
from tests.fuzz import der, keys, links, logs, requests, tokens
from tests.unit.support import hostile_der
from tests.unit.support.calls import CONTRACT, RESULTS
from tests.unit.support.hostile import liars

Json = dict[str, Any]

SECRET = "correct horse battery staple, and salt"
"""The key of the tokens in `tests/vectors/faults.json`."""
NOW = 1_800_000_000
# The page gives a call 20 s, and WebAssembly is about four times slower than CPython here.
MOST_SECONDS = 5.0
MOST_BYTES = 8 * 1024 * 1024
"""A longer reply to a text of 150 kB would be a way to fill the page's memory."""


@dataclass(frozen=True)
class Target:
    """Where one kind of input goes."""

    make: Callable[[int, int], Iterator[tuple[str, Any]]]
    """Makes cases from a seed and a count: a name, and what the worker gets."""
    command: Callable[[], list[str]]
    faults: Callable[[Any, Json], list[str]]
    """Says what is wrong with the worker's answer to a case."""


def of_answer(target: Target, case: Any, answer: Json) -> list[str]:
    """Return what is wrong with an answer; nothing if all is well."""
    if "gone" in answer:
        return [str(answer["gone"])]
    faults = target.faults(case, answer)
    if answer["seconds"] > MOST_SECONDS:
        faults.append(f"the processor worked {answer['seconds']:.1f} s on it")
    return faults


# The engine.


def _engine() -> list[str]:
    return [sys.executable, "-m", "tests.fuzz.engine_worker"]


def _engine_faults(case: Json, answer: Json) -> list[str]:
    text = answer["reply"]
    if len(text) > MOST_BYTES:
        return [f"the reply has {len(text):,} bytes"]
    reply = json.loads(text)
    if not reply["ok"]:
        if reply["error"]["code"] == "bad-request":
            return _lies(reply)
        return [f"{reply['error']['code']}: {reply['error']['message']}"]
    op, result = case["op"], reply["result"]
    faults = [
        f"not as the contract says: {fault}" for fault in CONTRACT.faults(result, RESULTS[op])
    ]
    if faults:
        return faults[:5]
    reports = result if isinstance(result, list) else [result]
    for report in reports:
        codes = {finding["code"] for finding in report.get("findings", [])}
        codes |= {check["code"] for check in report.get("checks", [])}
        faults += [f"an unknown code: {code}" for code in codes - FINDING_CODES.keys() - _CHECKS]
        if "part-missing" in codes:
            faults += [f["message"] for f in report["findings"] if f["code"] == "part-missing"]
    if op == "inspect" and result["signature"] == "valid" and not _is_refused(result):
        faults += not_signed(case["params"], result)
    return faults + _lies(reply)


_CHECKS = frozenset(CHECK_CODES)
_PLAIN = re.compile(r"[\w-]+", re.ASCII).fullmatch


def _lies(reply: Json) -> list[str]:
    return [f"a character that lies at {at}" for at, _ in liars(reply)]


def _is_refused(report: Json) -> bool:
    """Tell whether the token is refused for its form, which may hide that its bytes are signed."""
    return any(
        check["name"] == "format" and check["status"] == "fail" for check in report["checks"]
    )


def not_signed(params: Json, report: Json) -> list[str]:
    """A second opinion on “valid”, where a few lines can have one: an HMAC with our secret."""
    parts = [params["token"][part["start"] : part["end"]] for part in report["segments"]]
    if params.get("key") != {"text": SECRET} or len(parts) != 3 or not all(map(_PLAIN, parts)):
        return []
    signed = f"{parts[0]}.{parts[1]}".encode()
    right = [_mac(signed, size) for size in (256, 384, 512)]
    return [] if parts[2] in right else ["called valid, but it is signed otherwise"]


def _request(op: str, **params: Any) -> Json:
    return {"op": op, "params": params}


def _tokens(seed: int, count: int) -> Iterator[tuple[str, Any]]:
    for number, (name, damaged) in enumerate(tokens.cases(seed, count)):
        text = _signed(damaged) if number % 4 < 2 else damaged
        asked: Json = {"key": {"text": SECRET}, "now": NOW}
        if number % 3 == 0:
            asked["expect"] = {"iss": "joe", "aud": ["a", "b"], "require": ["sub"]}
        if number % 5 == 0:
            yield name, _request("inspect_many", tokens=[text, text[1:], text], **asked)
        else:
            yield name, _request("inspect", token=text, cross_check=number % 2 == 0, **asked)


def _signed(token: str) -> str:
    """Signs a token in compact serialization with our secret, so that its claims count."""
    parts = token.split(".")
    if len(parts) != 3:
        return token
    signed = ".".join(parts[:2]).encode("utf-8", "surrogatepass")
    return f"{'.'.join(parts[:2])}.{_mac(signed, 256)}"


def _mac(signed: bytes, size: int) -> str:
    mac = hmac.digest(SECRET.encode(), signed, f"sha{size}")
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def _keys(seed: int, count: int) -> Iterator[tuple[str, Any]]:
    signed = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30.AAAA"
    for number, (name, text) in enumerate(keys.cases(seed, count)):
        key = {"text": text}
        if number % 3 == 0:
            yield name, _request("inspect", token=signed, key=key, now=NOW)
        elif number % 17 == 0:
            yield name, _request("sign", header='{"alg":"RS256"}', payload="{}", key=key)
        else:
            yield name, _request("describe_key", key=key)


def _der(seed: int, count: int) -> Iterator[tuple[str, Any]]:
    for name, make in hostile_der.CERTIFICATES.items():  # large ones too, as they are
        text = base64.b64encode(make()).decode()
        header = json.dumps({"alg": "RS256", "x5c": [text]})
        yield name, _request("inspect", token=f"{tokens.encoded(header)}.e30.AAAA", now=NOW)
    for name, (label, make) in hostile_der.KEYS.items():
        locked = {"text": keys.pem(label, make()), "passphrase": "open"}
        yield name, _request("describe_key", key=locked)
    both = zip(der.cases(seed, count), der.wire_cases(seed, count), strict=True)
    for number, ((name, data), (wire_name, wire)) in enumerate(both):
        text = base64.b64encode(data).decode()
        if number % 4 == 0:
            header = json.dumps({"alg": "RS256", "x5c": [text]})
            yield name, _request("inspect", token=f"{tokens.encoded(header)}.e30.AAAA", now=NOW)
        elif number % 4 == 1:
            yield name, _request("describe_key", key={"text": text})
        elif number % 4 == 2:
            locked = {"text": keys.pem("ENCRYPTED PRIVATE KEY", data), "passphrase": "open"}
            yield name, _request("describe_key", key=locked)
        else:
            line = f"ssh-ed25519 {base64.b64encode(wire).decode()}"
            yield wire_name, _request("describe_key", key={"text": line})


# The page.


def _page() -> list[str]:
    return [*map(str, ensure_node_modules()), "tests/fuzz/page_worker.mjs"]


def _page_faults(case: Any, answer: Json) -> list[str]:
    del case
    return list(answer["faults"])


def _of_page(
    kind: str, make: Callable[[int, int], Iterator[tuple[str, str]]]
) -> Callable[[int, int], Iterator[tuple[str, Any]]]:
    def cases(seed: int, count: int) -> Iterator[tuple[str, Any]]:
        return ((name, {"kind": kind, "text": text}) for name, text in make(seed, count))

    return cases


TARGETS: dict[str, Target] = {
    "tokens": Target(_tokens, _engine, _engine_faults),
    "keys": Target(_keys, _engine, _engine_faults),
    "der": Target(_der, _engine, _engine_faults),
    "requests": Target(requests.cases, _engine, _engine_faults),
    "links": Target(_of_page("links", links.cases), _page, _page_faults),
    "logs": Target(_of_page("logs", logs.cases), _page, _page_faults),
}
