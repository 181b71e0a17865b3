"""The files of a release: what lies in them, and that anybody can make the same ones."""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from buildtools.common import ROOT, BuildError, digest
from buildtools.engine_parts import own_version
from buildtools.moment import VARIABLE, moment
from buildtools.pyodide_lock import Wheel
from buildtools.release import SUMS, release
from buildtools.shipped import Part, shipped
from buildtools.single_file import build_single_file
from buildtools.wheels import read_pins
from tests.build.conftest import DATE, read_folder
from tests.build.distribution import Distribution, wheel

NAME = f"jwt-playground-{own_version()}"


@pytest.fixture(scope="module")
def bill(released: dict[str, bytes]) -> dict[str, Any]:
    """Return the list of parts."""
    made: dict[str, Any] = json.loads(released[f"{NAME}.cdx.json"])
    return made


def test_a_release_has_four_files_named_by_its_version(released: dict[str, bytes]) -> None:
    assert set(released) == {f"{NAME}.zip", f"{NAME}.html", f"{NAME}.cdx.json", SUMS}


def test_the_sums_are_those_of_every_other_file(released: dict[str, bytes]) -> None:
    assert released[SUMS].endswith(b"\n")
    listed = [line.split("  ") for line in released[SUMS].decode().splitlines()]
    others = {name: digest(data) for name, data in released.items() if name != SUMS}
    assert [[others[name], name] for name in sorted(others)] == listed


def test_the_zip_holds_the_site_in_one_folder(released: dict[str, bytes], dist: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(released[f"{NAME}.zip"])) as archive:
        assert archive.testzip() is None
        inside = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        entries = archive.infolist()
    assert inside == {f"{NAME}/{name}": data for name, data in read_folder(dist).items()}
    assert list(inside) == sorted(inside)
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert {entry.create_system for entry in entries} == {3}
    assert {entry.date_time for entry in entries} == {(2026, 9, 21, 14, 13, 20)}


def test_the_single_file_is_that_of_the_build(released: dict[str, bytes], tmp_path: Path) -> None:
    build_single_file(tmp_path / "page.html")
    assert released[f"{NAME}.html"] == (tmp_path / "page.html").read_bytes()


def test_the_list_of_parts_has_the_form_of_cyclonedx(released: dict[str, bytes]) -> None:
    text = released[f"{NAME}.cdx.json"].decode()
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    assert problem is None, repr(problem)
    read: Bom = Bom.from_json(data=json.loads(text))  # type: ignore[attr-defined]  # added by a decorator
    assert read.metadata.component
    assert (read.metadata.component.name, read.metadata.component.version) == (
        "jwt-playground",
        own_version(),
    )
    assert read.metadata.timestamp == datetime.fromtimestamp(DATE, UTC)
    assert read.validate()
    # Every part can be reached from the product.
    needed = {node.ref: [each.ref for each in node.dependencies] for node in read.dependencies}
    reached, ahead = set(), [read.metadata.component.bom_ref]
    while ahead:
        at = ahead.pop()
        reached.add(at)
        ahead += [ref for ref in needed[at] if ref not in reached]
    assert reached - {read.metadata.component.bom_ref} == {part.bom_ref for part in read.components}


def test_the_parts_are_those_whose_licences_the_page_shows(
    bill: dict[str, Any], dist: Path
) -> None:
    text = (dist / "licenses.txt").read_text("utf-8")
    overview = text.split("\n\n")[1].splitlines()
    names = {
        line.rpartition(": ")[0].replace(", as compiled into Pyodide", "") for line in overview
    }
    listed = [bill["metadata"]["component"], *bill["components"]]
    titles = {"jwt-playground": "JWT Playground", "pyodide": "Pyodide"}
    assert {
        "  "
        + titles.get(part["name"], part["name"])
        + " "
        + part.get("version", "as compiled into Pyodide")
        for part in listed
    } == names
    assert all(part["licenses"] for part in listed)


def test_npm_packages_have_the_version_licence_and_hash_of_the_lock_file(
    bill: dict[str, Any],
) -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    parts = {
        part["name"]: part for part in bill["components"] if part["purl"].startswith("pkg:npm/")
    }
    assert parts.keys() >= {"@codemirror/view", "@lezer/lr", "fflate", "jose", "pyodide"}
    for name, part in parts.items():
        entry = lock[f"node_modules/{name}"]
        assert not entry.get("dev"), name
        [sha512] = part["hashes"]
        assert sha512["alg"] == "SHA-512"
        assert f"sha512-{base64_of(sha512['content'])}" == entry["integrity"]
        assert part["version"] == entry["version"]
        assert part["licenses"] == [{"license": {"id": entry["license"]}}]
        assert part["purl"] == f"pkg:npm/{name.replace('@', '%40')}@{entry['version']}"


