"""Small songs one can hear by reading them, and any formula by its name."""

from collections import ChainMap

from generation.music.metrics import (
    as_muspy,
    bass,
    drumming,
    harmony,
    pairing,
    pitches,
    rhythm,
    structure,
    tonality,
    voices,
)
from generation.music.metrics.view import View
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

BEAT = TICKS_PER_QUARTER
FAMILIES = (
    tonality,
    pitches,
    rhythm,
    harmony,
    structure,
    pairing,
    bass,
    drumming,
    voices,
    as_muspy,
)
FORMULAS = ChainMap(*map(vars, FAMILIES))


def value(name: str, song: Song) -> float | None:
    """What the formula of that name finds in a song."""
    return FORMULAS[name](View.of(song))


def chord(*pitches: int, beats: int = 4, start: int = 0, drums: bool = False) -> Track:
    """All pitches together for some beats."""
    return Track(tuple(Note(start * BEAT, pitch, beats * BEAT) for pitch in pitches), drums=drums)


def line(*pitches: int, beats: float = 1) -> Track:
    """Pitches one after the other, each for some beats."""
    ticks = round(beats * BEAT)
    return Track(tuple(Note(index * ticks, pitch, ticks) for index, pitch in enumerate(pitches)))


def drumming(*onsets_in_beats: float) -> Track:
    return Track(tuple(Note(round(onset * BEAT), 38, 60) for onset in onsets_in_beats), drums=True)


def song(*tracks: Track) -> Song:
    return Song(tracks)
