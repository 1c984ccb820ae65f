"""Bass lines: patterns over chords, and a bass that walks."""

from collections.abc import Iterator, Sequence

import numpy as np

from generation.arranger.patterns import Meters, read_bars, strike
from generation.arranger.sheet import BEAT, Sheet
from generation.codecs.monophonic import Cell
from generation.harmony.paths import trace_back
from generation.music.theory import scale_pitch_classes

LOW, HIGH, CENTER = 28, 52, 40
TURN, SWAY, PULL = 7, 7, 0.3  # beats up or down; semitones; price of a semitone beside that
PLACES = {"1": 0, "3": 1, "5": 2, "7": 3, "8": 0}


def nearest_pitch(pitch_class: int, pitch: int) -> int:
    """The pitch of a class nearest to `pitch`."""
    return pitch + (pitch_class - pitch + 6) % 12 - 6


def fit_range(pitch: int, lowest: int = LOW, highest: int = HIGH) -> int:
    while pitch < lowest:
        pitch += 12
    while pitch > highest:
        pitch -= 12
    return pitch


def place_roots(sheet: Sheet, center: int = CENTER) -> list[int]:
    """The bass of each chord: near to the one before, and not far from the center."""
    found: list[int] = []
    before = center
    for chord in sheet.chords:
        toward = (2 * before + center) // 3
        before = fit_range(nearest_pitch(chord.symbol.bass, toward))
        found.append(before)
    return found


def play_bass(meters: Meters, sheet: Sheet, purpose: int, center: int = CENTER) -> list[Cell]:
    """A pattern of each bar over the chords; the last root is held."""
    roots = place_roots(sheet, center)
    cells = [
        Cell(start, stop, choose_tone(sheet, roots, start, stop, sign))
        for start, stop, sign in strike(read_bars(meters, sheet, purpose), sheet, anew="b")
    ]
    return [*cells, hold_last(sheet, roots[-1])]


def hold_last(sheet: Sheet, pitch: int) -> Cell:
    return Cell(sheet.finish, sheet.grid.steps, pitch)


def choose_tone(sheet: Sheet, roots: Sequence[int], start: int, stop: int, sign: str) -> int:
    place = int(sheet.places[start])
    chord, low = sheet.chords[place], roots[place]
    if sign == "a":
        return approach(sheet, roots, start, stop)
    if sign == "b" or PLACES[sign] >= len(chord.classes):
        return low
    tone = chord.classes[PLACES[sign]]
    if sign == "8":
        return fit_range(nearest_pitch(tone, low) + 12, LOW, HIGH + 3)
    return fit_range(nearest_pitch(tone, low + 3))


def approach(sheet: Sheet, roots: Sequence[int], start: int, stop: int) -> int:
    """A step of the scale below or above the next bass, from where this one lies; the fifth where
    the chord stays."""
    place, after = int(sheet.places[start]), int(sheet.places[min(stop, len(sheet.places) - 1)])
    here, there = roots[place], roots[after]
    if here == there:
        return fit_range(nearest_pitch(sheet.chords[place].classes[2], here))
    scale = scale_pitch_classes(sheet.key.tonic, sheet.key.mode)
    side = 1 if here > there else -1
    near = [there + side * by for by in (1, 2) if (there + side * by) % 12 in scale]
    return near[-1] if near else there + side


def walk_bass(sheet: Sheet, purpose: int) -> list[Cell]:
    """Quarters that walk from chord to chord: the bass of each chord as it comes, the last quarter
    beside the next one, tones of chord and scale between (Viterbi)."""
    steps = [s for s in list_beats(sheet) if s < sheet.finish]
    if not steps:
        return [hold_last(sheet, place_roots(sheet)[-1])]
    pitches = np.arange(LOW + 2, HIGH + 1)
    luck = sheet.draw(purpose)
    goals = CENTER + wander(len(steps), int(luck.integers(2 * TURN)))
    local = np.array([price_tones(sheet, step, pitches) for step in steps])
    local = local + luck.random(local.shape) + PULL * np.abs(pitches[None] - goals[:, None])
    moves = price_moves(pitches)
    best, back = local[0], []
    for at in range(1, len(steps)):
        ways = best[:, None] + moves + lead_in(sheet, steps[at - 1], steps[at], pitches)
        back.append(ways.argmin(0))
        best = ways.min(0) + local[at]
    path = trace_back(best.argmin(), back)
    stops = [*steps[1:], sheet.finish]
    walked = [
        Cell(start, stop, int(pitches[n]))
        for start, stop, n in zip(steps, stops, path, strict=True)
    ]
    last = nearest_pitch(sheet.chords[-1].symbol.root, walked[-1].pitch)
    return [*walked, hold_last(sheet, fit_range(last))]


def wander(count: int, first: int) -> np.ndarray:
    """(count,) up and down by turns, from -SWAY to SWAY: a line that goes somewhere, or the
    cheapest walk is to and fro between two tones."""
    place = (np.arange(count) + first) % (2 * TURN)
    return np.asarray((TURN - np.abs(place - TURN)) * 2 * SWAY / TURN - SWAY)


def list_beats(sheet: Sheet) -> Iterator[int]:
    for bar in sheet.played_bars():
        yield from (s for s in range(bar.start, bar.stop, BEAT) if s >= sheet.entry)


def begins_chord(sheet: Sheet, step: int) -> bool:
    before = sheet.chord_at(max(step - BEAT, 0))
    return step == 0 or before.symbol != sheet.chord_at(step).symbol


def price_tones(sheet: Sheet, step: int, pitches: np.ndarray) -> np.ndarray:
    chord, scale = sheet.chord_at(step), scale_pitch_classes(sheet.key.tonic, sheet.key.mode)
    price = np.where(np.isin(pitches % 12, list(scale)), 2.5, 5.0)
    price = np.where(np.isin(pitches % 12, chord.classes), tone_price(step), price)
    if begins_chord(sheet, step):
        price = np.where(pitches % 12 == chord.symbol.bass, 0.0, price + 4)
    return np.asarray(price)


def tone_price(step: int) -> float:
    return 0.5 if step % (2 * BEAT) == 0 else 1.0


def price_moves(pitches: np.ndarray) -> np.ndarray:
    """(from, to): steps are dear to a walker, repeats and wide leaps are not."""
    by = np.abs(pitches[:, None] - pitches[None])
    table = np.array([3.0, 0.3, 0.0, 0.5, 0.7, 0.9, 3.0, 1.2, 2.5, 3.0, 4.0, 5.0, 2.0])
    return np.asarray(np.where(by < len(table), table[np.minimum(by, 12)], 6.0))


def lead_in(sheet: Sheet, before: int, step: int, pitches: np.ndarray) -> np.ndarray:
    """(from, to): into a new chord by a semitone, a tone, or a fifth; that tone may be foreign."""
    if not begins_chord(sheet, step):
        return np.zeros((len(pitches), len(pitches)))
    by = pitches[None] - pitches[:, None]
    gain = np.select(
        [np.abs(by) == 1, np.abs(by) == 2, np.isin(by, (5, -7))], [-3.5, -2.0, -1.0], 0
    )
    return np.asarray(gain)
