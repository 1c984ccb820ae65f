"""Lead sheets (OpenEWLD): tunes with chords, in the public domain of the United States."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generation.datasets.archive import Row, all_rows

OPENEWLD = {
    "name": "OpenEWLD, training part (316 lead sheets in the public domain of the United States)",
    "licence": "MIT",
    "attribution": "F. Simonetta et al., OpenEWLD",
}


def lead_sheets(folder: Path, choose: Callable[[list[Row]], list[Row]]) -> list[tuple[str, bytes]]:
    """(name, MIDI file) of those whose rows of the index are chosen, in that order."""
    with zipfile.ZipFile(folder / "openewld.zip") as archive:
        names = [row["id"] for row in choose(all_rows(archive))]
        return [(name, archive.read(f"midi/{name}.mid")) for name in names]


class ChordSheet(NamedTuple):
    """A tune as a MIDI file, and its symbols: beat in quarters, root, kind of MusicXML, bass."""

    name: str
    genre: str
    file: bytes
    chords: list[dict[str, Any]]


def chord_sheets(folder: Path, split: str) -> Iterator[ChordSheet]:
    """The tunes of one split with their chords."""
    with zipfile.ZipFile(folder / "openewld.zip") as archive:
        for row in all_rows(archive):
            if row["split"] == split:
                chords = json.loads(archive.read(f"chords/{row['id']}.json"))["chords"]
                file = archive.read(f"midi/{row['id']}.mid")
                yield ChordSheet(row["id"], row["genre"], file, chords)
