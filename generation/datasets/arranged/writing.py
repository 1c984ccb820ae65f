"""Tunes that our code writes: sixteen bars of four phrases over plain chords, from a seed.

A phrase says one rhythm twice, moves by steps between tones of its chords, and comes to rest on the
dominant or on the tonic.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from generation.music.chord_symbols import NAMES
from generation.music.song import TICKS_PER_QUARTER, ChordSign, Meter, Note, Song, Tempo, Track
from generation.music.theory import SCALES

EIGHTH = TICKS_PER_QUARTER // 2
FORMS = ("aaba", "abab", "abac", "aabb")
PHRASE = 4  # bars
# Degrees of the scale under the bars of a phrase; the last bar's is told by how it ends.
WALKS = ((0, 3, 4), (0, 5, 3), (0, 4, 5), (5, 3, 0), (0, 1, 4), (3, 0, 4), (0, 2, 3))
OPEN, CLOSED = 4, 0
# Lengths in eighths that fill a bar of so many eighths, and how a phrase ends.
RHYTHMS: dict[tuple[int, int], tuple[tuple[int, ...], ...]] = {
    (4, 4): ((2, 2, 2, 2), (3, 1, 2, 2), (2, 1, 1, 4), (1, 1, 2, 2, 2), (4, 2, 2), (3, 1, 3, 1)),
    (3, 4): ((2, 2, 2), (4, 2), (3, 1, 2), (2, 1, 1, 2), (1, 1, 1, 1, 2)),
    (6, 8): ((3, 3), (2, 1, 2, 1), (1, 1, 1, 3), (2, 1, 3), (1, 1, 1, 1, 1, 1)),
}
ENDS = {(4, 4): (2, 2, 4), (3, 4): (2, 4), (6, 8): (3, 3)}
METERS = ((4, 4), (4, 4), (3, 4), (6, 8))  # half of the tunes are in four
QPM = {(4, 4): (84, 140), (3, 4): (90, 150), (6, 8): (120, 180)}
PROGRAMS = (73, 68, 71, 40, 56, 65, 22, 0)  # flute, oboe, clarinet, violin, trumpet, sax ...
LOWEST, HIGHEST = 60, 81
DETACHED = 24  # ticks cut off each note, so that one that is repeated is heard twice


class Plan(NamedTuple):
    """What a seed has drawn for a tune."""

    meter: tuple[int, int]
    qpm: int
    scale: tuple[int, ...]  # pitch classes, from the tonic
    form: str
    program: int


def write_tune(seed: int) -> Song:
    """A tune of one track with its chords."""
    draw = np.random.default_rng([seed, 2026])
    plan = draw_plan(draw)
    phrases = {letter: draw_phrase(plan, draw) for letter in sorted(set(plan.form))}
    notes: list[Note] = []
    chords: list[ChordSign] = []
    bar = Meter(0, *plan.meter).bar_ticks
    for number, letter in enumerate(plan.form):
        last = number == len(plan.form) - 1
        ends = CLOSED if last or number % 2 else OPEN
        roots = (*phrases[letter].roots, ends)
        start = number * PHRASE * bar
        chords += [ChordSign(start + n * bar, name_chord(plan, r)) for n, r in enumerate(roots)]
        notes += sing(plan, phrases[letter], roots, start, bar)
    track = Track(tuple(notes), program=plan.program, name="Melody")
    tempo = Tempo(0, round(60e6 / plan.qpm))
    return Song((track,), (tempo,), (Meter(0, *plan.meter),), f"Tune {seed}", tuple(chords))


def draw_plan(draw: np.random.Generator) -> Plan:
    meter = METERS[draw.integers(len(METERS))]
    mode = ("major", "major", "minor")[draw.integers(3)]
    tonic = int(draw.integers(12))
    scale = tuple((tonic + step) % 12 for step in SCALES[mode])
    form = FORMS[draw.integers(len(FORMS))]
    qpm = int(draw.integers(*QPM[meter]))
    return Plan(meter, qpm, scale, form, PROGRAMS[draw.integers(len(PROGRAMS))])


class Phrase(NamedTuple):
    """The chords of three bars by degree, two rhythms that take turns, and the luck of the line."""

    roots: tuple[int, ...]
    rhythms: tuple[tuple[int, ...], tuple[int, ...]]
    begins: int  # the pitch near which the line begins
    luck: tuple[int, ...]


def draw_phrase(plan: Plan, draw: np.random.Generator) -> Phrase:
    rhythms = RHYTHMS[plan.meter]
    first, second = draw.integers(len(rhythms), size=2)
    luck = tuple(draw.integers(-2, 3, size=32).tolist())
    walk = WALKS[draw.integers(len(WALKS))]
    return Phrase(walk, (rhythms[first], rhythms[second]), int(draw.integers(64, 77)), luck)


def sing(plan: Plan, phrase: Phrase, roots: Sequence[int], start: int, bar: int) -> Iterator[Note]:
    """The notes of a phrase: tones of the chord on the first of a bar, steps between them."""
    now, place, luck = start, nearest(ladder(plan), phrase.begins), iter(phrase.luck * 2)
    for number, root in enumerate(roots):
        rhythm = ENDS[plan.meter] if number == PHRASE - 1 else phrase.rhythms[number % 2]
        for at, length in enumerate(rhythm):
            strong = at in (0, len(rhythm) - 1)
            place = step(plan, place + next(luck), root if strong else None)
            pitch = ladder(plan)[place]
            velocity = 96 if at == 0 else 84
            yield Note(now, pitch, length * EIGHTH - DETACHED, velocity)
            now += length * EIGHTH
    assert now == start + len(roots) * bar  # noqa: S101 - a rhythm that does not fill its bar


def ladder(plan: Plan) -> list[int]:
    """The pitches that a voice can sing, from low to high."""
    return [pitch for pitch in range(LOWEST, HIGHEST + 1) if pitch % 12 in plan.scale]


def nearest(pitches: Sequence[int], wanted: int) -> int:
    return min(range(len(pitches)), key=lambda place: abs(pitches[place] - wanted))


def step(plan: Plan, place: int, root: int | None) -> int:
    """A place on the ladder, turned back at its ends; under a chord the nearest of its tones."""
    rungs = ladder(plan)
    place = min(max(place, 0), len(rungs) - 1)
    if root is None:
        return place
    tones = [plan.scale[(root + third) % 7] for third in (0, 2, 4)]
    known = [n for n, pitch in enumerate(rungs) if pitch % 12 in tones]
    return min(known, key=lambda n: abs(n - place))


def name_chord(plan: Plan, root: int) -> str:
    """The symbol of the triad on a degree; the dominant is major in minor as well."""
    low, third, fifth = (plan.scale[(root + step) % 7] for step in (0, 2, 4))
    kinds = {(4, 7): "", (3, 7): "m", (3, 6): "dim", (4, 8): "aug"}
    kind = kinds[((third - low) % 12, (fifth - low) % 12)]
    return NAMES[low] + ("" if root == OPEN and kind == "m" else kind)


def write_tunes(count: int) -> Iterator[tuple[str, Song]]:
    for seed in range(count):
        yield f"written-{seed:02d}", write_tune(seed)
