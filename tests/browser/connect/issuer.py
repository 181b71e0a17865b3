"""A server that publishes keys, as an issuer of tokens does, and its tokens."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from jwt.algorithms import ECAlgorithm

from tests.browser.support.keys import KEYS

OPENID = "/realms/a/.well-known/openid-configuration"
OAUTH = "/.well-known/oauth-authorization-server/realms/a"
CERTS = "/realms/a/certs"

JWK = json.loads(ECAlgorithm.to_jwk(KEYS["ES384"].public_key())) | {"kid": "one"}  # type: ignore[arg-type]
OTHER = {**JWK, "kid": "two", "x": JWK["y"], "y": JWK["x"]}
JWKS = {"keys": [JWK]}


@dataclass
class Answer:
    """What stands at an address."""

    body: object
    """A text or bytes; anything else becomes JSON."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Access-Control-Allow-Origin": "*"})
    held: threading.Event | None = None
    """Until it is set, the rest of the answer does not come."""
    asked: threading.Event = field(default_factory=threading.Event)
    """Set when somebody has asked for it."""

    def bytes(self) -> bytes:
        """Return the body as it is sent."""
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


class Issuer:
    """The server, what stands at its addresses, and who asked for it."""

    def __init__(self) -> None:
        self.origin = ""
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        """Method, path and headers, in order."""

    @property
    def name(self) -> str:
        """Return its identifier, as it stands in `iss`."""
        return f"{self.origin}/realms/a"

    @property
    def paths(self) -> list[str]:
        """Return which addresses were asked, in order."""
        return [path for _, path, _ in self.requests]

    def reset(self) -> None:
        """Publish one set of keys, named by an OpenID document."""
        for answer in self.answers.values():
            if answer.held:
                answer.held.set()
        self.requests.clear()
        self.answers = {OPENID: Answer(self.document()), CERTS: Answer(JWKS)}

    def document(self, **more: object) -> dict[str, object]:
        """Return the document that names where the keys are."""
        return {"issuer": self.name, "jwks_uri": self.origin + CERTS, **more}

    def token(self, **claims: object) -> str:
        """Return a token of this issuer, signed with its key."""
        claims = {"iss": self.name, "sub": "ada", **claims}
        return jwt.encode(claims, KEYS["ES384"], "ES384", headers={"kid": "one"})


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, *args: Any, issuer: Issuer) -> None:
        self.issuer = issuer
        super().__init__(*args)

    def do_GET(self) -> None:
        self.issuer.requests.append((self.command, self.path, dict(self.headers.items())))
        answer = self.issuer.answers.get(self.path, Answer("not found", 404))
        answer.asked.set()
        body = answer.bytes()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if answer.held:
            self.wfile.write(body[:1])
            self.wfile.flush()
            answer.held.wait(60)
            body = body[1:]
        try:
            self.wfile.write(body)
        except ConnectionError:  # the page has heard enough
            self.close_connection = True

    def do_OPTIONS(self) -> None:
        """Remember what asks first, as browsers do before a request that is not simple."""
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Run an issuer on a free port of this machine."""
    issuer = Issuer()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, issuer=issuer)) as server:
        issuer.origin = f"http://127.0.0.1:{server.server_address[1]}"
        issuer.reset()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield issuer
        finally:
            issuer.reset()
            server.shutdown()
