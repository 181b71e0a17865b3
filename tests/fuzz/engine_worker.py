"""Answers requests to the engine, one per line, and says how long the processor worked on each."""

from __future__ import annotations

import json
import sys
import time

from jwt_playground.protocol import handle


def main() -> None:
    """Answer until there is no more line."""
    for line in sys.stdin:
        before = time.process_time()
        reply = handle(line)
        seconds = time.process_time() - before
        print(json.dumps({"reply": reply, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
