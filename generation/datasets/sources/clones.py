"""Clones of repositories, with a work tree or bare: files as they stand in one commit, whatever is
checked out."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path

DEEPEST = 3  # folders below the one that is searched


class NoClone(LookupError):
    """No clone has the commit, or the commit has not the file."""


class Clone:
    """One commit of a clone."""

    def __init__(self, folder: Path, commit: str) -> None:
        self.folder, self.commit = folder, commit

    @cached_property
    def paths(self) -> frozenset[str]:
        """Of all files."""
        names = ask(self.folder, "ls-tree", "-r", "-z", "--name-only", self.commit)
        return frozenset(name.decode() for name in names.split(b"\0") if name)

    def read(self, path: str) -> bytes:
        """Raises `NoClone` where the commit, or the clone, has no such file."""
        return self.read_all([path])[0]

    def read_all(self, paths: Iterable[str]) -> list[bytes]:
        """Several files, by one process of git."""
        wanted = list(paths)
        if strange := [path for path in wanted if path not in self.paths]:
            raise NoClone(f"The commit {self.commit[:8]} has no {strange[0]}.")
        asked = "".join(f"{self.commit}:{path}\n" for path in wanted)
        answer = ask(self.folder, "cat-file", "--batch", told=asked.encode())
        return list(split_batch(answer, wanted))


def split_batch(answer: bytes, paths: Iterable[str]) -> Iterator[bytes]:
    """What `git cat-file --batch` says: a line with the size before each file."""
    place = 0
    for path in paths:
        end = answer.index(b"\n", place)
        words = answer[place:end].split()
        if words[-2:-1] != [b"blob"] and (len(words) != 3 or words[1] != b"blob"):
            raise NoClone(f"The clone does not hold {path}; was it cloned without its files?")
        size = int(words[-1])
        yield answer[end + 1 : end + 1 + size]
        place = end + 2 + size


def find_clone(folder: Path, commit: str) -> Clone:
    """The clone below a folder that has a commit. Raises `NoClone`."""
    for clone in list_clones(folder):
        if has_commit(clone, commit):
            return Clone(clone, commit)
    raise NoClone(f"No clone below {folder} has the commit {commit}.")


def list_clones(folder: Path, depth: int = DEEPEST) -> list[Path]:
    """The git folders of all clones, whatever they are called."""
    if is_clone(folder):
        return [folder]
    if is_clone(folder / ".git"):
        return [folder / ".git"]
    if depth == 0 or not folder.is_dir():
        return []
    below = sorted(each for each in folder.iterdir() if each.is_dir() and not each.is_symlink())
    return list(chain.from_iterable(list_clones(each, depth - 1) for each in below))


def is_clone(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def has_commit(clone: Path, commit: str) -> bool:
    try:
        return ask(clone, "cat-file", "-t", commit).strip() == b"commit"
    except NoClone:
        return False


def ask(clone: Path, *words: str, told: bytes = b"") -> bytes:
    """What git answers. It fetches nothing and runs nothing of the clone's."""
    still = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    found = subprocess.run(
        ["git", f"--git-dir={clone}", "-c", "core.quotePath=false", *words],
        input=told,
        capture_output=True,
        env=still,
        check=False,
    )
    if found.returncode:
        raise NoClone(f"git cannot read {clone}: {found.stderr.decode(errors='replace').strip()}")
    return found.stdout
