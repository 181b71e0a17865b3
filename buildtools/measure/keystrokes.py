"""How long it takes from a keystroke to its painted verdict, and the page's longest tasks.

The keys are real events at uneven times, as when a person types. Each key is held for a
moment, and the next key is pressed when the page has painted the result. (Drivers release
a key at once. That would be a second event while the page still works on the first.)
keystrokes.js says what exactly is measured. The page gets no other requests meanwhile.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page

from .chromium import idle_page, run, started
from .pages import served
from .row import Chapter, Row
from .sample import ALGORITHM, SECRET, log, sample

SCRIPT = Path(__file__).with_name("keystrokes.js")
ENGINES = """return (await jwtPlayground.call("meta", {})).engines.map(({ name }) => name);"""

KEYS = 60
HELD_MS = (60, 100)
PAUSE_MS = (30, 90)
PAINTED = "painted "
LOG_TOKENS = 10_000
SIZES = {"1 KB": 1_000, "100 KB": 100_000, "1 MB": 1_000_000}
NOTES = (
    (
        "Typing: 95th percentile, from the key event to the end of the frame that shows the verdict "
        "for exactly that text; nothing in between waits on purpose. One frame is 16.7 ms."
    ),
    "Longest task: of the page's main thread; browsers tell only those over 50 ms, so 0 means none.",
)

Seen = dict[str, list[float]]


def typing(dist: Path, chromium: Path, runs: int) -> Chapter:
    """Measure keystrokes in token and payload, and the longest tasks during them."""
    names: dict[str, str] = {}
    seen: Seen = defaultdict(list)
    with served(dist) as server, started(chromium) as browser:
        for _ in range(runs):
            with _page(browser, f"{server.url}ours/index.html") as page:
                _tokens(page, seen, names)
                _payloads(page, seen, names)
            with _page(browser, f"{server.url}ours/index.html") as page:
                _pastes(page, seen, names)
    rows = [
        Row(
            name,
            names[name],
            "ms",
            samples,
            statistic="max" if name.startswith("tasks/") else "p95",
        )
        for name, samples in seen.items()
    ]
    rows.sort(key=lambda row: row.id.startswith("tasks/"))
    return Chapter("typing", "Typing and pasting in Chromium", rows, notes=NOTES)


@contextmanager
def _page(browser: Browser, url: str) -> Iterator[Page]:
    context = browser.new_context(service_workers="block", viewport={"width": 1280, "height": 900})
    page = idle_page(context)
    page.goto(url)
    run(page, "await jwtPlayground.ready")
    # The script is run as a developer's console would do it, which the page's policy allows.
    page.evaluate(SCRIPT.read_text("utf-8"))
    yield page
    context.close()


def paste(page: Page, editor: str, text: str) -> None:
    """Replace the text of an editor."""
    box = page.locator(f"{editor} .cm-content")
    page.locator(editor).click()  # the middle of a long text may be out of sight
    box.focus()  # the click may have hit a remark that was shown over the text
    page.keyboard.press("ControlOrMeta+a")
    # In two steps, because sending the text into the page is not the page's work.
    page.evaluate("(text) => { bench.text = text; }", text)
    box.evaluate("(editor) => bench.paste(editor, bench.text)")


def settled(page: Page) -> None:
    """Wait until the page shows the verdict."""
    run(page, "await bench.settled()")


def _tokens(page: Page, seen: Seen, names: dict[str, str]) -> None:
    """Type in tokens, at the end of the signature and in the middle of the payload."""
    there = run(page, ENGINES)
    work = [(ALGORITHM, "auto", "1 KB"), (ALGORITHM, "auto", "100 KB")]
    for algorithm in ("ES256", "RS256"):
        work += [(algorithm, e, "1 KB") for e in ("webcrypto", "cryptography") if e in there]
    for algorithm, engine, size in work:
        given = sample(algorithm, SIZES[size])
        page.locator("#engine-details").evaluate("(details) => { details.open = true; }")
        page.locator("#engine-choice").select_option(engine)
        paste(page, "#key", given.key)
        paste(page, "#token", given.token)
        settled(page)
        kind = algorithm if engine == "auto" else f"{algorithm}, {engine}"
        key = _id("typing", algorithm if engine == "auto" else f"{algorithm}-{engine}", size=size)
        names[key] = f"Typing in a token, {kind}, {size}"
        page.keyboard.press("ControlOrMeta+End")
        run(page, "await bench.longestTask()")
        for place in range(2):
            if place == 1:
                for _ in range(5):
                    page.keyboard.press("ArrowUp")
            seen[key] += _type(page, KEYS // 2, verdict=True)
        if algorithm == ALGORITHM:
            _longest(page, seen, names, "typing", size, "while typing")


def _payloads(page: Page, seen: Seen, names: dict[str, str]) -> None:
    """Type in the payload, which becomes a draft. The page paints the draft and no verdict yet."""
    for size in ("1 KB", "100 KB"):
        given = sample(ALGORITHM, SIZES[size])
        paste(page, "#key", given.key)
        paste(page, "#token", given.token)
        settled(page)
        page.locator("#payload").click()
        key = _id("typing", "payload", size=size)
        names[key] = f"Typing in a payload, {size}"
        seen[key] += _type(page, KEYS, verdict=False)


def _pastes(page: Page, seen: Seen, names: dict[str, str]) -> None:
    """Paste tokens, and a log."""
    paste(page, "#key", SECRET)
    for size, length in SIZES.items():
        paste(page, "#token", "")
        run(page, "await bench.longestTask()")
        paste(page, "#token", sample(ALGORITHM, length).token)
        settled(page)
        _longest(page, seen, names, "paste", size, "pasting a token,")
    paste(page, "#token", "")
    page.locator('#views a[data-view="many"]').click()
    page.wait_for_selector("#batch-text")
    paste(page, "#batch-text", log(LOG_TOKENS))
    run(page, "await bench.judged(...arguments)", LOG_TOKENS)
    names["tasks/log"] = f"Longest task pasting and judging a log of {LOG_TOKENS:,} tokens"
    seen["tasks/log"].append(run(page, "return bench.longestTask()"))


def _type(page: Page, keys: int, verdict: bool) -> list[float]:
    """Type a letter and delete it, again and again."""
    took = []
    for number in range(keys):
        run(page, "bench.expectKey(...arguments)", verdict)
        page.wait_for_timeout(random.uniform(*PAUSE_MS))
        key, held = "Backspace" if number % 2 else "A", random.uniform(*HELD_MS)
        with page.expect_console_message(_tells_painted) as told:
            page.keyboard.press(key, delay=held)
        took.append(float(told.value.text.removeprefix(PAINTED)))
    return took


def _tells_painted(message: ConsoleMessage) -> bool:
    return message.text.startswith(PAINTED)


def _longest(
    page: Page, seen: Seen, names: dict[str, str], doing: str, size: str, words: str
) -> None:
    key = _id("tasks", doing, size=size)
    names[key] = f"Longest task {words} {size}"
    seen[key].append(float(run(page, "return bench.longestTask()")))


def _id(*parts: str, size: str) -> str:
    return "/".join([*parts, size.lower().replace(" ", "-")])
