"""Bands whose every figure one can hear in the head: four chords, played plainly."""

from collections.abc import Sequence
from itertools import chain, product

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

Q = TICKS_PER_QUARTER
BAR = 4 * Q
CHORDS = ((48, 52, 55), (45, 48, 52), (41, 45, 48), (43, 47, 50))  # C, Am, F, G
NAMES = ("bass", "comping", "pad", "drums")
ROLES = dict(zip(NAMES, NAMES, strict=True))
KICK, SNARE, HAT, CRASH, TOM = 36, 38, 42, 49, 48


def roots(bars: int) -> Track:
    """The root of each bar's chord, once a beat."""
    return Track(
        tuple(Note(beat * Q, CHORDS[beat // 4 % 4][0] - 12, Q) for beat in range(4 * bars))
    )


def chords(bars: int, places: Sequence[float] = (0, 2)) -> Track:
    """The chord of each bar, half a bar long, at some quarters."""
    every = chain.from_iterable(strike(bar, places) for bar in range(bars))
    return Track(tuple(every))


def strike(bar: int, places: Sequence[float]) -> list[Note]:
    """The chord of one bar, wherever it is struck."""
    return [
        Note(bar * BAR + round(at * Q), pitch + 12, 2 * Q)
        for at, pitch in product(places, CHORDS[bar % 4])
    ]


def pad(bars: int) -> Track:
    """The fifth of each bar's chord, all bar long."""
    return Track(tuple(Note(bar * BAR, CHORDS[bar % 4][2] + 12, BAR) for bar in range(bars)))


def kit(bars: int) -> Track:
    """Kick on one and three, snare on two and four, hats on eighths, a crash and a fill by
    phrases."""
    strokes: list[tuple[float, int]] = []
    for bar in range(bars):
        strokes += [(4 * bar + beat, KICK if beat % 2 == 0 else SNARE) for beat in range(4)]
        strokes += [(4 * bar + eighth / 2, HAT) for eighth in range(8)]
        strokes += [(4 * bar, CRASH)] if bar % 4 == 0 else []
        strokes += [(4 * bar + 3 + n / 4, TOM) for n in range(4)] if bar % 4 == 3 else []
    return Track(tuple(Note(round(at * Q), pitch, Q // 4) for at, pitch in strokes), drums=True)


def tune(bars: int) -> Track:
    """The third of each chord on each beat, two octaves up."""
    return Track(
        tuple(Note(beat * Q, CHORDS[beat // 4 % 4][1] + 24, Q) for beat in range(4 * bars))
    )


def band(bars: int = 8, **parts: Track) -> Song:
    """The melody and four parts; any of them may be another."""
    usual = {"bass": roots(bars), "comping": chords(bars), "pad": pad(bars), "drums": kit(bars)}
    return Song((tune(bars), *(usual | parts).values()))
