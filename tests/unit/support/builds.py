"""A build of the page whose `cryptography` is not there, or comes when it is loaded."""

from __future__ import annotations

import pytest

from jwt_playground.engines import pyjwt


class Build:
    """A build whose `cryptography` may be missing, and may come when it is loaded."""

    installed = False
    comes = True

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pyjwt, "has_cryptography", lambda: self.installed)
        monkeypatch.setattr(pyjwt, "refresh", self._refresh)

    def _refresh(self) -> None:
        self.installed = self.comes
