"""The music the Transformer learns from: every corpus of tier A, read onto the grid of the
tokens."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from generation.codecs.chorale import States, encode_pitches
from generation.codecs.score import LEVEL, LONGEST, STEPS, Score, sort_notes
from generation.datasets.archive import read_scores
from generation.datasets.fake_chorales import FAKES, original_frames
from generation.datasets.freedoom import FREEDOOM
from generation.datasets.groove import GROOVE
from generation.datasets.jsb import JSB, jsb_frames
from generation.datasets.openewld import OPENEWLD
from generation.datasets.openscore import LIEDER, OPENSCORE, ORCHESTRA, QUARTETS
from generation.datasets.pop909 import POP909, annotated_scores
from generation.techniques.transformer.card import DATA
from generation.techniques.transformer.packing import pack_works, to_arrays
from generation.techniques.transformer.reading import (
    parse_genre,
    read_beats,
    read_score,
    snap_steps,
)
from generation.techniques.transformer.windows import GENRES
from generation.techniques.transformer.works import Work
from generation.training.packing import Source
from generation.training.packs import Arrays

DRUM_SNAP = (4, 6)
STROKE = 3  # steps of every drum note: their ends are not heard
CHOIR = 52  # General MIDI: choir aahs


def midi_works(corpus: str) -> Callable[[Path, str], Iterator[Work]]:
    def works(folder: Path, split: str) -> Iterator[Work]:
        for row, score in read_scores(folder / f"{corpus}.zip", split):
            yield Work(f"{corpus}/{row['id']}", parse_genre(row["genre"]), read_score(score))

    return works


def lieder(folder: Path, split: str) -> Iterator[Work]:
    for work in midi_works(LIEDER)(folder, split):
        yield Work(work.name, GENRES.index("song"), work.score)


def pop_songs(folder: Path, split: str) -> Iterator[Work]:
    """POP909 by its beat labels: its own meters mean nothing."""
    for number, score, beats, downbeats in annotated_scores(folder, split):
        retimed = read_beats(beats, downbeats)
        found = read_score(score, retimed)
        meters, tempi = ((0, retimed.meter, 4),), ((0, retimed.qpm),)
        pop = Score(found.notes, found.programs, meters, tempi)
        yield Work(f"pop909/{number}", GENRES.index("pop"), pop)


def read_groove_works(folder: Path, split: str) -> Iterator[Work]:
    for work in midi_works("groove_drums")(folder, split):
        notes = work.score.notes.copy()
        notes[:, 0], notes[:, 3] = snap_steps(notes[:, 0].astype(float), DRUM_SNAP), STROKE
        yield Work(work.name, work.genre, work.score._replace(notes=sort_notes(notes)))


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
    notes = sort_notes(np.array(rows, np.int32).reshape(-1, 5))
    notes[:, 3] = np.minimum(notes[:, 3], LONGEST)
    return Work(name, GENRES.index("bach"), Score(notes, (CHOIR,) * 4, ((0, 4, 4),), ((0, 80),)))


def chorales(folder: Path, split: str) -> Iterator[Work]:
    for number, frames in enumerate(jsb_frames(folder, split)):
        yield choir(f"jsb_chorales/{split}-{number}", encode_pitches(frames))


def fakes(folder: Path, split: str) -> Iterator[Work]:
    """JS Fake Chorales, without those that repeat held-out chorales of Bach."""
    for name, frames in original_frames(folder, split).items():
        yield choir(f"js_fakes/{name}", encode_pitches(frames))


class CorpusShare(NamedTuple):
    """Where the works come from, and which share of all windows they give."""

    works: Callable[[Path, str], Iterator[Work]]
    share: float


CORPORA: Mapping[str, CorpusShare] = {
    "pop909": CorpusShare(pop_songs, 0.24),
    LIEDER: CorpusShare(lieder, 0.13),
    ORCHESTRA: CorpusShare(midi_works(ORCHESTRA), 0.08),
    QUARTETS: CorpusShare(midi_works(QUARTETS), 0.11),
    "mutopia": CorpusShare(midi_works("mutopia"), 0.19),
    "openewld": CorpusShare(midi_works("openewld"), 0.07),
    "freedoom": CorpusShare(midi_works("freedoom"), 0.08),
    "groove_drums": CorpusShare(read_groove_works, 0.05),
    "jsb_chorales": CorpusShare(chorales, 0.03),
    "js_fakes": CorpusShare(fakes, 0.02),
}
FEWEST = 16  # notes of a work worth learning from


def load_works(folder: Path, corpus: str, split: str) -> list[Work]:
    return [
        work for work in CORPORA[corpus].works(folder, split) if len(work.score.notes) >= FEWEST
    ]


def pack_scores(folder: Path, split: str) -> Arrays:
    """All corpora, laid end to end."""
    works = [load_works(folder, corpus, split) for corpus in CORPORA]
    return to_arrays(pack_works(works, [corpus.share for corpus in CORPORA.values()]))


TIER_A = Source(pack_scores, DATA)


def alone(credits: list[dict[str, str]], *corpora: str) -> Source:
    """Some corpora by themselves, at the shares that they have among all."""

    def pack(folder: Path, split: str) -> Arrays:
        works = [load_works(folder, corpus, split) for corpus in corpora]
        return to_arrays(pack_works(works, [CORPORA[corpus].share for corpus in corpora]))

    return Source(pack, credits)


BACH = alone([JSB, FAKES], "jsb_chorales", "js_fakes")
POP = alone([POP909], "pop909")
SONGS = alone([OPENSCORE], LIEDER)
STRINGS = alone([OPENSCORE], QUARTETS)
SYMPHONY = alone([OPENSCORE], ORCHESTRA)
LEAD_SHEETS = alone([OPENEWLD], "openewld")
ROCK = alone([FREEDOOM], "freedoom")
DRUMS = alone([GROOVE], "groove_drums")
