"""docs/command-line.md: its examples run, and it tells of every command, option and status."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jwt_playground.cli import statuses

from .processes import TIMEOUT, environment
from .test_room import command_parsers

PAGE = (Path(__file__).parents[3] / "docs" / "command-line.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
MARK = "end of an example"


@pytest.mark.skipif(not shutil.which("bash"), reason="the examples are written for bash")
def test_every_example_prints_what_the_page_says(tmp_path: Path) -> None:
    # All of them in one shell, since later ones use the files of those before.
    steps = [step for block in BLOCKS for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    assert len(steps) > 10
    commands = [step.partition("\n")[0] for step in steps]
    # The last step gives the status back to a following `echo $?`.
    script = "\n".join(
        f"{command}\nstatus=$?; echo '{MARK}'; (exit $status)" for command in commands
    )
    folder = Path(sys.executable).parent
    shell = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=environment({"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TIMEOUT,
        check=False,
    )
    printed = shell.stdout.decode().split(f"{MARK}\n")
    assert printed.pop() == ""
    expected = [step.partition("\n")[2].rstrip("\n") for step in steps]
    assert len(printed) == len(expected)
    for command, actual, told in zip(commands, printed, expected, strict=True):
        # “…” stands for anything.
        pattern = ".*".join(re.escape(part) for part in told.split("…"))
        assert re.fullmatch(pattern, actual.rstrip("\n"), re.DOTALL), (command, actual, told)


def test_every_command_and_option_is_told() -> None:
    for name, parser in command_parsers().items():
        assert re.search(rf"^## {name}\n\n```\njwt-playground {name}\b", PAGE, re.MULTILINE), name
        for action in parser._actions:
            for option in action.option_strings:
                if option != "-h" and option != "--help":
                    assert re.search(rf"`{option}\b(?!-)", PAGE), (name, option)


def test_no_option_is_told_that_no_command_has() -> None:
    options = {o for p in command_parsers().values() for a in p._actions for o in a.option_strings}
    told = set(re.findall(r"`(--[a-z][a-z-]*)", PAGE))
    assert told - options == {"--version", "--option"}


def test_every_exit_status_is_told() -> None:
    told = set(map(int, re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)))
    assert told == {value for name, value in vars(statuses).items() if name.isupper()}
