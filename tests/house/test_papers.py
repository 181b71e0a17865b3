"""The papers that are made from the code say what the code says today."""

from __future__ import annotations

from pathlib import Path

import pytest

from buildtools.common import relative
from buildtools.docs import papers


@pytest.mark.parametrize("path", papers(), ids=relative)
def test_a_paper_made_from_the_code_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == papers()[path], "run `python3 build.py docs`"
