"""Requests as texts: what is asked for them, and the file that the command line takes as well."""

from __future__ import annotations

from typing import Any

import pytest

from jwt_playground.cli.access_requests import requests_of_text
from tests.browser.support.abilities import one_browser
from tests.browser.support.node import run_module

pytestmark = one_browser

READ = """
import { readRow, rowOf } from "./site/workspaces/access/rows.js";
tell(given.map((texts) => readRow(rowOf(texts))));
"""
FILE = """
import { readRequestsFile, requestsFile, rowOf, textsOf } from "./site/workspaces/access/rows.js";
const file = requestsFile(given.map((texts) => rowOf(texts)));
tell([file, readRequestsFile(file).map((row) => textsOf(row))]);
"""
PATHS = """
import { readPath } from "./site/workspaces/access/paths.js";
tell(given.map((text) => readPath(text)));
"""


def read(*texts: str) -> Any:
    [row] = run_module(READ, [texts])
    return row


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("alice, /data/1, read", ["alice", "/data/1", "read"]),
        ('"a, b",c', ["a, b", "c"]),
        ('say ""hi"", x', ['say ""hi""', "x"]),
        ("a,,", ["a", "", ""]),
        ("", []),
        ('[{"owner": "alice"}, 7]', [{"owner": "alice"}, 7]),
        ('{"obj": "x"}', {"obj": "x"}),
    ],
)
def test_values_are_texts_with_commas_or_json(text: str, values: Any) -> None:
    assert read(text) == {"request": {"values": values}}


def test_context_and_expectation_go_along() -> None:
    assert read("x", '{"ip": "10.0.0.1"}', "deny") == {
        "request": {"values": ["x"], "context": {"ip": "10.0.0.1"}, "expect": "deny"}
    }
    assert read("x", " ", "perhaps") == {"request": {"values": ["x"]}}


@pytest.mark.parametrize(
    ("texts", "words"),
    [(["[1"], "begins like JSON"), (['{"a'], "begins like JSON"), (["x", "[]"], "context is no")],
)
def test_what_is_no_json_is_told(texts: list[str], words: str) -> None:
    assert words in read(*texts)["problem"]


def test_the_file_is_read_by_the_page_and_by_the_command_line() -> None:
    rows = [
        ["alice, /data/1, read", "", "allow"],
        ['["a, b","c"]', "", ""],
        ["x", '{"hour":3}', "deny"],
        ['{"obj":"x"}', "", ""],
    ]
    file, again = run_module(FILE, rows)
    assert again == rows
    asked = [each["request"] for each in run_module(READ, rows)]
    assert requests_of_text(file, "requests.txt") == asked


def test_a_path_is_names_with_dots_an_address_or_json() -> None:
    texts = [
        "app.teams",
        "https://app.example/x",
        '["a.b", "c"]',
        "",
        "a..b",
        "[1]",
        "[]",
        "a." * 20,
    ]
    found = run_module(PATHS, texts)
    assert found[:3] == [["app", "teams"], ["https://app.example/x"], ["a.b", "c"]]
    assert found[3:] == [None] * 5
