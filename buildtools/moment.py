"""The date of a release, which is the same wherever and whenever it is made."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from .archive import FIRST, Date
from .common import ROOT, BuildError

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, as https://reproducible-builds.org/specs/source-date-epoch/ has it."""

LAST = 4102444800
"""The year 2100: zip files cannot hold dates much later than that."""


def moment(root: Path = ROOT) -> int:
    """Return the date in seconds since 1970: the variable's, else that of the last commit.

    Servers compare dates to see whether a file has changed. So two releases must not have one
    date, and there is no date to fall back on. Raises `BuildError` when there is none.
    """
    if said := os.environ.get(VARIABLE):
        return _checked(said, VARIABLE)
    why = "this folder is no git repository"
    # A folder inside of somebody else's repository has a date, but not its own.
    if (root / ".git").exists():
        try:
            done = subprocess.run(
                ["git", "log", "-1", "--format=%ct"],
                cwd=root,
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError as error:
            why = f"git does not run here ({error.strerror})"
        else:
            if done.returncode == 0:
                return _checked(done.stdout.strip(), "The last commit's date")
            why = f"git does not tell it ({done.stderr.strip()})"
    raise BuildError(
        f"A release has the date of the last commit, but {why}. Give a date with {VARIABLE}: "
        f"`{VARIABLE}=$(date +%s) python3 build.py release`."
    )


def zip_date(seconds: int) -> Date:
    """Return a moment as zip files hold it, in UTC."""
    date = datetime.fromtimestamp(seconds, UTC)
    return (date.year, date.month, date.day, date.hour, date.minute, date.second)


def _checked(text: str, name: str) -> int:
    first = int(datetime(*FIRST, tzinfo=UTC).timestamp())
    if not (text.isascii() and text.isdigit() and first <= int(text) < LAST):
        raise BuildError(
            f"{name} is “{text}”; it must be seconds since 1970, of a date from 1980 to 2099."
        )
    return int(text)
