"""Two URIs are the same target, or are not (RFC 3986 sections 6.2.2 and 6.2.3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.dpop.target import normalized


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("https://a.example/b", "https://a.example/b"),
        ("HTTPS://A.Example/B", "https://a.example/B"),
        ("https://a.example", "https://a.example/"),
        ("https://a.example:443/", "https://a.example/"),
        ("https://a.example:/", "https://a.example/"),
        ("https://a.example:80/", "https://a.example:80/"),
        ("http://a.example:80/", "http://a.example/"),
        ("https://a.example:8443/", "https://a.example:8443/"),
        ("https://a.example/?q=1#f", "https://a.example/"),
        ("https://a.example?q=/x", "https://a.example/"),
        ("https://a.example/%7euser/%2f%c3%bc", "https://a.example/~user/%2F%C3%BC"),
        ("https://a.example/b/./c/../d", "https://a.example/b/d"),
        ("https://a.example/../b/..", "https://a.example/"),
        ("https://a.example/b/.", "https://a.example/b/"),
        ("https://a.example/%2e%2E/b", "https://a.example/b"),
        ("https://a.example//b//", "https://a.example//b//"),
        ("https://User@A.example/", "https://User@a.example/"),
        ("https://[::1]:443/", "https://[::1]/"),
        ("https://%61%c3.example/", "https://a%C3.example/"),
        ("https:///b", None),
        ("https://:443/", None),
        ("//a.example/", None),
        ("/b", None),
        ("", None),
        ("mailto:a@b.example", None),
    ],
)
def test_an_absolute_uri_is_normalized(uri: str, expected: str | None) -> None:
    assert normalized(uri) == expected


# The example of RFC 3986 section 5.2.4, and those of section 5.4.2 as absolute paths.
@pytest.mark.parametrize(
    ("path", "expected"),
    [("/a/b/c/./../../g", "/a/g"), ("/b/c/d/../../../g", "/g"), ("/b/c/g;x=1/../y", "/b/c/y")],
)
def test_dot_segments_are_removed_as_in_the_standard(path: str, expected: str) -> None:
    assert normalized(f"https://a{path}") == f"https://a{expected}"


@given(st.text(alphabet="aA%.:/@?#[]2eE7f\ud800é", max_size=30))
def test_what_is_normalized_stays_as_it_is(rest: str) -> None:
    once = normalized(f"https://{rest}")
    assert once is None or normalized(once) == once
