"""A process that works on one case after another, and is ended when one takes too long."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[2]
# It is no measure of speed: the processor's time is limited in `targets`. It ends what hangs.
PATIENCE_S = 120


class Worker:
    """Runs a command that answers each line of JSON with a line of JSON."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[str] | None = None
        self._lines: Queue[str] = Queue()

    def ask(self, case: Any) -> dict[str, Any]:
        """Return the answer to a case.

        It has the member `gone`, with the reason, if the process ended or had to be ended. The
        next case then gets a new process.
        """
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(case) + "\n")
            process.stdin.flush()
            line = self._lines.get(timeout=PATIENCE_S)
        except Empty:
            self.close()
            return {"gone": f"no answer within {PATIENCE_S} s"}
        except BrokenPipeError:
            line = ""
        if not line:
            why = f"the process ended with {process.wait()}"
            self.close()
            return {"gone": why}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(  # our own programs
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                cwd=ROOT,
            )
            self._lines = Queue()
            Thread(target=self._read, args=(self._process, self._lines), daemon=True).start()
        return self._process

    @staticmethod
    def _read(process: subprocess.Popen[str], lines: Queue[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)
        lines.put("")
