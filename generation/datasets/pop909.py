"""Pop songs (POP909, MIT) with beats that people marked: the files' own meters mean nothing."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import Cell
from generation.datasets.archive import read_scores

if TYPE_CHECKING:
    from symusic import Score, Track

POP909 = {
    "name": "POP909, training part (778 songs)",
    "licence": "MIT",
    "attribution": "Z. Wang, K. Chen et al., POP909: A Pop-song Dataset for Music Arrangement "
    "Generation, ISMIR 2020",
}
STEPS = 4  # a beat

Word = tuple[float, float, str]  # start and end in seconds
Annotated = tuple[str, "Score", NDArray[np.float64], NDArray[np.bool_]]


def annotated_scores(folder: Path, split: str) -> Iterator[Annotated]:
    """The songs of one split: (number, score in seconds, beats, which of them begin a bar)."""
    path = folder / "pop909.zip"
    with zipfile.ZipFile(path) as archive:
        for row, score in read_scores(path, split):
            yield row["id"], score.to("second"), *beat_table(archive, row["id"])


def beat_table(
    archive: zipfile.ZipFile, number: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Beat times in seconds and which of them begin a bar; the third column counts in four where it
    is used."""
    table = np.loadtxt(
        archive.read(f"labels/{number}/beat_midi.txt").decode().splitlines(), ndmin=2
    )
    bars = table[:, 2] if table[:, 2].sum() > 4 else table[:, 1]
    return table[:, 0], bars > 0


def cells_on_beats(track: "Track", beats: NDArray[np.float64]) -> list[Cell]:
    """Notes of a track in seconds, put on 16th steps of the annotated beats; at least one step
    long."""
    index = np.arange(len(beats))
    cells = []
    for note in track.notes:
        if beats[0] - 0.05 <= note.start < beats[-1]:
            start = round(float(np.interp(note.start, beats, index)) * STEPS)
            stop = round(float(np.interp(note.end, beats, index)) * STEPS)
            cells.append(Cell(start, max(start + 1, stop), note.pitch))
    return cells


class ChordSong(NamedTuple):
    """A song in seconds, with its beats, and its chords and keys: (start, end, word of Harte et
    al.)."""

    name: str
    melody: "Track"
    others: list["Track"]
    beats: NDArray[np.float64]
    downbeats: NDArray[np.bool_]
    chords: list[Word]
    keys: list[Word]


def chord_songs(folder: Path, split: str) -> Iterator[ChordSong]:
    """The songs of one split with the chords that people heard."""
    path = folder / "pop909.zip"
    with zipfile.ZipFile(path) as archive:
        for number, score, *beats in annotated_scores(folder, split):
            words = [read_words(archive, number, name) for name in ("chord_midi", "key_audio")]
            melody = next(track for track in score.tracks if track.name == "MELODY")
            others = [track for track in score.tracks if track.name != "MELODY"]
            yield ChordSong(f"pop909/{number}", melody, others, *beats, *words)


def read_words(archive: zipfile.ZipFile, number: str, label: str) -> list[Word]:
    lines = archive.read(f"labels/{number}/{label}.txt").decode().splitlines()
    rows = [line.split() for line in lines if line.strip()]
    return [(float(start), float(end), word) for start, end, word in rows]
