"""Lines of several speeds: what a request waits for, and how fast bytes come."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

CHUNK = 4096
"""Bytes that one connection sends before the next one has its turn."""


@dataclass
class Line:
    """A line that all connections share.

    `rate` is in bits a second, `delay` the time there and back in seconds; it passes
    once for each connection that is opened, and once for each request. TLS and the
    slow start of TCP are left out: they would be the same for everyone.
    """

    name: str
    rate: float | None = None
    delay: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _free_at: float = field(default=0.0, repr=False)

    def wait(self) -> None:
        """Let a round trip pass."""
        if self.delay:
            time.sleep(self.delay)

    def carry(self, size: int) -> None:
        """Return when `size` bytes have come through, after all those that were here before."""
        if self.rate is None:
            return
        with self._lock:
            self._free_at = max(self._free_at, time.monotonic()) + size * 8 / self.rate
            until = self._free_at
        time.sleep(max(0.0, until - time.monotonic()))

    def pieces(self, body: bytes) -> list[bytes]:
        """Return the body in the portions in which it travels."""
        if self.rate is None:
            return [body]
        return [body[at : at + CHUNK] for at in range(0, len(body), CHUNK)]


LOOPBACK = Line("loopback")
USUAL = Line("10 Mbit/s, 40 ms", 10e6, 0.040)
SLOW = Line("1.6 Mbit/s, 150 ms", 1.6e6, 0.150)
