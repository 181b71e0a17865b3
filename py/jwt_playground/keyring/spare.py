"""Keeps a fault of ours in one part of a report from taking the rest of the report with it.

This is for parts that are shown beside the verdict: remarks, certificates, the key. A verdict
itself is never replaced. A fault in the rest of the engine stays an `internal-error`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..engines.asking import UnansweredError
from ..vocabulary.findings import Finding, Where

Part = TypeVar("Part")


def spared(
    make: Callable[[], Part], otherwise: Part, what: str, where: Where, findings: list[Finding]
) -> Part:
    """Returns what ``make`` returns. If that fails, returns ``otherwise``, and a finding says so.

    ``what`` names the part at the beginning of a sentence, such as “The key”.

    Raises:
        UnansweredError: the host has to be asked first.
        ImportError: a module that is rarely needed has not come yet. The page then asks again, as
            it does for every request that fails for a file (`site/engine/worker.js`).
    """
    try:
        return make()
    except (UnansweredError, ImportError):
        raise
    except Exception as error:  # It is our bug. Say so, and keep the rest of the report.
        message = (
            f"{what} could not be worked out: this is a fault in JWT Playground, not in your input "
            f"({type(error).__name__}). The rest of the report stands."
        )
        findings.append(Finding("part-missing", where, message))
        return otherwise
