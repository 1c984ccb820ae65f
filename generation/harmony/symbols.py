"""Chord symbols: a root, a quality, and which of its tones lies in the bass."""

from typing import NamedTuple

from generation.music.chord_symbols import WrittenChord

# Semitones above the root, and what stands behind its letter.
QUALITIES: dict[str, tuple[int, ...]] = {
    "major": (0, 4, 7),
    "minor": (0, 3, 7),
    "dominant 7": (0, 4, 7, 10),
    "major 7": (0, 4, 7, 11),
    "minor 7": (0, 3, 7, 10),
    "half-diminished": (0, 3, 6, 10),
    "diminished": (0, 3, 6, 9),
    "suspended": (0, 5, 7),
}
NAMES = tuple(QUALITIES)
# What stands for each kind of a written chord; a triad for those that have no quality here.
WRITTEN = {
    **{"": "major", "m": "minor", "7": "dominant 7", "m7": "minor 7", "maj7": "major 7"},
    **{"m7b5": "half-diminished", "dim": "diminished", "dim7": "diminished"},
    **{"aug": "major", "sus4": "suspended"},
}
# What is written for each quality: the first of its kinds, and for the diminished, which has four
# tones, the kind with four.
KIND_OF = {quality: kind for kind, quality in reversed(WRITTEN.items())} | {"diminished": "dim7"}
# The triad that is meant where a seventh or a suspension is left aside.
PLAIN = {
    "dominant 7": "major",
    "major 7": "major",
    "minor 7": "minor",
    "suspended": "major",
    "half-diminished": "diminished",
}


class Symbol(NamedTuple):
    """A chord by name: pitch classes of root and bass (0 is C), and a name of `QUALITIES`."""

    root: int
    quality: str
    bass: int

    @property
    def classes(self) -> tuple[int, ...]:
        """Its pitch classes, root first."""
        return tuple((self.root + step) % 12 for step in QUALITIES[self.quality])

    def move(self, semitones: int) -> "Symbol":
        root, bass = (self.root + semitones) % 12, (self.bass + semitones) % 12
        return Symbol(root, self.quality, bass)


def name_written(chord: WrittenChord) -> Symbol:
    return Symbol(chord.root, WRITTEN[chord.kind], chord.bass)


class Chord(NamedTuple):
    """A symbol over steps `start` to `stop`."""

    start: int
    stop: int
    symbol: Symbol

    @property
    def classes(self) -> tuple[int, ...]:
        return self.symbol.classes
