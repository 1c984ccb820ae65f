"""What a backup says of itself: `backup.json` names every file with its size and digest, and what
database it was."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn

NAME = "backup.json"
FORMAT = 1
CHUNK = 1 << 20
SHOWN = 3  # names in a sentence


class Refused(Exception):
    """A backup that is not made or put back; the sentence says why, and that nothing was
    changed."""


@dataclass(frozen=True)
class Manifest:
    format: int
    made_at: str  # by the database's clock, before its first row was read
    database: str  # sqlite or postgresql
    migrations: list[str]  # app.name, all that the database had seen
    secret_key: bool  # whether the key is in it
    files: dict[str, tuple[int, str]]  # bytes and SHA-256 by path


def manifest_write(folder: Path, manifest: Manifest) -> None:
    (folder / NAME).write_text(json.dumps(asdict(manifest), indent=1) + "\n")


def manifest_read(folder: Path) -> Manifest:
    """Raises `Refused` for what is no backup, or one of a later kind."""
    try:
        values = json.loads((folder / NAME).read_text())
        if values["format"] != FORMAT:
            refuse(
                f"{folder} was made by another version of this program (format {values['format']})."
            )
        files = {
            str(name): (int(size), str(digest))
            for name, (size, digest) in values.pop("files").items()
        }
        return Manifest(**values, files=files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            f"{folder} is no whole backup ({type(error).__name__} in {NAME}). Nothing was changed."
        ) from None


def files_check(folder: Path, manifest: Manifest) -> None:
    """Every file is there as it was written. Raises `Refused`."""
    wrong = [
        name
        for name, told in manifest.files.items()
        if not _is_inside(name) or measured(folder / name) != told
    ]
    if wrong:
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        refuse(f"{folder} is damaged: {', '.join(wrong[:SHOWN])}{more} missing or not as written.")


def measured(path: Path) -> tuple[int, str] | None:
    """Bytes and SHA-256 of a file; None where there is none. Links are not followed: they lead out
    of the backup."""
    if path.is_symlink() or not path.is_file():
        return None
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def files_below(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def refuse(sentence: str) -> NoReturn:
    raise Refused(f"{sentence} Nothing was changed.")
