"""The development server, asked by somebody who means no good."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from buildtools.common import BuildError
from buildtools.dev_handler import Deadline, host_and_port
from buildtools.headers import HEADERS
from buildtools.serve import CONNECTIONS, DevServer, listen
from buildtools.site_handler import file_below

SECRET = b"not part of the site"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with links out of it, beside a secret."""
    (tmp_path / "secret.txt").write_bytes(SECRET)
    (tmp_path / "dist-other").mkdir()
    (tmp_path / "dist-other" / "secret.txt").write_bytes(SECRET)
    site = tmp_path / "dist"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text("<title>the page</title>")
    (site / "assets" / "ä b.css").write_text("body {}")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "assets" / "up").symlink_to(tmp_path)
    (site / "circle").symlink_to(site / "circle")
    return site


@pytest.fixture
def server(folder: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[DevServer]:
    """The server; whatever is asked, nobody sees a traceback."""
    with listen(folder, 0, lambda: None) as server:
        server.daemon_threads = False  # so closing it waits for what they print
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()
    assert capfd.readouterr() == ("", "")


def ask(server: DevServer, request: bytes) -> bytes:
    """Send bytes; return all that the server answers until it closes the connection."""
    with socket.create_connection(("127.0.0.1", server.server_port)) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while data := connection.recv(65536):
            answer += data
    return answer


def get(server: DevServer, target: bytes, host: str | None = None, method: bytes = b"GET") -> bytes:
    host = host or f"localhost:{server.server_port}"
    return ask(server, b"%s %s HTTP/1.1\r\nHost: %s\r\n\r\n" % (method, target, host.encode()))


def status(answer: bytes) -> int:
    first = answer.split(b"\r\n", 1)[0].split(b" ")
    assert first[0] in (b"HTTP/1.1", b"HTTP/1.0")
    return int(first[1])


@pytest.mark.parametrize(
    ("target", "body"),
    [
        (b"/", b"<title>the page</title>"),
        (b"/?token=x", b"<title>the page</title>"),
        (b"/index.html#x", b"<title>the page</title>"),
        (b"/assets/%C3%A4%20b.css", b"body {}"),
    ],
)
def test_the_sites_own_files_are_served(server: DevServer, target: bytes, body: bytes) -> None:
    answer = get(server, target)
    assert status(answer) == 200
    assert answer.endswith(b"\r\n\r\n" + body)


@pytest.mark.parametrize(
    "target",
    [
        b"/link.txt", b"/assets/up/secret.txt", b"/assets/up/", b"/circle",
        b"/../secret.txt", b"/%2e%2e/secret.txt", b"/assets/../../secret.txt",
        b"/..%2fsecret.txt", b"/..%5csecret.txt", b"//secret.txt", b"/../dist-other/secret.txt",
        b"/index.html/../../secret.txt", b"/./index.html", b"/%2Fetc/hostname", b"/C:/x",
        b"/%00", b"/index.html%00", b"/index.html%00.txt", b"/%", b"/%zz", b"/%ff", b"/%ed%a0%80",
        b"/\xff", b"/assets", b"/assets/", b"/index.html/", b"/" + b"a" * 5000,
        b"/" + b"a/" * 5000, b"/missing",
    ],
    ids=lambda target: target[:30].decode("ascii", "replace"),
)  # fmt: skip
def test_everything_else_is_not_found(server: DevServer, target: bytes) -> None:
    answer = get(server, target)
    assert status(answer) == 404
    assert SECRET not in answer
    assert b"secret.txt" not in answer


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n", 400),
        (b"GET * HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n", 400),
        (b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n", 400),
        (b"STEAL / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n", 501),
        (b"POST / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 3\r\n\r\nabc", 501),
        (b"G\xffT / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n", 501),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.0\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\nHost: localhost:{port}\r\n\r\n", 505),
        (b"GET / HTTP/x\r\nHost: localhost:{port}\r\n\r\n", 400),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", 431),
    ],
    ids=lambda value: value[:24].decode("ascii", "replace") if isinstance(value, bytes) else None,
)
def test_a_request_that_is_none_is_answered_as_such(
    server: DevServer, request_: bytes, expected: int
) -> None:
    port = str(server.server_port).encode()
    assert status(ask(server, request_.replace(b"{port}", port))) == expected


@pytest.mark.parametrize("data", [b"", b"\r\n", b"\0\xff", b"GET", b"GET /", b"\x16\x03\x01\x02\0"])
def test_what_is_no_request_at_all_stops_nothing(server: DevServer, data: bytes) -> None:
    ask(server, data)
    assert status(get(server, b"/")) == 200


