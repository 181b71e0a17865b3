"""A mutation run: breaks the engine in thousands of small ways and counts which ones the tests see.

    python -m tests.mutation run [pattern …]     e.g. "jwt_playground.text*"
    python -m tests.mutation again [pattern …]         the survivors, after new tests
    python -m tests.mutation sample N [pattern …]      N of each room, and their score
    python -m tests.mutation fresh N                   the last part of `sample` alone
    python -m tests.mutation table [N]
    python -m tests.mutation survivors [pattern …]     what each of them changes

How it is set up, and what the last run said, is in docs/testing.md. The work is done by
mutmut, which is not among the requirements of the tests. Everything happens in a copy of
the project, .cache/mutation; its results stay there, and a second run goes on with them.
"""

from __future__ import annotations

import fnmatch
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COPY = ROOT / ".cache" / "mutation"
ENGINE = "jwt_playground"
SEED = 7519
PROCESSES = 2
BUDGET = float(os.environ.get("MUTATION_BUDGET", "4"))
"""Seconds of tests for one mutant. What only later tests would see counts as a survivor."""

COPIED = ["tests", "buildtools", "build.py", "site/engine"]
NOT_MUTATED = ["*/cli.py", "*/cli/*", "*/__init__.py"]
# Left out: tests that read the engine's source (mutmut writes its changes into it) or count
# function calls (mutmut doubles them), tests that start another Python (mutmut does not see
# what they reach), tests of the command line, and slow ones.
LEFT_OUT = [
    "tests/unit/vocabulary/test_codes.py",
    "tests/unit/protocol/test_purity.py",
    "tests/unit/inspect/test_large_tokens.py",
    "tests/unit/engines/test_without_cryptography.py",
    "tests/unit/engines/test_private_names.py",
    "tests/unit/cli",
    "tests/unit/test_cli.py",
    "tests/unit/keys/test_numbers.py::test_what_a_key_generator_makes_is_no_fault",
]
STATUS = {
    **dict.fromkeys([1, 3, -11, -9], "killed"),  # the last two: the mutant ended Python itself
    **dict.fromkeys([36, 24, -24, 152, 255], "timeout"),
    **dict.fromkeys([33, 5], "no tests"),
    0: "survived",
}
"""What mutmut's exit codes mean."""


FRESH = [f"{ENGINE}.vocabulary.*", f"{ENGINE}.engines.pyjwt.*"]
"""Code that runs once, when it is imported or first used: before mutmut changes anything.

What survives there is tried once more, each in a Python of its own.
"""
FRESH_TESTS = [
    *("tests/unit/vocabulary", "tests/unit/engines", "tests/unit/protocol/test_meta.py"),
    *(
        "tests/unit/keys/test_strength.py",
        "tests/unit/claims",
        "tests/unit/keyring/test_generate.py",
    ),
]
AGAIN = ("not run", "survived", "no tests")
"""What is worth another run."""


def settings() -> str:
    """Return the settings of mutmut, as a section of pyproject.toml."""
    leave = {True: "--deselect", False: "--ignore"}
    selection = ["tests/unit", *(f"{leave['::' in path]}={path}" for path in LEFT_OUT)]
    options = ["-p", "no:cacheprovider", "--hypothesis-profile=mutation"]
    lines = {
        "source_paths": ["src"],
        "do_not_mutate": NOT_MUTATED,
        "also_copy": COPIED,
        "pytest_add_cli_args_test_selection": selection,
        "pytest_add_cli_args": options,
        "use_git_change_detection": False,
        "track_dependencies": False,
        "timeout_multiplier": 5.0,
        "timeout_constant": 3.0,
    }
    return "\n[tool.mutmut]\n" + "".join(f"{k} = {json.dumps(v)}\n" for k, v in lines.items())


