"""Whatever the claims are: what is issued, presented and processed is what was chosen."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.unit.support.calls import call
from tests.unit.support.sd_jwt import SECRET, failed

NAMES = some.text(max_size=6).filter(lambda name: name not in ("_sd", "...", "_sd_alg"))
LEAVES = some.none() | some.booleans() | some.integers() | some.text(max_size=8)
VALUES = some.recursive(
    LEAVES,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(NAMES, inner, max_size=4),
    max_leaves=10,
)
# Not the claims that have rules of their own: those are tested elsewhere.
OWN = NAMES.map(lambda name: f"c{name}")
CLAIMS = some.dictionaries(OWN, VALUES, max_size=5)
Path = list[str | int]


def paths_in(value: Any, at: Path) -> list[Path]:
    """The paths of all members and elements."""
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    return [p for step, inner in items for p in ([*at, step], *paths_in(inner, [*at, step]))]


def without(value: Any, at: Path, hidden: set[tuple[str | int, ...]]) -> Any:
    """The value without what is hidden."""
    if isinstance(value, dict):
        return {
            name: without(inner, [*at, name], hidden)
            for name, inner in value.items()
            if (*at, name) not in hidden
        }
    if isinstance(value, list):
        return [
            without(inner, [*at, index], hidden)
            for index, inner in enumerate(value)
            if (*at, index) not in hidden
        ]
    return value


@settings(max_examples=60, deadline=None)
@given(claims=CLAIMS, data=some.data(), decoys=some.integers(0, 3))
def test_issued_presented_and_processed(claims: Any, data: Any, decoys: int) -> None:
    every = paths_in(claims, [])
    subset = some.lists(some.sampled_from(every), unique_by=repr) if every else some.just([])
    selective = data.draw(subset)
    issued = call(
        "sd_issue",
        header='{"alg":"HS256"}',
        payload=json.dumps(claims),
        selective=selective,
        key=SECRET,
        decoys=decoys,
    )
    whole = call("inspect", token=issued["token"], key=SECRET, now=1)
    assert failed(whole) == []
    assert json.loads(whole["sd_jwt"]["processed"]) == claims
    disclosures = whole["sd_jwt"]["disclosures"]
    assert len(disclosures) == len(selective)
    paths = [each["path"] for each in disclosures]
    assert sorted(map(repr, paths)) == sorted(map(repr, selective))
    chosen = (
        data.draw(some.lists(some.sampled_from(range(len(paths))), unique=True)) if paths else []
    )
    shown = call("sd_present", token=issued["token"], disclose=chosen)
    part = call("inspect", token=shown["token"], key=SECRET, now=1)
    assert failed(part) == []
    hidden = {tuple(path) for index, path in enumerate(paths) if index not in chosen}
    assert json.loads(part["sd_jwt"]["processed"]) == without(claims, [], hidden)
