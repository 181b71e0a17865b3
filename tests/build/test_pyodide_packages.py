"""Where the wheels for Pyodide come from, and which are refused. No test uses the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from buildtools.common import BuildError
from buildtools.download import fetch
from buildtools.pyodide_packages import NOWHERE, Found, Search, find_packages
from buildtools.runtime import LOCK
from tests.build.conftest import Project, unreachable
from tests.build.distribution import ABI, NEEDS, Distribution, wheel
from tests.site_server import serving

ORDER = ["pycparser", "cffi", "six", "cryptography"]


def names(found: Found) -> list[str]:
    return [wheel.name for wheel in found.wheels]


def test_a_named_folder_gives_the_wheels_those_that_others_need_first(
    search: Search, given: Distribution
) -> None:
    found = find_packages(replace(search, dist=str(given.folder)))
    assert names(found) == ORDER
    assert [wheel.data for wheel in found.wheels] == [given.wheels[name] for name in ORDER]


def test_what_was_found_once_is_found_again_without_being_named(
    search: Search, given: Distribution
) -> None:
    find_packages(replace(search, dist=str(given.folder)))
    assert names(find_packages(search)) == ORDER


def test_a_folder_without_a_lock_is_held_to_the_runtimes_own(
    search: Search, given: Distribution
) -> None:
    (given.folder / LOCK).unlink()
    assert names(find_packages(replace(search, dist=str(given.folder)))) == ORDER


def other_abi(given: Distribution) -> None:
    given.lock["info"]["abi_version"] = "2019_9"
    given.write()


def another_wheel(given: Distribution) -> None:
    given.file("cffi").write_bytes(wheel("cffi", "6.6.6"))


def truncated(given: Distribution) -> None:
    given.file("cffi").write_bytes(given.wheels["cffi"][:-50])


def missing(given: Distribution) -> None:
    given.file("cffi").unlink()


def broken_lock(given: Distribution) -> None:
    (given.folder / LOCK).write_text('{"info": {')


def lock_without(given: Distribution) -> None:
    del given.lock["packages"]["pycparser"]
    given.write()


def lock_elsewhere(given: Distribution) -> None:
    given.lock["packages"]["cffi"]["file_name"] = "../given/cffi-1.0-py3-none-any.whl"
    given.write()


FAULTS: dict[Callable[[Distribution], None], tuple[str, ...]] = {
    other_abi: ("2019_9", ABI),
    another_wheel: ("cffi-1.0-py3-none-any.whl", "SHA-256"),
    truncated: ("cffi-1.0-py3-none-any.whl", "cut off"),
    missing: ("cffi-1.0-py3-none-any.whl", "missing"),
    broken_lock: (LOCK,),
    lock_without: (LOCK, "pycparser"),
    lock_elsewhere: (LOCK, "../given"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_named_distribution_with_a_fault_ends_the_build_by_name(
    search: Search, given: Distribution, fault: Callable[[Distribution], None]
) -> None:
    fault(given)
    with pytest.raises(BuildError) as refused:
        find_packages(replace(search, dist=str(given.folder), lock_sha256=given.lock_sha256()))
    for word in (*FAULTS[fault], str(given.folder), "--pyodide-dist"):
        assert word in str(refused.value)
    assert not search.cache.exists()


@pytest.mark.parametrize("dist", ["no-such-folder", "https://pyodide.invalid/full/"])
def test_a_distribution_that_is_not_there_ends_the_build(search: Search, dist: str) -> None:
    with pytest.raises(BuildError, match=dist):
        find_packages(replace(search, dist=dist))


@pytest.mark.parametrize("data", [wheel("cffi", "6.6.6"), b"", b"PK", None])
def test_a_wheel_that_was_altered_in_the_cache_is_passed_over_with_a_line(
    search: Search, given: Distribution, capsys: pytest.CaptureFixture[str], data: bytes | None
) -> None:
    find_packages(replace(search, dist=str(given.folder)))
    kept = search.cache / given.lock["packages"]["cffi"]["sha256"]
    assert kept.read_bytes() == given.wheels["cffi"]
    kept.unlink() if data is None else kept.write_bytes(data)
    capsys.readouterr()

    found = find_packages(search)

    assert found.wheels == ()
    [note] = found.notes
    assert "browser's WebCrypto stays" in note
    said = f"{kept} was altered, so it is not used.\n"
    assert (said in capsys.readouterr().out) == (data is not None)
    assert not kept.exists()
    find_packages(replace(search, dist=str(given.folder)))
    assert names(find_packages(search)) == ORDER


def test_the_cdn_is_asked_for_the_runtimes_own_wheels_and_they_are_kept(
    search: Search, given: Distribution
) -> None:
    asked: list[str] = []

    def cdn(url: str) -> bytes:
        asked.append(url)
        return (given.folder / url.rpartition("/")[2]).read_bytes()

    online = replace(search, fetch=cdn)
    assert names(find_packages(online)) == ORDER
    assert all(url.startswith("https://cdn.jsdelivr.net/pyodide/v9.9.9/full/") for url in asked)
    assert len(asked) == 4
    assert names(find_packages(search)) == ORDER


@pytest.mark.parametrize("fault", [another_wheel, truncated])
def test_a_wheel_from_the_cdn_is_held_to_the_runtimes_hash(
    search: Search, given: Distribution, fault: Callable[[Distribution], None]
) -> None:
    fault(given)
    cdn = replace(search, fetch=lambda url: (given.folder / url.rpartition("/")[2]).read_bytes())
    found = find_packages(cdn)
    assert found.wheels == ()
    assert "cffi-1.0-py3-none-any.whl" in found.notes[0]
    assert not search.cache.exists()


def test_a_cdn_that_did_not_answer_is_left_alone_for_a_while(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def cdn(url: str) -> bytes:
        asked.append(url)
        return unreachable(url)

    offline = replace(search, fetch=cdn)
    [note] = find_packages(offline).notes
    assert "cannot be reached" in note
    assert len(asked) == 1
    [note] = find_packages(offline).notes
    assert "cannot be reached" in note
    assert "pyodide-cdn-failed.json" in note
    assert len(asked) == 1
    find_packages(replace(offline, version="9.9.10"))  # for another runtime, the CDN is asked again
    assert len(asked) == 2
    monkeypatch.setattr("time.time", lambda: 4e9)
    find_packages(offline)
    assert len(asked) == 3


@pytest.mark.parametrize("dist", [None, NOWHERE])
def test_what_is_required_and_not_found_ends_the_build(search: Search, dist: str | None) -> None:
    with pytest.raises(BuildError, match="--pyodide-dist") as refused:
        find_packages(replace(search, dist=dist, required=True))
    assert "cryptography" in str(refused.value)


def test_what_is_required_and_found_is_well(search: Search, given: Distribution) -> None:
    found = find_packages(replace(search, dist=str(given.folder), required=True))
    assert names(found) == ORDER


def test_none_leaves_even_the_cache_alone(search: Search, given: Distribution) -> None:
    find_packages(replace(search, dist=str(given.folder)))
    assert find_packages(replace(search, dist=NOWHERE)).wheels == ()


def test_a_distribution_is_had_from_a_server_and_then_from_the_cache(
    search: Search, given: Distribution
) -> None:
    with serving(given.folder) as server:
        online = replace(search, dist=server.url, fetch=fetch)
        assert names(find_packages(online)) == ORDER
        assert len(server.requests) == 4
        assert names(find_packages(online)) == ORDER
        assert len(server.requests) == 4

        server.missing.add("cffi-*")
        with pytest.raises(BuildError, match=r"cffi-1.0-py3-none-any.whl was answered with 404"):
            find_packages(replace(online, cache=search.cache.with_name("other")))


def test_a_build_with_the_wheels_ships_them_and_their_licences(
    project: Project, given: Distribution
) -> None:
    def build() -> str:
        lock = ("--pyodide-lock", given.lock_sha256())
        done = project.run("build", "--pyodide-dist", str(given.folder), *lock)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "Built dist" in build()
    files = project.files()
    shipped = {name.rpartition("/")[2]: data for name, data in files.items() if ".whl" in name}
    assert shipped == {given.file(name).name: given.wheels[name] for name in NEEDS}
    [folder] = {name.partition("/")[0] for name in files if name.startswith("packages-")}
    [worker] = [data for name, data in files.items() if name.startswith("assets/worker-")]
    assert folder.encode() in worker
    for name in NEEDS:
        assert f"The licence of {name}.".encode() in files["licenses.txt"]
    assert build() == "Nothing has changed since the last build.\n"

    given.alter("six")
    assert "Built dist" in build()
    assert folder not in {name.partition("/")[0] for name in project.files()}


def test_a_build_without_the_wheels_says_so_in_one_line_and_goes_on(project: Project) -> None:
    done = project.run("build", "--pyodide-dist", "none")
    assert done.returncode == 0
    assert done.stdout.count("without the engine “cryptography”") == 1
    assert not [name for name in project.files() if name.endswith(".whl")]


def test_requiring_what_is_not_there_fails_and_says_what_to_do(project: Project) -> None:
    done = project.run("build", "--pyodide-dist", "none", "--require", "cryptography")
    assert done.returncode == 1
    assert "--pyodide-dist FOLDER|URL" in done.stderr
    assert not project.dist.exists()
