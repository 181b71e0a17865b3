"""`--connect`: which origins a build takes, what it then contains, and what all others do not."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from buildtools.common import BuildError
from buildtools.connecting import connected, read_connect
from buildtools.service_worker_files import policy
from buildtools.site import build_site
from tests.build.conftest import Project, read_folder
from tests.build.test_commands import serving
from tests.build.test_output import Index

ORIGIN = "https://login.example"
OTHER = "http://localhost:8080"
TRACES = (b"Fetch keys", b"openid-configuration", b"oauth-authorization-server", b"fetch-keys")
"""What only the code that fetches keys says, or the page's texts about it."""


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build that may connect to two origins."""
    out = tmp_path_factory.mktemp("connecting") / "dist"
    build_site(out, connect=read_connect([ORIGIN, OTHER]))
    return out


def traces(files: dict[str, bytes]) -> set[bytes]:
    # Names of files are those of modules, and so they count as well.
    return {
        trace
        for trace in TRACES
        for name, data in files.items()
        if trace in data or trace in name.encode()
    }


@pytest.mark.parametrize(
    "origin", ["https://example.com", "https://a-1.example.com:8443", "http://localhost:8000"]
)
def test_an_exact_origin_is_taken(origin: str) -> None:
    assert read_connect([origin, origin]) == (origin,)


@pytest.mark.parametrize(
    ("origin", "why"),
    [
        ("*", "no exact origin"),
        ("https:", "no exact origin"),
        ("login.example", "no exact origin"),
        ("https://*.example.com", "no exact origin"),
        ("https://example.com/", "no exact origin"),
        ("https://example.com/realms/a", "no exact origin"),
        ("https://user@example.com", "no exact origin"),
        ("https://a; script-src *", "no exact origin"),
        ("https://a https://b", "no exact origin"),
        ("https://a\n", "no exact origin"),
        ("ws://example.com", "no exact origin"),
        ("http://login.example", "can alter keys that come over http://"),
        ("https://example.com:443", "write https://example.com."),
        ("https://example.com:65536", "ports end at 65535"),
    ],
)
def test_anything_else_is_refused(origin: str, why: str) -> None:
    with pytest.raises(BuildError, match="--connect") as refused:
        read_connect([ORIGIN, origin])
    assert why in str(refused.value)


def test_the_policy_opens_connections_to_exactly_these_origins(named: Path, dist: Path) -> None:
    csp, usual = Index(named).csp(), Index(dist).csp()
    assert csp.pop("connect-src") == ["'self'", OTHER, ORIGIN]
    assert usual.pop("connect-src") == ["'self'"]
    assert csp == usual


def test_the_policy_that_the_worker_gets_is_that_of_the_page(named: Path) -> None:
    # From a `blob:` it inherits the page's. Behind the service worker it gets this one.
    page = policy((named / "index.html").read_bytes())
    assert f"connect-src 'self' {OTHER} {ORIGIN};" in page
    assert page in (named / "sw.js").read_text("utf-8")


def test_the_page_says_to_whom_it_may_connect(named: Path, dist: Path) -> None:
    page, usual = ((each / "index.html").read_text("utf-8") for each in (named, dist))
    assert f"talk only to the place it was loaded from and to {OTHER}, {ORIGIN}." in page
    assert "Nothing you paste leaves this page." in usual
    assert "Nothing you paste leaves this page." not in page
    assert "Nothing that you paste leaves this page:" not in page


def test_only_such_a_build_has_the_code(named: Path, dist: Path) -> None:
    with_code, without = read_folder(named), read_folder(dist)
    assert traces(with_code) == set(TRACES)
    assert traces(without) == set()
    [code] = [name for name, data in with_code.items() if b"openid-configuration" in data]
    assert code.startswith("assets/issuer-")
    assert not [name for name in without if name.startswith("assets/issuer-")]
    # It is no part of what is loaded at once: the page asks for it when it stands.
    assert code not in with_code["index.html"].decode()


def test_scripts_of_other_builds_ask_no_address_with_an_origin(dist: Path) -> None:
    scripts = {name: data for name, data in read_folder(dist).items() if name.endswith(".js")}
    assert len(scripts) > 5
    for name, data in scripts.items():
        assert not re.search(rb"\bfetch\(\s*[\"'`](?:https?:)?//", data), name
        # How foreign origins would be asked.
        assert not re.search(rb"credentials:|referrerPolicy:|redirect:|mode:\s*\"cors", data), name


def test_a_page_that_has_changed_is_not_built_with_other_texts() -> None:
    with pytest.raises(BuildError, match=r"buildtools/connecting\.py needs exactly one"):
        connected(b"<!doctype html>", (ORIGIN,))
    assert connected(b"<!doctype html>", ()) == b"<!doctype html>"


def test_the_build_says_it_and_another_option_builds_anew(built_project: Project) -> None:
    project, before = built_project, built_project.files()
    for said in ("Built dist", "Nothing has changed"):
        done = project.run("build", "--connect", ORIGIN)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
        assert f"can fetch keys from {ORIGIN}, on a click." in done.stdout
    with_connect = project.files()
    done = project.run("build", "--embed-in", ORIGIN)
    assert "Built dist" in done.stdout
    assert project.files() not in (before, with_connect)
    assert "fetch keys" not in project.build().stdout
    assert project.files() == before


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("build", "--connect", "*"), "--connect '*' is no exact origin."),
        (("serve", "--connect", "http://example.com"), "only for localhost"),
        (("build", "--single-file", "--connect", ORIGIN), "not for a single file"),
    ],
)
def test_a_refusal_builds_nothing(project: Project, arguments: tuple[str, ...], why: str) -> None:
    refused = project.run(*arguments)
    assert refused.returncode == 1
    assert refused.stderr.strip().startswith("build.py: --connect")
    assert why in refused.stderr
    assert not project.dist.exists()
    assert not list(project.root.glob("*.html"))


def test_serve_keeps_it_on_reload(built_project: Project) -> None:
    with serving(built_project, "--connect", ORIGIN) as (_, url):
        (built_project.dist / "index.html").write_text("damaged")
        with urlopen(url) as answer:
            page = answer.read().decode()
    assert f"connect-src 'self' {ORIGIN};" in page
