"""Instruments that a musician may add, and where they sound."""

from dataclasses import dataclass

from generation.codecs.score import DRUM_KIT, DRUM_PITCH

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
