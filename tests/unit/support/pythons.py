"""Other Pythons on this machine, and the engine in each of them: CPython or, in Node, Pyodide."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jwt

from buildtools.common import ROOT
from buildtools.setup import ensure_node_modules
from tests.vectors.all_requests import Request

PROGRAM = """
import json, sys
sys.modules["cryptography"] = None  # every import of it fails: each Python is to have the same
from jwt_playground.protocol import begin

def reply(question):
    if question["op"] == "verify":
        return {"value": True}
    if question["op"] == "verify-many":
        return {"value": [True] * len(question["places"])}
    return {"error": "Not here.", "fault": "failed"}

def replies(line):
    begun = begin(line)
    if isinstance(begun, str):
        return [begun]
    said = [next(begun)]
    while True:
        answers = {one["id"]: reply(one) for one in json.loads(said[-1])["questions"]}
        try:
            said.append(begun.send(json.dumps(answers)))
        except StopIteration as end:
            return [*said, end.value]
"""
"""Returns all replies to a request; WebCrypto is said to find every signature good."""
_LINES = "for line in sys.stdin:\n    print(json.dumps(replies(line)))\n"
_IN_NODE = """
import { loadPyodide } from "pyodide";
import { readFileSync, writeFileSync } from "node:fs";
const { files, program, lines, out } = JSON.parse(readFileSync(0, "utf8"));
const python = await loadPyodide();
for (const [path, text] of Object.entries(files)) {
  python.FS.mkdirTree(`/engine/${path.split("/").slice(0, -1).join("/")}`);
  python.FS.writeFile(`/engine/${path}`, text);
}
python.runPython(`import sys\\nsys.path.insert(0, "/engine")`);
python.runPython(program);
const replies = python.globals.get("replies");
const all = lines.map((line) => {
  const said = replies(line);
  const copy = said.toJs();
  said.destroy();
  return copy;
});
writeFileSync(out, JSON.stringify(all));
process.exit(0); // Python leaves open handles in Node
"""


def others() -> dict[str, str]:
    """Programs of other Pythons that are new enough, by their versions such as `3.13`.

    They are looked for on the path, where pyenv and uv put them, and in the environment variable
    `JWT_PLAYGROUND_PYTHONS` (programs, with a colon between them).
    """
    names = [f"python3.{minor}" for minor in range(11, 20)]
    programs = [program for name in names if (program := shutil.which(name))]
    programs += filter(None, os.environ.get("JWT_PLAYGROUND_PYTHONS", "").split(os.pathsep))
    home = Path.home()
    for folder in (Path(os.environ.get("PYENV_ROOT", home / ".pyenv")) / "versions",
                   home / ".local/share/uv/python"):  # fmt: skip
        programs += [str(program) for program in sorted(folder.glob("*/bin/python3"))]
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    own = ".".join(map(str, sys.version_info[:2]))
    found: dict[str, str] = {}
    for program in programs:
        try:
            done = subprocess.run(
                [program, "-c", ask], capture_output=True, text=True, check=True, timeout=60
            )
        except (OSError, subprocess.SubprocessError):
            continue
        version = done.stdout.strip()
        if version != own and tuple(map(int, version.split("."))) >= (3, 11):
            found.setdefault(version, program)
    return found


def lines(requests: list[Request]) -> list[str]:
    """Each request twice: for a host that answers no questions, and for one with WebCrypto."""
    hosts: tuple[Request, ...] = ({}, {"host": {"webcrypto": True, "loadable": False}})
    return [json.dumps({**request, **host}) for request in requests for host in hosts]


def replies_of(program: str, asked: list[str], folder: Path) -> list[list[str]]:
    """What the engine replies in a CPython. `folder` is an empty one."""
    shutil.copytree(Path(jwt.__file__).parent, folder / "jwt")
    done = subprocess.run(
        [program, "-c", PROGRAM + _LINES],
        input="\n".join(asked),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "py"), str(folder)])},
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def replies_of_pyodide(asked: list[str], folder: Path) -> list[list[str]]:
    """What the engine replies in Pyodide, as Node runs it. `folder` is an empty one."""
    files, out = {}, folder / "replies.json"
    for folder in (ROOT / "py/jwt_playground", Path(jwt.__file__).parent):
        for path in folder.rglob("*.py"):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            files[name] = path.read_text(encoding="utf-8")
    done = subprocess.run(
        [*ensure_node_modules(), "--input-type=module", "--eval", _IN_NODE],
        input=json.dumps({"files": files, "program": PROGRAM, "lines": asked, "out": str(out)}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    replies: list[list[str]] = json.loads(out.read_text(encoding="utf-8"))
    return replies
