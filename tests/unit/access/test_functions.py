"""The functions of matchers answer as casbin's own do."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from casbin import util
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jwt_playground.access.functions import CallError, Functions
from jwt_playground.access.limits import Work
from jwt_playground.access.matcher_words import python_text
from jwt_playground.access.patterns import Automaton, PatternError
from tests.unit.support.access import NOW, decide

CASBIN: dict[str, Callable[[str, str], Any]] = {
    "keyMatch": util.key_match,
    "keyMatch2": util.key_match2,
    "keyMatch3": util.key_match3,
    "keyMatch4": util.key_match4,
    "keyMatch5": util.key_match5,
    "globMatch": util.glob_match,
    "ipMatch": util.ip_match,
}
PIECES = ["/", "a", "b", ":id", "{id}", "{x}", "*", "{", "}", "?", "ab", "/*", "1", ":", "[ab]"]
PATHS = st.lists(st.sampled_from(["/", "a", "b", "1", "?", "ab"]), max_size=7).map("".join)
PATTERNS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)
MAY_REFUSE = {"keyMatch4", "globMatch"}


@settings(max_examples=400, deadline=None)
@given(name=st.sampled_from(sorted(CASBIN)), path=PATHS, pattern=PATTERNS)
def test_a_function_says_what_casbins_own_says(name: str, path: str, pattern: str) -> None:
    try:
        expected = bool(CASBIN[name](path, pattern))
    except Exception:
        expected = None
    try:
        found = Functions(Work()).all[name](path, pattern)
    except CallError:
        assert expected is None or name in MAY_REFUSE
    else:
        assert found is expected


@pytest.mark.parametrize(
    ("address", "network", "fits"),
    [
        ("10.1.2.3", "10.0.0.0/8", True),
        ("11.1.2.3", "10.0.0.0/8", False),
        ("10.1.2.3", "10.1.2.3", True),
        ("::1", "::/64", True),
        ("10.1.2.3", "nowhere", False),
    ],
)
def test_addresses_are_compared_as_casbin_does(address: str, network: str, fits: bool) -> None:
    assert util.ip_match(address, network) is fits
    assert Functions(Work()).all["ipMatch"](address, network) is fits


PARTS = ["a", "b", ".", "*", "+", "?", "|", "(", ")", "[ab]", "[^a]", "^", "$", "{1,2}", "{2}"]
PARTS += [r"\d", r"\w", r"\s", r"\b", r"\B", r"\D", "1", "a*?", "(?:", "/", "[a-c1]", r"\Z"]


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=9).map("".join),
    st.text("ab1/\n é", max_size=6),
)
def test_a_pattern_matches_where_it_does_in_python(pattern: str, text: str) -> None:
    assume(not re.search(r"[*+?}]\+", pattern))  # possessive: refused
    assume(text or r"\B" not in pattern)  # Python 3.14 thinks otherwise than 3.13
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            expected = re.match(pattern, text) is not None
        except re.error:
            with pytest.raises(PatternError):
                Automaton(pattern)
            return
        assert Automaton(pattern).matches(text, Work()) is expected


@pytest.mark.parametrize("flag", ["(?i)a", "(?s).", "(?i:a)", "(?x)a b"])
def test_flags_are_refused(flag: str) -> None:
    with pytest.raises(PatternError, match="flags"):
        Automaton(flag)


@pytest.mark.parametrize(
    "text",
    [
        "r.sub == p.sub && r2.obj || !p2.act",
        "r.a != p.b && r.c == 'p.x'",
        "our.sub && !!p.a",
        "p2.a && p.b && p2.c",
    ],
)
def test_a_matcher_becomes_the_same_python_text_as_in_casbin(text: str) -> None:
    theirs = util.escape_assertion(text).replace("&&", "and").replace("||", "or")
    assert python_text(text) == re.sub(r"!(?!=)", "not ", theirs)


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        ("2027-01-15 08:00:00", "_", False),  # it is just that second
        ("2027-01-15 07:59:59", "_", True),
        ("_", "2027-01-15 08:00:01", True),
        ("_", "2027-01-15 08:00:00", False),
        ("2024-02-29 00:00:00", "2027-03-01 00:00:00", True),
    ],
)
def test_time_match_takes_the_time_of_the_request_and_no_clock(
    start: str, end: str, fits: bool
) -> None:
    assert NOW == 1_800_000_000  # 2027-01-15 08:00:00 in UTC
    assert decide(f"timeMatch('{start}', '{end}')")["allowed"] is fits
    decision = decide(f"timeMatch('{start}', '{end}')", now=None)
    assert "needs a time" in decision["reason"]
