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

    def carry(self, size: int, ready: float | None = None) -> float:
        """Wait until `size` bytes have come through, after all bytes that were waiting before.

        `ready` is the moment since which the bytes wait, now if it is left out. Returns the moment
        when they are through. A body gives it as `ready` for its next portion: a system that is
        busy ends a wait too late, and the line must not stand idle for that.
        """
        if ready is None:
            ready = time.monotonic()
        if self.rate is None:
            return ready
        with self._lock:
            self._free_at = until = max(self._free_at, ready) + size * 8 / self.rate
        time.sleep(max(0.0, until - time.monotonic()))
        return until

    def pieces(self, body: bytes) -> list[bytes]:
        """Return the body in the portions in which it is sent."""
        if self.rate is None:
            return [body]
        return [body[at : at + CHUNK] for at in range(0, len(body), CHUNK)]


LOOPBACK = Line("loopback")
USUAL = Line("10 Mbit/s, 40 ms", 10e6, 0.040)
SLOW = Line("1.6 Mbit/s, 150 ms", 1.6e6, 0.150)
