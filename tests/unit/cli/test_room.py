"""The room: its doors, its list of commands, and what it may import."""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path

import pytest

import jwt_playground
from jwt_playground import cli
from jwt_playground.cli import commands, main

from .processes import run

Output = pytest.CaptureFixture[str]
ROOM = Path(cli.__file__).parent


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "jwt_playground"],
        ["-m", "jwt_playground.cli"],
        [str(Path(sys.executable).with_name("jwt-playground"))],
    ],
    ids=["package", "room", "script"],
)
def test_every_door_leads_to_the_command(command: list[str]) -> None:
    program = [sys.executable] if command[0] == "-m" else []
    done = run("inspect", "", command=[*program, *command])
    assert done.returncode == 1
    assert done.stdout.startswith(b"verdict: unverified")


@pytest.mark.parametrize(
    ("option", "start"),
    [("--version", f"{jwt_playground.__version__}\n"), ("--help", "usage: jwt-playground ")],
)
def test_version_and_help_are_printed(option: str, start: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([option])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith(start)


def test_the_room_imports_the_door_and_the_version_alone() -> None:
    seen = set()
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not any("jwt_playground" in alias.name for alias in node.names), path
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                assert "jwt_playground" not in (node.module or ""), path
            elif isinstance(node, ast.ImportFrom) and node.level > 1:
                named = [node.module] if node.module else [alias.name for alias in node.names]
                assert set(named) <= {"protocol", "__version__"}, path
                seen.update(named)
    assert seen == {"protocol", "__version__"}


def test_every_module_that_registers_is_in_the_list_and_in_the_help(capsys: Output) -> None:
    registering = {
        path.stem
        for path in ROOM.glob("*.py")
        if "\ndef register(" in path.read_text(encoding="utf-8")
    }
    listed = [module.__name__.rpartition(".")[2] for module in commands.COMMANDS]
    assert set(listed) == registering
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    places = [said.index(f"\n    {name.replace('_', '-')}") for name in listed]
    assert places == sorted(places)


def test_every_option_of_every_command_is_explained() -> None:
    for name, parser in command_parsers().items():
        assert parser.description, name
        for action in parser._actions:
            assert action.help, (name, action.dest)


def command_parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, or of each of its actions, by its name."""
    top = commands._parser()
    [choices] = [a.choices for a in top._actions if isinstance(a, argparse._SubParsersAction)]
    found: dict[str, argparse.ArgumentParser] = {}
    for name, parser in choices.items():
        inner = [a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        found |= {f"{name} {action}": each for one in inner for action, each in one.items()}
        if not inner:
            found[name] = parser
    return found
