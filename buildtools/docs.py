"""Writes the papers that are made from the code: `build.py docs`.

Each lists facts that stand in one table of the engine. A test compares them with what this
module would write, so no paper can fall behind the code.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from . import headers
from .common import ROOT, say
from .page_rooms import page_picture
from .rooms import picture
from .support import support_picture

sys.path.insert(0, str(ROOT / "py"))
from jwt_playground.vocabulary import characters, checks, findings  # it needs no package
from jwt_playground.vocabulary.algorithms import ALGORITHMS
from jwt_playground.vocabulary.encryption import (
    CONTENT_ENCRYPTION,
    KEY_MANAGEMENT,
    KeyManagement,
)

_WRITTEN = "<!-- Written by `build.py docs` from {source}. Change it there. -->"

_CODES = (
    "A **check** answers one question of the verification; one that fails makes the token "
    "invalid. A **finding** is a remark on a text. Codes are stable: new ones are added, and "
    "none is renamed."
)
_SEVERITIES = (
    "`error`: a verifier must or does refuse it. `warning`: it works, but somebody should look. "
    "`info`: worth knowing."
)
_JWE_ENGINES = (
    "How the content key comes about (`alg`), and what encrypts the content (`enc`). `webcrypto` "
    "has no X448. Chromium has no AES with keys of 192 bits. `noble` has both."
)
_ENGINES = (
    "`python` is Python's own HMAC, which every build has. `cryptography` (OpenSSL) needs a build "
    "with its wheels. `webcrypto` is the browser's own, on https:// and on localhost; recent "
    "Chrome and Edge have the ML-DSA algorithms. `noble` is JavaScript, which every page has."
)


def docs() -> None:
    """Write every paper that has changed."""
    for path, text in papers().items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            say(f"Wrote {path.relative_to(ROOT)}.")


def papers() -> dict[Path, str]:
    """Return the text of every paper that is made from the code, by its path."""
    guide = ROOT / "CONTRIBUTING.md"
    hosting = ROOT / "docs" / "hosting.md"
    nginx = ROOT / "deploy" / "nginx.conf"
    readme = ROOT / "README.md"
    return {
        readme: _with(readme.read_text("utf-8"), _HTML, "support", support_picture()),
        guide: _guide(guide.read_text("utf-8")),
        hosting: _with(hosting.read_text("utf-8"), _HTML, "headers", headers.for_people()),
        nginx: _with(
            nginx.read_text("utf-8"), "# {}", "headers", headers.for_nginx(), indent="    "
        ),
        ROOT / "deploy" / "_headers": headers.for_static_hosts(),
        ROOT / "docs" / "findings.md": _findings(),
        ROOT / "docs" / "algorithms.md": _algorithms(),
        ROOT / "site" / "content" / "characters.json": _characters(),
    }


_HTML = "<!-- {} -->"


def _guide(paper: str) -> str:
    paper = _with(paper, _HTML, "rooms", picture())
    return _with(paper, _HTML, "page rooms", page_picture())


def _with(paper: str, remark: str, name: str, part: str, indent: str = "") -> str:
    """Return a paper with what stands between two remarks replaced."""
    begin = remark.format(f"{name}: written by `build.py docs`")
    end = indent + remark.format(f"/{name}")
    before, _, rest = paper.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{part}\n{end}{after}"


def _characters() -> str:
    """Return the table of characters that lie, for the page: their ranges, and most names."""
    codes = [
        code
        for first, _, last in (part.partition("-") for part in characters.RANGES.split())
        for code in range(int(first, 16), int(last or first, 16) + 1)
        if int(last or first, 16) - int(first, 16) < 100  # the others have no names, or many
    ]
    names = {f"{code:X}": characters.name(chr(code)) for code in codes}
    table = {"ranges": characters.RANGES, "names": {key: one for key, one in names.items() if one}}
    return json.dumps(table, indent=2) + "\n"


def _findings() -> str:
    lines = [
        "# Findings and checks",
        "",
        _WRITTEN.format(source="py/jwt_playground/vocabulary"),
        "",
        _CODES,
        "",
        "## Findings",
        "",
        _SEVERITIES,
    ]
    for title, rows in findings.GROUPS.items():
        lines += ["", f"### {title}", "", "| code | severity | meaning |", "|---|---|---|"]
        lines += [f"| `{code}` | {weight} | {text} |" for code, (weight, text) in rows.items()]
    lines += [
        "",
        "## Checks",
        "",
        "If `format` or `claims` fails, its code is that of the first error among the findings.",
    ]
    for names, meanings in checks.GROUPS.items():
        title = ", ".join(f"`{name}`" for name in names.split(", "))
        lines += ["", f"### {title}", "", "| code | meaning |", "|---|---|"]
        lines += [f"| `{code}` | {text} |" for code, text in meanings.items()]
    return "\n".join(lines) + "\n"


def _algorithms() -> str:
    lines = [
        "# Algorithms and engines",
        "",
        _WRITTEN.format(source="algorithms.py and encryption.py in py/jwt_playground/vocabulary"),
        "",
        _ENGINES,
        "",
        "| `alg` | key | engines |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{row.name}` | {row.needs} | {', '.join(row.engines)} |"
        for row in ALGORITHMS.values()
        if row.engines
    ]
    lines += ["", "`none` is no algorithm that anything verifies: such a token is never valid."]
    lines += [
        "",
        "## Encryption",
        "",
        _JWE_ENGINES,
        "",
        "| `alg` | key | engines |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{row.name}` | {row.needs}{_opens_only(row)} | {', '.join(row.engines)} |"
        for row in KEY_MANAGEMENT.values()
    ]
    lines += ["", "| `enc` | content key | engines |", "|---|---|---|"]
    lines += [
        f"| `{row.name}` | {row.key_bytes} bytes | {', '.join(row.engines)} |"
        for row in CONTENT_ENCRYPTION.values()
    ]
    return "\n".join(lines) + "\n"


def _opens_only(row: KeyManagement) -> str:
    return "; opens tokens only" if row.opens_only else ""
