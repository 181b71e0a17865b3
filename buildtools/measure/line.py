"""Simulated lines of several speeds: how long a request waits, and how fast bytes come."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

CHUNK = 4096
"""Bytes that one connection sends before it is the turn of the next one."""


@dataclass
class Line:
    """A line that all connections share.

    `rate` is in bits per second. `delay` is the time of a round trip in seconds; it passes
    once per new connection and once per request. TLS and the slow start of TCP are left
    out, because they would be the same for both pages.
    """

    name: str
    rate: float | None = None
    delay: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _free_at: float = field(default=0.0, repr=False)

    def wait(self) -> None:
        """Wait for the time of a round trip."""
        if self.delay:
            time.sleep(self.delay)

    def carry(self, size: int) -> None:
        """Wait until `size` bytes have come through, after all bytes that were waiting before."""
        if self.rate is None:
            return
        with self._lock:
            self._free_at = max(self._free_at, time.monotonic()) + size * 8 / self.rate
            until = self._free_at
        time.sleep(max(0.0, until - time.monotonic()))

    def pieces(self, body: bytes) -> list[bytes]:
        """Return the body in the portions in which it is sent."""
        if self.rate is None:
            return [body]
        return [body[at : at + CHUNK] for at in range(0, len(body), CHUNK)]


LOOPBACK = Line("loopback")
USUAL = Line("10 Mbit/s, 40 ms", 10e6, 0.040)
SLOW = Line("1.6 Mbit/s, 150 ms", 1.6e6, 0.150)
