"""Of several tokens in wrappings one is shown, and a finding says that there are more."""

from __future__ import annotations

import pytest

from tests.unit.support.calls import call, codes
from tests.unit.support.wrapped import NOW, SECRET, TOKEN, in_base64, signed

OTHER = signed('{"alg":"HS256"}', '{"sub":"another user","exp":4102444800}')
JWE = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..YWFhYWFhYWFhYWFh.{}.YWFhYWFhYWFhYWFhYWFhYQ"
DISCLOSED = "~"


def cookie(name: str, text: str) -> str:
    return f"{name}.0={text[:80]}; {name}.1={text[80:]}"


@pytest.mark.parametrize(
    "text",
    [
        f"a: {in_base64(TOKEN)}\nb: {in_base64(OTHER)}",
        f"{TOKEN.encode().hex()} {OTHER.encode().hex()}",
        f"a: {in_base64(JWE.format('YWFh'))}\nb: {in_base64(JWE.format('YWFi'))}",
        f"{TOKEN}{DISCLOSED} {OTHER}",
        f"{cookie('c', TOKEN)}; {cookie('d', OTHER)}",
    ],
    ids=["base64", "hexadecimal", "JWE", "SD-JWT", "cookies"],
)
def test_another_token_is_told_of(text: str) -> None:
    report = call("inspect", token=text, key={"text": SECRET}, now=NOW)
    assert codes(report).count("several-tokens") == 1
    assert report["form"] == "jwe-compact" or report["verdict"] == "valid"


@pytest.mark.parametrize(
    "text",
    [
        f"a: {in_base64(TOKEN)}\nb: {in_base64(TOKEN)}",
        f"{TOKEN}{DISCLOSED} {TOKEN}{DISCLOSED}{OTHER}",
        f"{cookie('c', TOKEN)}; {cookie('d', TOKEN)}",
        f"{cookie('c', TOKEN)}; c.1={TOKEN[80:]}",
    ],
    ids=["base64", "SD-JWT", "cookies", "chunk"],
)
def test_the_same_token_again_is_no_other(text: str) -> None:
    report = call("inspect", token=text, key={"text": SECRET}, now=NOW)
    assert "several-tokens" not in codes(report)
    assert report["verdict"] == "valid"


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (f"c.1={TOKEN[80:]}; c.1=AAAA", "The first one was taken; servers differ"),
        (f"c.1=AAAA; c.1={TOKEN[80:]}", "The last one was taken; servers differ"),
        ("c.1=AAAA; c.1=BBBB", "Servers differ"),
    ],
)
def test_a_chunk_that_stands_twice_is_told_of(rest: str, said: str) -> None:
    report = call("inspect", token=f"c.0={TOKEN[:80]}; {rest}", key={"text": SECRET}, now=NOW)
    [message] = [f["message"] for f in report["findings"] if f["code"] == "several-tokens"]
    assert "Chunk 1 of the cookie “c”" in message
    assert said in message
    assert (report["verdict"] == "valid") is (TOKEN[80:] in rest)
