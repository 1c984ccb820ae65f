"""The key in which a song is written, and the name of each note in it."""

from typing import NamedTuple

from generation.music.song import Song
from generation.music.theory import estimate_song_key

LETTERS = "FCGDAEB"  # in fifths
NATURAL = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
FLATTEST, SHARPEST = -5, 6  # D flat major to F sharp major
LOWEST = -3  # of the twelve names in C: E flat, and up to G sharp


class WrittenKey(NamedTuple):
    """Sharps of the signature (flats below zero), and the mode."""

    fifths: int
    mode: str

    def spell(self, pitch: int) -> tuple[str, int, int]:
        """Letter, sharps (flats below zero), and octave of a MIDI pitch."""
        first = self.fifths + LOWEST
        place = first + (pitch * 7 - first) % 12
        return named(place, pitch)

    def alter(self, letter: str) -> int:
        """What the signature does to a letter."""
        return (self.fifths - LETTERS.index(letter) + 6) // 7

    @property
    def tonic(self) -> int:
        """The pitch class of its first degree."""
        return (self.fifths * 7 + (9 if self.mode == "minor" else 0)) % 12


def named(place: int, pitch: int) -> tuple[str, int, int]:
    """The note that many fifths above C, in the octave of a pitch that it names."""
    letter = LETTERS[(place + 1) % 7]
    alter = (place + 1) // 7
    return letter, alter, (pitch - alter - NATURAL[letter]) // 12 - 1


def key_of(song: Song) -> WrittenKey:
    """The key that its notes are likeliest in; C major where nothing tells."""
    key = estimate_song_key(song)
    return key_on(key.tonic, key.mode) if key else WrittenKey(0, "major")


def key_on(tonic: int, mode: str) -> WrittenKey:
    major = tonic + 3 if mode == "minor" else tonic
    return WrittenKey((major * 7 - FLATTEST) % 12 + FLATTEST, mode)


def key_name(key: WrittenKey) -> str:
    """Such as `F# minor`."""
    letter, alter, _ = named(key.fifths + (3 if key.mode == "minor" else 0), 60)
    return f"{letter}{'#' * alter}{'b' * -alter} {key.mode}"
