"""The staves of a track: how many, with which clefs, and what stands on each."""

from dataclasses import dataclass, replace
from statistics import median

from generation.music.song import Track
from generation.sheets.bars import Bars
from generation.sheets.drumkit import position_of
from generation.sheets.grid import Placed, place_notes
from generation.sheets.voices import Struck, voices_of

TWO_HANDS = frozenset([*range(0, 8), *range(16, 22), 46])  # pianos, organs, harp
GUITARS, BASSES = range(24, 32), range(32, 40)
LOW, MIDDLE_C, HIGH = 41, 60, 88
HAND = 5  # semitones beyond middle C that one hand still reads with lines above its staff


@dataclass(frozen=True)
class Clef:
    """A sign on a line, and octaves above what it says (8 above it or below it)."""

    sign: str
    line: int
    octaves: int = 0


TREBLE, ALTO, BASS = Clef("G", 2), Clef("C", 3), Clef("F", 4)
DRUMS = Clef("percussion", 2)
VIOLA = 41


@dataclass(frozen=True)
class Staff:
    clef: Clef
    voices: list[list[Struck]]


def staves_of(track: Track, bars: Bars) -> list[Staff]:
    """The track as it is written: a kit of drums, two hands, or one staff."""
    placed = place_notes(track.notes, bars)
    if track.drums:
        return [Staff(DRUMS, _kit(placed, bars))]
    if _both_hands(track):
        high = voices_of(one for one in placed if one.note.pitch >= MIDDLE_C)
        low = voices_of(one for one in placed if one.note.pitch < MIDDLE_C)
        return [Staff(TREBLE, high), Staff(BASS, low)]
    return [Staff(_clef(track), voices_of(placed))]


def _both_hands(track: Track) -> bool:
    pitches = [note.pitch for note in track.notes]
    wide = bool(pitches) and min(pitches) < MIDDLE_C - HAND and max(pitches) > MIDDLE_C + HAND
    return wide and track.program in TWO_HANDS


def _clef(track: Track) -> Clef:
    middle = median([note.pitch for note in track.notes] or [MIDDLE_C])
    if track.program in BASSES or middle < LOW:
        return replace(BASS, octaves=-1)
    if track.program in GUITARS:
        return replace(TREBLE, octaves=-1)
    if track.program == VIOLA:
        return ALTO
    if middle < MIDDLE_C:
        return BASS
    return replace(TREBLE, octaves=1) if middle > HIGH else TREBLE


def _kit(placed: list[Placed], bars: Bars) -> list[list[Struck]]:
    """Hands, and feet below them. A stroke is written up to the next one of its voice, or the
    beat."""
    sides: list[list[Placed]] = [[], []]
    for one in placed:
        sides[position_of(one.note.pitch).feet].append(one)
    for side in sides:
        _lengthen(side, bars)
    return [(voices_of(side) or [[]])[0] for side in sides]


def _lengthen(strokes: list[Placed], bars: Bars) -> None:
    after: int | None = None
    for place in range(len(strokes) - 1, -1, -1):
        one = strokes[place]
        if place + 1 < len(strokes) and strokes[place + 1].onset > one.onset:
            after = strokes[place + 1].onset
        _, stop = bars.window_at(one.onset)
        one.end = min(stop, after) if after is not None else stop
