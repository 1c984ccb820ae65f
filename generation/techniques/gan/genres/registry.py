"""Who reads the bands of each genre, and which grooves their drums come from."""

from collections.abc import Callable
from pathlib import Path

from generation.datasets.fake_chorales import FAKES
from generation.datasets.groove import GROOVE, read_grooves
from generation.datasets.jsb import JSB
from generation.datasets.pop909 import POP909
from generation.techniques.gan.genres import bach, pop
from generation.techniques.gan.genres.corpus import BandCorpus, Groove, make_band_corpus
from generation.techniques.gan.genres.roles import GENRES, BandPiece

READERS: dict[str, Callable[[Path, str], list[BandPiece]]] = {
    "pop": pop.read_bands,
    "bach": bach.read_bands,
}
# The styles of the drummers that a genre's songs without drums of their own may meet.
STYLES = {"pop": ("rock", "pop", "funk", "soul")}
CREDITS = [POP909, JSB, FAKES, GROOVE]


def load_bands(folder: Path, split: str) -> BandCorpus:
    """The bands of one split, all genres together."""
    pieces = [
        piece for genre in GENRES if genre in READERS for piece in READERS[genre](folder, split)
    ]
    return make_band_corpus(pieces, load_grooves(folder, split))


def load_grooves(folder: Path, split: str) -> list[Groove]:
    return [
        Groove(GENRES.index(genre), strokes)
        for genre, styles in STYLES.items()
        for strokes in read_grooves(folder, split, styles)
    ]
