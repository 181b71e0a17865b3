"""What `build.py bench` measures. Unlike `buildtools`, it runs in the virtual environment."""

CHAPTERS = (
    "start",
    "lines",
    "browsers",
    "typing",
    "throughput",
    "access",
    "encryption",
    "bytes",
    "memory",
    "cpython",
)
"""The chapters, in the order of the table."""
