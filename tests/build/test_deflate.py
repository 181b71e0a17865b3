"""Files are packed tightly, and the same input gives the same bytes."""

from __future__ import annotations

import gzip
import importlib
import random
import sys
from pathlib import Path

import pytest

from buildtools.common import BuildError
from buildtools.deflate import _imported, _packer, gzipped


def _text() -> bytes:
    """Bytes with many repetitions that overlap, where a greedy search chooses badly."""
    chosen = random.Random(7)
    words = [chosen.randbytes(chosen.randrange(2, 9)) for _ in range(300)]
    return b"".join(chosen.choice(words) for _ in range(40_000))


def test_what_is_packed_unpacks_to_the_same_and_is_smaller_than_zlib_makes_it() -> None:
    for data in (b"", b"a", bytes(100_000), text := _text()):
        assert gzip.decompress(gzipped(data)) == data
    assert len(gzipped(text)) < len(gzip.compress(text, 9)) * 0.98


def test_a_packed_file_has_no_date_and_no_name_and_is_the_same_each_time() -> None:
    packed = gzipped(b"the same bytes")
    assert packed[:10].hex() == "1f8b08000000000002ff"
    assert packed == gzipped(b"the same bytes")


def test_the_packer_is_the_pinned_one_whatever_else_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pinned := tmp_path / "pinned").mkdir()
    (pinned / "deflate.py").write_text("OWN = True")
    (other := tmp_path / "other").mkdir()
    (other / "deflate.py").write_text("OWN = False")
    monkeypatch.syspath_prepend(other)
    monkeypatch.delitem(sys.modules, "deflate", raising=False)
    assert _imported(pinned).OWN
    assert str(pinned) not in sys.path
    monkeypatch.delitem(sys.modules, "deflate")
    importlib.import_module("deflate")
    with pytest.raises(BuildError, match="in the way"):
        _imported(pinned)


def test_the_packer_lies_in_a_folder_of_its_own() -> None:
    assert Path(_packer().__file__ or "").parents[1].name.startswith("deflate-")