def base64_of(hexadecimal: str) -> str:
    return base64.b64encode(bytes.fromhex(hexadecimal)).decode()


def test_python_packages_have_the_version_and_hash_that_is_pinned(bill: dict[str, Any]) -> None:
    parts = {
        part["name"]: part for part in bill["components"] if part["purl"].startswith("pkg:pypi/")
    }
    assert {(name, part["version"]) for name, part in parts.items()} == {
        (pin.name, pin.version) for pin in read_pins()
    }
    for pin in read_pins():
        assert parts[pin.name]["hashes"] == [{"alg": "SHA-256", "content": pin.sha256}]
        assert parts[pin.name]["purl"] == f"pkg:pypi/{pin.name.lower()}@{pin.version}"


def test_what_is_compiled_into_the_runtime_is_listed(bill: dict[str, Any]) -> None:
    needs = {node["ref"]: node.get("dependsOn", []) for node in bill["dependencies"]}
    parts = {part["name"]: part for part in bill["components"]}
    inside = needs[parts["pyodide"]["bom-ref"]]
    for name in ("CPython", "Emscripten", "musl", "SQLite"):
        assert parts[name]["bom-ref"] in inside
    python = parts["CPython"]
    assert python["cpe"] == f"cpe:2.3:a:python:python:{python['version']}:*:*:*:*:*:*:*"
    assert "version" not in parts["musl"]


def by_name(parts: list[Part]) -> Mapping[str, Part]:
    return {part.name: part for part in parts}


def test_the_wheels_of_cryptography_are_listed_only_when_the_build_has_them(
    tmp_path: Path,
) -> None:
    made = Distribution(tmp_path / "distribution")
    wheels = [Wheel(name, made.file(name).name, data) for name, data in made.wheels.items()]
    without, having = by_name(shipped("1", [], [])), by_name(shipped("1", [], wheels))
    assert having.keys() - without.keys() == set(made.wheels)
    for name, data in made.wheels.items():
        assert having[name].sha256 == digest(data)
        assert (having[name].version, having[name].licence) == ("1.0", "MIT")
        assert made.file(name).name in (having[name].about or "")


def test_the_openssl_inside_of_a_wheel_is_a_part_of_its_own() -> None:
    buffer = io.BytesIO(wheel("cryptography"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("cryptography/_rust.abi3.so", b"\0OpenSSL 3.5.9 2 Jan 2030\0")
    parts = by_name(
        shipped("1", [], [Wheel("cryptography", "cryptography-1.0.whl", buffer.getvalue())])
    )
    assert parts["cryptography"].needs == ("OpenSSL",)
    assert parts["OpenSSL"].version == "3.5.9"
    assert parts["OpenSSL"].cpe == "cpe:2.3:a:openssl:openssl:3.5.9:*:*:*:*:*:*:*"


def test_the_date_is_that_of_the_last_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(
        [*git, "commit", "--quiet", "--allow-empty", "--message", "First"],
        cwd=tmp_path,
        env={
            **os.environ,
            "GIT_COMMITTER_DATE": f"{DATE} +0500",
            "GIT_AUTHOR_DATE": "1600000000 +0000",
        },
        check=True,
    )
    assert moment(tmp_path) == DATE
    monkeypatch.setenv(VARIABLE, "1700000000")
    assert moment(tmp_path) == 1700000000


def test_without_a_date_a_release_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(BuildError, match=f"no git repository. Give a date with {VARIABLE}"):
        moment(tmp_path)
    (tmp_path / ".git").mkdir()
    with pytest.raises(BuildError, match="git does not tell it"):
        moment(tmp_path)


@pytest.mark.parametrize("said", ["yesterday", "1.5", "-1", "0", "315532799", "4102444800", "٣"])
def test_a_date_that_no_zip_can_hold_is_refused(
    said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, said)
    with pytest.raises(BuildError, match="from 1980 to 2099"):
        moment(tmp_path)


def test_a_folder_that_holds_more_than_a_release_is_not_replaced(tmp_path: Path) -> None:
    release_like = [f"{NAME}.zip", SUMS]
    for name in [*release_like, "letter.txt"]:
        (tmp_path / name).write_text("dear")
    with pytest.raises(BuildError, match="choose another --out"):
        release(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "dear"
