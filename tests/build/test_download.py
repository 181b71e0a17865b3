"""What a download may be, and where it may come from. No test uses the network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from urllib.request import Request

import pytest

from buildtools.download import DownloadError, _CheckedRedirects, fetch
from tests.site_server import serving


@pytest.mark.parametrize(
    "url",
    [
        "http://pyodide.example/full/", "http://127.0.0.1.example/", "http://localhost.example/",
        "http://localhost@pyodide.example/", "http://[::2]/", "http://10.0.0.1/", "http:///x",
        "ftp://localhost/x", "file:///etc/hostname", "data:,x", "HTTP://pyodide.example/", "x", "",
        "http://[::1/", "//localhost/x",
    ],
)  # fmt: skip
def test_only_this_machine_may_use_http(url: str) -> None:
    with pytest.raises(DownloadError, match="refused"):
        fetch(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "[::1]"])
def test_this_machine_may(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def watched(_: object, request: object, **more: object) -> None:
        opened.append(getattr(request, "full_url", ""))
        raise OSError("far enough")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", watched)
    with pytest.raises(DownloadError, match="far enough"):
        fetch(f"http://{host}:9/x")
    assert opened == [f"http://{host}:9/x"]


def test_a_larger_file_than_any_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.txt").write_text("12345")
    monkeypatch.setattr("buildtools.download.LARGEST", 5)
    with serving(tmp_path) as server:
        assert fetch(server.url + "x.txt") == b"12345"
        monkeypatch.setattr("buildtools.download.LARGEST", 4)
        with pytest.raises(DownloadError, match="is larger than"):
            fetch(server.url + "x.txt")


@contextmanager
def leading_to(target: str) -> Iterator[str]:
    """Serve one address that leads elsewhere."""

    class Redirect(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Redirect) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/x"
        finally:
            server.shutdown()


@pytest.mark.parametrize("target", ["http://pyodide.invalid/x", "ftp://127.0.0.1/x", "file:///x"])
def test_a_redirect_leads_only_to_where_a_download_may_begin(target: str) -> None:
    with (
        leading_to(target) as url,
        pytest.raises(DownloadError, match=r"refused|answered with 302"),
    ):
        fetch(url)


def test_a_redirect_on_this_machine_is_followed(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("here")
    with serving(tmp_path) as server, leading_to(server.url + "x.txt") as url:
        assert fetch(url) == b"here"


@pytest.mark.parametrize("target", ["http://pyodide.example/x", "http://127.0.0.1/x"])
def test_no_redirect_leads_out_of_https(target: str) -> None:
    def followed(to: str) -> Request | None:
        request = Request("https://pyodide.example/full/x")
        return _CheckedRedirects().redirect_request(
            request, answer, 302, "Found", HTTPMessage(), to
        )

    answer = BytesIO()
    with pytest.raises(DownloadError, match="refused"):
        followed(target)
    assert answer.closed
    other = followed("https://other.example/x")
    assert other
    assert other.full_url == "https://other.example/x"
