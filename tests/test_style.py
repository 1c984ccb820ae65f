"""The style is measured, and what holds stays held."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def style(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ".ci/style", *map(str, arguments)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )


def checkout(folder: Path, text: str) -> Path:
    """A checkout whose `scoring` has one file."""
    (folder / "scoring").mkdir(parents=True)
    (folder / "scoring" / "one.py").write_text(text)
    return folder


def row(outcome: subprocess.CompletedProcess[str], package: str, measure: str) -> list[str]:
    """The cells of one measure of a package."""
    part = outcome.stdout.partition(f"{package}\n")[2].partition("\n\n")[0]
    line = next(line for line in part.splitlines() if line.strip().startswith(measure))
    return line.strip().removeprefix(measure).split()


def test_it_holds_here() -> None:
    outcome = style("--check")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_it_names_the_places_that_break_a_bound(tmp_path: Path) -> None:
    long = "def long() -> None:\n" + "    pass\n" * 40
    outcome = style(checkout(tmp_path, long + f"x = '{'a b' * 40}'\n"), "--check")
    assert outcome.returncode == 1
    assert outcome.stdout.splitlines() == [
        "scoring/one.py:42: lines over 100 columns",
        "scoring/one.py:1 long, 41 lines: functions over 40 lines",
    ]


def test_it_counts_lines_as_ruff_does(tmp_path: Path) -> None:
    excused = [
        f"x = 1  # type: ignore[{'a' * 100}]",
        f"# Told at https://{'a' * 100}",
        f"'{'a' * 120}'",
    ]
    assert style(checkout(tmp_path, "\n".join(excused)), "--check").returncode == 0


def test_it_counts_packed_comprehensions(tmp_path: Path) -> None:
    lines = [
        "a = [x for x in y if x]",
        "b = [x for z in y for x in z]",
        "c = {x for x in y if x if x > 1}",
        "d = [[x for x in z] for z in y]",
    ]
    outcome = style(checkout(tmp_path, "\n".join(lines)))
    assert row(outcome, "scoring", "comprehensions of more than one `for` or `if`") == ["2"]
    assert row(outcome, "scoring", "comprehensions inside of another") == ["1"]


@pytest.mark.parametrize(
    ("measure", "line"),
    [("packed", "b = [x for z in y for x in z]"), ("nested", "d = [[x for x in z] for z in y]")],
)
def test_it_lists_the_places_of_a_measure(tmp_path: Path, measure: str, line: str) -> None:
    outcome = style(checkout(tmp_path, f"a = 1\n{line}\n"), "--places", measure)
    assert outcome.stdout.splitlines() == ["scoring/one.py:2"]


def test_it_sets_two_checkouts_side_by_side(tmp_path: Path) -> None:
    before = checkout(tmp_path / "before", "def f(): pass\n\n\ndef g(): pass\n")
    (before / "scoring" / "two.py").write_text("def f(): pass\n")
    after = checkout(tmp_path / "after", "def f():\n    pass\n")
    outcome = style(after, "--other", before)
    assert row(outcome, "scoring", "files") == ["2", "1"]
    assert row(outcome, "scoring", "public names that two files or more define") == ["1", "0"]
    sizes = "lines of a function: median / p90 / max"
    assert row(outcome, "scoring", sizes) == ["1", "/", "1", "/", "1", "2", "/", "2", "/", "2"]


def test_it_counts_names_of_one_role_once(tmp_path: Path) -> None:
    """Techniques name their parts alike on purpose, and a task is the door of its service."""
    folder = tmp_path / "generation"
    files = {
        "techniques/gan/train.py": "class Trainee: pass\n",
        "techniques/arcnn/train.py": "class Trainee: pass\n",
        "techniques/arcnn/network.py": "class Block: pass\n",
        "techniques/arcnn/inference.py": "class Block: pass\n",
        "services.py": "def job_run(): pass\n",
        "tasks.py": "def job_run(): pass\n",
        "management/commands/one.py": "class Command: pass\n",
        "management/commands/two.py": "class Command: pass\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    outcome = style(tmp_path, "--places", "repeated")
    assert (outcome.returncode, outcome.stdout) == (0, "")


def test_it_names_who_shares_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "generation" / "techniques" / "gan"
    folder.mkdir(parents=True)
    for name in ("songs", "sampler"):
        (folder / f"{name}.py").write_text("def melody_of(): pass\n")
    outcome = style(tmp_path, "--places", "repeated")
    assert outcome.stdout.splitlines() == [
        "melody_of: generation/techniques/gan/sampler.py, generation/techniques/gan/songs.py"
    ]
