"""Whatever text comes in, a report comes out; what is signed verifies."""

from __future__ import annotations

import json
import string
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.text import base64url
from tests import vectors
from tests.unit.support.calls import call, reply
from tests.unit.support.strategies import free_claims

SECRET = "correct horse battery staple, and salt"
GOOD = str(vectors.load(vectors.FAULTS)[0]["token"])
any_text = st.text(st.characters(exclude_categories=()), max_size=200)
tokenish = st.text(string.ascii_letters + string.digits + "-_.=+/ \n\"'{}:,eyJ", max_size=200)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A good token with a piece cut out and something else put in."""
    start = draw(st.integers(0, len(GOOD)))
    end = draw(st.integers(start, min(len(GOOD), start + 40)))
    return GOOD[:start] + draw(any_text | tokenish) + GOOD[end:]


@given(any_text | tokenish | damaged())
def test_any_text_given_as_a_token_gives_a_report(text: str) -> None:
    report = call("inspect", token=text, key={"text": SECRET}, now=1800000000)
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    for segment in report["segments"]:
        assert 0 <= segment["start"] <= segment["end"] <= units
    sizes = {
        "token": units,
        "header": _units(report["header"]),
        "payload": _units(report["payload"]),
    }
    for finding in report["findings"]:
        if finding["range"]:
            start, end = finding["range"]
            assert 0 <= start <= end <= sizes.get(finding["where"], units)
    assert (report["verdict"] == "valid") == (
        report["signature"] == "valid"
        and all(check["status"] != "fail" for check in report["checks"])
    )


@given(damaged())
def test_a_damaged_token_is_valid_only_if_the_good_one_still_stands_in_it(text: str) -> None:
    report = call("inspect", token=text, key={"text": SECRET}, now=1800000000)
    if report["signature"] == "valid" and GOOD not in base64url.without_blanks(text):
        # Two texts can give the same bytes, and a first letter that was lost can be known; then
        # the token is refused for its form.
        assert report["verdict"] == "invalid"
        failed = {check["code"] for check in report["checks"] if check["status"] == "fail"}
        assert failed & {"base64-noncanonical", "beginning-missing"}


@given(any_text, st.sampled_from(["utf8", "base64", "base64url", "hex"]))
def test_any_text_given_as_a_key_gives_a_report(text: str, encoding: str) -> None:
    key = {"text": text, "encoding": encoding}
    assert call("inspect", token=GOOD, key=key, now=1)["signature"] != "valid"
    call("describe_key", key=key)


@given(any_text)
def test_any_text_given_as_a_request_is_answered(text: str) -> None:
    answer = reply(text, token=text)
    assert answer["ok"] or answer["error"]["code"] == "bad-request"


@given(
    free_claims,
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), min_size=64, max_size=80),
    st.sampled_from(["HS256", "HS384", "HS512"]),
)
def test_what_is_signed_verifies(claims: dict[str, Any], secret: str, alg: str) -> None:
    header, payload = json.dumps({"alg": alg}), json.dumps(claims, ensure_ascii=False)
    key = {"text": secret}
    signed = call("sign", header=header, payload=payload, key=key)
    report = call("inspect", token=signed["token"], key=key, now=1800000000)
    assert report["verdict"] == "valid"
    assert (report["header"], report["payload"]) == (header, payload)
    accepted = {"ok": True, "exception": None, "message": None, "stands_in": None}
    assert report["pyjwt"] == accepted


def _units(text: str | None) -> int:
    return len((text or "").encode("utf-16-le", "surrogatepass")) // 2
