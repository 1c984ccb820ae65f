"""Files of the site are its owner's alone: the database holds sessions, the folder the key that
signs them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep_to_owner() -> None:
    """What this process and its children make from now on, nobody else on the machine may read."""
    os.umask(OTHERS)


def take_from_others(folder: Path) -> int:
    """Takes away what others may do in a folder and everything in it, as older versions made it;
    how many had to be."""
    changed = 0
    for path in (folder, *_within(folder)):
        try:
            status = path.lstat()
            if (
                status.st_uid == os.getuid()
                and status.st_mode & OTHERS
                and not stat.S_ISLNK(status.st_mode)
            ):
                path.chmod(stat.S_IMODE(status.st_mode) & ~OTHERS)
                changed += 1
        except OSError:  # somebody took it away meanwhile, or it lies where nothing can be changed
            continue
    return changed


def _within(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield Path(root) / name
