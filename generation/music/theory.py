"""Keys, scales, and moving music between them."""

from dataclasses import replace
from itertools import chain, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.music.chord_symbols import move_symbol
from generation.music.song import Note, Song, Track

PITCH_CLASSES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")

# Steps above the tonic, in semitones.
SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "major pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
}

# How well each pitch class fits a key, beginning with the tonic: Krumhansl & Kessler 1982.
KEY_PROFILES = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}


KEYS = tuple((tonic, mode) for mode, tonic in product(KEY_PROFILES, range(12)))
PROFILES_OF_KEYS = np.array(
    [np.roll(KEY_PROFILES[mode], tonic) for tonic, mode in KEYS]
)  # (24, 12)


class Key(NamedTuple):
    """A tonic (pitch class 0-11, C is 0) and a mode. `clarity` is how far its fit lies above the
    next best key's."""

    tonic: int
    mode: str
    clarity: float = 0.0

    def __str__(self) -> str:
        return f"{PITCH_CLASSES[self.tonic]} {self.mode}"

    @property
    def pitch_classes(self) -> frozenset[int]:
        """The seven pitch classes of its scale; natural minor for a minor key."""
        return scale_pitch_classes(self.tonic, self.mode)


def scale_pitch_classes(tonic: int, scale: str) -> frozenset[int]:
    """Pitch classes of a scale of `SCALES` on a tonic."""
    return frozenset((tonic + step) % 12 for step in SCALES[scale])


def pitch_class_histogram(song: Song) -> NDArray[np.float64]:
    """Ticks during which each pitch class sounds, shape (12,); drums left out; zeros for an empty
    song."""
    pitched = (track.notes for track in song.tracks if not track.drums)
    notes = list(chain.from_iterable(pitched))
    classes = np.array([note.pitch % 12 for note in notes], dtype=np.int64)
    lengths = np.array([note.length for note in notes], dtype=np.float64)
    return np.bincount(classes, weights=lengths, minlength=12).astype(np.float64)


def estimate_key(histogram: NDArray[np.float64]) -> Key | None:
    """The key whose profile correlates best with a pitch-class histogram, shape (12,); None when
    nothing tells."""
    if np.ptp(histogram) == 0:
        return None
    fits = fit_keys(histogram)
    best, second = np.argsort(-fits, kind="stable")[:2]
    tonic, mode = KEYS[best]
    return Key(tonic, mode, float(fits[best] - fits[second]))


def fit_keys(histogram: NDArray[np.float64]) -> NDArray[np.float64]:
    """(24,) how well each of `KEYS` fits a pitch-class histogram that is not flat.

    Pearson correlation with the 24 rotated profiles of Krumhansl & Kessler (Krumhansl 1990, chapter
    4).
    """
    fits: NDArray[np.float64] = np.corrcoef(np.vstack([histogram, PROFILES_OF_KEYS]))[0, 1:]
    return fits


def estimate_song_key(song: Song) -> Key | None:
    """Estimated key of a whole song; None for a song without pitched notes."""
    return estimate_key(pitch_class_histogram(song))


def transpose(song: Song, semitones: int) -> Song:
    """The song with its chords moved by some semitones, drums as they are. What would leave 0-127
    comes back into it by octaves."""
    tracks = (track if track.drums else _moved(track, semitones) for track in song.tracks)
    chords = (sign._replace(symbol=move_symbol(sign.symbol, semitones)) for sign in song.chords)
    return replace(song, tracks=tuple(tracks), chords=tuple(chords))


def _moved(track: Track, semitones: int) -> Track:
    return replace(
        track,
        notes=tuple(
            Note(n.onset, _kept(n.pitch + semitones), n.length, n.velocity) for n in track.notes
        ),
    )


def _kept(pitch: int) -> int:
    if pitch < 0:
        return pitch % 12
    return pitch if pitch <= 127 else 127 - (127 - pitch) % 12
