"""Puts a backup back: checked first, then laid beside the site, then exchanged with it. Nothing is
deleted."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from chartbusters.ops.applied import migrations_of_this_code
from chartbusters.ops.backups.dumps import (
    POSTGRES,
    SQLITE,
    has_tables,
    postgres_load,
    sqlite_check,
    sqlite_path,
)
from chartbusters.ops.backups.making import KEY, MEDIA
from chartbusters.ops.backups.manifest import Manifest, files_check, manifest_read, refuse


class Restored(NamedTuple):
    manifest: Manifest
    aside: Path | None  # where the site lies that was there before


def backup_check(folder: Path) -> Manifest:
    """Raises `Refused` for a backup that is not whole, or that this code or this database cannot
    take."""
    manifest = manifest_read(folder)
    files_check(folder, manifest)
    if manifest.database != connection.vendor:
        refuse(f"The backup is of {manifest.database}, and DATABASE_URL names {connection.vendor}.")
    known = {".".join(each) for each in migrations_of_this_code()}
    if newer := sorted(set(manifest.migrations) - known):
        refuse(
            f"The backup was made by newer code, which knows {newer[0]}; put it back with that "
            "code."
        )
    if connection.vendor == "sqlite":
        sqlite_check(folder / SQLITE)
    return manifest


def backup_restore(folder: Path, *, replace: bool) -> Restored:
    """The site as the backup has it. Whoever calls holds the lock on VAR_DIR. Raises `Refused`."""
    manifest = backup_check(folder)
    if (there := list(_what_is_there())) and not replace:
        refuse(
            f"A site is here already ({', '.join(there)}). With --replace it is put aside "
            "first, not deleted."
        )
    if connection.vendor != "sqlite" and has_tables():
        refuse("The database holds tables. Make an empty one, and name it in DATABASE_URL.")
    connections.close_all()
    new = settings.VAR_DIR / "restoring"
    shutil.rmtree(new, ignore_errors=True)  # of one that was broken off
    # Copied before anything is moved: a disk that is full or a backup that cannot be read changes
    # nothing.
    shutil.copytree(folder, new)
    files_check(new, manifest)
    if connection.vendor != "sqlite":
        postgres_load(new / POSTGRES)
    aside = _put_aside(there)
    _put_in(new)
    shutil.rmtree(new)
    return Restored(manifest, aside)


def _what_is_there() -> Iterator[str]:
    if has_tables():
        yield "a database"
    if any(Path(settings.MEDIA_ROOT).glob("**/*")):
        yield "media files"


def _put_aside(there: list[str]) -> Path | None:
    aside: Path = settings.VAR_DIR / f"replaced-{timezone.now():%Y%m%dT%H%M%S.%fZ}"
    aside.mkdir(mode=0o700)
    # its messages are of the other site
    old = [
        settings.VAR_DIR / "broker",
        settings.VAR_DIR / KEY,
    ]
    if connection.vendor == "sqlite":
        old += [sqlite_path().with_name(sqlite_path().name + end) for end in ("", "-wal", "-shm")]
    for path in old:
        if path.exists():
            shutil.move(path, aside / path.name)
    _move_all(Path(settings.MEDIA_ROOT), aside / MEDIA)
    return aside if there else None


def _put_in(new: Path) -> None:
    if (new / KEY).exists():
        os.chmod(new / KEY, 0o600)
        shutil.move(new / KEY, settings.VAR_DIR / KEY)
    _move_all(new / MEDIA, Path(settings.MEDIA_ROOT))
    # The database last: until it is there, no site looks as if it were whole.
    if connection.vendor == "sqlite":
        shutil.move(new / SQLITE, sqlite_path())


def _move_all(source: Path, target: Path) -> None:
    """What is in a folder, not the folder, which may be the root of a disk of its own."""
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir() if source.exists() else ():
        shutil.move(path, target / path.name)
