"""Nobody else on the machine reads the site's files."""

import os
import stat
from pathlib import Path

import pytest

from chartbusters.ops.private_files import OTHERS, take_from_others
from tests.servers import Site


def open_to_others(folder: Path) -> list[str]:
    return [str(path) for path in (folder, *folder.rglob("*")) if _open(path)]


def _open(path: Path) -> bool:
    try:
        status = path.lstat()
    except FileNotFoundError:  # a running database takes its second file away when nobody writes
        return False
    return not stat.S_ISLNK(status.st_mode) and bool(status.st_mode & OTHERS)


def test_it_works(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "media").mkdir(mode=0o755)
    for name in (
        "chartbusters.sqlite3",
        "chartbusters.sqlite3-wal",
        "media/song.mp3",
        "secret_key",
    ):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(0o644)
    assert take_from_others(tmp_path) == 6 and open_to_others(tmp_path) == []
    assert stat.S_IMODE((tmp_path / "media").stat().st_mode) == 0o700
    assert take_from_others(tmp_path) == 0


def test_it_follows_no_link(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "var"
    elsewhere.write_text("")
    elsewhere.chmod(0o644)
    folder.mkdir(mode=0o700)
    os.symlink(elsewhere, folder / "link")
    take_from_others(folder)
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644


@pytest.mark.slow
def test_a_running_site_keeps_everything_to_its_owner(site: Site) -> None:
    assert {path.name for path in site.var.iterdir()} >= {
        "chartbusters.sqlite3",
        "secret_key",
        "media",
        "broker",
    }
    assert open_to_others(site.var) == []
