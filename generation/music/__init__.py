"""The language of music that all rooms share. Files are in `midi`, which alone needs a reader of
them."""

from generation.music.document import from_document, to_document
from generation.music.song import TICKS_PER_QUARTER, ChordSign, Meter, Note, Song, Tempo, Track
from generation.music.theory import transpose

__all__ = [
    "TICKS_PER_QUARTER",
    "ChordSign",
    "Meter",
    "Note",
    "Song",
    "Tempo",
    "Track",
    "from_document",
    "to_document",
    "transpose",
]
