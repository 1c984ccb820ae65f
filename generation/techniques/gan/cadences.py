"""Where a melody comes to rest, and the last two chords under it."""

from typing import NamedTuple

import numpy as np

from generation.codecs.grid import FULL_BAR
from generation.codecs.meter import STEPS_PER_BEAT
from generation.codecs.monophonic import REST
from generation.harmony.evidence import mark_tones
from generation.harmony.finding import Harmony, Wish, harmonize, lay_spans
from generation.harmony.symbols import PLAIN, Chord, Symbol
from generation.harmony.written import take_written
from generation.techniques.gan.melody import PreparedMelody

BACH = "bach"
# whose chords a genre has, where not its own
MODELLED = {"rock": "pop", "symphony": "folk", "own": "pop"}
ALLOWED = 0.6  # share of what is sung that a dominant must hold
FIFTH = 7


class Cadence(NamedTuple):
    """The last chord and the one before it, if any, in the song's key; the steps at which they
    begin."""

    before: Symbol | None
    last: Symbol
    begins: int
    arrives: int


def find_cadence(prepared: PreparedMelody, genre: str) -> Cadence:
    """Written chords are taken as they are; else the last is the tonic where the melody ends on one
    of its tones, with its dominant before it where the melody allows one."""
    found, ends = find_harmony(prepared, MODELLED.get(genre, genre)), find_last_note(prepared)
    last = choose_last(prepared, found, ends)
    arrives = find_arrival(prepared, last, genre == BACH)
    begins = max(find_entry(prepared), arrives - measure_cadence(prepared, arrives, genre))
    before = choose_before(prepared, found.chords, last, begins, arrives)
    home = -prepared.shift
    return Cadence(before and before.move(home), last.move(home), begins, arrives)


def find_harmony(prepared: PreparedMelody, genre: str) -> Harmony:
    line, grid = prepared.line, prepared.grid
    given = take_written(prepared.chart, lay_spans(line, grid, genre))
    return harmonize(line, grid, genre, Wish(given=given))


def choose_last(prepared: PreparedMelody, found: Harmony, ends: int) -> Symbol:
    """The chord under the last note, with its root below unless somebody wrote it."""
    chord = chord_at(found.chords, ends)
    if prepared.chart.told[ends]:
        return chord
    tonic = found.key.tonic
    plain = PLAIN.get(chord.quality, chord.quality)
    quality = plain if chord.root == tonic else found.key.mode
    home = Symbol(tonic, quality, tonic)
    sung = int(mark_tones(prepared.line)[ends].argmax())
    return home if sung in home.classes else chord._replace(bass=chord.root)


def chord_at(chords: list[Chord], step: int) -> Symbol:
    return next(chord.symbol for chord in chords if chord.stop > step)


def find_entry(prepared: PreparedMelody) -> int:
    """The step at which the melody begins, and the band may."""
    return int(np.argmax(prepared.inside))


def find_last_note(prepared: PreparedMelody) -> int:
    line = prepared.line
    return int(np.flatnonzero(line.change & (line.state != REST))[-1])


def find_arrival(prepared: PreparedMelody, chord: Symbol, choir: bool) -> int:
    """The step of the last chord: the bar line that the last note is held over or that it has
    before it, if nothing else than the chord is sung from there on; else the beat of the note."""
    line, grid, last = prepared.line, prepared.grid, find_last_note(prepared)
    start, stop = (int(each) for each in np.searchsorted(grid.bar, grid.bar[last] + np.arange(2)))
    if stop < grid.steps and stop - last < STEPS_PER_BEAT and holds(prepared, stop):
        return stop
    beat = last - (last - start) % STEPS_PER_BEAT
    sung = np.flatnonzero(mark_tones(line)[start : last + 1].any(0))
    fits = not choir and set(sung.tolist()) <= set(chord.classes)
    return max(find_entry(prepared), start if fits else beat)


def holds(prepared: PreparedMelody, step: int) -> bool:
    """Whether a note that was begun before sounds there."""
    return bool(prepared.line.state[step] != REST and not prepared.line.change[step])


def measure_cadence(prepared: PreparedMelody, arrives: int, genre: str) -> int:
    """Steps of the chord before the last: a beat of a choir; else half a bar of four quarters, or a
    whole one of another kind."""
    if genre == BACH:
        return STEPS_PER_BEAT
    length = int(prepared.grid.length[max(0, arrives - 1)])
    return FULL_BAR // 2 if length == FULL_BAR else length


def choose_before(
    prepared: PreparedMelody, chords: list[Chord], last: Symbol, begins: int, arrives: int
) -> Symbol | None:
    """None where the music only begins with the last chord, or has it already."""
    if begins >= arrives:
        return None
    place, chart = int(prepared.chart.place[arrives - 1]), prepared.chart
    if chart.told[arrives - 1] and chart.chords[place] is None:
        return None
    dominant = Symbol((last.root + FIFTH) % 12, "dominant 7", (last.root + FIFTH) % 12)
    if not chart.told[arrives - 1] and allows(prepared, dominant, begins, arrives):
        return dominant
    found = chord_at(chords, arrives - 1)
    return found if found.root != last.root else None


def allows(prepared: PreparedMelody, chord: Symbol, start: int, stop: int) -> bool:
    """Whether most of what is sung there is in the chord."""
    sung = mark_tones(prepared.line)[start:stop].sum(0)
    return bool(sung[list(chord.classes)].sum() >= ALLOWED * sung.sum())
