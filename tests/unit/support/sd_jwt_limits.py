"""The limits of SD-JWTs and status lists, for the test of every limit."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Any

from jwt_playground.text.base64url import encode as b64
from tests.unit.support.calls import call, codes, reply
from tests.unit.support.sd_jwt import b64 as of_text
from tests.unit.support.sd_jwt import digest, report_on, signed

SECRET = {"text": "k" * 32}


def is_taken(op: str, **params: Any) -> bool:
    """Whether the parameters of a request are taken."""
    answer = reply(op, **params)
    if not answer["ok"]:
        assert " or fewer." in answer["error"]["message"] or "101" in json.dumps(params)
    return bool(answer["ok"])


def disclosures(more: int) -> bool:
    made = [of_text(f'["s","c{number}",1]') for number in range(1_000 + more)]
    jwt = signed({"_sd": [digest(each) for each in made]})
    report = report_on("~".join([jwt, *made, ""]))
    header = {"disclosures": made}
    parts = dict(zip(("protected", "payload", "signature"), jwt.split("."), strict=True))
    again = report_on(json.dumps({**parts, "header": header}))
    assert (report["verdict"] == "valid") is (again["verdict"] == "valid")
    assert (report["verdict"] == "valid") is ("disclosures-too-many" not in codes(report))
    return bool(report["verdict"] == "valid")


def shown(more: int) -> bool:
    return is_taken("sd_present", token="", disclose=[0] * (1_000 + more))


def issuing(**more: Any) -> bool:
    given = {"header": "{}", "payload": "{}", "key": SECRET, "selective": [], **more}
    return is_taken("sd_issue", **given)


def paths(more: int) -> bool:
    return issuing(selective=[["a"]] * (1_000 + more))


def decoys(more: int) -> bool:
    return issuing(decoys=100 + more)


def status_list(more: int) -> bool:
    data = zlib.compress(bytes(4 * 1024 * 1024 + more))
    made = call("read_status", token=json.dumps({"bits": 1, "lst": b64(data)}))
    return made["size"] is not None


SD_JWT_LIMITS: dict[str, list[Callable[[int], bool]]] = {
    "sd_jwt/parts.py MAX_DISCLOSURES": [disclosures, shown],
    "sd_jwt/issue.py MAX_PATHS": [paths],
    "sd_jwt/issue.py MAX_DECOYS": [decoys],
    "status/bits.py MAX_LIST": [status_list],
}
