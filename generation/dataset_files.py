"""Files that somebody sent to train on, kept in the storage until a worker has read them."""

import contextlib
import io
import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import PurePosixPath
from typing import NamedTuple
from zipfile import ZIP_STORED, ZipFile

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from generation.models import MOST_BYTES, MOST_FILES
from generation.music.archives import MOST_NAME, is_archive, open_archive
from generation.music.upload_error import UploadError
from generation.wording import clipped

FOLDER = "datasets"
NAMES = "names.json"
YOUNG = timedelta(hours=1)


class Sent(NamedTuple):
    """A file as it came."""

    name: str
    data: bytes


class Found(NamedTuple):
    """A file to be read, or why there is nothing to read."""

    name: str
    data: bytes
    left_out: str = ""


def store_files(files: Sequence[Sent]) -> str:
    """Keeps them as they came, archives unopened; their key in the storage."""
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as kept:
        kept.writestr(NAMES, json.dumps([file.name for file in files]))
        for number, file in enumerate(files):
            kept.writestr(str(number), file.data)
    name = f"{FOLDER}/{secrets.token_hex(16)}.zip"
    return default_storage.save(name, ContentFile(content.getvalue()))


def drop_files(key: str) -> None:
    if key:
        default_storage.delete(key)


def old_files() -> Iterator[str]:
    """Keys of files that lie there for longer than a request takes to write its row."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # nobody has brought any yet
        return
    for name in names:
        key = f"{FOLDER}/{name}"
        with contextlib.suppress(FileNotFoundError):
            if timezone.now() - default_storage.get_modified_time(key) > YOUNG:
                yield key


def found_files(key: str, *, before: int = 0) -> list[Found]:
    """All files under a key, in the order in which they came; archives are opened. `before` is how
    many the data set has. Raises `UploadError` when they are more than it takes."""
    found: list[Found] = []
    for file in _kept_files(key):
        found.extend(_opened(file) if is_archive(*file) else [Found(*file)])
    _refuse_many(found, before)
    return [each._replace(name=told_name(each.name, n)) for n, each in enumerate(found, start=1)]


def _kept_files(key: str) -> Iterator[Sent]:
    with default_storage.open(key) as stored, ZipFile(stored) as kept:
        for number, name in enumerate(json.loads(kept.read(NAMES))):
            yield Sent(name, kept.read(str(number)))


def _opened(file: Sent) -> list[Found]:
    """An archive that cannot be opened is one file that is left out: its neighbours are read."""
    try:
        members = open_archive(file.data, most_files=MOST_FILES, most_bytes=MOST_BYTES)
    except UploadError as error:
        if error.code == "busy":
            raise
        return [Found(file.name, b"", error.sentence)]
    return [Found(*member) for member in members]


def _refuse_many(found: Sequence[Found], before: int) -> None:
    if before + len(found) > MOST_FILES:
        raise UploadError("too_many_files", too_many_files(before + len(found)))
    if sum(len(each.data) for each in found) > MOST_BYTES:
        raise UploadError("too_large", too_many_bytes())


def too_many_files(count: int) -> str:
    return f"These are {count:,} files; a data set takes {MOST_FILES} at most. Choose some of them."


def too_many_bytes() -> str:
    most = MOST_BYTES // 1_000_000
    return f"These files are larger than {most} MB together, as much as a data set takes."


def told_name(name: str, number: int) -> str:
    """What a file is called on pages: cleaned, with the folder that it came in."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = [part for part in path.parts if part not in ("..", ".", "/")]
    return clipped("/".join(parts), MOST_NAME) or f"file {number}"
