#!/usr/bin/env python3
"""Builds, serves, releases, tests and measures JWT Playground.

Needs Python 3.11 and Node.js 20 or newer; everything else it gets by itself,
into this folder only. `python3 build.py --help` lists the commands.
"""

import sys

if sys.version_info < (3, 11):  # before any import that an older Python would choke on
    sys.exit(
        "build.py needs Python 3.11 or newer; this is Python %d.%d. "
        "Install a newer one and run it with that, e.g. `python3.12 build.py serve`."
        % sys.version_info[:2]
    )

import argparse
import io
import os
from pathlib import Path

from buildtools.common import DIST, BuildError, say


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    top = argparse.ArgumentParser(prog="build.py", description=__doc__.splitlines()[0])
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="build dist/, if anything changed, or one file")
    serve = commands.add_parser("serve", help="build, then serve the site on this machine")
    build.add_argument(
        "--single-file",
        action="store_true",
        help="build the whole page as one HTML file, which opens without a server",
    )
    build.add_argument(
        "--out",
        type=Path,
        metavar="PATH",
        help="folder to build (dist/), or the file (jwt-playground.html)",
    )
    serve.add_argument(
        "--out", type=Path, default=DIST, metavar="DIR", help="folder to build (dist/)"
    )
    serve.add_argument("--port", type=int, metavar="N", help="port (8000, or the next free one)")
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="NAME",
        help="address or name of this machine to listen at (127.0.0.1: only this machine asks)",
    )

    for command in (build, serve):
        command.add_argument(
            "--embed-in",
            action="append",
            default=[],
            metavar="ORIGIN",
            help="let pages of this origin (https://example.com) show the page in a frame and "
            "speak to it; may be given several times",
        )
        command.add_argument(
            "--connect",
            action="append",
            default=[],
            metavar="ORIGIN",
            help="let the page fetch the keys of issuers at this origin (https://login.example), on "
            "a click; may be given several times",
        )

    release = commands.add_parser(
        "release", help="make the files that are given out: zip, single file, sums, list of parts"
    )
    release.add_argument("--out", type=Path, metavar="DIR", help="folder to write (release/)")

    test = commands.add_parser(
        "test",
        help="run every check and test; arguments are passed on to pytest",
        add_help=False,
        allow_abbrev=False,  # pytest's own arguments are not to be taken for these
    )
    test.add_argument(
        "--coverage",
        action="store_true",
        help="measure what tests/unit, or the tests that are named, reach of the engine",
    )
    bench = commands.add_parser("bench", help="measure start, typing, speed, size and memory")
    bench.add_argument("--runs", type=int, default=5, metavar="N", help="repetitions (5)")
    bench.add_argument("--json", type=Path, metavar="FILE", help="write all samples there too")
    bench.add_argument(
        "--only", metavar="CHAPTERS", help="some of them: start,typing (the table names all)"
    )
    bench.add_argument("--docs", action="store_true", help="put the tables into docs/benchmarks.md")
    for command in (build, serve, release, test, bench):
        add_package_options(command)
    commands.add_parser("docs", help="write the papers that are made from the code")
    commands.add_parser("clean", help="delete everything that build.py made")
    return top


def add_package_options(command: argparse.ArgumentParser) -> None:
    """Add what says where the Pyodide builds of Python packages come from."""
    group = command.add_argument_group(
        "the engine “cryptography”",
        "Its wheels are compiled for Pyodide, and the lock of the pinned runtime names their "
        "hashes. They come from the distribution named here, else from .cache (where they are "
        "kept once found), else from Pyodide's CDN; if that cannot be reached, it is not asked "
        "again for six hours. Without the wheels the page uses the browser's WebCrypto alone.",
    )
    group.add_argument(
        "--pyodide-dist",
        metavar="FOLDER|URL|none",
        help="a Pyodide distribution; none builds without (environment: JWT_PLAYGROUND_PYODIDE_DIST)",
    )
    group.add_argument(
        "--pyodide-lock",
        metavar="SHA256",
        help="the hash of the pyodide-lock.json that names the wheels, for a distribution of "
        "another version than the runtime (environment: JWT_PLAYGROUND_PYODIDE_LOCK)",
    )
    group.add_argument(
        "--require",
        choices=["cryptography"],
        help="fail if the wheels are not found (environment: JWT_PLAYGROUND_REQUIRE)",
    )


def remember_package_options(options: argparse.Namespace) -> None:
    """Put those options into the environment, which the tests' own builds see as well."""
    if options.pyodide_dist:
        named = options.pyodide_dist
        here = named == "none" or named.startswith(("http://", "https://"))
        os.environ["JWT_PLAYGROUND_PYODIDE_DIST"] = named if here else str(Path(named).resolve())
    if options.pyodide_lock:
        os.environ["JWT_PLAYGROUND_PYODIDE_LOCK"] = options.pyodide_lock
    if options.require:
        os.environ["JWT_PLAYGROUND_REQUIRE"] = options.require


def main(arguments: list[str]) -> int:
    """Run one command; return the exit status."""
    options, rest = parser().parse_known_args(arguments)
    if rest and options.command != "test":
        parser().error(f"unknown arguments: {' '.join(rest)}")

    if options.command not in ("clean", "docs"):
        remember_package_options(options)

    # Imported here, so that a command loads only what it uses.
    if options.command == "build" and options.single_file:
        from buildtools.single_file import SINGLE_FILE, build_single_file

        if options.embed_in:
            raise BuildError(
                "--embed-in is not for a single file: no host sends its headers. Build a folder."
            )
        if options.connect:
            raise BuildError(
                "--connect is not for a single file: it promises to connect to nobody, wherever it "
                "is carried. Build a folder."
            )
        build_single_file(options.out or SINGLE_FILE)
        return 0
    if options.command in ("build", "serve"):
        from buildtools.connecting import read_connect, tell_connect
        from buildtools.embedding import read_origins, tell_header
        from buildtools.site import build_site

        embed_in = read_origins(options.embed_in)
        connect = read_connect(options.connect)
        changed = build_site(options.out or DIST, embed_in, connect)
        if options.command == "serve":
            from buildtools.serve import serve

            tell_connect(connect)

            serve(
                options.out.resolve(),
                options.port,
                lambda: build_site(options.out, embed_in, connect),
                options.host,
                embed_in,
            )
            return 0
        if not changed:
            say("Nothing has changed since the last build.")
        tell_header(embed_in)
        tell_connect(connect)
        return 0
    if options.command == "release":
        from buildtools.release import RELEASE, release

        release(options.out or RELEASE)
        return 0
    if options.command == "test":
        from buildtools.check import check

        return check(rest, coverage=options.coverage)
    if options.command == "bench":
        from buildtools.bench import bench, chapters

        return bench(options.runs, options.json, chapters(options.only), options.docs)
    if options.command == "docs":
        from buildtools.docs import docs

        docs()
        return 0
    from buildtools.clean import clean

    clean()
    return 0


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show “…” gets an escape; standard error does so by itself.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.exit(main(sys.argv[1:]))
    except BuildError as error:
        sys.exit(f"\nbuild.py: {error}")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted.")
