"""What the page's policy cannot say yet. SECURITY.md tells so; these tests notice when that changes."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.support.guard import PageGuard
from tests.site_server import SiteServer

UNKNOWN = "Unrecognized Content-Security-Policy directive 'webrtc'"
# A connection to nobody: with `webrtc 'block'`, it would end at once.
CONNECTS = """async () => {
  if (typeof RTCPeerConnection === "undefined") return false;
  const connection = new RTCPeerConnection();
  connection.createDataChannel("any");
  try {
    await connection.setLocalDescription(await connection.createOffer());
    return connection.iceConnectionState !== "closed" && connection.localDescription !== null;
  } finally {
    connection.close();
  }
}"""


def test_no_browser_obeys_webrtc_block_yet(
    page: Page, page_guard: PageGuard, site: SiteServer, browser_name: str
) -> None:
    if browser_name == "chromium":
        page_guard.expect(UNKNOWN)  # so the page does not ask for it: the console has to stay empty
    site.replace["index.html"] = lambda html: html.replace(
        b"form-action 'none'", b"form-action 'none'; webrtc 'block'"
    )
    page.goto(site.url)
    # WebKitGTK has no WebRTC.
    assert page.evaluate(CONNECTS) == (browser_name != "webkit")
