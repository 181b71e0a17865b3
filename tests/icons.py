"""Makes the app's PNG icons from `site/icons/*.svg`: `.venv/bin/python -m tests.icons`.

Run by hand when an icon's drawing changes; the pictures are kept in the tree.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from buildtools.browser import ensure_chromium
from buildtools.common import ROOT

ICONS = ROOT / "site" / "icons"
SIZES = (192, 512)


def main() -> None:
    """Make a picture of each drawing in each size; the background stays transparent."""
    as_root = sys.platform == "linux" and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=ensure_chromium(Path(sys.executable)),
            args=["--no-sandbox"] if as_root else [],
        )
        for drawing in sorted(ICONS.glob("*.svg")):
            for size in SIZES:
                page = browser.new_page(viewport={"width": size, "height": size})
                style = "<style>body { margin: 0 } svg { display: block }</style>"
                page.set_content(style + drawing.read_text("utf-8"))
                page.screenshot(
                    path=ICONS / f"{drawing.stem}-{size}.png", omit_background=True, type="png"
                )
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
