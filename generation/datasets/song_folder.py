"""Songs as a run of one's own files is given them: documents in `train` and `valid` of a folder."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from generation.music.document import from_document, to_document
from generation.music.song import Song
from generation.training.packing import Source
from generation.training.packs import Arrays
from generation.whole import write_whole

CREDITS = [
    {
        "name": "Own files of the person who trained it",
        "licence": "that of its maker, who has said that they have the rights",
        "attribution": "the person who trained it",
    }
]


def write_songs(folder: Path, split: str, songs: list[Song]) -> None:
    """One document a song, numbered."""
    (folder / split).mkdir(parents=True, exist_ok=True)
    for number, song in enumerate(songs):
        content = json.dumps(to_document(song), separators=(",", ":")).encode()
        write_whole(folder / split / f"{number:03d}.json", content)


def read_songs(folder: Path, split: str) -> list[Song]:
    """In the order of their names, so that the same folder makes the same pack. Raises OSError
    where there is no such folder."""
    paths = sorted(path for path in (folder / split).iterdir() if path.suffix == ".json")
    return [from_document(json.loads(path.read_bytes())) for path in paths]


def own_source(pack_songs: Callable[[Iterable[Song]], Arrays]) -> Source:
    """Where a technique's music comes from when the data of a run is such a folder."""
    return Source(lambda folder, split: pack_songs(read_songs(folder, split)), CREDITS)
