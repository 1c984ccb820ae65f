"""What is dear to make of a song and the same for everybody: files below VAR_DIR by digest, made
once, bounded in size.

Not in the cache: its server also holds the queues, and drops nothing. Whatever lies here may be
deleted at any time.
"""

import contextlib
import fcntl
import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)
# by the first letter of a digest: each has its part of the size, and one maker
FOLDERS = "0123456789abcdef"
USED_ANEW = 3600  # seconds after which reading a file is noted again


def made_once(*, digest: str, kind: str, make: Callable[[], bytes]) -> bytes:
    """The bytes that `make` gives for this song. Of many that ask at once one makes them, and the
    others wait for it.

    `kind` is told anew when what `make` does has changed, such as `mid-2`.
    """
    path = settings.PREPARED_DIR / digest[0] / f"{digest}.{kind}"
    if (data := _read(path)) is not None:
        return data
    try:
        with _alone(path.parent):
            if (data := _read(path)) is None:
                data = make()
                _write(path, data)
            return data
    except OSError:  # a disk that is full or read-only keeps nobody from a song
        logger.warning("nothing can be kept in %s", path.parent, exc_info=True)
        return make()


def made_before(*, digest: str, kind: str) -> bytes | None:
    """What `made_once` has kept. For what takes long to make: it is made first, outside of the
    lock behind which others wait, and given to `made_once` then."""
    return _read(settings.PREPARED_DIR / digest[0] / f"{digest}.{kind}")


def _read(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
        if path.stat().st_mtime + USED_ANEW < time.time():
            os.utime(path)
    except OSError:
        return None
    return data


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One maker a folder, in all processes: the kernel lets go of the lock when its holder dies."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, data: bytes) -> None:
    most = settings.PREPARED_MEGABYTES * 1_000_000 // len(FOLDERS)
    if len(data) > most:
        return
    _make_room(path.parent, most - len(data))
    half = path.with_name(".half")  # there is one writer
    half.write_bytes(data)
    half.replace(path)


def _make_room(folder: Path, most: int) -> None:
    """Deletes what was used longest ago until no more than so many bytes are left."""
    files = sorted(
        (entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in os.scandir(folder)
    )
    total = sum(size for _, size, _ in files)
    for _, size, path in files:
        if total <= most:
            return
        if not path.endswith(".lock"):
            os.unlink(path)
            total -= size