def test_a_body_is_no_second_request(server: DevServer) -> None:
    port = server.server_port
    inner = f"GET /missing HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
    for length in (f"Content-Length: {len(inner)}", "Transfer-Encoding: chunked"):
        outer = f"GET / HTTP/1.1\r\nHost: localhost:{port}\r\n{length}\r\n\r\n"
        assert ask(server, (outer + inner).encode()).count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("name", ["localhost", "LocalHost", "127.0.0.1", "[::1]"])
def test_this_machine_is_answered(server: DevServer, name: str) -> None:
    port = server.server_port
    assert status(get(server, b"/", f"{name}:{port}")) == 200


@pytest.mark.parametrize(
    "name",
    ["evil.example:{port}", "localhost.evil.example:{port}", "localhost", "localhost:1",
     "localhost.:{port}", "127.0.0.2:{port}", "10.0.0.1:{port}", "[::2]:{port}"],
)  # fmt: skip
def test_a_name_of_another_site_that_leads_here_is_not(server: DevServer, name: str) -> None:
    answer = get(server, b"/", name.replace("{port}", str(server.server_port)))
    assert status(answer) == 421
    assert b"the page" not in answer


@pytest.mark.parametrize(
    "name", ["a@localhost:{port}", "localhost:{port}/x", "localhost:{port}, evil", "", ":{port}",
             "[::1:{port}", "localhost:", "localhost:{port}{port}", "l\xe4:{port}"],
)  # fmt: skip
def test_a_host_that_is_none_is_refused(name: str) -> None:
    assert host_and_port(name.replace("{port}", "8000")) is None


def test_the_name_that_is_given_is_answered_as_well(folder: Path) -> None:
    with listen(folder, 0, lambda: None, "localhost") as server:
        server.host = "dev.example"  # as if it led here
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        port = server.server_port
        assert status(get(server, b"/", f"dev.example:{port}")) == 200
        assert status(get(server, b"/", f"other.example:{port}")) == 421
        server.shutdown()


def test_an_address_of_another_machine_cannot_be_listened_at(folder: Path) -> None:
    with pytest.raises(BuildError, match="--host"):
        listen(folder, 0, lambda: None, "192.0.2.1")
    with pytest.raises(BuildError, match="--host"):
        listen(folder, 0, lambda: None, "no-such-name.invalid")
    with pytest.raises(BuildError, match="65535"):
        listen(folder, 65536, lambda: None)


@pytest.mark.parametrize("target", [b"/", b"/missing", b"/sw.js"])
def test_every_answer_has_the_headers_of_a_host(server: DevServer, target: bytes) -> None:
    head = get(server, target).split(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    for header in HEADERS:
        assert head.count(f"{header.name}: {header.value}") == 1
    assert head.count("Cache-Control: no-cache") == 1


def test_more_connections_than_allowed_are_closed(server: DevServer) -> None:
    for _ in range(CONNECTIONS):
        assert server.verify_request(None, None)
    with socket.create_connection(("127.0.0.1", server.server_port)) as one_more:
        assert one_more.recv(1) == b""
    server._free.release()
    assert status(get(server, b"/")) == 200
    # What is done makes room again.
    assert server._free.acquire(timeout=60)
    for _ in range(CONNECTIONS):
        server._free.release()


def test_a_client_that_sends_slowly_is_waited_for_no_longer_than_one_that_sends_nothing() -> None:
    """The time counts from the beginning, however many bytes come meanwhile."""
    now = [100.0]
    ours, theirs = socket.socketpair()
    with ours, theirs:
        reader = Deadline(ours, 30, lambda: now[0])
        buffer = bytearray(1)
        for second in (1, 29):
            now[0] = 100 + second
            theirs.sendall(b"x")
            assert reader.readinto(buffer) == 1
        assert ours.gettimeout() == 30
        now[0] = 130
        theirs.sendall(b"x")
        with pytest.raises(TimeoutError):
            reader.readinto(buffer)
        reader.begin()  # the next request
        assert reader.readinto(buffer) == 1


def test_a_request_that_does_not_arrive_ends_its_connection(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("buildtools.dev_handler.SECONDS", 0.05)
    with listen(folder, 0, lambda: None) as server:
        server.daemon_threads = False
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        for begun in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: loc"):
            with socket.create_connection(("127.0.0.1", server.server_port)) as slow:
                slow.sendall(begun)
                assert slow.recv(1) == b""
        server.shutdown()
    assert capfd.readouterr() == ("", "")


def test_a_site_behind_a_link_is_a_site(folder: Path) -> None:
    link = folder.with_name("linked")
    link.symlink_to(folder)
    assert file_below(link, "/") == folder / "index.html"
    assert file_below(link, "/link.txt") is None
