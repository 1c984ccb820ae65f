"""Songs that lie on the grid: a few by hand, and any number at random."""

import numpy as np

from generation.codecs.score import (
    LEVEL,
    LONGEST,
    SLOTS,
    STEP_TICKS,
    Beats,
    count_bar_steps,
)
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track

Q = TICKS_PER_QUARTER
LOUD = 9 * LEVEL + LEVEL // 2  # a velocity that is on the grid


def line(*pitches: int, length: int = Q, first: int = 0, **sound: int) -> Track:
    """Notes of one length, one after the other."""
    return Track(
        tuple(Note(first + at * length, pitch, length, LOUD) for at, pitch in enumerate(pitches)),
        **sound,
    )


def tempo(step: int, qpm: int) -> Tempo:
    return Tempo(step * STEP_TICKS, round(60e6 / qpm))


def changes(random: np.random.Generator) -> list[int]:
    """The start, and a few moments of any kind after it."""
    return [0, *np.unique(random.integers(1, 9000, random.integers(0, 5))).tolist()]


def random_meters(random: np.random.Generator) -> tuple[Meter, ...]:
    parts = [(int(random.integers(1, 20)), 2 ** int(random.integers(0, 7))) for _ in range(5)]
    return tuple(
        Meter(step * STEP_TICKS, *part) for step, part in zip(changes(random), parts, strict=False)
    )


def random_track(random: np.random.Generator) -> Track:
    """Up to forty notes at any step, crowded or with long silences between them."""
    span = int(random.choice([30, 500, 20_000]))
    places = {
        (int(random.integers(span)), int(random.integers(128)))
        for _ in range(random.integers(1, 40))
    }
    notes = [
        Note(
            at * STEP_TICKS,
            pitch,
            int(random.integers(1, LONGEST + 1)) * STEP_TICKS,
            int(level) * LEVEL + LEVEL // 2,
        )
        for (at, pitch), level in zip(
            sorted(places), random.integers(16, size=len(places)), strict=True
        )
    ]
    drums = bool(random.random() < 0.3)
    return Track(tuple(notes), 0 if drums else int(random.integers(128)), drums)


def random_song(seed: int) -> Song:
    random = np.random.default_rng(seed)
    tracks = tuple(random_track(random) for _ in range(random.integers(0, SLOTS + 1)))
    tempi = tuple(tempo(step, int(random.integers(4, 1500))) for step in changes(random))
    return Song(tracks, tempi, random_meters(random))


def random_beats(seed: int) -> Beats:
    meters = random_meters(np.random.default_rng(seed))
    return Beats([(meter.tick // STEP_TICKS, count_bar_steps(*meter[1:])) for meter in meters])


SONGS = {
    "nothing": Song(),
    "one note": Song((line(60),)),
    "a band": Song(
        (
            line(72, 74, 76, program=73),
            line(36, 38, drums=True),
            line(40, 45, length=2 * Q, program=33),
        )
    ),
    "two kits": Song((line(36, 38, drums=True), line(60), line(42, 42, drums=True))),
    "a chord": Song((Track(tuple(Note(0, pitch, Q, LOUD) for pitch in (60, 64, 67))),)),
    "triplets": Song((line(60, 62, 64, 65, 67, 69, length=320),)),
    "triplets against 32nds": Song(
        (line(*range(60, 66), length=320), line(*range(40, 56), length=120))
    ),
    "7/8": Song((line(*range(60, 76), length=480),), meters=(Meter(0, 7, 8),)),
    "a bar cut short": Song((line(*range(60, 76)),), meters=(Meter(0, 4, 4), Meter(6 * Q, 3, 4))),
    "a beat cut short": Song(
        (line(*range(60, 76)),), meters=(Meter(0, 4, 4), Meter(5 * Q + 280, 7, 8))
    ),
    "a tempo change": Song((line(*range(60, 76)),), (tempo(0, 120), tempo(100, 63))),
    "meter and tempo at once": Song(
        (line(*range(60, 76)),),
        (tempo(0, 120), tempo(168, 90)),
        (Meter(0, 4, 4), Meter(7 * Q, 5, 8)),
    ),
    "changes after the end": Song(
        (line(60),), (tempo(0, 120), tempo(9000, 90)), (Meter(0, 4, 4), Meter(800 * Q, 3, 4))
    ),
    "a long silence before": Song((line(60, first=200 * Q),)),
    "a long silence within": Song(
        (Track((*line(60).notes, *line(62, first=64 * Q).notes, *line(64, first=500 * Q).notes)),)
    ),
    "the longest note": Song((line(60, length=LONGEST * STEP_TICKS),)),
    "sixteen tracks": Song(
        tuple(line(90 - 4 * n, 90 - 4 * n, program=8 * n) for n in range(SLOTS))
    ),
}
