"""Texts of others inside our sentences."""

from __future__ import annotations

_LENGTH = 120


def quoted(text: str) -> str:
    """The text in quotation marks, cut to a length that a sentence can bear."""
    return (
        f"“{text}”" if len(text) <= _LENGTH else f"“{text[:_LENGTH]}…” ({len(text):,} characters)"
    )


def listed(texts: list[str]) -> str:
    """Several texts, quoted; the first ones if there are many."""
    shown = ", ".join(quoted(text) for text in texts[:10])
    return shown if len(texts) <= 10 else f"{shown} and {len(texts) - 10} more"
