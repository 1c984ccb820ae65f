"""Real music of each genre as songs, read from the reference data. Our own files only: trusted
bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import symusic

from generation.codecs.monophonic import Cell
from generation.datasets.archive import Row, read_scores
from generation.datasets.jsb import jsb_frames
from generation.datasets.pop909 import annotated_scores, cells_on_beats
from generation.datasets.views import read_meters
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

STEP = TICKS_PER_QUARTER // 4
Songs = Iterator[Song]


@dataclass(frozen=True)
class Corpus:
    """Songs of one collection, and the line that credits it."""

    credit: str
    songs: Callable[[Path, str], Songs]


def chorales(folder: Path, split: str) -> Songs:
    """The published split, 16th grid. The grid does not tell repeated notes from held ones: they
    are read as held."""
    for frames in jsb_frames(folder, split):
        yield Song(tuple(Track(_held(voice)) for voice in frames.T))


def _held(voice: np.ndarray) -> tuple[Note, ...]:
    turns = np.flatnonzero(np.diff(voice, prepend=-2))
    ends = np.append(turns[1:], len(voice))
    return tuple(
        Note(int(a) * STEP, int(voice[a]), int(b - a) * STEP)
        for a, b in zip(turns, ends, strict=True)
        if voice[a] >= 0
    )


def pop_songs(folder: Path, split: str) -> Songs:
    """POP909 on its annotated beats, four to a bar, from the first downbeat on."""
    for _, score, beats, downbeats in annotated_scores(folder, split):
        first = int(np.flatnonzero(downbeats)[0]) * 4
        lines = [cells_on_beats(track, beats) for track in score.tracks]
        yield Song(tuple(Track(_after(line, first)) for line in lines))


def _after(line: list[Cell], first: int) -> tuple[Note, ...]:
    return tuple(
        Note((cell.start - first) * STEP, cell.pitch, (cell.stop - cell.start) * STEP)
        for cell in line
        if cell.start >= first
    )


def midi_songs(
    archive: str, chosen: Callable[[Row], bool] = lambda row: True
) -> Callable[[Path, str], Songs]:
    """Songs of a collection of MIDI files, those rows of its index that are chosen."""

    def songs(folder: Path, split: str) -> Songs:
        for _, score in read_scores(folder / archive, split, chosen):
            yield _song(score)

    return songs


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
    return Track(tuple(notes), program=track.program, drums=track.is_drum)
