"""The embedded broker's files: where they lie, and how damaged ones are put aside so that the site
starts.

Only messages lie there. What they ask for stands in rows, and the scheduler sends them again.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

KEPT = 3  # folders put aside that are kept, the newest
ROOM = 10_000_000  # free bytes below which a start that fails is the disk's fault
_STAMP = "%Y%m%dT%H%M%S.%fZ"


def folder() -> Path:
    return settings.VAR_DIR / "broker"


def prepare(folder: Path) -> None:
    """The folder is there, for its owner only; whatever else has its name is put aside."""
    if os.path.lexists(folder) and not folder.is_dir():
        _move(folder)
    folder.mkdir(mode=0o700, exist_ok=True)


def put_aside(folder: Path, starts_in: Callable[[Path], bool]) -> str:
    """Puts the files aside when they, and nothing else, keep the broker from starting; says so.
    Raises `OSError`.

    The proof is a broker that starts in an empty folder on the same disk: where that fails too, for
    want of room or memory or rights, the files are innocent and stay.
    """
    if shutil.disk_usage(folder.parent).free < ROOM:
        return ""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="broker-trial-") as empty:
        if not starts_in(Path(empty)):
            return ""
    aside = _move(folder)
    folder.mkdir(mode=0o700)
    _forget_old(folder)
    return (
        f"It starts without its files, so they are damaged: they were put aside as {aside}. "
        "Nothing is lost: the messages in them are sent again from the database within minutes."
    )


def _move(folder: Path) -> Path:
    stamp = timezone.now().strftime(_STAMP)
    return folder.rename(folder.with_name(f"{folder.name}-damaged-{stamp}"))


def _aside(folder: Path) -> list[Path]:
    return sorted(folder.parent.glob(f"{folder.name}-damaged-*"))


def _forget_old(folder: Path) -> None:
    for old in _aside(folder)[:-KEPT]:
        shutil.rmtree(
            old, ignore_errors=True
        ) if old.is_dir() and not old.is_symlink() else old.unlink()


def newest_aside(folder: Path) -> str:
    """When files were put aside last, and as what; nothing where none are kept."""
    for path in reversed(_aside(folder)):
        try:
            at = datetime.strptime(path.name.partition("-damaged-")[2], _STAMP).replace(tzinfo=UTC)
        except ValueError:  # somebody else's name
            continue
        return f"damaged files put aside on {at:%Y-%m-%d %H:%M} UTC as {path.name}"
    return ""
