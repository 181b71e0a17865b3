"""The page as its users see it: fields, buttons and texts, found by their accessible names."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Literal

from playwright.sync_api import Locator, Page, ViewportSize

from tests.browser.support.expect import expect

# RFC 7515 appendix A.1
A1_TOKEN = (
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
)
A1_K = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
A1_JWK = f'{{"kty":"oct","k":"{A1_K}"}}'
A1_BEFORE_EXPIRY = "1300819000"

SECRET = "a-secret-that-is-long-enough-for-hs512-and-so-for-every-hmac-alg"


# A paste event that we make ourselves, because the whole machine shares the real clipboard.
# Firefox's constructor of the event takes the text as `data`.
PASTE = """(element, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const given = { clipboardData, dataType: "text/plain", data: text };
  element.dispatchEvent(new ClipboardEvent("paste", { ...given, bubbles: true, cancelable: true }));
}"""


# The address of the home is that without a fragment.
GO = """(view) => {
  if (view !== "inspect") return void (location.hash = `view=${view}`);
  if (location.hash === "") return;
  history.replaceState(null, "", location.pathname + location.search);
  dispatchEvent(new HashChangeEvent("hashchange"));
}"""

# Shows the part of the page in which an editor stands, and puts the cursor into it. Returns the
# name of its workspace if that is not shown.
BRING = """(element) => {
  const { host } = element.getRootNode();
  const workspace = host.closest("[data-workspace]");
  if (workspace.hidden) return workspace.dataset.workspace;
  const part = host.closest("[data-part]")?.dataset.part;
  if (part) document.querySelector(`[data-shows=${part}]`).dispatchEvent(new Event("click"));
  if (!element.checkVisibility()) throw new Error("the editor cannot be seen");
  element.focus();
  return null;
}"""

# Shows the page as it was when it came, but for what is typed in. A press on Clear does the rest.
TIDY = f"""() => {{
  const each = (selector, change) => document.querySelectorAll(selector).forEach(change);
  each("dialog[open]", (dialog) => dialog.close());
  ({GO})("inspect");
  each("[data-shows=token]", (button) => button.dispatchEvent(new Event("click")));
  each("#tab-checks, #keep:checked", (control) => control.click());
}}"""
FOLD = """() => {
  document.querySelector("#toast [aria-label='Close message']")?.click();
  document.querySelectorAll("details").forEach((each) => { each.open = false; });
}"""

# Takes back what a button still says about an earlier press. It would say so for a while.
UNSAY = """(button) => {
  if (button.textContent === "Copied") button.textContent = "Copy";
}"""

# WebKit lets no page read the clipboard. There, `witness.js` keeps what the page wrote to it.
CLIPBOARD = "globalThis[Symbol.for('witness')]?.copied ?? navigator.clipboard.readText()"


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def hs256(payload: str, header: str = '{"alg":"HS256"}', secret: str = SECRET) -> str:
    """Return an HS256 token with exactly these bytes as its payload."""
    signed = f"{b64url(header.encode())}.{b64url(payload.encode())}"
    return f"{signed}.{b64url(hmac.new(secret.encode(), signed.encode(), 'sha256').digest())}"


def is_signed(token: str, digest: str, secret: str = SECRET) -> bool:
    """Tell whether an HMAC signature is right, without the page's own code."""
    signed, _, signature = token.rpartition(".")
    return (
        unb64url(signature)
        == hmac.new(secret.encode(), signed.encode(), getattr(hashlib, digest)).digest()
    )


# Test machines are slow and shared. The limit is only reached when a condition never holds.
expect.set_options(timeout=15_000)

DESKTOP: ViewportSize = {"width": 1280, "height": 900}


def fresh(page: Page) -> Playground:
    """Return a used page as if it had just been opened: empty, with every part folded up."""
    page.bring_to_front()
    page.set_viewport_size(DESKTOP)
    dress(page, "light")
    play = Playground(page)
    # By scripts, because several hundred tests begin so. The one real click takes the pointer and
    # the focus away from where the last test left them.
    page.evaluate(TIDY)
    page.locator("#clear").click()
    page.evaluate(FOLD)
    expect(play.verdict).to_have_text("Paste a token")
    return play


def followed(page: Page, link: str) -> Playground:
    """Return a used page as `fresh` does, with a link that was then pasted into its address.

    `link` begins with `#`. It is read as one that was opened; that takes no second page.
    """
    play = fresh(page)
    play.page.evaluate("(link) => { location.hash = link; }", link)
    return play


