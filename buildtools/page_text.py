"""Changes the text of the page in builds that differ from the usual one."""

from __future__ import annotations

import re

from .common import BuildError


def change(page: str, pattern: str, by: str, asks: str = "buildtools/single_file.py") -> str:
    """Replace the one part of the page that fits the pattern; the text may contain anything.

    `asks` is the file that has the pattern, for the message when the page has changed.
    """
    changed, count = re.subn(pattern, lambda _: by, page)
    if count != 1:
        raise BuildError(
            f"site/index.html has {count} places that fit {pattern!r}; {asks} needs exactly one."
        )
    return changed
