"""Does the five tasks: `python -m tests.tasks [--browsers …] [--site FOLDER] [--size WxH] …`."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from playwright.sync_api import ViewportSize

from buildtools.common import DIST, say
from buildtools.site import build_site
from tests.site_server import serving

from .browsers import new_user, started
from .figures import WHEN, Figures, figure, keep, place, words
from .materials import materials
from .run import perform, tasks_for
from .steps import tasks

ZONE = "Europe/Berlin"
"""A time zone in which no local time looks like UTC."""


def window(text: str) -> ViewportSize:
    """Read a size like `1280x900`."""
    width, _, height = text.partition("x")
    return {"width": int(width), "height": int(height)}


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="tests.tasks")
    parser.add_argument("--browsers", default="chromium,firefox,webkit", help="separated by commas")
    parser.add_argument("--site", type=Path, help="a built site; without it, this one is built")
    parser.add_argument("--size", default="1280x900", help="of the window (1280x900)")
    parser.add_argument("--json", type=Path, help="write the counts there")
    parser.add_argument(
        "--keep", choices=WHEN, help="keep the counts as these, and write docs/tasks.md"
    )
    return parser.parse_args()


def main(given: argparse.Namespace) -> None:
    """Do every task in every browser, and print what it took."""
    os.environ["TZ"] = ZONE  # the browsers that are started now inherit it
    if given.site is None:
        build_site(DIST)
    found: Figures = {}
    have = materials()
    with serving(given.site or DIST) as site:
        for name in given.browsers.split(","):
            with started(name) as browser:
                for number, known in enumerate(tasks("")):
                    with new_user(browser, site, window(given.size)) as page:
                        outcome = perform(tasks_for(page)[number], page, have)
                    found[place(known.name, name, given.size)] = figure(outcome)
                    say(f"{name:9} {known.name:8} {words(figure(outcome))}")
    if given.json:
        given.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
    if given.keep:
        keep(given.keep, found)


if __name__ == "__main__":
    main(arguments())
