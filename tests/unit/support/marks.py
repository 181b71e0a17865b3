"""Texts in which the place that a finding should point at is marked: `YWJj⟦!⟧ZGVm`."""

from __future__ import annotations

import re


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the places that were marked (code points)."""
    places: list[tuple[int, int]] = []
    plain = ""
    for part in re.split("(⟦[^⟧]*⟧)", text):
        inner = part.removeprefix("⟦").removesuffix("⟧")
        if part.startswith("⟦"):
            places.append((len(plain), len(plain) + len(inner)))
        plain += inner
    return plain, places
