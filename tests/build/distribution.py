"""A folder like that of a Pyodide distribution, with small wheels."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from buildtools.common import digest
from buildtools.runtime import LOCK, runtime_lock

NEEDS = {"cryptography": ["six", "cffi"], "cffi": ["pycparser"], "pycparser": [], "six": []}
ABI: str = runtime_lock()["info"]["abi_version"]


def wheel(name: str, version: str = "1.0") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{name}/__init__.py", f'__version__ = "{version}"\n')
        info = f"{name}-{version}.dist-info"
        archive.writestr(f"{info}/METADATA", f"Name: {name}\nVersion: {version}\nLicense: MIT\n")
        archive.writestr(f"{info}/LICENSE", f"The licence of {name}.")
    return buffer.getvalue()


class Distribution:
    """A folder like that of a Pyodide distribution."""

    def __init__(self, folder: Path, version: str = "1.0") -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.wheels = {name: wheel(name, version) for name in NEEDS}
        self.lock: dict[str, Any] = {"info": {"abi_version": ABI}, "packages": {}}
        for name, data in self.wheels.items():
            file = f"{name}-{version}-py3-none-any.whl"
            (folder / file).write_bytes(data)
            self.lock["packages"][name] = {
                "name": name, "file_name": file, "sha256": digest(data), "depends": NEEDS[name],
            }  # fmt: skip
        self.write()

    def write(self) -> None:
        (self.folder / LOCK).write_text(json.dumps(self.lock))

    def lock_sha256(self) -> str:
        return digest((self.folder / LOCK).read_bytes())

    def alter(self, name: str) -> None:
        """Put another wheel in place of this one, and its hash into the lock that lies beside it."""
        data = wheel(name, "6.6.6")
        self.file(name).write_bytes(data)
        self.lock["packages"][name]["sha256"] = digest(data)
        self.write()

    def file(self, name: str) -> Path:
        return self.folder / str(self.lock["packages"][name]["file_name"])
