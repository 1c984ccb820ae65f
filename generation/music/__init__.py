"""The language of music that all rooms share."""

from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track

__all__ = ["TICKS_PER_QUARTER", "Meter", "Note", "Song", "Tempo", "Track"]
