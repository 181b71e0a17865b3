"""What `build.py bench` measures; runs in the virtual environment, unlike the rest."""

CHAPTERS = ("start", "lines", "browsers", "typing", "throughput", "bytes", "memory", "cpython")
"""What there is to measure, in the table's order."""
