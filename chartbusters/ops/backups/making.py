"""Makes a backup of a site while it runs.

Rows first, files after them. A file is written before the row that speaks of it, and never changed:
so whatever the rows of the copy speak of is there, and whole, when the files are copied, unless
somebody deleted it meanwhile. The other way round, rows would speak of files that were not there
yet.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField, Model

from chartbusters.ops.backups.dumps import database_dump
from chartbusters.ops.backups.manifest import (
    FORMAT,
    Manifest,
    files_below,
    manifest_write,
    measured,
    refuse,
)
from generation.whole import sync

KEY = "secret_key"
MEDIA = "media"


class Made(NamedTuple):
    manifest: Manifest
    # files that rows spoke of before and after, and that the storage does not have
    missing: list[str]


def backup_make(folder: Path) -> Made:
    """A folder for its owner only, whole or not there at all. Raises `Refused`."""
    part = folder.with_name(f"{folder.name}.part")
    for taken in (folder, part):
        if taken.exists():
            refuse(f"{taken} is there already; a backup is never written over another.")
    if folder.is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        refuse(f"{folder} is inside the folder that is copied; choose one elsewhere.")
    with _private():
        part.mkdir(parents=True)
        try:
            made = _fill(part)
            for path in files_below(part):
                sync(path)
            part.rename(folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return made


def _fill(part: Path) -> Made:
    before = names_in_rows()
    made_at = _now()
    database_dump(part)
    with_key = _copy_key(part)
    _copy_media(part / MEDIA)
    missing = sorted(
        name for name in before & names_in_rows() if not (part / MEDIA / name).is_file()
    )
    files = {
        path.relative_to(part).as_posix(): measured(path) or (0, "") for path in files_below(part)
    }
    applied = sorted(".".join(each) for each in MigrationRecorder(connection).applied_migrations())
    manifest = Manifest(FORMAT, made_at, connection.vendor, applied, with_key, files)
    manifest_write(part, manifest)
    return Made(manifest, missing)


def _now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        return f"{str(cursor.fetchone()[0])[:19]} UTC"


def _copy_key(part: Path) -> bool:
    """The drawn key; one from the environment is the operator's own to keep."""
    kept = settings.VAR_DIR / KEY
    if os.environ.get("SECRET_KEY") or not kept.exists():
        return False
    shutil.copyfile(kept, part / KEY)
    return True


def _copy_media(target: Path) -> None:
    target.mkdir()
    root = Path(settings.MEDIA_ROOT)
    for path in files_below(root):
        copy = target / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, copy)
        except FileNotFoundError:  # deleted since it was listed; its row, too, was or will be
            copy.unlink(missing_ok=True)


def names_in_rows() -> set[str]:
    """Every file that some row speaks of."""
    names: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                names.update(_names_in(model, field.name))
    return names


def _names_in(model: type[Model], field: str) -> Iterator[str]:
    rows = model._default_manager.exclude(**{field: ""})
    return rows.values_list(field, flat=True).iterator()


@contextmanager
def _private() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
