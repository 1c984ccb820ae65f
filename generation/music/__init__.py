"""The language of music that all rooms share."""

from generation.music.document import from_document, to_document
from generation.music.midi import read_midi, write_midi
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track
from generation.music.theory import transpose

__all__ = [
    "TICKS_PER_QUARTER",
    "Meter",
    "Note",
    "Song",
    "Tempo",
    "Track",
    "from_document",
    "read_midi",
    "to_document",
    "transpose",
    "write_midi",
]
