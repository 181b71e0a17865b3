"""Quotes foreign text, such as a claim's value, inside the engine's own sentences."""

from __future__ import annotations

_LENGTH = 120


def quoted(text: str) -> str:
    """Returns the text in quotation marks.

    A text of more than 120 code points is cut; its length is then added.
    """
    return (
        f"“{text}”" if len(text) <= _LENGTH else f"“{text[:_LENGTH]}…” ({len(text):,} characters)"
    )


def listed(texts: list[str]) -> str:
    """Returns the texts, each one quoted; of more than ten, the first ten and a count."""
    shown = ", ".join(quoted(text) for text in texts[:10])
    return shown if len(texts) <= 10 else f"{shown} and {len(texts) - 10} more"
