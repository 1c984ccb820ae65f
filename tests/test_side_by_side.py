"""Files are dealt whole, those of the one running site together, and the list of the slowest names
no ghosts."""

import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.side_by_side import LONGEST, TOGETHER, TORN, group_of, place_of
from tests.test_postgres import PACKAGES

REPOSITORY = Path(__file__).resolve().parent.parent
WHO = """
import os, pathlib, pytest
@pytest.mark.parametrize("number", range(5))
def test_it_works(number):
    with open(os.environ["LOG"], "a") as log:
        print(pathlib.Path(__file__).name, os.environ.get("PYTEST_XDIST_WORKER", "alone"), file=log)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four files of tests that write down who runs them."""
    for name in ("test_a.py", "test_d.py", "browser/test_b.py", "browser/test_c.py"):
        path = tmp_path / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WHO)
    return tmp_path


def run(folder: Path, *words: str) -> list[tuple[str, ...]]:
    """(file, process) of each test, in the order in which they ran."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.side_by_side",
        "-p",
        "no:django",
        "-c",
        os.devnull,
    ]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")
    }
    environment |= {"PYTHONPATH": str(REPOSITORY), "LOG": str(folder / "log")}
    outcome = subprocess.run(
        [*command, "--rootdir", str(folder), *words, "tests"],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "20 passed" in outcome.stdout, outcome.stdout + outcome.stderr
    return [tuple(line.split()) for line in (folder / "log").read_text().splitlines()]


def test_it_works(folder: Path) -> None:
    ran = run(folder, "-n", "2", "--dist", "loadfile")
    places: dict[str, set[str]] = defaultdict(set)
    for file, process in ran:
        places[file].add(process)
    assert all(len(processes) == 1 for processes in places.values())
    assert places["test_b.py"] == places["test_c.py"] != places["test_a.py"]
    first = places["test_b.py"].pop()
    # the site is dealt first
    assert next(name for name, process in ran if process == first) == "test_b.py"


ONE_ID = """
def pytest_itemcollected(item):
    item._id = item.parent.id.child(item.originalname)
"""


def test_all_that_share_an_id_run(folder: Path) -> None:
    (folder / "conftest.py").write_text(ONE_ID)
    run(folder, f"--confcutdir={folder}", "-n", "2", "--dist", "loadfile")  # which counts them


@pytest.mark.parametrize("words", [[], ["-p", "no:xdist"]], ids=["one process", "without xdist"])
def test_it_works_alone(folder: Path, words: list[str]) -> None:
    assert {process for _, process in run(folder, *words)} == {"alone"}


@pytest.mark.parametrize("name", [*TOGETHER, *sorted({*LONGEST} - {*TOGETHER.values()})])
def test_every_name_is_that_of_a_file(name: str) -> None:
    assert (REPOSITORY / name.partition("::")[0]).exists()


def test_runs_on_postgres_are_dealt_one_by_one() -> None:
    named = [f"{TORN}::test_it_works_on_postgres[{package}]" for package in PACKAGES]
    assert [group_of(name) for name in named] == named
    assert {*named} == {name for name in LONGEST if name.startswith(TORN)}


def test_a_file_goes_with_its_group_and_not_with_the_folder() -> None:
    assert {group_of(f"{name}::test_it_works") for name in TOGETHER} == {*TOGETHER.values()}
    assert all(group_of(f"{name}::test_it_works") == group for name, group in TOGETHER.items())


def test_the_slowest_begin() -> None:
    assert sorted(["tests/test_docs.py", *reversed(LONGEST)], key=place_of) == [
        *LONGEST,
        "tests/test_docs.py",
    ]
