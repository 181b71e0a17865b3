"""What people reported in public gets the right verdict, and a sentence that helps."""

from __future__ import annotations

import pytest

from tests.unit.support.calls import call
from tests.vectors import reported
from tests.vectors.reported import Situation


def _name(situation: Situation) -> str:
    return f"{situation['id']}: {situation['situation']}"


@pytest.mark.parametrize("situation", reported.SITUATIONS, ids=_name)
def test_each_situation_is_understood(situation: Situation) -> None:
    result = call(situation["op"], **situation["params"])
    assert reported.differences(situation, result) == []


def test_each_situation_says_what_would_help() -> None:
    silent = [one["id"] for one in reported.SITUATIONS if not one["phrases"]]
    assert silent == []
    names = [one["id"] for one in reported.SITUATIONS]
    assert sorted(set(names)) == names  # The file is in the order of its names.
