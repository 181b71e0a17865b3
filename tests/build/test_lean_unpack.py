"""Archives of the build are unpacked without Python's own modules for them."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from buildtools.archive import packed_tar, zipped
from buildtools.lean.unpack import UnknownError, write_files

FILES = {
    "a/b/c.py": b"text = 1\n" * 500,
    "a/empty.py": b"",
    "é.txt": "é".encode(),
    "d/" + "long" * 20 + "/" + "name" * 10: bytes(range(256)) * 3,
    "whole": bytes(512),
}


class Buffer:
    """Bytes that come from JavaScript."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def to_bytes(self) -> bytes:
        return self._data


def written(data: bytes, format: str, folder: Path) -> dict[str, bytes]:
    write_files(Buffer(data), format, str(folder))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def stored() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.mkdir("folder")
        archive.writestr("folder/file", b"as it is")
    return buffer.getvalue()


def linked() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        entry = tarfile.TarInfo("link")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    return buffer.getvalue()


def test_all_files_of_an_archive_are_written(tmp_path: Path) -> None:
    tar = packed_tar(FILES)
    assert written(tar, "gztar", tmp_path / "gztar") == FILES
    assert written(gzip.decompress(tar), "tar", tmp_path / "tar") == FILES
    assert written(zipped(FILES), "zip", tmp_path / "zip") == FILES
    assert written(zipped(FILES), "wheel", tmp_path / "wheel") == FILES
    assert written(stored(), "zip", tmp_path / "stored") == {"folder/file": b"as it is"}


@pytest.mark.parametrize(
    ("data", "format"),
    [
        pytest.param(b"", "zip", id="empty zip"),
        pytest.param(zipped(FILES)[:-30], "zip", id="zip without its end"),
        pytest.param(zipped({"a": b"a" * 99})[40:], "zip", id="zip without its beginning"),
        pytest.param(zipped({"../a": b""}), "zip", id="zip that leaves the folder"),
        pytest.param(zipped({"/a": b""}), "zip", id="zip with a whole path"),
        pytest.param(packed_tar(FILES)[:-9], "gztar", id="gzip without its end"),
        pytest.param(gzip.decompress(packed_tar(FILES))[:700], "tar", id="tar without its end"),
        pytest.param(linked(), "tar", id="tar with a link"),
        pytest.param(zipped(FILES), "bztar", id="another format"),
    ],
)
def test_what_is_not_known_is_left_to_pyodide(data: bytes, format: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownError):
        written(data, format, tmp_path)
    assert list(tmp_path.iterdir()) == []
