"""Real pieces sampled evenly over the corpora of the data pack, files of drums alone among them."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from symusic import Score


def sample_files(folder: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """(corpus, MIDI file) of at least so many pieces, as many of each corpus as of any other or all
    it has, evenly spread over its names."""
    archives = {path.stem: path for path in sorted(folder.glob("*.zip"))}
    names = {corpus: _list_files(path) for corpus, path in archives.items()}
    shared = {corpus: found for corpus, found in names.items() if found}
    each = -(-count // len(shared))
    for corpus, found in shared.items():
        with zipfile.ZipFile(archives[corpus]) as archive:
            for place in np.linspace(0, len(found) - 1, min(each, len(found))).astype(int):
                yield corpus, archive.read(found[place])


def sample_scores(folder: Path, count: int) -> Iterator[tuple[str, Score]]:
    for corpus, data in sample_files(folder, count):
        yield corpus, Score.from_midi(data)


def _list_files(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return sorted(name for name in archive.namelist() if name.endswith(".mid"))
