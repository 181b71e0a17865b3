"""An edit of one claim leaves every other byte as it was: cases without end, in Node."""

from __future__ import annotations

import json
from dataclasses import dataclass

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.browser.support.node import run_module

CHANGES = """
import * as members from "./site/editors/json-members.js";
tell(given.map(([name, ...rest]) => members[name](...rest)));
"""

BLANKS = " \n\r\t"

gaps = st.text(BLANKS, max_size=3)
strings = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(json.dumps),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\'), max_size=6
    ).map(lambda text: f'"{text}"'),
    st.sampled_from(['"\\u0061"', '"\\/"', '"}"', '"a\\"b"', '",:"', '"__proto__"', '""']),
)
numbers = st.sampled_from(["0", "-0", "1.0", "1e3", "1E+03", "100002348117421473", "-1.50"])
words = st.sampled_from(["true", "false", "null"])


def lists(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(gaps, inside, gaps).map("".join), max_size=3).map(
        lambda each: f"[{','.join(each)}]"
    )


def objects(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(gaps, strings, gaps, st.just(":"), gaps, inside, gaps)
    return st.lists(pair.map("".join), max_size=2).map(lambda each: f"{{{','.join(each)}}}")


values = st.recursive(
    strings | numbers | words, lambda inside: lists(inside) | objects(inside), max_leaves=5
)


@dataclass(frozen=True)
class Piece:
    """A member, or an element where `name` is "": its text and the white space on both sides."""

    before: str
    name: str
    value: str
    after: str

    @property
    def text(self) -> str:
        return self.name + self.value


pieces = st.builds(
    Piece,
    gaps,
    st.tuples(strings, gaps, st.just(":"), gaps).map("".join),
    values,
    gaps,
)
elements = st.builds(Piece, gaps, st.just(""), values, gaps)


def put_together(all_pieces: list[Piece], around: str = "{}") -> str:
    inside = ",".join(each.before + each.text + each.after for each in all_pieces)
    return f"{around[0]}{inside}{around[1]}"


def without(all_pieces: list[Piece], index: int) -> list[Piece]:
    """Return the pieces without one; the white space of its comma goes with it."""
    rest = [*all_pieces]
    gone = rest.pop(index)
    if index < len(rest):
        follower = rest[index]
        rest[index] = Piece(gone.before, follower.name, follower.value, follower.after)
    elif rest:
        last = rest[-1]
        rest[-1] = Piece(last.before, last.name, last.value, gone.after)
    return rest


def with_one_more(all_pieces: list[Piece], text: str, around: str = "{}") -> str:
    """Return the whole with one more at the end, written as the last one before it."""
    last = all_pieces[-1]
    more = Piece(last.before, "", text, last.after)
    return put_together([*all_pieces[:-1], Piece(last.before, "", last.text, ""), more], around)


def empty(gone: Piece, around: str) -> str:
    return f"{around[0]}{gone.before}{gone.after}{around[1]}"


@dataclass(frozen=True)
class Case:
    """An object, a list, a place in each, another place in the object, and a new value."""

    members: list[Piece]
    items: list[Piece]
    index: int
    other: int
    place: int
    literal: str


@st.composite
def cases(draw: st.DrawFn) -> Case:
    members = draw(st.lists(pieces, min_size=1, max_size=5))
    items = draw(st.lists(elements, min_size=1, max_size=5))
    places = st.integers(0, len(members) - 1)
    place = draw(st.integers(0, len(items) - 1))
    return Case(members, items, draw(places), draw(places), place, draw(values))


def asked(case: Case) -> list[tuple[list[object], str]]:
    """Return the calls for a case, each with the text that it has to return."""
    members, items, literal = case.members, case.items, case.literal
    text, array = put_together(members), put_together(items, "[]")
    old, item = members[case.index], items[case.place]
    changed, swapped, replaced = [*members], [*members], [*items]
    changed[case.index] = Piece(old.before, old.name, literal, old.after)
    for at, by in ((case.index, members[case.other]), (case.other, old)):
        there = members[at]
        swapped[at] = Piece(there.before, by.name, by.value, there.after)
    replaced[case.place] = Piece(item.before, "", literal, item.after)
    rest, left = without(members, case.index), without(items, case.place)
    name = members[-1].name
    colon = name[len(name.rstrip(BLANKS).removesuffix(":").rstrip(BLANKS)) :]
    return [
        (["replaceValue", text, case.index, literal], put_together(changed)),
        (["removeMemberAt", text, case.index], put_together(rest) if rest else empty(old, "{}")),
        (["swapMembers", text, case.index, case.other], put_together(swapped)),
        (["addMember", text, "new", literal], with_one_more(members, f'"new"{colon}{literal}')),
        (["replaceElement", array, case.place, literal], put_together(replaced, "[]")),
        (
            ["removeElement", array, case.place],
            put_together(left, "[]") if left else empty(item, "[]"),
        ),
        (["addElement", array, literal], with_one_more(items, literal, "[]")),
    ]


def test_every_other_byte_stays() -> None:
    calls: list[tuple[list[object], str]] = []

    # Drawn first and asked all at once: Node needs long to start.
    @settings(max_examples=300, database=None, phases=[Phase.generate])
    @given(cases())
    def draw(case: Case) -> None:
        calls.extend(asked(case))

    draw()
    assert len(calls) > 1000
    told = run_module(CHANGES, [call for call, _ in calls])
    for got, (call, right) in zip(told, calls, strict=True):
        json.loads(right)
        assert got == right, call
