"""What the Transformer is asked in the table of gaps: bars to fill, tracks to add, and who else
would do it.

Slots are the tracks of the song that is asked about, so that all answers are told apart by track.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from pathlib import Path

import numpy as np

from generation.catalogue import Card
from generation.codecs.score import (
    DRUM_KIT,
    DRUM_PITCH,
    OF_PITCH,
    OF_SLOT,
    ONSET,
    Notes,
    Score,
    count_bar_steps,
    decode_score,
    encode_score,
)
from generation.engine import Request, generate
from generation.evaluation.added_tracks import double
from generation.evaluation.continuations import Passage, name_signature
from generation.evaluation.fills import cut_notes, move_notes
from generation.music.song import Song
from generation.techniques.transformer.corpora import load_works
from generation.techniques.transformer.prompt import ADD, FILL
from generation.techniques.transformer.regions import find_next_bar
from generation.techniques.transformer.works import Work

FILLED, ADDED = 12, 16  # bars of an excerpt
A_WORK = 4  # excerpts of a work from which a part is taken: few works have such parts
GAP = (4, 8)  # bars before the gap, and before what follows it
FEWEST = 12  # notes of a gap, or of a part
DOUBLED = 0.8  # of the notes of a part
BASSES = {"freedoom": "bass", "openscore_quartets": "cello"}  # the lowest part, and what it is


@dataclass(frozen=True, eq=False)
class Excerpt:
    """Some bars of one meter of an unseen work, from step 0 on."""

    work: str  # its name: corpus/number
    score: Score
    bar: int  # steps

    @property
    def corpus(self) -> str:
        return self.work.split("/")[0]

    @property
    def gap(self) -> tuple[int, int]:
        return GAP[0] * self.bar, GAP[1] * self.bar

    @property
    def gone(self) -> Notes:
        """What stood in the gap."""
        return cut_notes(self.score.notes, *self.gap)


def cut_excerpt(work: Work, bars: int) -> Excerpt | None:
    """The first bars of a work; None where there are too few, or the meter changes on the way."""
    score = work.score
    bar = int(score.beats.place(np.array([0]))[3][0])
    return cut_from(work, int(score.notes[0, ONSET]) // bar * bar, bars)


def cut_from(work: Work, start: int, bars: int) -> Excerpt | None:
    """So many bars from a bar line on, as `cut_excerpt` has them."""
    score = work.score
    meter = next(each for each in reversed(score.meters) if each[0] <= start)
    bar = count_bar_steps(*meter[1:])
    stop = start + bars * bar
    if stop > score.end or any(start < step < stop for step, _, _ in score.meters):
        return None
    notes = move_notes(cut_notes(score.notes, start, stop), -start)
    meters, tempi = ((0, *meter[1:]),), ((0, score.tempi[0][1]),)
    return Excerpt(work.name, Score(notes, score.programs, meters, tempi), bar)


def cut_apart(work: Work, bars: int) -> list[Excerpt]:
    """All excerpts of a work, one after the other, each from a bar line on."""
    found, start = [], int(work.score.notes[0, ONSET])
    while start < work.score.end:
        start = find_next_bar(work.score.beats, start)
        excerpt = cut_from(work, start, bars)
        found += [excerpt] if excerpt else []
        start += bars * excerpt.bar if excerpt else 1
    return found


def spread(parts: Sequence["Part"], most: int) -> list["Part"]:
    """So many of them at most, evenly over the work."""
    chosen = np.linspace(0, len(parts) - 1, min(most, len(parts))).round().astype(int)
    return [parts[number] for number in chosen]


def find_fills(folder: Path, corpora: Sequence[str], split: str, count: int) -> list[Excerpt]:
    """So many excerpts with a gap that holds music, the corpora in turn."""
    queues = [cut_all(load_works(folder, name, split), FILLED) for name in corpora]
    every = chain.from_iterable(zip_longest(*queues))
    return list(islice((each for each in every if each and len(each.gone) >= FEWEST), count))


def cut_all(works: Sequence[Work], bars: int) -> Iterator[Excerpt]:
    cut = (cut_excerpt(work, bars) for work in works)
    return (each for each in cut if each)


def find_parts(folder: Path, split: str, count: int) -> list["Part"]:
    """So many lowest parts of bands and quartets, the works of the corpora in turn, a few excerpts
    of each."""
    queues = [map(take_parts, load_works(folder, name, split)) for name in BASSES]
    works = chain.from_iterable(zip_longest(*queues, fillvalue=()))
    return list(islice(chain.from_iterable(works), count))


def take_parts(work: Work) -> list["Part"]:
    every = map(take_lowest, cut_apart(work, ADDED))
    return spread([each for each in every if each], A_WORK)


@dataclass(frozen=True, eq=False)
class Part:
    """A part of an excerpt, and what is left without it."""

    excerpt: Excerpt
    real: Notes
    others: Notes

    @property
    def instrument(self) -> str:
        return BASSES[self.excerpt.corpus]


def take_lowest(excerpt: Excerpt) -> Part | None:
    """The part that lies lowest; None where fewer than two pitched ones would be left, or where
    another doubles it: that one would tell what to play."""
    notes = excerpt.score.notes
    pitched = [n for n, program in enumerate(excerpt.score.programs) if program != DRUM_KIT]
    heights = {slot: notes[notes[:, OF_SLOT] == slot, OF_PITCH] for slot in pitched}
    means = {slot: pitches.mean() for slot, pitches in heights.items() if len(pitches) >= FEWEST}
    if len(means) < 3:
        return None
    mine = notes[:, OF_SLOT] == min(means, key=lambda slot: float(means[slot]))
    found = Part(excerpt, notes[mine], notes[~mine])
    return None if (double(found.real, found.others) or 0) > DOUBLED else found


def ask_fill(card: Card, excerpt: Excerpt, seed: int) -> Notes:
    """What the network writes into the gap."""
    first, last = GAP[0] + 1, GAP[1]
    wishes = {"mode": FILL, "first_bar": first, "last_bar": last}
    return cut_notes(ask(card, decode_score(excerpt.score), seed, wishes), *excerpt.gap)


def ask_track(card: Card, part: Part, seed: int) -> Notes:
    """The track that the network adds to the others."""
    rest = decode_score(part.excerpt.score._replace(notes=part.others))
    song = rest.with_tracks(track for track in rest.tracks if track.notes)
    wishes = {"mode": ADD, "instrument": part.instrument}
    made = ask(card, song, seed, wishes)
    return made[made[:, OF_SLOT] == len(song.tracks)]


def ask(card: Card, song: Song, seed: int, wishes: dict[str, object]) -> Notes:
    """The notes of all tracks, by the numbers of tracks."""
    made = generate(Request(card.technique, song, card.name, seed, wishes)).song
    return encode_score(made, range(len(made.tracks))).notes


def shift_part(part: Part, bars: int = 2) -> Notes:
    """The real part so many bars later, its end at the beginning."""
    length = ADDED * part.excerpt.bar
    moved = part.real.copy()
    moved[:, ONSET] = (moved[:, ONSET] + bars * part.excerpt.bar) % length
    return moved[np.argsort(moved[:, ONSET], kind="stable")]


def double_highest(part: Part) -> Notes:
    """The highest other part two octaves lower: who copies agrees with everybody."""
    tones = part.others[part.others[:, OF_PITCH] < DRUM_PITCH]
    slots = np.unique(tones[:, OF_SLOT])
    means = [tones[tones[:, OF_SLOT] == slot, OF_PITCH].mean() for slot in slots]
    copied = tones[tones[:, OF_SLOT] == slots[int(np.argmax(means))]].copy()
    copied[:, OF_PITCH] = np.maximum(copied[:, OF_PITCH] - 24, 0)
    return copied


def borrow_part(parts: Sequence[Part], number: int) -> Notes:
    """The real part of another excerpt, in the right key."""
    own = parts[number]
    later = [*parts[number + 1 :], *parts[:number]]
    other = next((each for each in later if each.excerpt.work != own.excerpt.work), later[0])
    moved = other.real.copy()
    gap = (find_tonic(own) - find_tonic(other) + 6) % 12 - 6
    moved[:, OF_PITCH] = np.clip(moved[:, OF_PITCH] + gap, 0, DRUM_PITCH - 1)
    return moved


def find_tonic(part: Part) -> int:
    """Of the key of the others, or its relative major's."""
    key = Passage(part.others, 0, ADDED * part.excerpt.bar, part.excerpt.bar).key
    return name_signature(key) if key else 0


def draw_notes(real: Notes, seed: int) -> Notes:
    """As many notes in the same time and range, anywhere."""
    random = np.random.default_rng(seed)
    drawn = real.copy()
    low, high = int(real[:, ONSET].min()), int(real[:, ONSET].max())
    drawn[:, ONSET] = np.sort(random.integers(low // 6, high // 6 + 1, len(real)) * 6)
    lowest, highest = int(real[:, OF_PITCH].min()), int(real[:, OF_PITCH].max())
    drawn[:, OF_PITCH] = random.integers(lowest, highest + 1, len(real))
    return drawn
