"""Tunes typed by hand: `C4 D4:2 r:.5 F#4:1.5~ | F#4 ...`. Lengths are in quarters, one if not
given; `~` ties."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track

LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ACCIDENTALS = {"": 0, "#": 1, "b": -1}
REST = "r"
DETACHED = 24  # ticks cut off each note, so that one that is repeated is heard twice


class NotationError(ValueError):
    """The text is not a tune, or a bar is not full."""


@dataclass(frozen=True)
class Word:
    """One note or rest of the text; length in ticks."""

    pitch: int | None
    length: int
    tied: bool


def read_notation(
    text: str, meter: tuple[int, int] = (4, 4), qpm: float = 120, name: str = "Melody"
) -> Song:
    """The tune as a song of one track. A first bar that is short is a pick-up and ends on the first
    bar line."""
    bars = [list(map(_word, bar.split())) for bar in text.split("|") if bar.strip()]
    full = Meter(0, *meter).bar_ticks
    first = sum(word.length for word in bars[0])
    _check_bars(bars, full)
    notes: list[Note] = []
    now, tied = (full - first) % full, False
    for word in chain.from_iterable(bars):
        if word.pitch is not None and tied and notes[-1].pitch == word.pitch:
            notes[-1] = notes[-1]._replace(length=notes[-1].length + word.length)
        elif word.pitch is not None:
            notes.append(Note(now, word.pitch, word.length - DETACHED, _velocity(now, full)))
        tied = word.tied
        now += word.length
    return Song(
        tracks=(Track(tuple(notes), name=name),),
        tempi=(Tempo(0, round(60e6 / qpm)),),
        meters=(Meter(0, *meter),),
    )


def _velocity(tick: int, bar: int) -> int:
    if tick % bar == 0:
        return 96
    return 88 if tick % TICKS_PER_QUARTER == 0 else 80


def _check_bars(bars: list[list[Word]], full: int) -> None:
    for number, bar in enumerate(bars):
        length = sum(word.length for word in bar)
        if length > full or (length < full and number > 0):
            raise NotationError(f"bar {number} lasts {length / TICKS_PER_QUARTER} quarters")


def _word(text: str) -> Word:
    head, _, length = text.rstrip("~").partition(":")
    return Word(
        _pitch(head), round(Fraction(length or "1") * TICKS_PER_QUARTER), text.endswith("~")
    )


def _pitch(text: str) -> int | None:
    if text == REST:
        return None
    letter, accidental, octave = text[0], text[1:-1], text[-1]
    if letter not in LETTERS or accidental not in ACCIDENTALS or not octave.isdecimal():
        raise NotationError(f"{text!r} is not a note such as C4, F#3 or Bb5")
    return 12 * (int(octave) + 1) + LETTERS[letter] + ACCIDENTALS[accidental]
