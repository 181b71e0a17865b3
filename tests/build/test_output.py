"""The files in `dist/`."""

from __future__ import annotations

import json
import re
import struct
import tarfile
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from buildtools.common import ROOT
from buildtools.service_worker_files import integrity
from buildtools.site import build_site
from buildtools.wheels import fetch_wheel, read_pins, wheel_files
from tests.build.conftest import read_folder

LOADING = {"src", "href", "srcset", "data", "poster", "action"}


class Index(HTMLParser):
    """Every element of index.html, in order."""

    def __init__(self, dist: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.feed((dist / "index.html").read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.elements:
            tag = self.elements[-1][0]
            self.texts[tag] = self.texts.get(tag, "") + data.strip()

    def csp(self) -> dict[str, list[str]]:
        """Return the policy's directives with their sources."""
        [policy] = [
            attributes["content"]
            for tag, attributes in self.elements
            if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        parts = [part.split() for part in policy.split(";") if part.strip()]
        return {name: sources for name, *sources in parts}

    def loaded(self) -> list[str]:
        """Return every URL that the page itself loads, without links that a person follows."""
        return [
            value
            for tag, attributes in self.elements
            for name, value in attributes.items()
            if name in LOADING and tag != "a" and not value.startswith(("data:", "#"))
        ]


def styles(dist: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in dist.glob("assets/*.css")}


def test_two_builds_of_the_same_tree_are_byte_identical(dist: Path, tmp_path: Path) -> None:
    build_site(tmp_path / "again")
    assert read_folder(tmp_path / "again") == read_folder(dist)


def test_the_page_loads_its_files_by_relative_urls_that_exist(dist: Path) -> None:
    urls = Index(dist).loaded()
    assert len(urls) >= 2
    for url in urls:
        assert not re.match(r"[a-z]+:|/", url), url
        assert (dist / url).is_file(), url


def test_styles_load_nothing_but_files_beside_them(dist: Path) -> None:
    assert styles(dist)
    for path, text in styles(dist).items():
        assert "@import" not in text
        for url in re.findall(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)", text):
            assert (path.parent / url).is_file(), url


def test_modules_import_nothing_from_elsewhere(dist: Path) -> None:
    modules = list(dist.glob("assets/*.js"))
    assert len(modules) >= 2
    named: set[str] = set()
    for path in modules:
        text = path.read_text("utf-8")
        assert not re.findall(r"(?:from|import)\s*\(?\s*[\"'`](?:https?:)?//[^\"'`]*", text)
        for url in re.findall(r"\bfrom\s*[\"'](\.[^\"']*)[\"']", text):
            assert (path.parent / url).is_file(), url
        named |= {*re.findall(r"\b[\w-]+-[0-9A-Z]{8}\.js\b", text)}
    assert named <= {path.name for path in modules}
    [first] = dist.glob("assets/main-*.js")
    by_first = re.findall(r"\b[\w-]+-[0-9A-Z]{8}\.js\b", first.read_text("utf-8"))
    # The first script imports the page, and what reads a link, and starts the worker.
    assert {name.partition("-")[0] for name in by_first} == {"page", "worker", "carried"}


def test_the_policy_forbids_everything_but_the_sites_own_files(dist: Path) -> None:
    csp = Index(dist).csp()
    assert csp["default-src"] == ["'none'"]
    assert csp["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert csp["connect-src"] == ["'self'"]
    assert csp["style-src"] == ["'self'"]
    assert csp["base-uri"] == ["'none'"]
    assert csp["form-action"] == ["'none'"]
    sources = {source for each in csp.values() for source in each}
    assert sources <= {"'none'", "'self'", "'wasm-unsafe-eval'", "blob:", "data:"}


def test_the_policy_stands_before_all_that_it_rules(dist: Path) -> None:
    index = Index(dist)
    tags = [tag for tag, _ in index.elements]
    policy = next(
        at for at, (_, attributes) in enumerate(index.elements) if "http-equiv" in attributes
    )
    assert policy < min(tags.index("link"), tags.index("script"))


def test_the_page_has_no_inline_script_or_style(dist: Path) -> None:
    index = Index(dist)
    assert not index.texts.get("script")
    for tag, attributes in index.elements:
        assert tag != "style"
        assert "style" not in attributes, f"<{tag}> has a style attribute"
        assert not [name for name in attributes if name.startswith("on")], tag


def test_the_service_worker_knows_every_file_by_its_hash(dist: Path) -> None:
    text = (dist / "sw.js").read_text("utf-8")
    listed = dict(re.findall(r'name:"([^"]+)",integrity:"([^"]+)"', text))
    files = read_folder(dist)
    del files["sw.js"]
    assert listed == {name: integrity(data) for name, data in files.items()}
    [build] = [
        attributes["content"]
        for _, attributes in Index(dist).elements
        if attributes.get("name") == "build"
    ]
    assert len(build) == 16
    assert f'build:"{build}"' in text


def test_the_manifest_names_icons_that_exist_by_relative_urls(dist: Path) -> None:
    manifest = json.loads((dist / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["start_url"] == manifest["scope"] == "./"
    seen = set()
    for icon in manifest["icons"]:
        data = (dist / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", data[16:24])
            assert icon["sizes"] == f"{width}x{height}"
        seen.add((icon["sizes"], icon.get("purpose", "any")))
    assert seen >= {("any", "any"), ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}


def test_no_placeholder_is_left_in_the_page(dist: Path) -> None:
    assert "{{" not in (dist / "index.html").read_text("utf-8")


def test_the_python_archive_holds_the_engine_and_its_packages_and_nothing_else(dist: Path) -> None:
    [path] = dist.glob("assets/python-*.bin")
    with tarfile.open(path) as archive:
        names = archive.getnames()
        dates = {entry.mtime for entry in archive}
    assert "jwt_playground/protocol.py" in names
    assert "jwt/api_jwt.py" in names
    brought = brought_by("")
    packages = {name for name in brought if not name.endswith(".dist-info")}
    assert {name.split("/")[0] for name in names} == {"jwt_playground", *packages}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
    assert names == sorted(names)
    assert dates == {0}


def test_what_is_loaded_later_is_a_zip_of_its_own_without_what_strayed_in(dist: Path) -> None:
    [path] = dist.glob("assets/casbin-*.zip")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert "node_modules" in brought_by("casbin")
    packages = {name for name in brought_by("casbin") if not name.endswith(".dist-info")}
    packages |= {"jwt_playground"}
    own = {name.split("/")[1] for name in names if name.startswith("jwt_playground/")}
    assert own == {"access", "access_params.py"}
    assert {name.split("/")[0] for name in names} == packages - {"node_modules"}
    assert not [name for name in names if "node_modules" in name]


@pytest.mark.parametrize(("name", "room"), [("laboratory", "lab"), ("sizes", "size")])
def test_rooms_that_few_people_enter_are_no_part_of_the_start(
    dist: Path, name: str, room: str
) -> None:
    [path] = dist.glob(f"assets/{name}-*.zip")
    with zipfile.ZipFile(path) as archive:
        assert {entry.split("/")[1] for entry in archive.namelist()} == {room}
    [start] = dist.glob("assets/python-*.bin")
    with tarfile.open(start) as archive:
        assert not [each for each in archive.getnames() if f"jwt_playground/{room}/" in each]


def brought_by(loaded_as: str) -> set[str]:
    """Return the names of what the wheels for the start, or for later, hold at their top."""
    pins = [pin for pin in read_pins() if pin.loaded_as == loaded_as]
    return {name.split("/")[0] for pin in pins for name in wheel_files(fetch_wheel(pin))}


def test_the_licences_name_everything_that_is_shipped(dist: Path) -> None:
    text = (dist / "licenses.txt").read_text("utf-8")
    assert text.count("Changed for this page. ") == 2  # Pyodide and Python
    for name in ("JWT Playground", "Pyodide", "CPython", *(pin.name for pin in read_pins())):
        assert f"  {name} " in text
    # The test reads the sources itself, and does not trust what esbuild reports.
    imported = {
        "/".join(name.split("/")[: 2 if name.startswith("@") else 1])
        for path in (ROOT / "site").rglob("*.js")
        for name in re.findall(
            r"^import\b[^\"';]*[\"']([^.#\"'][^\"']*)", path.read_text(), re.MULTILINE
        )
    }
    assert "@codemirror/view" in imported
    for name in imported:
        assert f"  {name} " in text
        licence = next((ROOT / "node_modules" / name).glob("LICENSE*")).read_text("utf-8")
        assert licence.strip() in text


def test_only_files_for_visitors_are_shipped(dist: Path) -> None:
    kinds = {Path(name).suffix for name in read_folder(dist)}
    assert kinds <= {
        ".html", ".js", ".mjs", ".css", ".json", ".zip", ".txt", ".svg", ".png",
        ".webp", ".woff2", ".webmanifest", ".bin",
    }  # fmt: skip
