"""The music the Transformer learns from: every corpus of tier A, read onto the grid of the
tokens."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import symusic
from numpy.typing import NDArray

from generation.codecs.chorale import States, states_of
from generation.codecs.score import (
    DRUM_KIT,
    DRUM_PITCH,
    LEVEL,
    LONGEST,
    SLOTS,
    STEPS,
    Notes,
    Score,
    sorted_notes,
)
from generation.codecs.windows import ANY, GENRES
from generation.datasets.archive import scores_of
from generation.datasets.fake_chorales import FAKES, fake_frames
from generation.datasets.freedoom import FREEDOOM
from generation.datasets.groove import GROOVE
from generation.datasets.jsb import JSB, jsb_frames
from generation.datasets.mutopia import MUTOPIA
from generation.datasets.openewld import OPENEWLD
from generation.datasets.openscore import LIEDER, OPENSCORE, ORCHESTRA, QUARTETS
from generation.datasets.pop909 import POP909, annotated_scores
from generation.evaluation.passages import Library
from generation.training.works import Work

GENRE_OF = {
    **dict.fromkeys(("hymn", "march"), "classical"),
    **dict.fromkeys(("folk, world, & country", "country"), "folk"),
    **dict.fromkeys(
        ("soul", "hiphop", "funk / soul", "reggae", "gospel", "neworleans", "afrobeat"), "funk"
    ),
    **dict.fromkeys(("afrocuban", "highlife"), "latin"),
    **dict.fromkeys(("punk",), "rock"),
    **dict.fromkeys(("stage & screen", "dance", ""), "pop"),
    **dict.fromkeys(("blues", "brass & military"), "jazz"),
    "bach-like": "bach",
}
FAKE_LIMIT = 8  # chords: a fake chorale that shares as many with a held-out one is left out
POP_SNAP = (6, 8)  # 24ths: played music is moved to sixteenths and triplets
DRUM_SNAP = (4, 6)
STROKE = 3  # steps of every drum note: their ends are not heard
CHOIR = 52  # General MIDI: choir aahs


def genre_of(label: str) -> int:
    label = GENRE_OF.get(label, label)
    return GENRES.index(label) if label in GENRES else ANY


def snapped(steps: NDArray[np.float64], grids: tuple[int, ...]) -> NDArray[np.int64]:
    """Each time moved to the nearest multiple of any of the grids."""
    near = np.stack([np.round(steps / grid) * grid for grid in grids])
    best = np.abs(near - steps).argmin(0)
    return near[best, np.arange(len(steps))].astype(np.int64)


def notes_of(tracks: list[tuple[bool, NDArray[np.int64]]]) -> tuple[Notes, list[int]]:
    """Tracks, each (drums, (N, 4) of onset, length, pitch, velocity) -> notes with slots, and the
    track of each slot.

    The order is that of `tokens.slots_of`.
    """
    playing = [number for number, (_, rows) in enumerate(tracks) if len(rows)]
    kept = sorted(playing, key=lambda number: -len(tracks[number][1]))[:SLOTS]
    order = sorted(
        kept, key=lambda number: (tracks[number][0], -tracks[number][1][:, 2].mean(), number)
    )
    parts = [np.zeros((0, 5), np.int64)]
    for slot, number in enumerate(order):
        drums, rows = tracks[number]
        onset, length, pitch, velocity = rows.T
        columns = [
            onset,
            np.full(len(rows), slot),
            pitch + DRUM_PITCH * drums,
            length,
            velocity // LEVEL,
        ]
        parts.append(np.stack(columns, 1))
    return sorted_notes(np.concatenate(parts).astype(np.int32)), order


def score_from(score: symusic.Score, retimed: "Retimed | None" = None) -> Score:
    """A trusted file on the grid; `retimed` says where its moments stand, else its own ticks do."""
    place = (
        retimed.place
        if retimed
        else lambda ticks: np.floor(ticks * STEPS / score.ticks_per_quarter + 0.5)
    )
    tracks = []
    for track in score.tracks:
        found = track.notes.numpy()
        onset = place(found["time"].astype(float)).astype(np.int64)
        length = place((found["time"] + found["duration"]).astype(float)).astype(np.int64) - onset
        rows = np.stack([onset, np.clip(length, 1, LONGEST), found["pitch"], found["velocity"]], 1)
        tracks.append((track.is_drum, rows[onset >= 0].astype(np.int64)))
    notes, order = notes_of(tracks)
    programs = tuple(
        DRUM_KIT if score.tracks[n].is_drum else score.tracks[n].program for n in order
    )
    qpm = score.tempos[0].qpm if len(score.tempos) else 120.0
    return Score(notes, programs, meters_of(score), ((0, int(np.clip(round(qpm), 16, 400))),))


def meters_of(score: symusic.Score) -> tuple[tuple[int, int, int], ...]:
    """Meters by their first step; what no bar can be made of is left out."""
    found = {0: (4, 4)}
    for each in score.time_signatures:
        below = int(each.denominator)
        if below in (1, 2, 4, 8, 16, 32) and 0 < each.numerator <= 64:
            found[round(each.time * STEPS / score.ticks_per_quarter)] = (each.numerator, below)
    return tuple((step, *meter) for step, meter in sorted(found.items()))


class Retimed(NamedTuple):
    """Moments in seconds moved to the beats that a person marked."""

    place: Callable[[NDArray[np.float64]], NDArray[np.int64]]
    meter: int  # beats a bar
    qpm: int


def retimed_by(beats: NDArray[np.float64], downbeats: NDArray[np.bool_]) -> Retimed:
    """Step 0 is the first marked bar line."""
    first = int(np.flatnonzero(downbeats)[0])
    apart = np.diff(np.flatnonzero(downbeats))
    meter = int(np.bincount(apart).argmax()) if len(apart) else 4
    number = np.arange(len(beats)) - first

    def place(seconds: NDArray[np.float64]) -> NDArray[np.int64]:
        at = np.interp(seconds, beats, number, left=-1e6) * STEPS
        return snapped(at, POP_SNAP)

    return Retimed(place, meter, round(60 / float(np.median(np.diff(beats)))))


def midi_works(corpus: str) -> Callable[[Path, str], Iterator[Work]]:
    def works(folder: Path, split: str) -> Iterator[Work]:
        for row, score in scores_of(folder / f"{corpus}.zip", split):
            yield Work(f"{corpus}/{row['id']}", genre_of(row["genre"]), score_from(score))

    return works


def lieder(folder: Path, split: str) -> Iterator[Work]:
    for work in midi_works(LIEDER)(folder, split):
        yield Work(work.name, GENRES.index("song"), work.score)


def pop_songs(folder: Path, split: str) -> Iterator[Work]:
    """POP909 by its beat labels: its own meters mean nothing."""
    for number, score, beats, downbeats in annotated_scores(folder, split):
        retimed = retimed_by(beats, downbeats)
        found = score_from(score, retimed)
        meters, tempi = ((0, retimed.meter, 4),), ((0, retimed.qpm),)
        pop = Score(found.notes, found.programs, meters, tempi)
        yield Work(f"pop909/{number}", GENRES.index("pop"), pop)


def grooves(folder: Path, split: str) -> Iterator[Work]:
    for work in midi_works("groove_drums")(folder, split):
        notes = work.score.notes.copy()
        notes[:, 0], notes[:, 3] = snapped(notes[:, 0].astype(float), DRUM_SNAP), STROKE
        yield Work(work.name, work.genre, work.score._replace(notes=sorted_notes(notes)))


def choir(name: str, states: States) -> Work:
    """A chorale (4, T) on sixteenths: held and repeated notes are not told apart, so a voice moves
    where it changes."""
    rows = []
    for slot, line in enumerate(states):
        cuts = [0, *(np.flatnonzero(np.diff(line.astype(int))) + 1).tolist(), len(line)]
        for start, stop in pairwise(cuts):
            if line[start]:
                step = STEPS // 4
                rows.append(
                    (start * step, slot, int(line[start]) + 35, (stop - start) * step, 80 // LEVEL)
                )
    notes = sorted_notes(np.array(rows, np.int32).reshape(-1, 5))
    notes[:, 3] = np.minimum(notes[:, 3], LONGEST)
    return Work(name, GENRES.index("bach"), Score(notes, (CHOIR,) * 4, ((0, 4, 4),), ((0, 80),)))


def chorales(folder: Path, split: str) -> Iterator[Work]:
    for number, frames in enumerate(jsb_frames(folder, split)):
        yield choir(f"jsb_chorales/{split}-{number}", states_of(frames))


def fakes(folder: Path, split: str) -> Iterator[Work]:
    """JS Fake Chorales, without those that repeat held-out chorales of Bach (see DECISIONS.md)."""
    held_out = [
        states_of(frames) for part in ("valid", "test") for frames in jsb_frames(folder, part)
    ]
    library = Library(held_out)
    for name, frames in fake_frames(folder, split).items():
        states = states_of(frames)
        if library.longest(states).length < FAKE_LIMIT:
            yield choir(f"js_fakes/{name}", states)


class Corpus(NamedTuple):
    """Where the works come from, and which share of all windows they give."""

    works: Callable[[Path, str], Iterator[Work]]
    share: float


CORPORA: Mapping[str, Corpus] = {
    "pop909": Corpus(pop_songs, 0.24),
    LIEDER: Corpus(lieder, 0.13),
    ORCHESTRA: Corpus(midi_works(ORCHESTRA), 0.08),
    QUARTETS: Corpus(midi_works(QUARTETS), 0.11),
    "mutopia": Corpus(midi_works("mutopia"), 0.19),
    "openewld": Corpus(midi_works("openewld"), 0.07),
    "freedoom": Corpus(midi_works("freedoom"), 0.08),
    "groove_drums": Corpus(grooves, 0.05),
    "jsb_chorales": Corpus(chorales, 0.03),
    "js_fakes": Corpus(fakes, 0.02),
}
# As the card says it.
TIER_A = [
    POP909,
    OPENSCORE,
    MUTOPIA,
    OPENEWLD,
    FREEDOOM,
    {**GROOVE, "name": "Groove MIDI Dataset, training part (all styles)"},
    JSB,
    {
        **FAKES,
        "name": "JS Fake Chorales, those of the training part that share no passage with "
        "held-out chorales",
    },
]
FEWEST = 16  # notes of a work worth learning from


def works_of(folder: Path, corpus: str, split: str) -> list[Work]:
    return [
        work for work in CORPORA[corpus].works(folder, split) if len(work.score.notes) >= FEWEST
    ]
