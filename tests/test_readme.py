"""The README fits a screen or two and shows what is there; packages name every file of theirs."""

import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGES = ("benchmarks", "chartbusters", "frontend", "generation", "scoring")
LONGEST = 165  # lines, of which every room has one
LARGEST = 600_000  # bytes, of all pictures together


def test_it_works() -> None:
    outcome = subprocess.run(
        [sys.executable, ".ci/tree", "--check"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_it_is_short() -> None:
    lines = (REPOSITORY / "README.md").read_text().splitlines()
    assert len(lines) <= LONGEST


def test_it_says_something_about_every_file() -> None:
    texts = {name: (REPOSITORY / name / "README.md").read_text() for name in PACKAGES}
    rows = {name: re.findall(r"^\| \[.+\]\(.+\) \| (.*) \|$", texts[name], re.M) for name in texts}
    assert all(len(words) > 10 for words in rows.values())
    assert [name for name, words in rows.items() if "" in words] == []


def test_it_says_something_about_every_room() -> None:
    rooms = (REPOSITORY / "README.md").read_text().partition("<!-- rooms")[2]
    listed = re.findall(r"^ *- \[`[^`]+`\]\(([^)]+)\) (.+)$", rooms, re.M)
    assert len(listed) > 20
    assert [path for path, _ in listed if not (REPOSITORY / path).is_dir()] == []


def test_its_pictures_are_there_and_small() -> None:
    named = re.findall(r"\((docs/images/[^)]+)\)", (REPOSITORY / "README.md").read_text())
    assert len(named) == 3
    kept = sorted((REPOSITORY / "docs" / "images").iterdir())
    assert [path.name for path in kept] == sorted(Path(name).name for name in named)
    assert sum(path.stat().st_size for path in kept) < LARGEST
