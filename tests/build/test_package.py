"""The package as others get it: what its metadata says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import jwt_playground
from buildtools.common import ROOT
from buildtools.wheels import read_pins


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "metadata"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_readme_makes_sense_outside_the_repository(metadata: dict[str, Any]) -> None:
    source = metadata["urls"]["Source"]
    inside = re.findall(r"\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    outside = re.findall(r"\]\(([^)]+)\)", metadata["readme"]["text"])
    assert len(inside) == len(outside) > 10
    for before, after in zip(inside, outside, strict=True):
        path = f"/main/{before}" if before.endswith(".png") else f"{source}/blob/main/{before}"
        assert after.startswith("https://")
        assert after.endswith(path)


def test_the_changelog_tells_this_version_first(metadata: dict[str, Any]) -> None:
    told = re.findall(
        r"^## \[(.+?)\](.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert told[0] == ("Unreleased", "")
    assert told[1][0] == metadata["version"] == jwt_playground.__version__
    assert all(re.fullmatch(r" - \d{4}-\d\d-\d\d", date) for _, date in told[1:])


def test_the_package_takes_only_the_pyjwt_that_the_tests_run(metadata: dict[str, Any]) -> None:
    [tested] = [pin.version for pin in read_pins() if pin.name.lower() == "pyjwt"]
    [needed] = [
        one.specifier
        for one in map(Requirement, metadata["dependencies"])
        if one.name.lower() == "pyjwt"
    ]
    version = Version(tested)
    assert version in needed
    assert Version(f"{version.major}.{version.minor + 1}") not in needed
    assert Version(f"{version.major}.{version.minor - 1}") not in needed
