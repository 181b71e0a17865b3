"""“Many tokens”: a log is pasted, and every token in it gets its verdict."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.abilities import downloads, keyboard_focus
from tests.browser.expect import expect
from tests.browser.node import run_module
from tests.browser.playground import SECRET, Playground, b64url, fresh, hs256

FIND = """
import { searchTokens } from "./site/batch/find-tokens.js";
tell(given.map((text) => {
  const search = searchTokens(text);
  for (let pauses = 0; ; pauses += 1) {
    const { done, value } = search.next();
    if (done) return { ...value, pauses };
  }
}));
"""
ROWS = """
import { filterRows, toCsv, toJson } from "./site/batch/rows.js";
tell([toCsv(given), toJson(given), filterRows(given, "valid", ""), filterRows(given, "all", " EXP ")]);
"""
JUDGE = """
import { createBatch } from "./site/batch/judge-tokens.js";
const calls = [];
let peak = 0;
let open = 0;
const client = { async call(op, { tokens, now }) {
  peak = Math.max(peak, ++open);
  calls.push([now, tokens.length]);
  await new Promise((done) => setTimeout(done, 5));
  open -= 1;
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

GOOD = hs256('{"sub":"ada"}')
LATE = hs256('{"exp":1300819380}')
FORGED = hs256('{"sub":"eve"}', secret="another-secret-that-nobody-here-has-ever-seen")
JWE = b64url(b'{"alg":"dir","enc":"A128GCM"}') + "..aXY.Y3Q.dGFn"
LOG = f"""10:00 GET /?access_token={GOOD}&x=1 200
10:01 eyes.open they.are.not e.g. 1.2.3 www.example.com ey
10:02 Authorization: Bearer {LATE}.
10:03 {{"token":"{GOOD}","other":"{FORGED}"}}
"""


def find(text: str) -> list[tuple[str, int, int]]:
    """Return token, line and count of what is found."""
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
    # A quadratic search of these would outlast the time that Node is given.
    texts = [
        "ey" * 2_000_000,
        "eyJ." * 500_000,
        "eyJ-" * 500_000 + ".",
        "\n" * 2_000_000,
        "%65" * 1_000_000,
    ]
    assert len(run_module(FIND, texts)) == len(texts)


def row(token: str, verdict: str, failed: list[str], summary: str) -> dict[str, Any]:
    brief = {"verdict": verdict, "signature": "valid", "failed": failed, "summary": summary}
    return {"token": token, "line": 3, "count": 2, "brief": brief}


def test_csv_is_quoted_and_no_cell_is_a_formula() -> None:
    summaries = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", 'a "b", c', "two\nlines", "plain"]
    rows = [row(GOOD, "valid", ["expired", "mismatch"], summary) for summary in summaries]
    text, as_json, _, _ = run_module(ROWS, rows)
    assert text.count("\r\n") == len(rows) + 1
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [one["summary"] for one in read[:5]] == [f"'{summary}" for summary in summaries[:5]]
    assert [one["summary"] for one in read[5:]] == summaries[5:]
    assert read[0]["failed"] == "expired mismatch"
    assert [one["summary"] for one in json.loads(as_json)] == summaries


def test_rows_are_filtered_by_verdict_and_by_text() -> None:
    rows = [row("a.b.c", "valid", [], "Good."), row("d.e.f", "invalid", ["expired"], "Bad.")]
    _, _, valid, expired = run_module(ROWS, rows)
    assert [one["token"] for one in valid] == ["a.b.c"]
    assert [one["token"] for one in expired] == ["d.e.f"]


def judge(*starts: tuple[int, list[str]], cancel_at: int = 0) -> dict[str, Any]:
    result: dict[str, Any] = run_module(JUDGE, {"starts": starts, "cancelAt": cancel_at})
    return result


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


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def rows(play: Playground) -> Locator:
    return play.page.locator("#batch-list [data-index]")


def status(play: Playground) -> Locator:
    return play.page.locator("#batch-status")


def paste(play: Playground, text: str) -> None:
    play.open("Many tokens")
    play.paste(play.editor("Text with tokens"), text)


def show_many_tokens(play: Playground) -> None:
    """Show the log's tokens with one of each verdict."""
    play.paste(play.key, SECRET)
    paste(play, LOG + JWE)
    expect(status(play)).to_contain_text("1 valid, 2 invalid, 1 not verified")
    expect(rows(play)).to_have_count(4)


def test_every_token_of_a_log_is_listed_with_its_verdict(play: Playground) -> None:
    show_many_tokens(play)
    expect(status(play)).to_contain_text("4 different tokens, 5 occurrences")
    for index, verdict in enumerate(["valid", "invalid", "invalid", "unverified"]):
        expect(rows(play).nth(index)).to_have_attribute("data-verdict", verdict)
    expect(rows(play).nth(0)).to_contain_text("2×")
    expect(rows(play).nth(1)).to_contain_text("Expired")
    expect(rows(play).nth(1).locator("[data-column=line]")).to_have_text("3")
    expect(rows(play).nth(2)).to_contain_text("signature")


def test_the_verdicts_follow_key_and_time(play: Playground) -> None:
    paste(play, LOG)
    expect(status(play)).to_contain_text("1 invalid, 2 not verified")
    play.paste(play.key, SECRET)
    expect(status(play)).to_contain_text("1 valid, 2 invalid")
    play.set_time("1300819000")
    expect(status(play)).to_contain_text("2 valid, 1 invalid")


def test_a_folded_panel_judges_only_when_it_is_opened(play: Playground) -> None:
    paste(play, LOG)
    expect(status(play)).to_contain_text("1 invalid, 2 not verified")
    play.page.locator("#batch-details > summary").click()
    play.paste(play.key, SECRET)
    expect(play.page.locator("#batch-results")).to_have_attribute("data-stale", "")
    play.open("Many tokens")
    expect(status(play)).to_contain_text("1 valid, 2 invalid")


def test_the_list_is_filtered_by_verdict_and_text(play: Playground) -> None:
    show_many_tokens(play)
    play.page.get_by_label("Show", exact=True).select_option("invalid")
    expect(rows(play)).to_have_count(2)
    play.page.get_by_label("Search", exact=True).fill("EXPIRED")
    expect(rows(play)).to_have_count(1)
    play.page.get_by_label("Search", exact=True).fill("nothing like it")
    expect(rows(play)).to_have_count(0)
    expect(play.page.locator("#batch-none")).to_be_visible()
    expect(play.button("Export CSV")).to_be_disabled()


@keyboard_focus
def test_a_row_opens_its_token_by_click_and_by_keyboard(play: Playground) -> None:
    show_many_tokens(play)
    rows(play).nth(1).click()
    expect(play.verdict).to_have_text("Invalid")
    assert play.text(play.token) == LATE
    expect(rows(play).nth(1)).to_have_attribute("aria-selected", "true")
    grid = play.page.get_by_role("grid", name="Many tokens")
    grid.focus()
    grid.press("Home")
    expect(grid).to_have_attribute("aria-activedescendant", "batch-row-0")
    grid.press("Enter")
    expect(play.verdict).to_have_text("Valid")
    expect(play.token).to_be_focused()
    assert play.text(play.token) == GOOD


@downloads
def test_what_is_shown_is_exported(play: Playground, tmp_path: Path) -> None:
    show_many_tokens(play)
    play.page.get_by_label("Show", exact=True).select_option("invalid")
    expect(rows(play)).to_have_count(2)
    read: dict[str, Any] = {}
    for name in ("CSV", "JSON"):
        with play.page.expect_download() as download:
            play.button(f"Export {name}").click()
        assert download.value.suggested_filename == f"tokens.{name.lower()}"
        read[name] = download.value.path().read_text("utf-8")
    as_csv = list(csv.DictReader(io.StringIO(read["CSV"], newline="")))
    as_json = json.loads(read["JSON"])
    for one in (as_csv, as_json):
        assert [each["token"] for each in one] == [LATE, FORGED]
        assert [each["verdict"] for each in one] == ["invalid", "invalid"]
    assert as_csv[0]["failed"] == "expired"
    assert as_json[1]["failed"] == ["signature-mismatch"]
    assert as_json[0]["line"] == 3


def test_ten_thousand_tokens_are_judged_and_only_those_in_sight_are_drawn(play: Playground) -> None:
    good = [hs256(f'{{"n":{number}}}') for number in range(9_999)]
    play.paste(play.key, SECRET)
    paste(play, "\n".join([*good, FORGED]))
    expect(status(play)).to_contain_text("9,999 valid, 1 invalid", timeout=90_000)
    grid = play.page.get_by_role("grid", name="Many tokens")
    expect(grid).to_have_attribute("aria-rowcount", "10001")
    assert 5 < rows(play).count() < 200
    grid.focus()
    grid.press("End")
    last = play.page.locator("#batch-row-9999")
    expect(last).to_be_in_viewport()
    expect(last).to_have_attribute("data-verdict", "invalid")
    expect(last.locator("[data-column=line]")).to_have_text("10000")
    assert rows(play).count() < 200


def test_a_long_run_can_be_cancelled_and_begun_anew(play: Playground) -> None:
    # Whoever asked before is served first: that leaves the time to press the button.
    play.page.evaluate(
        """(token) => {
          const tokens = Array(30_000).fill(token);
          for (let call = 0; call < 8; call++) void jwtPlayground.call("inspect_many", { tokens });
        }""",
        GOOD,
    )
    paste(play, "\n".join(hs256(f'{{"n":{number}}}') for number in range(4_000)))
    play.button("Cancel").click()
    expect(status(play)).to_contain_text("Cancelled")
    expect(play.button("Cancel")).to_be_hidden()
    play.button("Check again").click()
    expect(status(play)).to_contain_text("4,000 not verified", timeout=90_000)


def test_a_text_without_tokens_says_so_and_clear_empties_the_panel(play: Playground) -> None:
    paste(play, "no token in here")
    expect(status(play)).to_contain_text("There is no token in this text")
    paste(play, LOG)
    expect(rows(play)).to_have_count(3)
    play.button("Clear").click()
    expect(status(play)).to_have_text("")
    expect(play.page.locator("#batch-results")).to_be_hidden()


def test_the_pasted_text_goes_neither_into_links_nor_into_storage(play: Playground) -> None:
    show_many_tokens(play)
    play.button("Share").click()
    link = play.page.get_by_label("Link", exact=True).input_value()
    assert link.partition("#")[2] == play.page.evaluate("location.hash.slice(1)")
    assert play.page.evaluate("Object.keys(localStorage).filter((name) => name !== 'theme')") == []
