"""Chord symbols as people write them over a tune: Am7, G7/B, F#m7b5, N.C."""

import re
from typing import NamedTuple

NO_CHORD = "N.C."
TONICS = dict(zip("CDEFGAB", (0, 2, 4, 5, 7, 9, 11), strict=True))
ACCIDENTALS = {"": 0, "#": 1, "b": -1}
NAMES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
# What stands behind the letter, and semitones above the root; the studio's `KINDS` are the same.
KINDS: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "7": (0, 4, 7, 10),
    "m7": (0, 3, 7, 10),
    "maj7": (0, 4, 7, 11),
    "m7b5": (0, 3, 6, 10),
    "dim": (0, 3, 6),
    "dim7": (0, 3, 6, 9),
    "aug": (0, 4, 8),
    "sus4": (0, 5, 7),
}
LONGEST = 9  # characters: F#m7b5/Bb
LETTER = "[A-G][#b]?"
PATTERN = f"^(({LETTER})({'|'.join(KINDS)})(/({LETTER}))?|N\\.C\\.)$"  # JavaScript reads it too


class WrittenChord(NamedTuple):
    """Pitch classes of root and bass (0 is C), and one of `KINDS`. Any tone may lie in the bass."""

    root: int
    kind: str
    bass: int

    @property
    def classes(self) -> tuple[int, ...]:
        """Its pitch classes, root first, without a bass that is none of them."""
        return tuple((self.root + step) % 12 for step in KINDS[self.kind])

    def move(self, semitones: int) -> "WrittenChord":
        return WrittenChord((self.root + semitones) % 12, self.kind, (self.bass + semitones) % 12)


def is_symbol(text: str) -> bool:
    return re.fullmatch(PATTERN, text) is not None


def read_symbol(text: str) -> WrittenChord | None:
    """None for N.C., which says that there is no chord. Raises ValueError for anything else that is
    no symbol."""
    found = re.fullmatch(PATTERN, text)
    if not found:
        raise ValueError(f"{text!r} is no chord symbol")
    _, root, kind, _, bass = found.groups()
    return WrittenChord(read_letter(root), kind, read_letter(bass or root)) if root else None


def read_letter(name: str) -> int:
    """The pitch class of C, F#, Bb, ..."""
    return (TONICS[name[0]] + ACCIDENTALS[name[1:]]) % 12


def move_symbol(text: str, semitones: int) -> str:
    """The symbol that many semitones higher, its letters as they are usual in major keys."""
    chord = read_symbol(text)
    if not chord:
        return text
    moved = chord.move(semitones)
    root, bass = NAMES[moved.root], NAMES[moved.bass]
    return root + chord.kind + (f"/{bass}" if bass != root else "")
