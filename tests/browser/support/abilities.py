"""What only some browsers can do in a test: marks, each with its reason."""

from __future__ import annotations

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
late_in_a_session = pytest.mark.only(
    "chromium",
    "firefox",
    reason="WebKitGTK's process hangs here after many other pages; alone it passes",
)
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
