"""What only some browsers can do in a test: marks, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

in_the_worker = pytest.mark.only(
    "chromium", reason="other browsers' drivers let a test run no code in a worker"
)
on_the_way = pytest.mark.only(
    "chromium", reason="other browsers' drivers change no script or answer on its way"
)
downloads = pytest.mark.only("chromium", reason="other browsers' drivers give no downloads")
media = pytest.mark.only(
    "chromium", reason="other browsers' drivers change no colour scheme while a page is open"
)
keyboard_focus = pytest.mark.only(
    "chromium",
    "firefox",
    reason="WebKitGTK's window sometimes has no focus on a display without a window manager",
)
chromium_and_firefox = pytest.mark.only(
    "chromium", "firefox", reason="WebKitGTK's MiniBrowser keeps no tabs and no history on the disk"
)
one_browser = pytest.mark.only("chromium", reason="the same cases in more browsers tell no more")
scripts_anew = pytest.mark.only(
    "chromium",
    "firefox",
    reason="WebKitGTK takes a module that it has once loaded from its memory, also after a reload",
)
modules_anew = pytest.mark.only(
    "chromium",
    reason="the others hold a module that did not come for lost until the page is loaded anew",
)
started_otherwise = pytest.mark.only("chromium", reason="started with a switch of Chromium's")
narrow = pytest.mark.only(
    "chromium", "firefox", reason="WebKitGTK's window is never so narrow: this is the case before"
)


def first_in_every_browser(cases: Iterable[Any]) -> list[Any]:
    """Return the cases of a test, of which all but the first run in one browser."""
    first, *others = cases
    return [first, *(_in_one_browser(case) for case in others)]


def _in_one_browser(case: Any) -> Any:
    if isinstance(case, type(pytest.param())):
        return pytest.param(*case.values, id=case.id, marks=[*case.marks, one_browser])
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=one_browser)
