"""Tokens are found in any kind of text."""

from __future__ import annotations

import pytest

from tests.browser.support.many_tokens import FORGED, GOOD, JWE, LATE, LOG
from tests.browser.support.node import run_module
from tests.browser.support.playground import hs256

FIND = """
import { searchTokens } from "./site/shared/find-tokens.js";
tell(given.map((text) => {
  const search = searchTokens(text);
  for (let pauses = 0; ; pauses += 1) {
    const { done, value } = search.next();
    if (done) return { ...value, pauses };
  }
}));
"""


def find(text: str) -> list[tuple[str, int, int]]:
    """Return the token, the line and the count of each token that is found."""
    [result] = run_module(FIND, [text])
    return [(one["token"], one["line"], one["count"]) for one in result["tokens"]]


def test_tokens_are_found_once_each_with_their_first_line_and_number() -> None:
    assert find(LOG) == [(GOOD, 1, 2), (LATE, 3, 1), (FORGED, 4, 1)]


@pytest.mark.parametrize("between", ["\n", " ", ",", '","'])
def test_a_long_text_is_looked_through_in_pieces_and_no_token_is_lost(between: str) -> None:
    tokens = [hs256(f'{{"sub":"{number}"}}') for number in range(4000)]
    [result] = run_module(FIND, [between.join(tokens)])
    assert [one["token"] for one in result["tokens"]] == tokens
    lines = [one["line"] for one in result["tokens"]]
    assert lines == list(range(1, 4001)) if between == "\n" else set(lines) == {1}
    assert result["pauses"] > 2


@pytest.mark.parametrize(
    ("text", "token"),
    [
        (f"token%3D%22{GOOD}%22", GOOD),
        (f"token%3D{GOOD}", GOOD),
        (rf"one\n{GOOD}\ntwo", GOOD),
        (f"<{JWE}>", JWE),
        ("none: eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJub25lIn0.e30."),
        ("it ends: e30.e30.AA...", "e30.e30.AA"),
        ("cut off: eyJhbGciOiJIUzI1NiJ9.eyJzdWIi", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIi"),
        (f"{GOOD}=; cookie={GOOD}x=1", f"{GOOD}="),
    ],
)
def test_a_token_is_found_whatever_stands_around_it(text: str, token: str) -> None:
    assert find(text)[0][0] == token


@pytest.mark.parametrize(
    "text", ["", "ey.", "eyes.wide.open", "keyJhbGciOiJub25lIn0.e30.", "e3.a.b"]
)
def test_words_are_not_taken_for_tokens(text: str) -> None:
    assert find(text) == []


def test_hostile_texts_are_searched_in_linear_time() -> None:
    # A search in quadratic time would take longer than `run_module` lets Node run.
    whole = "eyJ-" * 500_000 + "."
    found = {
        "ey" * 2_000_000: [],
        "eyJ." * 500_000: ["eyJ.eyJ.eyJ.eyJ.eyJ"],
        whole: [whole],
        "\n" * 2_000_000: [],
        "%65" * 1_000_000: [],
    }
    results = run_module(FIND, list(found))
    assert [[one["token"] for one in result["tokens"]] for result in results] == [*found.values()]
