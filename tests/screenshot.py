"""Makes the README's picture: `.venv/bin/python -m tests.screenshot` after `build.py build`.

Run it by hand when the page looks different. The picture is kept in Git and not shipped.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from buildtools.browser import ensure_chromium
from buildtools.common import ROOT
from tests.site_server import serving

PICTURE = ROOT / "site" / "about" / "screenshot.png"


def main() -> None:
    """Open the built site (it needs both engines), load a sample, and save a picture of the window."""
    as_root = sys.platform == "linux" and os.geteuid() == 0
    with serving(ROOT / "dist") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=ensure_chromium(Path(sys.executable)),
            args=["--no-sandbox"] if as_root else [],
        )
        page = browser.new_page(
            viewport={"width": 1440, "height": 900},
            device_scale_factor=1.25,
            color_scheme="light",
            locale="en-GB",
            timezone_id="Europe/Paris",
        )
        page.goto(server.url)
        page.get_by_role("button", name="Samples", exact=True).click()
        page.get_by_role("button", name="A good ES256 token").click()
        expect(page.locator("#verdict-title")).to_have_text("Valid", timeout=60_000)
        expect(page.locator("#recognized")).to_contain_text("EC P-256 public key")
        page.locator("#engine-details summary").click()
        page.get_by_label("Cross-check with a second engine").check()
        expect(page.locator("[data-code=engines-agree]")).to_be_visible()
        page.locator("#engine-details summary").click()
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
