"""Alto, tenor and bass under a soprano, a chord on each beat, led by the rules of part-writing:
no parallels, sevenths fall, the leading note rises (dynamic programming over all placings)."""

from collections.abc import Collection, Sequence
from itertools import product

import numpy as np

from generation.arranger.partwriting import price_leading, price_leaving
from generation.arranger.sheet import Playing, Sheet
from generation.codecs.monophonic import LOWEST, REST, Cell, Line, encode_latest
from generation.harmony.paths import trace_back
from generation.harmony.symbols import Chord

RANGES = ((53, 74), (47, 67), (36, 60))  # alto, tenor, bass
MOST_APART = 12  # semitones between neighbours of the upper three
OTHER_BASS, OTHER_LAST = (
    3.0,
    50.0,
)  # than the one that the chord was given, which may make parallels
DEFAULT_SOPRANO = 72  # where the melody rests


def play_bach(sheet: Sheet) -> Playing:
    chorale = np.array(place_voices(sheet)).T[1:]
    return Playing([sing_voice(sheet, voice.tolist()) for voice in chorale])


def sing_voice(sheet: Sheet, pitches: Sequence[int]) -> Line:
    """A note for each chord; the last chord is held."""
    cells = [
        Cell(chord.start, chord.stop, pitch)
        for chord, pitch in zip(sheet.chords, pitches, strict=True)
        if chord.stop <= sheet.finish
    ]
    last = Cell(sheet.finish, sheet.grid.steps, pitches[-1])
    return encode_latest([*cells, last], sheet.grid.steps)


def place_voices(sheet: Sheet) -> list[np.ndarray]:
    """(4,) pitches, soprano first, for each chord (Viterbi)."""
    sopranos = list_sopranos(sheet)
    choices = [list_placings(c, s) for c, s in zip(sheet.chords, sopranos, strict=True)]
    local = [price_placings(sheet, *pair) for pair in zip(sheet.chords, choices, strict=True)]
    best, back = local[0], []
    for at in range(1, len(choices)):
        pair = sheet.chords[at - 1], sheet.chords[at]
        ways = best[:, None] + price_leading(choices[at - 1], choices[at], *pair, sheet.key)
        ways = ways + price_leaving(choices[at - 1], choices[at], leave(sheet, at, sopranos))
        back.append(ways.argmin(0))
        best = ways.min(0) + local[at]
    path = trace_back(best.argmin(), back)
    return [each[n] for each, n in zip(choices, path, strict=True)]


def leave(sheet: Sheet, at: int, sopranos: Sequence[int]) -> int:
    """Semitones from the soprano's first note over the chord before to its last."""
    state = int(sheet.melody.state[sheet.chords[at].start - 1])
    return 0 if state == REST else state - 1 + LOWEST - sopranos[at - 1]


def list_sopranos(sheet: Sheet) -> list[int]:
    """The melody as each chord begins; where it rests, what it sang last."""
    sung, found = DEFAULT_SOPRANO, []
    for chord in sheet.chords:
        state = int(sheet.melody.state[chord.start])
        sung = state - 1 + LOWEST if state != REST else sung
        found.append(sung)
    return found


def list_pitches(span: tuple[int, int], classes: Collection[int]) -> list[int]:
    return [pitch for pitch in range(span[0], span[1] + 1) if pitch % 12 in classes]


def list_placings(chord: Chord, soprano: int) -> np.ndarray:
    """(n, 4) placings in range and in order, root and third among them, beginning with the
    soprano; a soprano below the choir's is thought an octave higher."""
    while soprano < RANGES[0][0] + 7:
        soprano += 12
    wanted = (chord.classes, chord.classes, {*chord.classes[:2], chord.symbol.bass})
    options = [list_pitches(*pair) for pair in zip(RANGES, wanted, strict=True)]
    placings = np.array([(soprano, *three) for three in product(*options)])
    s, a, t, b = placings.T
    ordered = (a <= s) & (t <= a) & (b <= t)
    near = (s - a <= 2 * MOST_APART) & (a - t <= MOST_APART)
    classes = placings % 12
    full = (classes == chord.classes[0]).any(1) & (classes == chord.classes[1]).any(1)
    for kept in (ordered & near & full, ordered & near, ordered):
        if kept.any():
            return np.asarray(placings[kept])
    return placings


def price_placings(sheet: Sheet, chord: Chord, placings: np.ndarray) -> np.ndarray:
    """(n,) a fifth or seventh that is missing, what is doubled, and voices far from their
    middles."""
    classes = placings % 12
    price = 2.0 * sum((classes != tone).all(1) for tone in chord.classes[3:])
    price = price + 1.0 * (classes != chord.classes[2]).all(1)
    other = classes[:, -1] != chord.symbol.bass
    price = price + (OTHER_LAST if chord == sheet.chords[-1] else OTHER_BASS) * other
    leading = (sheet.key.tonic + 11) % 12
    for tone, dear in ((chord.classes[1], 1.0), *((t, 4.0) for t in chord.classes[3:])):
        price = price + dear * ((classes == tone).sum(1) > 1)
    price = price + 5.0 * ((classes == leading).sum(1) > 1)
    middles = np.array([np.mean(each) for each in RANGES])
    return np.asarray(price + 0.05 * np.abs(placings[:, 1:] - middles).sum(1))
