"""`--embed-in`: which origins a build takes, what it then contains, and what its host must send."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

import pytest

from buildtools.common import BuildError
from buildtools.embedding import read_origins
from buildtools.headers import HEADERS, headers_for
from buildtools.site import build_site
from tests.build.conftest import Project, read_folder
from tests.build.test_commands import serving

ORIGIN = "https://intranet.example"
DOOR = b"state.set"
"""What only the door's own code says."""


@pytest.mark.parametrize(
    "origin",
    [
        "https://example.com",
        "https://a-1.example.com:8443",
        "https://xn--bcher-kva.example",
        "https://10.0.0.1",
        "http://localhost",
        "http://localhost:8000",
        "http://127.0.0.1:65535",
    ],
)
def test_an_exact_origin_is_taken(origin: str) -> None:
    assert read_origins([origin]) == (origin,)


def test_the_same_origins_in_another_order_are_the_same() -> None:
    given = ["https://b", "http://localhost", "https://a", "https://b"]
    assert read_origins(given) == ("http://localhost", "https://a", "https://b")
    assert read_origins([]) == ()


@pytest.mark.parametrize(
    ("origin", "why"),
    [
        ("*", "no exact origin"),
        ("null", "no exact origin"),
        ("", "no exact origin"),
        ("example.com", "no exact origin"),
        ("https://", "no exact origin"),
        ("https://*.example.com", "no exact origin"),
        ("https://example.com/", "no exact origin"),
        ("https://example.com/page", "no exact origin"),
        ("https://example.com?", "no exact origin"),
        ("https://user@example.com", "no exact origin"),
        ("https://example.com:*", "no exact origin"),
        ("https://example.com:", "no exact origin"),
        ("https://example.com:08443", "no exact origin"),
        ("https://example.com.", "no exact origin"),
        ("https://Example.com", "no exact origin"),
        ("HTTPS://example.com", "no exact origin"),
        ("https://bücher.example", "no exact origin"),
        ("https://[::1]", "no exact origin"),
        ("https://a; script-src *", "no exact origin"),
        ("https://a https://b", "no exact origin"),
        ("https://a\n", "no exact origin"),
        ("'self'", "no exact origin"),
        ("file://", "no exact origin"),
        ("ftp://example.com", "no exact origin"),
        ("http://example.com", "only for localhost"),
        ("http://localhost.example.com", "only for localhost"),
        ("https://example.com:65536", "ports end at 65535"),
        ("https://example.com:443", "write https://example.com."),
        ("http://localhost:80", "write http://localhost."),
    ],
)
def test_anything_else_is_refused(origin: str, why: str) -> None:
    with pytest.raises(BuildError, match="--embed-in") as refused:
        read_origins([ORIGIN, origin])
    assert why in str(refused.value)


def test_only_a_build_that_names_an_origin_has_a_door(dist: Path, tmp_path: Path) -> None:
    build_site(tmp_path / "named", (ORIGIN,))
    with_door, without = read_folder(tmp_path / "named"), read_folder(dist)
    [door] = [name for name, data in with_door.items() if DOOR in data]
    assert door.startswith("assets/door-")
    [knowing] = [name for name, data in with_door.items() if ORIGIN.encode() in data]
    assert knowing.startswith("assets/page-")
    assert not [name for name, data in without.items() if DOOR in data or "/door-" in name]


def test_one_header_differs() -> None:
    named = headers_for((ORIGIN, "https://b"))
    assert headers_for(()) == HEADERS
    assert [each.name for each in named] == [each.name for each in HEADERS]
    assert [each.value for each in named if each not in HEADERS] == [
        f"frame-ancestors {ORIGIN} https://b"
    ]


def test_the_build_says_what_the_host_must_send(built_project: Project) -> None:
    project, before = built_project, built_project.files()
    header = f"Content-Security-Policy: frame-ancestors {ORIGIN}"
    for said in ("Built dist", "Nothing has changed"):
        done = project.run("build", "--embed-in", ORIGIN)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
        assert header in done.stdout.splitlines()
    assert project.files() != before

    plain = project.build()
    assert "Built dist" in plain.stdout
    assert "frame-ancestors" not in plain.stdout
    assert project.files() == before


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("build", "--embed-in", "*"), "--embed-in '*' is no exact origin."),
        (("serve", "--embed-in", "http://example.com"), "only for localhost"),
        (("build", "--single-file", "--embed-in", ORIGIN), "not for a single file"),
    ],
)
def test_a_refusal_builds_nothing(project: Project, arguments: tuple[str, ...], why: str) -> None:
    refused = project.run(*arguments)
    assert refused.returncode == 1
    assert refused.stderr.strip().startswith("build.py: --embed-in")
    assert why in refused.stderr
    assert not project.dist.exists()
    assert not list(project.root.glob("*.html"))


def test_serve_sends_that_header_and_keeps_the_door_on_reload(built_project: Project) -> None:
    project = built_project
    with serving(project, "--embed-in", ORIGIN) as (_, url):
        with urlopen(url) as answer:
            policies = answer.headers.get_all("Content-Security-Policy")
        assert policies == [f"frame-ancestors {ORIGIN}"]
        assert list(project.dist.glob("assets/door-*.js"))