def dress(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Show the page light or dark: by the system's setting where a test can change it."""
    if page.context.browser and page.context.browser.browser_type.name == "chromium":
        page.emulate_media(color_scheme=scheme, reduced_motion="no-preference")
        return
    dark = "dark" if scheme == "dark" else None
    for _ in ("auto", "light", "dark"):
        if page.evaluate("document.documentElement.dataset.theme ?? null") == dark:
            return
        change_theme(page)
    raise AssertionError(f"the page cannot be shown {scheme}")


def change_theme(page: Page) -> None:
    """Press the button for the theme, once, in the settings."""
    page.locator("#open-settings").click()
    page.locator("#theme").click()
    page.locator("#settings").get_by_role("button", name="Close").click()


class Playground:
    """Drives an open page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.token = self.editor("Token")
        self.header = self.editor("Header")
        self.payload = self.editor("Payload")
        self.key = self.editor("Verification key")
        self.verdict = page.locator("#verdict-title")
        self.why = page.locator("#verdict-why")
        self.direction = page.locator("#direction")
        self.recognized = page.locator("#recognized")
        """What the key pane says about its key."""

    def go(self, view: str) -> None:
        """Open a workspace."""
        self.page.evaluate(GO, view)
        expect(self.page.locator(f"#{view}")).to_be_visible()
        expect(self.page.locator(f"#{view} [aria-busy]")).to_have_count(0)

    def share(self) -> None:
        """Open the share dialog; what it holds is there only when it is open."""
        self.button("Share").click()
        expect(self.page.locator("#share")).to_be_visible()

    def show(self, part: str) -> None:
        """Show one part of Inspect where the window is too narrow for all."""
        button = self.page.locator(f"[data-shows={part}]")
        button.evaluate("e => e.dispatchEvent(new Event('click'))")  # in wide windows it is hidden

    def tab(self, name: str) -> None:
        """Show a tab of the results, such as `claims`."""
        self.page.locator(f"#tab-{name}").click()

    def editor(self, name: str) -> Locator:
        # Not by its role: an editor of a workspace that is not shown is found as well.
        return self.page.locator(f'[role="textbox"][aria-label="{name}"]')

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def paste(self, editor: Locator, text: str) -> None:
        """Replace an editor's text by exactly this text, as pasting does."""
        workspace = editor.evaluate(BRING)
        if workspace:
            self.go(workspace)
            editor.evaluate(BRING)
        self.page.keyboard.press("ControlOrMeta+a")
        editor.evaluate(PASTE, text)

    def text(self, editor: Locator) -> str:
        """Return an editor's exact text: what its Copy button copies."""
        name = editor.get_attribute("aria-label") or ""
        # A message over the page may offer to copy the token, too.
        main = self.page.locator("main")
        return self.copied_by(main.get_by_role("button", name=f"Copy {name.lower()}", exact=True))

    def copied_by(self, button: Locator) -> str:
        """Press a button and return what it copied."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        button.evaluate(UNSAY)
        button.click()
        expect(button).to_have_text("Copied")
        copied: str = self.page.evaluate(CLIPBOARD)
        return copied

    def check(self, name: str) -> Locator:
        """Return the row of one check, e.g. `exp`."""
        return self.page.locator(f"#checks [data-check='{name}']")

    def expect_check(self, name: str, status: str) -> None:
        expect(self.check(name)).to_have_attribute("data-status", status)

    def claim(self, name: str) -> Locator:
        """Return the rows of a claim or header parameter."""
        return self.page.locator(f"#claims tr[data-name={json.dumps(name)}]")

    def value(self, name: str) -> Locator:
        return self.claim(name).locator(".value")

    def set_time(self, seconds: str) -> None:
        """Let the token be checked as if it were this time."""
        if self.page.locator("#inspect").is_hidden():
            self.go("inspect")
        self.open("Expectations")
        self.page.get_by_label("A fixed time").check()
        self.page.get_by_label("Seconds since 1970").fill(seconds)

    def open(self, summary: str) -> None:
        """Open a part of the page that starts folded up."""
        details = self.page.locator("details", has=self.page.locator("summary", has_text=summary))
        part = details.evaluate("(each) => each.closest('[data-part]')?.dataset.part ?? null")
        if part:
            self.show(part)
        if details.get_attribute("open") is None:
            details.locator("summary").click()

    def scrolls_sideways(self) -> bool:
        """Tell whether the page is wider than its window.

        WebKitGTK's window is never narrower than its tool bar, so about 450 pixels.
        """
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )
