"""Instruments that a musician may add, and where tracks lie and may go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_KIT, DRUM_PITCH, SLOTS, Score
from generation.music.song import Song, Track

MARGIN = 7  # semitones by which a track may leave the range that it had
DRUMS_FROM, DRUMS_TO = 35 + DRUM_PITCH, 81 + DRUM_PITCH  # General MIDI percussion


@dataclass(frozen=True)
class Instrument:
    """What an added track is played on, and where it lies (MIDI pitches)."""

    program: int
    lowest: int
    highest: int


INSTRUMENTS = {
    "bass": Instrument(33, 28, 55),
    "piano": Instrument(0, 36, 91),
    "guitar": Instrument(25, 40, 83),
    "organ": Instrument(19, 36, 91),
    "strings": Instrument(48, 36, 91),
    "violin": Instrument(40, 55, 98),
    "cello": Instrument(42, 36, 76),
    "choir": Instrument(52, 43, 81),
    "flute": Instrument(73, 60, 96),
    "clarinet": Instrument(71, 50, 89),
    "trumpet": Instrument(56, 54, 84),
    "horn": Instrument(60, 41, 77),
    "lead": Instrument(81, 52, 93),
    "drums": Instrument(DRUM_KIT, DRUMS_FROM, DRUMS_TO),
}


def find_ranges(score: Score, slots: Iterable[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(lowest, highest) pitch of each slot that plays: about what it had."""
    lowest, highest = np.full(SLOTS, 1), np.zeros(SLOTS, np.int64)
    for slot in slots:
        had = score.notes[score.notes[:, 1] == slot, 2]
        low, high = (
            (DRUMS_FROM, DRUMS_TO) if score.programs[slot] == DRUM_KIT else (0, DRUM_PITCH - 1)
        )
        margin = 0 if score.programs[slot] == DRUM_KIT else MARGIN
        # Strokes that General MIDI does not know stay as low or high as they were.
        lowest[slot] = max(min(low, had.min()), had.min() - margin)
        highest[slot] = min(max(high, had.max()), had.max() + margin)
    return lowest, highest


def find_slot(song: Song, slots: Sequence[int], instrument: Instrument) -> int:
    """The slot of a new track: slots go from high to low, drums last."""
    if instrument.program == DRUM_KIT:
        return len(slots)
    middle = (instrument.lowest + instrument.highest) / 2
    pitched = [song.tracks[number] for number in slots if not song.tracks[number].drums]
    return sum(average_pitch(track) >= middle for track in pitched)


def average_pitch(track: Track) -> float:
    return float(np.mean([note.pitch for note in track.notes]))
