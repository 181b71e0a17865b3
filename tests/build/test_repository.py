"""Files that tell other programs how to treat the repository. No YAML parser is among the packages."""

from __future__ import annotations

import json
import re
import tomllib

from buildtools.common import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FULL_VERSION = re.compile(r"[\w./-]+@(v\d+\.\d+\.\d+|[0-9a-f]{40} # v\d+\.\d+\.\d+)")


def test_workflows_name_actions_by_a_full_version_or_a_digest() -> None:
    used = [
        line.split("uses:", 1)[1].strip()
        for workflow in WORKFLOWS
        for line in workflow.read_text("utf-8").splitlines()
        if re.match(r"\s*(- )?uses:", line)
    ]
    assert used
    assert [name for name in used if not FULL_VERSION.fullmatch(name)] == []


def test_workflows_may_only_read_unless_a_job_says_otherwise() -> None:
    assert WORKFLOWS
    for workflow in WORKFLOWS:
        text = workflow.read_text("utf-8")
        assert re.search(r"^permissions:(\n  contents: read| \{\})\n(?! )", text, re.MULTILINE), (
            workflow.name
        )


def test_the_engine_is_tested_on_the_versions_that_the_package_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [
        found[1]
        for entry in project["classifiers"]
        if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", entry))
    ]
    [matrix] = re.findall(
        r"^ +python: (\[.*\])$",
        (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"),
        re.MULTILINE,
    )
    assert json.loads(matrix) == named
    assert project["requires-python"] == f">={named[0]}"


def test_what_renovate_is_told_is_json_and_names_what_there_is() -> None:
    told = json.loads((ROOT / "renovate.json").read_text("utf-8"))
    files = {name for rule in told["packageRules"] for name in rule.get("matchFileNames", ())}
    assert files
    for name in files:
        assert (ROOT / name).is_file(), name