def make_copy() -> None:
    """Copy the project to where mutmut finds the engine: it knows a folder `src`, not `py`."""
    for name in ("tests", "buildtools", "site"):  # a test that is gone must not run any more
        shutil.rmtree(COPY / name, ignore_errors=True)
        shutil.rmtree(COPY / "mutants" / name, ignore_errors=True)
    shutil.rmtree(COPY / "src", ignore_errors=True)
    # Which test reaches what is noted anew: mutmut would ask only about tests of new names.
    (COPY / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    for source, target in [("py", "src"), *((name, name) for name in COPIED)]:
        (COPY / target).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(
                ROOT / source, COPY / target, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy2(ROOT / source, COPY / target)
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (COPY / "pyproject.toml").write_text(text + settings(), encoding="utf-8")


SENTENCE = re.compile(r"[\s“”…]|[.:;,!?]$")


def change_mutmut() -> None:
    """Leave out changes of sentences, and run the quick and near tests first."""
    from mutmut.mutation import mutators
    from mutmut.runners.harness import PytestRunner
    from mutmut.state import state
    from mutmut.utils.file_utils import change_cwd

    def operator_string(node: Any) -> Iterator[Any]:
        text = getattr(node, "value", "")
        if '"""' not in text and not SENTENCE.search(text.strip("bfru\"'")):
            yield from list(whole(node))[:1]  # "XX…XX"; other cases of letters say little more

    whole = mutators.operator_string
    operators: Any = mutators.mutation_operators
    for place, (kind, operator) in enumerate(operators):
        if operator is whole:
            operators[place] = (kind, operator_string)

    def run_tests(self: Any, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        if not tests:  # mutmut tries whether all of them fail when they have to
            return int(usual(self, mutant_name=mutant_name, tests=tests))
        with change_cwd("mutants"):
            if not prepared:
                prepared.append(Prepared(self))
        if mutant_name is None:
            return 0  # That all tests pass has been seen when mutmut noted what they reach.
        order = chosen(mutant_name.split(".")[1], tests, state().duration_by_test)
        with change_cwd("mutants"):
            return prepared[0].run(order)

    prepared: list[Prepared] = []
    usual = PytestRunner.run_tests
    PytestRunner.run_tests = run_tests


def chosen(room: str, tests: Iterable[str], seconds: dict[str, float]) -> list[str]:
    """Put tests in the order in which they are run for a mutant, and leave out the last ones.

    First the quick ones, and of each test function the first few cases; tests of the mutant's
    own room before others. All together take about `BUDGET` seconds at most.
    """
    cases: Counter[str] = Counter()
    ranked: list[tuple[int, bool, float, str]] = []
    for test in sorted(tests, key=lambda test: seconds.get(test, 0.0)):
        function = test.partition("[")[0]
        far = not test.startswith(f"tests/unit/{room}/")
        ranked.append((cases[function] // 3, far, seconds.get(test, 0.0), test))
        cases[function] += 1
    order: list[str] = []
    spent = 0.0
    for _, _, took, test in sorted(ranked):
        spent += took
        if order and spent > BUDGET:
            break
        order.append(test)
    return order


class Prepared:
    """Tests that pytest has collected once; each process of mutmut, a fork, runs some of them.

    Starting pytest anew takes longer than most mutants live.
    """

    def __init__(self, runner: Any) -> None:
        from _pytest.config import _prepareconfig
        from _pytest.main import Session

        options = [*runner._pytest_add_cli_args_test_selection, *runner._pytest_add_cli_args]
        config = _prepareconfig(["--rootdir=.", "-q", "--tb=native", "-s", *options])
        config._do_configure()
        session = Session.from_config(config)
        config.hook.pytest_sessionstart(session=session)
        config.hook.pytest_collection(session=session)
        self._items = {item.nodeid: item for item in session.items}
        self._hook = config.hook
        self._failed = False
        config.pluginmanager.register(self)
        self._silence = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        config.get_terminal_writer()._file = self._silence

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Notice a failure."""
        self._failed = self._failed or report.failed

    def run(self, tests: list[str]) -> int:
        """Run tests until one fails; return 1 then, else 0."""
        items = [self._items[test] for test in tests if test in self._items]
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return 1
        return 0


def results(patterns: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Return each mutant with what became of it."""
    for file in sorted((COPY / "mutants").rglob("*.py.meta")):
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        for name, code in codes.items():
            if not patterns or any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
                yield name, "not run" if code is None else STATUS.get(code, "not run")


def room_of(mutant: str) -> str:
    """Return the room of a mutant, or the file that stands above all rooms."""
    parts = mutant.split(".")
    return parts[1] if len(parts) > 3 else f"{parts[1]}.py"


def sample(count: int, patterns: Iterable[str] = ()) -> dict[str, str]:
    """Draw that many mutants of each room, always the same ones; a larger sample holds a smaller."""
    rooms: dict[str, list[tuple[str, str]]] = {}
    for name, status in results(patterns):
        rooms.setdefault(room_of(name), []).append((name, status))
    for mutants in rooms.values():
        random.Random(SEED).shuffle(mutants)
    return dict(one for mutants in rooms.values() for one in mutants[:count])


def table(mutants: dict[str, str]) -> None:
    """Write the score per room, as a table in Markdown."""
    columns = ("killed", "timeout", "survived", "no tests", "not run")
    rooms: dict[str, Counter[str]] = {}
    for name, status in mutants.items():
        rooms.setdefault(room_of(name), Counter())[status] += 1
    rooms["**all**"] = sum(rooms.values(), Counter())
    print("| room | " + " | ".join(columns) + " | score |")
    print("|---|" + "---:|" * (len(columns) + 1))
    for room, counts in rooms.items():
        seen, lived = counts["killed"] + counts["timeout"], counts["survived"] + counts["no tests"]
        score = f"{100 * seen / (seen + lived):.1f} %" if seen + lived else "–"
        print(f"| {room} | " + " | ".join(str(counts[c]) for c in columns) + f" | {score} |")


def mutmut(*arguments: str) -> None:
    """Run mutmut in the copy, with our changes of it, where `tests` is the copy's own."""
    command = [sys.executable, __file__, "mutmut", *arguments]
    subprocess.run(command, cwd=COPY, check=False)


def mutmut_on(names: list[str]) -> None:
    """Run mutmut on some mutants, whatever became of them before."""
    if names:
        mutmut("run", f"--max-children={PROCESSES}", *names)


def is_fresh(name: str) -> bool:
    """Tell whether a mutant is of code that needs a Python of its own."""
    return any(fnmatch.fnmatch(name, pattern) for pattern in FRESH)


def run_fresh(names: Iterable[str]) -> None:
    """Try survivors in a Python of their own, and write down which of them that kills."""
    left_out = [f"--ignore={path}" for path in LEFT_OUT]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += ["--hypothesis-profile=mutation", *FRESH_TESTS, *left_out]

    def is_killed(name: str) -> bool:
        path = os.pathsep.join([str(COPY / "mutants" / "src"), str(COPY / "mutants")])
        environment = {**os.environ, "MUTANT_UNDER_TEST": name, "PYTHONPATH": path}
        done = subprocess.run(
            command, cwd=COPY / "mutants", env=environment, capture_output=True, check=False
        )
        return done.returncode != 0

    chosen = [name for name in names if is_fresh(name)]
    if chosen and is_killed(""):
        sys.exit("The tests fail without any change.")
    with ThreadPoolExecutor(PROCESSES) as pool:
        killed = {n for n, dead in zip(chosen, pool.map(is_killed, chosen), strict=True) if dead}
    for file in (COPY / "mutants").rglob("*.py.meta"):
        found = json.loads(file.read_text(encoding="utf-8"))
        codes = found["exit_code_by_key"]
        if not killed.isdisjoint(codes):
            codes |= dict.fromkeys(killed & codes.keys(), 1)
            file.write_text(json.dumps(found, indent=4), encoding="utf-8")


def survivors(patterns: list[str]) -> None:
    """Write what each survivor changes."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    os.chdir(COPY)
    for name, status in results(patterns):
        if status in ("survived", "no tests"):
            print(f"# {name}: {status}")
            lines = get_diff_for_mutant(name).splitlines()[2:]
            print("\n".join(line for line in lines if line[:1] in "+-@"))


def main(arguments: list[str]) -> None:
    """Run one command."""
    match arguments:
        case ["mutmut", *rest]:
            from mutmut.__main__ import cli

            sys.path.pop(0)  # the folder of this file
            sys.argv = ["mutmut", *rest]
            change_mutmut()
            cli()
        case ["run", *patterns]:
            make_copy()
            mutmut("run", f"--max-children={PROCESSES}", *patterns)
            run_fresh(name for name, status in results(patterns) if status in AGAIN[1:])
            table(dict(results()))
        case ["again", *patterns]:
            make_copy()
            mutmut_on([name for name, status in results(patterns) if status in AGAIN[1:]])
            run_fresh(name for name, status in results(patterns) if status in AGAIN[1:])
            table(dict(results()))
        case ["sample", count, *patterns]:
            make_copy()
            if not (COPY / "mutants").exists():  # Makes all mutants, and runs the fewest.
                mutmut_on([f"{ENGINE}.meta.*"])
            of_sample = sample(int(count), patterns)
            mutmut_on(
                [
                    name
                    for name, status in of_sample.items()
                    if status in (AGAIN[:1] if is_fresh(name) else AGAIN)
                ]
            )
            of_sample = sample(int(count), patterns)
            run_fresh(name for name, status in of_sample.items() if status in AGAIN[1:])
            table(sample(int(count), patterns))
        case ["fresh", count]:
            of_sample = sample(int(count))
            run_fresh(name for name, status in of_sample.items() if status in AGAIN[1:])
            table(sample(int(count)))
        case ["table"]:
            table(dict(results()))
        case ["table", count]:
            table(sample(int(count)))
        case ["survivors", *patterns]:
            survivors(patterns)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
