"""Helper: a band for the Transformer."""

from generation.codecs.score import encode_score
from generation.music.song import Note, Song, Track
from generation.techniques.transformer.works import Work
from tests.generation.tunes import ode

Q = 960


def band() -> Song:
    """The Ode with a bass and drums; the drums come first in the list."""
    bass = Track(tuple(Note(4 * n * Q, 40 + n % 5, 4 * Q) for n in range(8)), 32, name="Bass")
    beat = tuple(Note(n * Q, 36 + 2 * (n % 2), Q // 2) for n in range(32))
    return ode().with_tracks([Track(beat, drums=True, name="Drums"), ode().tracks[0], bass])


def work() -> Work:
    return Work("tests/ode", 0, encode_score(band()))
