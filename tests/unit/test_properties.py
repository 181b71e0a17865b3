"""Properties: whatever comes in, a report comes out; what is signed verifies; no byte is lost."""

from __future__ import annotations

import json
import string
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jwt_playground.text import base64url, json_scan, json_text, times
from jwt_playground.token.parse import parse
from tests import vectors
from tests.unit.calls import call, reply

SECRET = "correct horse battery staple, and salt"
GOOD = str(vectors.load(vectors.FAULTS)[0]["token"])

settings.register_profile("playground", deadline=None, max_examples=200)
settings.load_profile("playground")

any_text = st.text(st.characters(exclude_categories=()), max_size=200)
tokenish = st.text(string.ascii_letters + string.digits + "-_.=+/ \n\"'{}:,eyJ", max_size=200)
json_value: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
# Registered claims have rules of their own; here it is about the signature.
free_claims = st.dictionaries(st.text(min_size=6), json_value, max_size=6)


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
    if report["signature"] == "valid":
        assert GOOD in base64url.without_blanks(text)


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
    assert report["pyjwt"] == {"ok": True, "exception": None, "message": None}


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_header_and_payload_come_back_byte_for_byte(header: str, payload: str) -> None:
    token = parse(f"{base64url.encode(header.encode())}.{base64url.encode(payload.encode())}.AAAA")
    if token.form == "jws-compact" and token.signatures[0].protected:
        assert token.signatures[0].header_text == header
        assert token.payload_text == payload


@given(st.binary())
def test_base64url_round_trips(data: bytes) -> None:
    segment = base64url.read(base64url.encode(data), 0, "test")
    assert (segment.data, segment.findings) == (data, [])


@given(free_claims)
def test_the_members_of_an_object_are_its_text(value: dict[str, Any]) -> None:
    compact = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    for text in (json.dumps(value), json.dumps(value, indent=3, ensure_ascii=False), compact):
        members = json_scan.members(text)
        assert [member.name for member in members] == list(value)
        assert [json.loads(member.value) for member in members] == list(value.values())
        for member in members:
            assert text[slice(*member.value_span)] == member.value
            assert json.loads("{" + text[slice(*member.span)] + "}") == {
                member.name: value[member.name]
            }


@given(st.datetimes(), st.floats(0, 0.999))
def test_a_time_is_written_as_the_calendar_has_it(moment: datetime, fraction: float) -> None:
    whole = (moment - datetime(1970, 1, 1)) // timedelta(seconds=1)
    assert times.iso(whole + fraction) == f"{moment.isoformat(timespec='seconds')}Z"
    assert times.iso(253402300800.0) == "a time beyond the year 9999"
    assert times.iso(-62135596801.0) == "a time before the year 1"


@given(st.text('{}[]",:\\0 a', max_size=60))
def test_json_that_python_refuses_is_refused_with_its_place(text: str) -> None:
    try:
        json.loads(text)
        accepted = True
    except ValueError:
        accepted = False
    read = json_text.read(text, "payload", "payload")
    assert read.ok == accepted
    assert accepted or read.findings[0].span is not None


def _units(text: str | None) -> int:
    return len((text or "").encode("utf-16-le", "surrogatepass")) // 2
