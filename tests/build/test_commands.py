"""build.py as a person runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from buildtools.check import covered
from buildtools.common import ROOT, BuildError
from buildtools.serve import listen
from buildtools.site import is_built, listing
from tests.build.conftest import Project


def test_a_build_with_nothing_changed_does_nothing(project: Project) -> None:
    assert "Built dist" in project.build().stdout
    before = (project.dist / "index.html").stat().st_mtime_ns
    os.utime(project.root / "site" / "index.html")  # a new date alone is not a change

    again = project.build()

    assert again.returncode == 0
    assert again.stdout == "Nothing has changed since the last build.\n"
    assert (project.dist / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "name", ["site/styles/main.css", "py/jwt_playground/__init__.py", "LICENSE"]
)
def test_a_changed_source_is_built_again(built_project: Project, name: str) -> None:
    project = built_project
    before = project.files()
    source = project.root / name
    added = {".css": "\nbody { outline: none; }\n", ".py": "\n# changed\n"}
    source.write_text(source.read_text() + added.get(source.suffix, "\nchanged\n"))

    assert "Built dist" in project.build().stdout
    assert project.files() != before


def test_a_damaged_site_is_built_again(built_project: Project) -> None:
    project = built_project
    before = project.files()
    licences = project.dist / "licenses.txt"
    licences.write_bytes(licences.read_bytes()[:-1] + b"x")  # its size stays

    assert "Built dist" in project.build().stdout
    assert project.files() == before


@pytest.mark.parametrize("note", [None, "", "{", "[]", '{"inputs": "a", "files": {"x": 1}}'])
def test_a_note_of_an_earlier_build_that_says_something_else_counts_for_nothing(
    tmp_path: Path, note: str | None
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "x").write_text("x")
    stamp = tmp_path / "stamp"
    if note is not None:
        stamp.write_text(note)
    assert not is_built(tmp_path / "out", stamp, "a")
    stamp.write_text(json.dumps({"inputs": "a", "files": listing(tmp_path / "out")}))
    assert is_built(tmp_path / "out", stamp, "a")
    assert not is_built(tmp_path / "out", stamp, "b")


def test_a_terminal_that_cannot_show_every_character_gets_escapes() -> None:
    done = subprocess.run(
        [sys.executable, "build.py", "build", "--help"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u201ccryptography\\u201d" in done.stdout


def test_a_failed_build_names_its_cause_and_leaves_the_old_site(built_project: Project) -> None:
    project = built_project
    before = project.files()
    (project.root / "site" / "main.js").write_text("export const broken = ;\n")

    failed = project.build()

    assert failed.returncode == 1
    assert "site/main.js" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert project.files() == before
    assert not list(project.root.glob(".dist-*"))


def test_a_missing_source_is_named(project: Project) -> None:
    (project.root / "site" / "main.js").unlink()
    failed = project.build()
    assert failed.returncode == 1
    assert failed.stderr.strip() == (
        "build.py: site/main.js is missing: the site cannot be built without it."
    )


def test_a_wheel_with_another_hash_is_refused_by_name(project: Project) -> None:
    [wheel] = project.wheels.glob("pyjwt-*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"\0")

    failed = project.build()

    assert failed.returncode == 1
    assert f"{wheel.name} does not have the hash" in failed.stderr
    assert "PyJWT" in failed.stderr
    assert not project.dist.exists()


def test_a_machine_without_node_is_told_what_to_install(project: Project) -> None:
    # Node from PyPI is not available either.
    failed = project.build(PATH="", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert failed.returncode == 1
    assert "Node.js (with npm) was not found" in failed.stderr
    assert "Install Node.js 20 or newer" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_folder_that_is_not_a_built_site_is_not_replaced(
    project: Project, tmp_path: Path
) -> None:
    precious = tmp_path / "home" / "letter.txt"
    precious.parent.mkdir()
    precious.write_text("dear")

    refused = project.run("build", "--out", str(precious.parent))

    assert refused.returncode == 1
    assert "choose another --out" in refused.stderr
    assert precious.read_text() == "dear"


def test_an_unknown_argument_is_bad_usage(project: Project) -> None:
    wrong = project.run("build", "--fast")
    assert wrong.returncode == 2
    assert "--fast" in wrong.stderr


@contextmanager
def serving(project: Project, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `build.py serve` on a free port; give the process and the address it prints."""
    process = subprocess.Popen(
        [sys.executable, "build.py", "serve", "--port", "0", *options],
        cwd=project.root,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        yield process, next(line for line in process.stdout if line.startswith("http")).rstrip("\n")
    finally:
        process.kill()
        process.communicate()


def test_serve_prints_its_address_on_a_line_of_its_own_and_serves(built_project: Project) -> None:
    project = built_project
    with serving(project) as (process, url):
        assert url.startswith("http://127.0.0.1:")
        assert url.endswith("/")
        [runtime] = (path.name for path in project.dist.glob("pyodide-*"))
        types = {
            "": "text/html; charset=utf-8",
            "manifest.webmanifest": "application/manifest+json",
            f"{runtime}/pyodide.mjs": "text/javascript; charset=utf-8",
            f"{runtime}/pyodide.asm.wasm.bin": "application/octet-stream",
            f"{runtime}/python_stdlib.zip": "application/zip",
        }
        for name, kind in types.items():
            with urlopen(url + name) as answer:
                assert answer.headers["Content-Type"] == kind
                assert answer.headers["Cache-Control"] == "no-cache"
                assert answer.read() == (project.dist / (name or "index.html")).read_bytes()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_serve_builds_again_on_reload_what_has_changed(built_project: Project) -> None:
    project = built_project
    with serving(project) as (_, url):
        index = project.root / "site" / "index.html"
        index.write_text(index.read_text("utf-8") + "<!-- changed -->", "utf-8")
        with urlopen(url) as answer:
            assert answer.read().endswith(b"<!-- changed -->")
        # A service worker would keep showing the old build.
        with urlopen(url + "sw.js") as answer:
            assert b"fetch" not in answer.read()


def test_without_a_port_asked_for_the_next_free_one_is_taken(tmp_path: Path) -> None:
    with (
        listen(tmp_path, None, lambda: None) as first,
        listen(tmp_path, None, lambda: None) as second,
    ):
        assert first.server_address[1] < second.server_address[1] < 8100


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(tmp_path: Path) -> None:
    with listen(tmp_path, None, lambda: None) as first:
        port = int(first.server_address[1])
        with pytest.raises(BuildError, match=f"Port {port} cannot be used"):
            listen(tmp_path, port, lambda: None)


def test_a_connection_that_a_browser_drops_is_no_news(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kept.css").touch()
    with listen(tmp_path, None, lambda: None) as server:
        # So closing the server waits for its threads, and for what they print.
        server.daemon_threads = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        dropped = socket.create_connection(("127.0.0.1", port))
        dropped.sendall(b"GET /kept.css HTTP/1.1\r\n")
        dropped.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        dropped.close()  # the option above makes this a reset
        with urlopen(f"http://127.0.0.1:{port}/kept.css") as reply:
            assert reply.status == 200
        server.shutdown()
    assert capsys.readouterr() == ("", "")


def test_coverage_holds_all_unit_tests_to_the_floor_and_a_part_of_them_to_none() -> None:
    assert covered([]) == ["tests/unit", "--cov"]
    assert covered(["tests/unit", "-k", "keys"])[:3] == ["tests/unit", "-k", "keys"]
    assert "--cov-fail-under=0" in covered(["-k", "keys"])


def test_lock_files_have_hashes_and_no_addresses() -> None:
    npm = (ROOT / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in npm
    assert npm.count('"integrity"') == npm.count('"node_modules/')
    for name in (
        "tests/requirements.txt",
        "buildtools/node-requirements.txt",
        "buildtools/deflate-requirements.txt",
    ):
        text = (ROOT / name).read_text("utf-8")
        pinned = re.findall(
            r"^[\w.-]+(?:\[\w+\])?==\S+(?: ;.*?)? \\\n    --hash=sha256:", text, re.MULTILINE
        )
        assert len(pinned) == len(re.findall(r"^\w", text, re.MULTILINE)) > 0
        assert "://" not in text


def test_an_environment_that_is_a_link_is_refused_and_left_alone(
    project: Project, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "kept.txt").write_text("kept")
    (project.root / ".venv").symlink_to(other)
    failed = project.run("bench")
    assert failed.returncode == 1
    assert "is a link. Remove it" in failed.stderr
    assert (other / "kept.txt").read_text() == "kept"
