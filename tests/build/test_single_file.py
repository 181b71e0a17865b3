"""The content of the page that is one file."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from buildtools.common import BuildError
from buildtools.engine_parts import LATER, engine_parts
from buildtools.page_text import change
from buildtools.single_file import CHANGES, build_single_file, inline, make_page
from tests.build.conftest import Project, read_folder
from tests.build.test_output import LOADING, Index


class SinglePage(Index):
    """Every element of the page, and the text of every script and style."""

    def __init__(self, page: bytes) -> None:
        HTMLParser.__init__(self)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inside: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag in ("script", "style"):
            self.inside.append((tag, self.elements[-1][1], []))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.inside[-1][2].append(data)

    def codes(self, tag: str) -> list[tuple[dict[str, str], str]]:
        """Return the attributes and the text of every element that holds code or data."""
        return [(how, "".join(texts)) for name, how, texts in self.inside if name == tag]

    def scripts(self) -> list[str]:
        """Return the scripts that a browser runs."""
        return [text for how, text in self.codes("script") if how["type"] == "module"]

    def files(self) -> dict[str, bytes]:
        """Return the files inside, unpacked."""
        return {
            how["data-file"]: zlib.decompress(base64.b64decode(text, validate=True))
            for how, text in self.codes("script")
            if "data-file" in how
        }


@pytest.fixture(scope="module")
def page() -> bytes:
    return make_page(engine_parts())


@pytest.fixture(scope="module")
def parsed(page: bytes) -> SinglePage:
    return SinglePage(page)


def test_two_builds_give_the_same_bytes(page: bytes, tmp_path: Path) -> None:
    build_single_file(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == page


def test_the_page_refers_to_nothing_outside_of_itself(parsed: SinglePage) -> None:
    for tag, attributes in parsed.elements:
        for name in LOADING & attributes.keys():
            assert attributes[name].startswith(("#", "data:")), (tag, attributes)
    for _, text in parsed.codes("style"):
        assert "@import" not in text
        assert "url(" not in text


def test_the_policy_allows_this_script_and_this_style_alone(parsed: SinglePage) -> None:
    def hashed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    [script] = parsed.scripts()
    [(_, style)] = parsed.codes("style")
    assert parsed.csp() == {
        "default-src": ["'none'"],
        "script-src": [hashed(script), "'wasm-unsafe-eval'"],
        "worker-src": ["blob:"],
        "style-src": [hashed(style)],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def test_the_policy_stands_before_all_that_it_rules(parsed: SinglePage) -> None:
    tags = [tag for tag, _ in parsed.elements]
    policy = [tag for tag, how in parsed.elements if "http-equiv" in how]
    assert policy == ["meta"]
    before = [how for _, how in parsed.elements[: tags.index("style")]]
    assert any("http-equiv" in how for how in before)
    assert tags.index("style") < tags.index("script")


def test_the_page_never_asks_for_a_service_worker(parsed: SinglePage) -> None:
    [script] = parsed.scripts()
    assert "serviceWorker" not in script


def test_no_attribute_holds_script_or_style(parsed: SinglePage) -> None:
    for tag, attributes in parsed.elements:
        assert not [name for name in attributes if name == "style" or name.startswith("on")], tag


def test_the_files_inside_are_those_of_the_folder(parsed: SinglePage, dist: Path) -> None:
    folder = {
        name: data
        for name, data in read_folder(dist).items()
        if "/" in name and not name.endswith((".js", ".mjs", ".css", ".png", ".svg"))
    }
    # The runtime, our Python, the snapshot, and a zip for each part that comes later.
    assert len(folder) == 4 + len(LATER)
    assert parsed.files() == folder


def test_what_takes_longest_to_prepare_comes_first(parsed: SinglePage) -> None:
    wasm, python, snapshot, *_ = (name.rsplit("/", 1)[1] for name in parsed.files())
    assert wasm == "pyodide.asm.wasm.bin"
    assert python.startswith("python-")
    assert snapshot.startswith("snapshot-")


def test_what_a_browser_draws_comes_before_what_it_unpacks(page: bytes) -> None:
    start = page.index(b'<script type="text/plain" id="worker">')
    assert start < page.index(b'<script type="module" async>') < page.index(b"data-file=")
    assert b"</dialog>" not in page[start:]
    assert page.rstrip().endswith(
        b'<script type="text/plain" id="end-of-file"></script>\n</body>\n</html>'
    )


def test_the_licences_are_in_the_page(page: bytes, dist: Path) -> None:
    [shown] = re.findall(r"<pre tabindex=\"0\">(.*?)</pre>", page.decode(), re.DOTALL)
    text = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert text == (dist / "licenses.txt").read_text("utf-8")


def test_no_placeholder_is_left(page: bytes) -> None:
    before_scripts = page[: page.index(b'<script type="text/plain" id="worker">')]
    assert b"{{" not in before_scripts
    for name in re.findall(r"\{\w+\}", "".join(CHANGES.values())):
        assert name.encode() not in before_scripts


@pytest.mark.parametrize(
    "code", ["'</script>'", "'</SCRIPT '", "a<!--b; '<script>'", "'\r'", "'\0'"]
)
def test_code_that_would_not_stay_whole_in_the_page_is_refused(code: str) -> None:
    with pytest.raises(BuildError, match="cannot stand inside of <script>"):
        inline('script type="module"', code.encode())


def test_a_text_is_put_in_as_it_is() -> None:
    assert change("a b c", "b", r"$& \1 \g<0>") == r"a $& \1 \g<0> c"


def test_a_change_of_the_page_that_finds_no_place_is_an_error() -> None:
    with pytest.raises(BuildError, match="0 places"):
        change("a", "b", "c")


def test_a_file_of_someone_else_is_not_replaced(tmp_path: Path) -> None:
    other = tmp_path / "notes.html"
    other.write_text("<title>Notes</title>")
    with pytest.raises(BuildError, match="choose another --out"):
        build_single_file(other)
    assert other.read_text() == "<title>Notes</title>"
    with pytest.raises(BuildError, match="is a folder"):
        build_single_file(tmp_path)


def test_the_command_writes_one_file_and_tells_its_size(project: Project) -> None:
    done = project.run("build", "--single-file")
    assert done.returncode == 0, done.stderr
    made = project.root / "jwt-playground.html"
    size = made.stat().st_size / 1e6
    assert f"Built jwt-playground.html: one file, {size:.1f} MB, in " in done.stdout
    assert not project.dist.exists()

    elsewhere = project.root / "out" / "page.html"
    project.run("build", "--single-file", "--out", "out/page.html")
    assert elsewhere.read_bytes() == made.read_bytes()
    assert [path.name for path in elsewhere.parent.iterdir()] == ["page.html"]

    project.run("clean")
    assert not made.exists()
