"""Fixtures for tests of keys."""

from __future__ import annotations

import pytest

from tests.unit.support.builds import Build


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Build:
    """Return a build without `cryptography`, until that is loaded."""
    return Build(monkeypatch)
