"""What a row is counted as, found by and exported as, in Node."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tests.browser.support.many_tokens import GOOD, JWE
from tests.browser.support.node import run_module

ROWS = """
import { fileName, filterRows, toCsv, toJsonLines, withoutSignature }
  from "./site/workspaces/many/rows.js";
import { excerpt, shortToken } from "./site/workspaces/many/words.js";
const written = (work) => {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value.join("");
  }
};
"""


def row(token: str, failed: tuple[str, ...] = (), remark: str | None = None) -> dict[str, Any]:
    verdict = "invalid" if failed else "valid"
    brief = {"verdict": verdict, "signature": "valid", "failed": failed, "summary": "So it is."}
    return {"token": token, "line": 3, "count": 2, "brief": brief, "remark": remark}


GIVEN = [
    row("a.b.c"),
    row("d.e.f", ("expired", "issuer-mismatch")),
    row("g.h.i", (), "audience-not-set"),
    row("j.k.l", ("issuer-mismatch",)),
]


def found(show: str, search: str) -> str:
    """Return the first letters of the tokens that a filter shows."""
    source = ROWS + "tell(filterRows(given.rows, given.show, given.search));"
    given = {"rows": GIVEN, "show": show, "search": search}
    return "".join(one["token"][0] for one in run_module(source, given))


@pytest.mark.parametrize(
    ("show", "search", "tokens"),
    [
        ("all", "", "adgj"),
        ("valid", "", "a"),
        ("audience-not-set", "", "g"),
        ("invalid", "", "dj"),
        ("all", "AUDIENCE-not", "g"),
        ("all", "InvalidAudience", "g"),
        ("all", "mismatch", "dj"),
        ("valid", "audience", ""),
        ("all", "so it is", "adj"),  # the summary of a row with a remark is not shown
    ],
)
def test_rows_are_found_by_what_they_show(show: str, search: str, tokens: str) -> None:
    assert found(show, search) == tokens


@pytest.mark.parametrize(
    ("show", "search", "name"),
    [
        ("all", "", "tokens"),
        ("invalid", "", "tokens-invalid-2-of-4"),
        ("audience-not-set", " ", "tokens-audience-not-set-1-of-4"),
        ("all", "Issuer-mis", "tokens-issuer-mis-2-of-4"),
        ("invalid", "expired", "tokens-invalid-expired-1-of-4"),
        ("all", "d.e.f", "tokens-search-1-of-4"),  # a piece of a token goes into no name
        ("all", "it is", "tokens-search-3-of-4"),
    ],
)
def test_a_file_is_named_after_the_filter(show: str, search: str, name: str) -> None:
    source = (
        ROWS
        + """
        const { rows, show, search } = given;
        tell(fileName(filterRows(rows, show, search), rows.length, show, search));
        """
    )
    assert run_module(source, {"rows": GIVEN, "show": show, "search": search}) == name


def test_signatures_are_left_out_and_nothing_else_is() -> None:
    header, payload, signature = GOOD.split(".")
    cut = {
        GOOD: f"{header}.{payload}.…",
        JWE: JWE.rpartition(".")[0] + ".…",
        # What the log goes on with is no part of the token, and the signature is not the last one.
        f"{GOOD}.Next": f"{header}.{payload}.…",
        f"{GOOD}.example.com": f"{header}.{payload}.…",
        f"{GOOD}=.=": f"{header}.{payload}.…",
        f"{header}.{payload}.": f"{header}.{payload}.",
        f"{header}.{payload}": f"{header}.{payload}",
    }
    source = ROWS + "tell(given.map(withoutSignature));"
    assert run_module(source, list(cut)) == list(cut.values())
    source = ROWS + "tell([toCsv, toJsonLines].map((to) => written(to(given, withoutSignature))));"
    for text in run_module(source, [row(GOOD), row(f"x{GOOD}", (), "audience-not-set")]):
        assert signature not in text
        assert text.count(f"{header}.{payload}.…") == 2


def test_a_remark_has_a_column_of_its_own() -> None:
    as_csv, as_lines = run_module(
        ROWS + "tell([toCsv, toJsonLines].map((to) => written(to(given))));", GIVEN
    )
    read = list(csv.DictReader(io.StringIO(as_csv, newline="")))
    assert [one["remark"] for one in read] == ["", "", "audience-not-set", ""]
    assert [one["verdict"] for one in read] == ["valid", "invalid", "valid", "invalid"]
    lines = [json.loads(line) for line in as_lines.splitlines()]
    assert [one["remark"] for one in lines] == [None, None, "audience-not-set", None]


LONG = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.KMNDfZqs0123456789abcdefgh"


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("", "eyJhbGciOiJIUz…abcdefgh"),
        ("eyjhbg", "eyJhbGciOiJIUz…abcdefgh"),
        ("defgh", "eyJhbGciOiJIUz…abcdefgh"),
        ("not in it", "eyJhbGciOiJIUz…abcdefgh"),
        ("iuzi1nij9", "eyJhbGciOiJIUzI1NiJ9…"),
        ("kmndfzqs", "eyJh…KMNDfZqs…"),
        ("89abcd", "eyJh…89abcdefgh"),
    ],
)
def test_a_short_token_shows_what_was_searched_for(wanted: str, shown: str) -> None:
    given = {"token": LONG, "wanted": wanted}
    assert run_module(ROWS + "tell(shortToken(given.token, given.wanted));", given) == shown


def test_a_sentence_begins_near_what_was_searched_for() -> None:
    text = "The signature does not match the secret. Header or payload were changed."
    source = ROWS + "tell(given.map(([text, wanted]) => excerpt(text, wanted)));"
    wanted = ["", "signature", "payload", "none"]
    assert run_module(source, [[text, one] for one in wanted]) == [
        text, text, "…secret. Header or payload were changed.", text,
    ]  # fmt: skip
