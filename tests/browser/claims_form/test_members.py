"""Changes of a JSON object as text, one by one, in Node."""

from __future__ import annotations

from tests.browser.support.node import run_module

CHANGES = """
import * as members from "./site/editors/json-members.js";
tell(given.map(([name, ...rest]) => members[name](...rest)));
"""
LINES = '{\n  "a": 1,\n  "b" : [ "x" , "y" ]\n}'


def changes(*calls: tuple[object, ...]) -> list[object]:
    told: list[object] = run_module(CHANGES, calls)
    return told


def test_a_new_member_is_written_as_its_neighbours() -> None:
    written = {
        "": '{\n  "n": 1\n}',
        " \n": '{\n  "n": 1\n}',
        "{}": '{"n":1}',
        "{ }": '{"n":1 }',
        '{"a":{"b":1}}': '{"a":{"b":1},"n":1}',
        '{"a": 1, "b": 2}': '{"a": 1, "b": 2, "n": 1}',
        '{"a":1,\r\n\t"b":2\r\n}': '{"a":1,\r\n\t"b":2,\r\n\t"n":1\r\n}',
        LINES: '{\n  "a": 1,\n  "b" : [ "x" , "y" ],\n  "n" : 1\n}',
    }
    told = changes(*(("addMember", text, "n", "1") for text in written))
    assert told == list(written.values())


def test_a_name_is_escaped_and_may_be_any() -> None:
    assert changes(("addMember", "{}", '__proto__"\\\n', "1")) == ['{"__proto__\\"\\\\\\n":1}']


def test_of_members_with_one_name_only_the_one_meant_changes() -> None:
    text = '{"a":1,"a":2,"a":3}'
    assert changes(
        ("replaceValue", text, 1, '"x"'), ("removeMemberAt", text, 1), ("swapMembers", text, 2, 0)
    ) == ['{"a":1,"a":"x","a":3}', '{"a":1,"a":3}', '{"a":3,"a":2,"a":1}']


def test_lines_stay_lines() -> None:
    assert changes(
        ("removeMemberAt", LINES, 0), ("removeMemberAt", LINES, 1), ("swapMembers", LINES, 0, 1)
    ) == [
        '{\n  "b" : [ "x" , "y" ]\n}',
        '{\n  "a": 1\n}',
        '{\n  "b" : [ "x" , "y" ],\n  "a": 1\n}',
    ]


def test_a_list_keeps_its_spaces() -> None:
    text = '[ "x" , "y" ]'
    assert changes(
        ("addElement", text, '"z"'),
        ("removeElement", text, 0),
        ("removeElement", text, 1),
        ("replaceElement", text, 1, '"q"'),
    ) == ['[ "x" , "y", "z" ]', '[ "y" ]', '[ "x" ]', '[ "x" , "q" ]']


def test_what_is_no_list_has_no_elements() -> None:
    assert changes(*(("readElements", text) for text in ('"[1]"', "{}", "1", "[]"))) == [[]] * 4
