"""How much memory the pages hold after the start and after many tokens, in Chromium."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from .chromium import idle_page, run, started
from .pages import served
from .row import Chapter, Row
from .sample import SECRET, token
from .start import visit

TOKENS = 10_000
JUDGE = {
    "ours": """
const [tokens, key] = arguments;
const briefs = await jwtPlayground.call("inspect_many", { tokens, key: { text: key } }, { timeout: 600_000 });
if (briefs.some(({ verdict }) => verdict !== "valid")) throw new Error("not all are valid");
""",
    "plain": """
const [tokens, key] = arguments;
for (const token of tokens) await window.verify(token, key);
""",
}
KINDS = {
    "process": "the page's process",
    "wasm": "Python's memory",
    "buffers": "array buffers",
    "heap": "JavaScript objects",
}
WASM_SCRIPT = Path(__file__).with_name("wasm.js")
NOTES = (
    (
        "Process: anonymous memory of the renderer (Linux only). Python's memory: the WebAssembly "
        "memory's size. Buffers and objects: of page and worker, after a garbage collection."
    ),
)

WASM_BYTES = "wasmMemory.buffer.byteLength"

Figures = dict[str, float]


def memory(dist: Path, chromium: Path, runs: int) -> Chapter:
    """Measure both pages, each in its own browser."""
    seen: dict[str, list[float]] = defaultdict(list)
    tokens = [token(number) for number in range(1, TOKENS + 1)]
    with served(dist) as server:
        for _ in range(runs):
            for which, judge in JUDGE.items():
                with started(chromium) as browser:
                    context = browser.new_context(service_workers="block")
                    page = idle_page(context)
                    page.add_init_script(path=WASM_SCRIPT)
                    visit(page, server, which)
                    page.wait_for_timeout(1000)  # files that follow the start have come, too
                    _note(seen, f"{which} start", _figures(browser, page))
                    run(page, judge, tokens, SECRET)
                    _note(seen, f"{which} tokens", _figures(browser, page))
    rows = [
        Row(
            f"memory/{when}/{kind}",
            f"{words}: {name}",
            "MB",
            seen[f"ours {when} {kind}"],
            seen[f"plain {when} {kind}"],
        )
        for when, words in (("start", "After the start"), ("tokens", f"After {TOKENS:,} tokens"))
        for kind, name in KINDS.items()
        if seen[f"ours {when} {kind}"]
    ]
    return Chapter("memory", "Memory in Chromium", rows, "plain Pyodide", NOTES)


def _note(seen: dict[str, list[float]], what: str, figures: Figures) -> None:
    for kind, value in figures.items():
        seen[f"{what} {kind}"].append(value / 1e6)


def _figures(browser: Browser, page: Page) -> Figures:
    """Return the bytes per kind of memory."""
    session = page.context.new_cdp_session(page)
    heaps = [_collected(session.send), *[_collected(send) for send in _workers(session, page)]]
    found = {
        "wasm": float((page.workers[0] if page.workers else page).evaluate(WASM_BYTES)),
        "buffers": sum(float(heap["backingStorageSize"]) for heap in heaps),
        "heap": sum(float(heap["usedSize"]) for heap in heaps),
    }
    if process := _process(browser):
        found["process"] = process
    session.detach()
    return found


def _collected(send: Any) -> dict[str, float]:
    """Return the size of a heap after a garbage collection."""
    send("HeapProfiler.collectGarbage")
    usage: dict[str, float] = send("Runtime.getHeapUsage")
    return usage


def _workers(session: CDPSession, page: Page) -> list[Any]:
    """Return one function per worker of the page; it sends a command and waits for the result."""
    ids: list[str] = []
    answers: dict[int, Any] = {}
    session.on("Target.attachedToTarget", lambda event: ids.append(event["sessionId"]))

    def receive(event: dict[str, str]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            answers[message["id"]] = message["result"]

    session.on("Target.receivedMessageFromTarget", receive)
    session.send(
        "Target.setAutoAttach",
        {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
    )

    def sender(worker: str) -> Any:
        def send(method: str) -> Any:
            number = len(answers) + 1
            message = json.dumps({"id": number, "method": method})
            session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
            for _ in range(1000):
                if number in answers:
                    return answers[number]
                page.wait_for_timeout(10)
            raise TimeoutError(f"the worker does not answer {method}")

        return send

    return [sender(worker) for worker in ids]


def _process(browser: Browser) -> float | None:
    """Return the anonymous memory of the biggest renderer, which is the page's."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    renderers = [each["id"] for each in processes if each["type"] == "renderer"]
    return max(filter(None, map(_anonymous, renderers)), default=None)


def _anonymous(process: int) -> float | None:
    """Return the bytes that belong to the process alone, if the system tells."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    for line in status.read_text().splitlines():
        if line.startswith("RssAnon:"):
            return float(line.split()[1]) * 1024
    return None
