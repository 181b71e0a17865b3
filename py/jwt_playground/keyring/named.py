"""JSON that maps a `kid` to a key or certificate in PEM, as some issuers publish their keys."""

from __future__ import annotations

from ..text import json_text
from ..vocabulary.findings import Finding

MAX_ENTRIES = 200
"""So many entries of a map are read."""
_MAX_NESTING = 4


def named_keys(text: str, findings: list[Finding]) -> list[tuple[str, str]]:
    """Returns pairs of a `kid` and a PEM text, if ``text`` is such a map or has one inside.

    Otherwise the list is empty. Faults of the JSON are added to ``findings``. Never raises.
    """
    if not text.lstrip().startswith("{") or "BEGIN " not in text:
        return []
    read = json_text.read(text.strip(), "key", "key")
    found = _find(read.value, 0)
    if found is None:
        return []
    # Their spans count in the trimmed text, so they are left out.
    findings += [Finding(f.code, f.where, f.message) for f in read.findings]
    if len(found) > MAX_ENTRIES:
        message = f"The text has {len(found)} entries; the first {MAX_ENTRIES} are read."
        findings.append(Finding("key-not-in-set", "key", message))
    return [*found.items()][:MAX_ENTRIES]


def _find(value: object, depth: int) -> dict[str, str] | None:
    """Returns the first object in which every value is a text with PEM; ``None`` if none is."""
    if not isinstance(value, dict) or depth > _MAX_NESTING:
        return None
    if value and all(isinstance(text, str) and "BEGIN " in text for text in value.values()):
        return value
    for inner in value.values():
        if (found := _find(inner, depth + 1)) is not None:
            return found
    return None
