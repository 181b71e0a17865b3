"""Names of keys, and their codes in WebDriver (W3C WebDriver, 17.4.2)."""

from __future__ import annotations

from typing import Any

KEYS = {
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Alt": "\ue00a",
    "Escape": "\ue00c",
    "Space": " ",
    "PageUp": "\ue00e",
    "PageDown": "\ue00f",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Delete": "\ue017",
}


def chord(keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the actions that press keys in this order and release them in reverse order."""
    values = [KEYS.get(key, key) for key in keys]
    for value in values:
        if len(value) != 1:
            raise ValueError(f"{value} is neither a character nor a known key")
    return [
        *({"type": "keyDown", "value": value} for value in values),
        *({"type": "keyUp", "value": value} for value in reversed(values)),
    ]


def typed(text: str) -> list[dict[str, Any]]:
    """Return the actions that type a text."""
    return [action for character in text for action in chord((character,))]


def click(x: float, y: float) -> list[dict[str, Any]]:
    """Return the pointer's actions for a click at a place of the viewport."""
    return [
        {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0},
        {"type": "pointerDown", "button": 0},
        {"type": "pointerUp", "button": 0},
    ]
