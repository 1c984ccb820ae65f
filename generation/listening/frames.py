"""What pictures of songs that are compared have in common: one scale of time, one of pitch."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from generation.listening.drums import COUNT
from generation.music.song import Song

WIDTH, HEIGHT = 1120, 264
LEFT, RIGHT, TOP, FOOT = 52, 4, 42, 4  # room for names at the left, for numbers and chords above
LANE = 11  # of one kind of drum, below the pitches, where somebody drums
THICKEST = 6.0
FEWEST_PITCHES = 24


@dataclass(frozen=True)
class Frame:
    """A length in ticks, pitches from and to, and whether there is room for drums."""

    end: int
    low: int
    high: int
    drums: bool

    @classmethod
    def around(cls, songs: Sequence[Song]) -> "Frame":
        tracks = list(chain.from_iterable(song.tracks for song in songs))
        pitched = chain.from_iterable(track.notes for track in tracks if not track.drums)
        pitches = [note.pitch for note in pitched] or [60]
        low, high = min(pitches), max(pitches)
        spare = max(0, FEWEST_PITCHES - (high - low)) // 2 + 1
        drums = any(track.drums and track.notes for track in tracks)
        return cls(max(song.end for song in songs) or 1, low - spare, high + spare, drums)

    @property
    def bottom(self) -> float:
        """Where pitches end."""
        return HEIGHT - FOOT - (COUNT * LANE if self.drums else 0)

    @property
    def thickness(self) -> float:
        return min(THICKEST, (self.bottom - TOP) / (self.high - self.low + 1))

    def x(self, tick: int) -> float:
        return round(LEFT + tick * (WIDTH - LEFT - RIGHT) / self.end, 1)

    def y(self, pitch: int) -> float:
        rows = self.high - self.low + 1
        return round(TOP + (self.high - pitch + 0.5) * (self.bottom - TOP) / rows, 1)

    def y_of_lane(self, place: float) -> float:
        return round(HEIGHT - FOOT - place * LANE, 1)
