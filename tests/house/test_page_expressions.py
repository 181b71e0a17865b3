"""No regular expression of the page can be made to run longer than a text is.

The checker is `recheck`, in its form of pure JavaScript. It decides by the automaton of an
expression whether some text costs more than linear time, and it names such a text. Checkers that
look for known shapes (safe-regex, regexploit) miss `/x+$/`, which is quadratic only because a
search begins at every place; expressions for RE2 would need an engine of their own in the page.
recheck can only try texts on an expression with a backreference or a look around. So the page has
such an expression only where it repeats nothing.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from buildtools.common import ROOT
from buildtools.setup import ensure_node_modules

SCRIPTS = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in sorted((ROOT / "site").rglob("*.js"))
}


def judged(scripts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each expression of these scripts, with its place and what the checker says."""
    done = subprocess.run(
        [*ensure_node_modules(), str(Path(__file__).parent / "expressions.js")],
        input=json.dumps(dict(scripts)),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def bad(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return those for which linear time is not proved."""
    return [one for one in found if (one["status"], one.get("checker")) != ("safe", "automaton")]


def test_every_expression_of_the_page_is_linear() -> None:
    found = judged(SCRIPTS)
    assert len(found) > 30
    assert bad(found) == []


@pytest.mark.parametrize(
    "line",
    [
        r"""text.replace(/["',;]+$/, "");""",
        r"/^\s*ssh-rsa AAAA[A-Za-z0-9+/]+=*(?: [^\r\n]*)?\s*$/.test(text);",
        r"/(a+)+$/.test(text);",
        r"/(?<![a-z])e[a-z]+\./.test(text);",
        r"/(a+)-\1$/.test(text);",
        "new RegExp(text);",
        "new RegExp(`${'a+'}$`).test(text);",
        "RegExp(`${text}+$`);",
        'text.match("a+$");',
    ],
)
def test_an_expression_that_may_run_away_is_named(line: str) -> None:
    [one] = bad(judged({"site/new.js": f"\nexport const made = (text) => {line}"}))
    assert one["place"] == "site/new.js:2"
