"""A disk that is full or read-only leaves nothing half-written; with room again all is well by
itself."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from chartbusters.ops import broker_files
from chartbusters.ops.backups.making import backup_make
from chartbusters.ops.storage import WholeFileStorage
from generation.whole import write_whole

SIZE = 1_000_000  # bytes of the disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte; only root may have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    mounted = (
        subprocess.run(command, capture_output=True, check=False)
        if sys.platform == "linux"
        else None
    )
    if mounted is None or mounted.returncode:
        pytest.skip("no small disk can be made here (Linux, root, and the right to mount)")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_it_works(disk: Path) -> None:
    """A recording that does not fit leaves nothing; as soon as there is room it is kept under its
    own name."""
    storage = WholeFileStorage(location=disk)
    (disk / "ballast").write_bytes(bytes(SIZE // 2))
    for _ in range(3):
        with pytest.raises(OSError, match="No space left"):
            storage.save("renderings/song.mp3", ContentFile(bytes(SIZE * 3 // 4)))
        assert _names(disk) == ["ballast"]
    (disk / "ballast").unlink()
    assert (
        storage.save("renderings/song.mp3", ContentFile(bytes(SIZE * 3 // 4)))
        == "renderings/song.mp3"
    )
    assert _names(disk) == ["renderings/song.mp3"]


def test_a_file_stays_when_its_successor_does_not_fit(disk: Path) -> None:
    path = disk / "card.json"
    write_whole(path, b"old")
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, bytes(2 * SIZE))
    assert (path.read_bytes(), _names(disk)) == (b"old", ["card.json"])
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_does_not_fit_leaves_nothing(disk: Path, settings: Any) -> None:
    Path(settings.MEDIA_ROOT).mkdir(exist_ok=True)
    (Path(settings.MEDIA_ROOT) / "a.mp3").write_bytes(bytes(2 * SIZE))
    with pytest.raises(Exception, match=r"No space left|full"):
        backup_make(disk / "backup")
    assert list(disk.iterdir()) == []


def test_files_of_the_broker_are_innocent_of_it(disk: Path) -> None:
    """A broker that does not start on a full disk loses nothing of what it has."""
    folder = disk / "broker"
    folder.mkdir()
    (folder / "appendonly.aof").write_bytes(b"messages")
    assert (
        broker_files.put_aside(folder, lambda empty: pytest.fail("no trial is made without room"))
        == ""
    )
    assert _names(disk) == ["broker/appendonly.aof"]


def test_a_read_only_disk_changes_nothing(disk: Path) -> None:
    storage = WholeFileStorage(location=disk)
    storage.save("renderings/song.mp3", ContentFile(b"sound"))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(OSError, match="Read-only"):
        storage.save("renderings/other.mp3", ContentFile(b"sound"))
    with storage.open("renderings/song.mp3") as file:
        assert file.read() == b"sound"
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert storage.save("renderings/other.mp3", ContentFile(b"sound")) == "renderings/other.mp3"


def test_a_name_that_is_taken_is_not_written_over(settings: Any) -> None:
    first = default_storage.save("renderings/song.mp3", ContentFile(b"first"))
    second = default_storage.save("renderings/song.mp3", ContentFile(b"second"))
    assert isinstance(default_storage._wrapped, WholeFileStorage)  # type: ignore[attr-defined]
    assert first == "renderings/song.mp3" != second
    with default_storage.open(first) as file:
        assert file.read() == b"first"
    assert len(_names(Path(settings.MEDIA_ROOT))) == 2
