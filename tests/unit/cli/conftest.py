"""The commands that a test calls in its own process do their work there as well."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets no limit, so no process is started. `processes.run` starts the real command."""
    monkeypatch.setattr("jwt_playground.cli.shared_options.DEFAULT_LIMIT", 0.0)
