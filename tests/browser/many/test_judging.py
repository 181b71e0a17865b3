"""The modules behind “Many tokens”, in Node: judging a few at a time, filtering, and the files."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from tests.browser.support.many_tokens import GOOD
from tests.browser.support.node import run_module

ROWS = """
import { filterRows, toCsv, toJson, toJsonLines } from "./site/workspaces/many/rows.js";
let pauses = 0;
const written = (work) => {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value.join("");
    pauses += 1;
  }
};
const files = [toCsv, toJson, toJsonLines].map((write) => written(write(given)));
tell([...files, pauses, filterRows(given, "valid", ""), filterRows(given, "all", " EXP ")]);
"""
JUDGE = """
import { createBatch } from "./site/workspaces/many/judge-tokens.js";
const calls = [];
let peak = 0;
let open = 0;
const client = { async call(op, { tokens, now }, { took }) {
  peak = Math.max(peak, ++open);
  calls.push([now, tokens.length]);
  await new Promise((done) => setTimeout(done, given.each ? 60 : 5));
  open -= 1;
  const slow = tokens.filter((token) => token.startsWith("slow.")).length;
  took?.(given.each ? given.each * tokens.length : 12 * slow);
  if (tokens.includes("bad")) return { ok: false, error: { code: "engine-lost", message: "Lost." } };
  return { ok: true, result: tokens.map((token) => ({ verdict: token })) };
} };
const told = [];
let ended;
const end = new Promise((done) => { ended = done; });
const batch = createBatch(client, ({ briefs, done, running, error }) => {
  told.push({ judged: briefs.filter(Boolean).length, of: briefs.length, done, running, error });
  if (given.cancelAt && running && done >= given.cancelAt) batch.cancel();
  if (!running) ended(briefs.map((brief) => brief?.verdict ?? null));
});
for (const [now, tokens] of given.starts) batch.start(tokens, { now });
const briefs = await end;
await new Promise((done) => setTimeout(done, 30));
tell({ calls, told, briefs, peak });
"""


def row(
    token: str, verdict: str, failed: list[str], summary: str, remark: str | None = None
) -> dict[str, Any]:
    brief = {"verdict": verdict, "signature": "valid", "failed": failed, "summary": summary}
    return {"token": token, "line": 3, "count": 2, "brief": brief, "remark": remark}


def test_csv_is_quoted_and_no_cell_is_a_formula() -> None:
    summaries = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", 'a "b", c', "two\nlines", "plain"]
    rows = [row(GOOD, "valid", ["expired", "mismatch"], summary) for summary in summaries]
    text, as_json, as_lines, *_ = run_module(ROWS, rows)
    assert text.count("\r\n") == len(rows) + 1
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [one["summary"] for one in read[:4]] == [f"'{summary}" for summary in summaries[:4]]
    assert read[4]["summary"] == "'\t'=1"  # also where a tab begins the next cell
    assert [one["summary"] for one in read[5:]] == summaries[5:]
    assert read[0]["failed"] == "expired mismatch"
    assert [one["summary"] for one in json.loads(as_json)] == summaries
    assert [json.loads(line) for line in as_lines.splitlines()] == json.loads(as_json)


FORMULAS = [f"{start}cmd|' /C calc'!A0" for start in "=+-@＝＋－＠"]


@pytest.mark.parametrize(
    "before",
    [
        "",
        " ",
        '"',
        "\u00a0",
        "\u3000",
        "\r",
        "x;",
        "x; ",
        'x;"',
        "x\t",
        "x\n",
        "x\r",
        "x,",
        "iss is “",
    ],
)
def test_no_piece_of_a_cell_is_a_formula_where_a_spreadsheet_splits_it(before: str) -> None:
    rows = [row(GOOD, "valid", [], f"{before}{formula}”; and more") for formula in FORMULAS]
    text, _, as_lines, *_ = run_module(ROWS, rows)
    for piece in re.split(r"[;,\t\r\n\x0b\x0c\x85\u2028\u2029|]", text):
        bare = piece.lstrip('" \u00a0\u3000“')
        assert bare[:1] not in list("=+-@＝＋－＠"), piece
    summaries = [json.loads(line)["summary"] for line in as_lines.splitlines()]
    assert summaries == [one["brief"]["summary"] for one in rows]


def test_many_rows_are_written_in_pieces() -> None:
    rows = [row(f"a.{number}.c", "valid", [], "Good.") for number in range(5000)]
    text, as_json, as_lines, pauses, *_ = run_module(ROWS, rows)
    assert len(text.splitlines()) == 5001
    assert len(json.loads(as_json)) == len(as_lines.splitlines()) == 5000
    assert pauses == 15
    assert list(json.loads(as_lines.splitlines()[-1])) == [
        "line", "count", "verdict", "signature", "failed", "summary", "token", "remark",
    ]  # fmt: skip


def test_rows_are_filtered_by_verdict_and_by_text() -> None:
    rows = [row("a.b.c", "valid", [], "Good."), row("d.e.f", "invalid", ["expired"], "Bad.")]
    *_, valid, expired = run_module(ROWS, rows)
    assert [one["token"] for one in valid] == ["a.b.c"]
    assert [one["token"] for one in expired] == ["d.e.f"]


def judge(*starts: tuple[int, list[str]], cancel_at: int = 0, each: float = 0) -> dict[str, Any]:
    """Judge with an engine that says it has worked `each` milliseconds per token."""
    given = {"starts": starts, "cancelAt": cancel_at, "each": each}
    result: dict[str, Any] = run_module(JUDGE, given)
    return result


@pytest.mark.parametrize(
    ("each", "sizes"),
    [(0.1, [40, 80, 160, 300, 300]), (3, [40, 10, 10, 10]), (60, [40, 1, 1, 1])],
)
def test_a_call_holds_what_the_engine_does_in_its_time_however_late_the_answer_comes(
    each: float, sizes: list[int]
) -> None:
    result = judge((7, [str(number) for number in range(900 if each < 1 else 70)]), each=each)
    assert [size for _, size in result["calls"]][: len(sizes)] == sizes


def test_quick_tokens_say_nothing_about_those_with_another_header() -> None:
    quick, slow = ["quick.e30.", "other.e30."] * 1000, ["slow.e30."] * 100

    def sizes(*tokens: str) -> list[int]:
        return [size for _, size in judge((7, [*tokens]))["calls"]]

    assert sizes(*quick, *slow) == [40, 80, 160, 320, 640, 760 + 40, 50, 3, 3, 3, 1]
    # Also where slow ones came long before.
    again = sizes(*slow, *quick, *slow)
    assert again[:3] == [40, 3, 3]
    assert again[-11:] == [32, *[3] * 9, 1]
    assert sizes(*(f"{number}.e30." for number in range(100))) == [40, 40, 20]


def test_tokens_are_judged_in_order_one_call_at_a_time() -> None:
    tokens = [f"t{number}" for number in range(1000)]
    result = judge((7, tokens))
    assert result["briefs"] == tokens
    assert result["peak"] == 1
    assert len(result["calls"]) > 2
    assert {now for now, _ in result["calls"]} == {7}
    assert result["told"][-1] == {
        "judged": 1000, "of": 1000, "done": 1000, "running": False, "error": None,
    }  # fmt: skip


def test_the_newest_start_wins() -> None:
    result = judge((1, ["old"] * 1000), (2, ["new"] * 300))
    assert result["briefs"] == ["new"] * 300
    assert [now for now, _ in result["calls"]].count(1) == 1


def test_cancelling_keeps_what_was_judged() -> None:
    result = judge((1, ["t"] * 5000), cancel_at=40)
    last = result["told"][-1]
    assert not last["running"]
    assert 40 <= last["done"] == last["judged"] < 5000
    assert len(result["calls"]) < 5


def test_an_engine_that_fails_ends_the_batch_and_keeps_what_was_judged() -> None:
    last = judge((1, ["t"] * 200 + ["bad"]))["told"][-1]
    assert last["error"]["message"] == "Lost."
    assert not last["running"]
    assert 0 < last["done"] < 201
