"""Real music of each genre as pieces, read from the reference data. Our own files only: trusted
bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import symusic

from generation.codecs.monophonic import Cell
from generation.datasets.archive import Row, read_scores
from generation.datasets.jsb import jsb_frames
from generation.datasets.pop909 import annotated_scores, cells_on_beats
from generation.datasets.views import read_meters
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

STEP = TICKS_PER_QUARTER // 4
SPLITS = ("train", "valid", "test")


class Piece(NamedTuple):
    """A piece, or a movement of one: movements of a work share its name."""

    work: str
    song: Song


Pieces = Iterator[Piece]
Wanted = Callable[[str, str], bool]  # (split of the pack, work): what is not, is not read


@dataclass(frozen=True)
class Corpus:
    """Pieces of one collection, and the line that credits it."""

    credit: str
    pieces: Callable[[Path, Wanted], Pieces]

    def songs(self, folder: Path, split: str) -> Iterator[Song]:
        """The music of one split of the pack."""
        for piece in self.pieces(folder, lambda packed, work: packed == split):
            yield piece.song


def chorales(folder: Path, wanted: Wanted) -> Pieces:
    """The published split, 16th grid. The grid does not tell repeated notes from held ones: they
    are read as held."""
    for split in SPLITS:
        if not wanted(split, ""):
            continue
        for number, frames in enumerate(jsb_frames(folder, split)):
            song = Song(tuple(Track(_held(voice)) for voice in frames.T))
            yield Piece(f"{split} {number}", song)


def _held(voice: np.ndarray) -> tuple[Note, ...]:
    turns = np.flatnonzero(np.diff(voice, prepend=-2))
    ends = np.append(turns[1:], len(voice))
    return tuple(
        Note(int(a) * STEP, int(voice[a]), int(b - a) * STEP)
        for a, b in zip(turns, ends, strict=True)
        if voice[a] >= 0
    )


def pop_songs(folder: Path, wanted: Wanted) -> Pieces:
    """POP909 on its annotated beats, four to a bar, from the first downbeat on."""
    for split in SPLITS:
        if not wanted(split, ""):
            continue
        for number, score, beats, downbeats in annotated_scores(folder, split):
            first = int(np.flatnonzero(downbeats)[0]) * 4
            lines = [cells_on_beats(track, beats) for track in score.tracks]
            yield Piece(number, Song(tuple(Track(_after(line, first)) for line in lines)))


def _after(line: list[Cell], first: int) -> tuple[Note, ...]:
    return tuple(
        Note((cell.start - first) * STEP, cell.pitch, (cell.stop - cell.start) * STEP)
        for cell in line
        if cell.start >= first
    )


Named = Callable[[Row], str]
Chosen = Callable[[Row], bool]


def midi_songs(
    archive: str, work: Named = lambda row: row["id"], chosen: Chosen = lambda row: True
) -> Callable[[Path, Wanted], Pieces]:
    """Pieces of a collection of MIDI files, those rows of its index that are chosen."""

    def pieces(folder: Path, wanted: Wanted) -> Pieces:
        for split in SPLITS:

            def asked(row: Row, split: str = split) -> bool:
                return chosen(row) and wanted(split, work(row))

            for row, score in read_scores(folder / archive, split, asked):
                yield Piece(work(row), _song(score))

    return pieces


def only_track(
    name: str, pieces: Callable[[Path, Wanted], Pieces]
) -> Callable[[Path, Wanted], Pieces]:
    """Of each piece the tracks of that name, and none of a piece that has no such track."""

    def lines(folder: Path, wanted: Wanted) -> Pieces:
        for piece in pieces(folder, wanted):
            named = [track for track in piece.song.tracks if track.name == name]
            if named:
                yield Piece(piece.work, piece.song.with_tracks(named))

    return lines


def work_of_openscore(row: Row) -> str:
    return f"{row['composer']}: {row['work']}"


def work_of_mutopia(row: Row) -> str:
    """The folder of composer and opus, in which the movements of a work stand together."""
    return "/".join(row["source_path"].split("/")[1:3])


def work_of_openewld(row: Row) -> str:
    return row["title"].casefold()


def _song(score: symusic.Score) -> Song:
    ratio = TICKS_PER_QUARTER / score.ticks_per_quarter
    tracks = [_track(track, ratio) for track in score.tracks if len(track.notes)]
    return Song(tuple(tracks), meters=read_meters(score))


def _track(track: symusic.Track, ratio: float) -> Track:
    notes = (
        Note(
            round(note.time * ratio),
            note.pitch,
            max(1, round(note.duration * ratio)),
            max(1, note.velocity),
        )
        for note in track.notes
    )
    return Track(tuple(notes), track.program, track.is_drum, track.name)
