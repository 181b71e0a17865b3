"""A screen in memory, for browsers that need one."""

from __future__ import annotations

import os
import subprocess

from ..common import BuildError
from .find import DISPLAY

SIZE = "1920x1400x24"


class Display:
    """An X server without a real screen; it chooses its display number itself."""

    def __init__(self) -> None:
        read, write = os.pipe()
        try:
            self._process = subprocess.Popen(
                [DISPLAY, "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"],
                pass_fds=[write],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        finally:
            os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            self._process.wait()
            raise BuildError(f"{DISPLAY} does not start on this machine.")
        self.name = f":{number}"

    def close(self) -> None:
        """End the X server."""
        self._process.terminate()
        self._process.wait()
