"""The command `jwt-playground`: the page's operations on the command line.

Exit status: 0 the token is valid (or the operation succeeded), 1 it is not, 2 the
call was wrong. Secrets are best given by file or environment, not as arguments,
which other users of the machine can see.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from . import __version__
from .protocol import handle

OK, NOT_VALID, BAD_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except OSError as error:
        return _usage(f"{error.filename}: {error.strerror}")
    except UnicodeDecodeError:
        return _usage("the input is not UTF-8 text")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jwt-playground", description="Takes JSON Web Tokens apart, verifies and signs them."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="command")

    inspect = commands.add_parser("inspect", help="take a token apart and verify it")
    inspect.add_argument("token", nargs="?", help="the token; standard input if not given")
    _key_arguments(inspect)
    inspect.add_argument("--algorithms", metavar="A,B", help="allowed algorithms, comma-separated")
    for claim in ("iss", "aud", "sub", "jti", "typ"):
        inspect.add_argument(f"--{claim}", help=f"the {claim} to expect")
    inspect.add_argument("--require", metavar="A,B", help="claims that must be there")
    inspect.add_argument(
        "--now", type=float, help="seconds since the epoch; the clock if not given"
    )
    inspect.add_argument("--leeway", type=float, default=0, help="seconds")
    inspect.add_argument("--json", action="store_true", help="print the whole report as JSON")
    inspect.set_defaults(run=_inspect)

    sign = commands.add_parser("sign", help="sign a header and a payload")
    sign.add_argument("payload", nargs="?", help="JSON text; standard input if not given")
    sign.add_argument("--header", required=True, help='JSON text, such as {"alg":"HS256"}')
    _key_arguments(sign)
    sign.add_argument("--json", action="store_true", help="print the whole result as JSON")
    sign.set_defaults(run=_sign)

    generate = commands.add_parser("generate-key", help="make a key for an algorithm")
    generate.add_argument("alg", help="such as HS256 or ES256")
    generate.add_argument("--bits", type=int, help="size of an RSA key or a secret")
    generate.add_argument(
        "--json", action="store_true", help="print private and public form as JSON"
    )
    generate.set_defaults(run=_generate)

    describe = commands.add_parser("describe-key", help="say what a key is")
    describe.add_argument("key", nargs="?", help="the key; standard input if not given")
    describe.add_argument("--encoding", choices=["utf8", "base64", "base64url", "hex"])
    describe.add_argument("--passphrase")
    describe.add_argument("--json", action="store_true", help="print the whole result as JSON")
    describe.set_defaults(run=_describe)

    call = commands.add_parser("call", help="the raw door: a request, or an array of them, as JSON")
    call.set_defaults(run=_call)
    return parser


def _key_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--key", help="PEM, JWK, JWKS or secret as text")
    group.add_argument("--key-file", type=Path, help="a file that holds it, taken as it is")
    parser.add_argument("--encoding", choices=["utf8", "base64", "base64url", "hex"])
    parser.add_argument("--passphrase", help="of an encrypted private key")
    parser.add_argument("--kid", help="the key of a set to use")


def _inspect(options: argparse.Namespace) -> int:
    expect = {name: getattr(options, name) for name in ("iss", "aud", "sub", "jti", "typ")}
    params = {
        "token": options.token or sys.stdin.read(),
        "key": _key(options),
        "algorithms": _split(options.algorithms),
        "expect": {**expect, "require": _split(options.require)},
        "now": time.time() if options.now is None else options.now,
        "leeway": options.leeway,
    }
    report = _ask("inspect", params)
    if report is None:
        return BAD_USAGE
    _print_json(report) if options.json else _print_report(report)
    return OK if report["verdict"] == "valid" else NOT_VALID


def _sign(options: argparse.Namespace) -> int:
    payload = options.payload if options.payload is not None else sys.stdin.read()
    key = _key(options) or {"text": ""}
    signed = _ask("sign", {"header": options.header, "payload": payload, "key": key})
    if signed is None:
        return BAD_USAGE
    if options.json:
        _print_json(signed)
    else:
        _print_findings(signed["findings"], sys.stderr)
        if signed["token"] is not None:
            print(signed["token"])
    return OK if signed["token"] is not None else NOT_VALID


def _generate(options: argparse.Namespace) -> int:
    made = _ask("generate_key", {"alg": options.alg, "bits": options.bits})
    if made is None:
        return BAD_USAGE
    if options.json:
        _print_json(made)
    elif made["private"]:
        print(made["private"]["jwk"])
    _print_findings(made["findings"], sys.stderr)
    return OK if made["private"] else BAD_USAGE


def _describe(options: argparse.Namespace) -> int:
    key = {
        "text": options.key if options.key is not None else sys.stdin.read(),
        "encoding": options.encoding,
        "passphrase": options.passphrase,
    }
    described = _ask("describe_key", {"key": _given(key), "now": time.time()})
    if described is None:
        return BAD_USAGE
    if options.json:
        _print_json(described)
    else:
        for one in described["keys"]:
            half = "private" if one["private"] else "public"
            size = f"{one['bits']} bits" if one["bits"] else None
            kind = " ".join(filter(None, (one["kty"], one["curve"], size, half)))
            print(f"{kind}, read from {one['source']}, thumbprint {one['thumbprint']}")
            print(f"  algorithms: {', '.join(one['algorithms']) or 'none that sign'}")
        _print_findings(described["findings"], sys.stdout)
    return OK if described["keys"] else NOT_VALID


def _call(options: argparse.Namespace) -> int:
    text = sys.stdin.read()
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, list):
        reply = handle(_with_clock(text, value))
        print(reply)
        return OK if json.loads(reply)["ok"] else BAD_USAGE
    replies = [handle(_with_clock(json.dumps(request), request)) for request in value]
    print("[" + ",\n".join(replies) + "]")
    return OK if all(json.loads(reply)["ok"] for reply in replies) else BAD_USAGE


def _with_clock(text: str, request: object) -> str:
    """The request with the time filled in where it has none: the engine reads no clock."""
    params = request.get("params") if isinstance(request, dict) else None
    if (
        isinstance(request, dict)
        and isinstance(params, dict)
        and request.get("op") in ("inspect", "inspect_many", "describe_key")
        and params.get("now") is None
    ):
        return json.dumps({**request, "params": {**params, "now": time.time()}})
    return text


def _ask(op: str, params: dict[str, Any]) -> dict[str, Any] | None:
    reply = json.loads(handle(json.dumps({"op": op, "params": _given(params)})))
    if reply["ok"]:
        result: dict[str, Any] = reply["result"]
        return result
    _usage(reply["error"]["message"])
    return None


def _given(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}


def _key(options: argparse.Namespace) -> dict[str, Any] | None:
    text = options.key
    if options.key_file is not None:
        text = options.key_file.read_text(encoding="utf-8")
    if text is None:
        return None
    return _given(
        {
            "text": text,
            "encoding": options.encoding,
            "passphrase": options.passphrase,
            "kid": options.kid,
        }
    )


def _split(text: str | None) -> list[str] | None:
    return None if text is None else [part.strip() for part in text.split(",") if part.strip()]


def _print_report(report: dict[str, Any]) -> None:
    for name in ("header", "payload"):
        if report[name] is not None:
            print(f"{name}\n{_indented(report[name])}")
    print(f"verdict: {report['verdict']}")
    for check in report["checks"]:
        print(f"  {check['status']:4}  {check['name']}: {_safe(check['message'])}")
    _print_findings(report["findings"], sys.stdout)
    if report["pyjwt"]:
        verdict = report["pyjwt"]
        said = (
            "accepts it"
            if verdict["ok"]
            else f"raises {verdict['exception']}: {verdict['message']}"
        )
        print(f"PyJWT {_safe(said)}")


def _print_findings(findings: list[dict[str, Any]], stream: TextIO) -> None:
    for finding in findings:
        print(
            f"{finding['severity']}: {_safe(finding['message'])} [{finding['code']}]", file=stream
        )


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2))


def _safe(text: str) -> str:
    """Text of a token for a terminal: control characters in it must not steer that terminal."""
    return "".join(
        char if char.isprintable() or char == "\t" else f"\\u{ord(char):04x}" for char in text
    )


def _indented(text: str) -> str:
    """Every line indented, so that no line of a token can be taken for one of the report."""
    return "\n".join(f"  {_safe(line)}" for line in text.splitlines() or [""])


def _usage(message: str) -> int:
    print(f"jwt-playground: {message}", file=sys.stderr)
    return BAD_USAGE


if __name__ == "__main__":
    sys.exit(main())
