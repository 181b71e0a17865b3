"""The container's nginx, with its own configuration, in front of a built site."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from buildtools.common import ROOT
from buildtools.headers import HEADERS
from buildtools.site import input_files
from buildtools.site_handler import MIME_TYPES
from tests.build.conftest import read_folder

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
TMP = "/tmp/"  # noqa: S108  # what the configuration says, not a folder of this test
FOREVER = "public, max-age=31536000, immutable"

needs_nginx = pytest.mark.skipif(not NGINX, reason="nginx is not installed")


class Server:
    """A running nginx."""

    def __init__(self, url: str, folder: Path, pid: int) -> None:
        self.url = url
        self.folder = folder
        self.pid = pid

    def get(self, name: str, **headers: str) -> tuple[int, Message, bytes]:
        """Return status, headers and body of one answer; redirects are not followed."""
        sent = {key.replace("_", "-"): value for key, value in headers.items()}
        try:
            with urlopen(Request(self.url + name, headers=sent)) as answer:
                return answer.status, answer.headers, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.headers, error.read()


@pytest.fixture(scope="module")
def server(dist: Path) -> Iterator[Server]:
    """Run nginx without privileges: changed are the port, the site's folder, and that of `/tmp`."""
    assert NGINX
    # Not in pytest's own folder, which other users may not read.
    with tempfile.TemporaryDirectory() as name, socket.create_server(("127.0.0.1", 0)) as free:
        folder, port = Path(name), int(free.getsockname()[1])
        folder.chmod(0o777)
        site = folder / "site"
        shutil.copytree(dist, site)
        configuration = folder / "nginx.conf"
        configuration.write_text(configured(site, port, folder))
        packed = gzip.compress((site / "licenses.txt").read_bytes())
        (site / "licenses.txt.gz").write_bytes(packed)
        free.close()
        process = subprocess.Popen(
            [NGINX, "-e", "stderr", "-c", configuration, "-g", "daemon off;"],
            user="nobody" if os.geteuid() == 0 else None,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            wait_for(process, port)
            yield Server(f"http://127.0.0.1:{port}/", site, process.pid)
        finally:
            process.terminate()
            _, said = process.communicate(timeout=20)
    assert said == ""


def configured(site: Path, port: int, folder: Path) -> str:
    text = CONFIGURATION.read_text("utf-8")
    assert TMP in text
    text = text.replace(TMP, f"{folder}/")
    for pattern, by in {
        r"listen 8080;": f"listen 127.0.0.1:{port};",
        r"root /srv/jwt-playground;": f"root {site};",
    }.items():
        text, count = re.subn(pattern, by, text)
        assert count == 1, pattern
    return text


def wait_for(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.1)
    pytest.fail("nginx does not answer")


@needs_nginx
def test_every_file_is_served_as_it_is_with_the_right_type(server: Server, dist: Path) -> None:
    for name, data in read_folder(dist).items():
        status, headers, body = server.get(name)
        assert (status, body) == (200, data), name
        kind = MIME_TYPES.get(Path(name).suffix, MIME_TYPES[""])
        assert headers["Content-Type"] == kind, name


@needs_nginx
def test_the_page_itself_has_no_name(server: Server, dist: Path) -> None:
    for address in ("", "?token=abc"):
        status, headers, body = server.get(address)
        assert (status, body) == (200, (dist / "index.html").read_bytes())
        assert headers["Cache-Control"] == "no-cache"


@needs_nginx
def test_only_what_has_a_hash_in_its_name_is_kept_without_asking(
    server: Server, dist: Path
) -> None:
    asked = {"index.html", "sw.js", "manifest.webmanifest", "licenses.txt"}
    for name in read_folder(dist):
        _, headers, _ = server.get(name)
        assert headers.get_all("Cache-Control") == ["no-cache" if name in asked else FOREVER], name


@needs_nginx
def test_an_error_is_not_kept(server: Server) -> None:
    status, headers, _ = server.get("assets/main-ABCDEFGH.js")
    assert status == 404
    assert headers["Cache-Control"] == "no-cache"


@needs_nginx
def test_a_file_that_the_browser_has_is_not_sent_again(server: Server) -> None:
    _, first, _ = server.get("index.html")
    status, headers, body = server.get("index.html", If_None_Match=first["ETag"])
    assert (status, body) == (304, b"")
    assert headers["Cache-Control"] == "no-cache"


@needs_nginx
@pytest.mark.parametrize("name", ["index.html", "sw.js", "no-such-file"])
def test_every_answer_says_what_a_page_cannot_say_itself(server: Server, name: str) -> None:
    _, headers, _ = server.get(name)
    for header in HEADERS:
        assert headers.get_all(header.name) == [header.value]
    assert headers["Server"] == "nginx"


@needs_nginx
def test_what_is_worth_it_is_compressed(server: Server, dist: Path) -> None:
    for name, data in read_folder(dist).items():
        _, headers, body = server.get(name, Accept_Encoding="gzip")
        packed = Path(name).suffix in (".bin", ".png", ".zip")
        if packed or len(data) < 1024:
            assert (headers["Content-Encoding"], body) == (None, data), name
        else:
            assert headers["Content-Encoding"] == "gzip", name
            assert gzip.decompress(body) == data, name


@needs_nginx
def test_a_file_that_was_compressed_beforehand_is_sent_as_it_is(server: Server) -> None:
    _, headers, body = server.get("licenses.txt", Accept_Encoding="gzip")
    assert body == (server.folder / "licenses.txt.gz").read_bytes()
    assert headers["Content-Type"] == "text/plain; charset=utf-8"


@needs_nginx
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_it_runs_without_privileges(server: Server) -> None:
    assert Path(f"/proc/{server.pid}").stat().st_uid != 0


def test_the_image_is_built_from_everything_that_the_build_reads() -> None:
    rules = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    given = {rule[1:] for rule in rules if rule.startswith("!")}
    read = {path.relative_to(ROOT).parts[0] for path in input_files()}
    assert {*read, "build.py", ".npmrc"} <= given
    assert all((ROOT / name).exists() for name in given)
    copied = re.findall(r"^COPY (?!--from)(\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert "." in copied
    assert all((ROOT / name).exists() for name in copied)
