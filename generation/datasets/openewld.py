"""Lead sheets (OpenEWLD): tunes with chords, in the public domain of the United States."""

import zipfile
from collections.abc import Callable
from pathlib import Path

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
