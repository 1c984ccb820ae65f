"""The list of sources, `sources.toml`, and of their pieces, `pieces/<name>.csv`: which file of the
repository each is, and on which side of the split it stands."""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LIST = HERE.parent / "sources.toml"
PIECES = HERE / "pieces"


@dataclass(frozen=True)
class Source:
    """One archive, and what it is made from."""

    name: str  # of the archive, without .zip
    repository: str  # owner/name, where people clone it from
    commit: str
    licence: str
    attribution: str
    licence_files: tuple[str, ...]  # of the repository, which come along
    converter: str = ""  # in `converting.CONVERTERS`; empty where it cannot be made here
    notice: str = ""  # what is to be said of the licence beside these files
    also: tuple[str, ...] = ()  # files beside each piece that come along, `{folder}` of the piece
    missing: str = ""  # why it cannot be made by us, or how it differs from ours
    pieces: int = 0
    notes: int = 0
    digest: str = ""  # SHA-256 of the archive


def read_sources() -> tuple[Source, ...]:
    content = tomllib.loads(LIST.read_text())
    return tuple(read_source(name, told) for name, told in content.items())


def read_source(name: str, told: dict[str, Any]) -> Source:
    """Lists become tuples, as the record is frozen."""
    lists = {each: tuple(value) for each, value in told.items() if isinstance(value, list)}
    return Source(**{"name": name, **told, **lists})


def read_pieces(source: Source) -> list[dict[str, str]]:
    """The rows of a source that has a list of pieces."""
    path = PIECES / f"{source.name}.csv"
    if not path.is_file():
        return []
    with path.open(newline="") as file:
        return list(csv.DictReader(file))
