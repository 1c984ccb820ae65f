"""Real music of each genre as songs, read from the reference data. Our own files only: trusted
bytes."""

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import symusic

from generation.datasets.archive import rows_of, scores_of
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Track
from generation.training.pop import beat_table, cells_on_beats

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
    with zipfile.ZipFile(folder / "jsb_chorales.zip") as archive:
        pieces = json.loads(archive.read("Jsb16thSeparated.json"))[split]
    for frames in pieces:
        yield Song(tuple(Track(_held(np.array(voice))) for voice in zip(*frames, strict=True)))


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
    path = folder / "pop909.zip"
    with zipfile.ZipFile(path) as archive:
        for row, score in scores_of(path, split):
            beats, downbeats = beat_table(archive, row["id"])
            first = int(np.flatnonzero(downbeats)[0]) * 4
            score = score.to(symusic.TimeUnit.second)
            cells = [cells_on_beats(track, beats) for track in score.tracks]
            yield Song(
                tuple(
                    Track(tuple(Note((c.start - first) * STEP, c.pitch, (c.stop - c.start) * STEP)
                                for c in line if c.start >= first))
                    for line in cells
                )
            )  # fmt: skip


def midi_songs(
    archive: str, chosen: Callable[[dict[str, str]], bool] = lambda row: True
) -> Callable[[Path, str], Songs]:
    """Songs of a collection of MIDI files, those rows of its index that are chosen."""

    def songs(folder: Path, split: str) -> Songs:
        with zipfile.ZipFile(folder / archive) as opened:
            for row in filter(chosen, rows_of(opened, split)):
                yield _song(symusic.Score.from_midi(opened.read(f"midi/{row['id']}.mid")))

    return songs


def _song(score: symusic.Score) -> Song:
    ratio = TICKS_PER_QUARTER / score.ticks_per_quarter
    tracks = [
        Track(
            tuple(
                Note(
                    round(n.time * ratio),
                    n.pitch,
                    max(1, round(n.duration * ratio)),
                    max(1, n.velocity),
                )
                for n in t.notes
            ),
            program=t.program,
            drums=t.is_drum,
        )
        for t in score.tracks
        if len(t.notes)
    ]
    return Song(tuple(tracks), meters=_meters(score, ratio))


def _meters(score: symusic.Score, ratio: float) -> tuple[Meter, ...]:
    """The metres of a score, 4/4 until the first where it does not begin with one."""
    found = {0: Meter(0, 4, 4)}
    for sign in score.time_signatures:
        tick = round(sign.time * ratio)
        found[tick] = Meter(tick, sign.numerator, sign.denominator)
    return tuple(found[tick] for tick in sorted(found))
