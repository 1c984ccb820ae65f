"""Who reads the bands of each genre, and which grooves their drums come from."""

from collections.abc import Callable
from itertools import chain, product
from pathlib import Path

from generation.datasets.fake_chorales import FAKES
from generation.datasets.freedoom import BLASPHEMER, FREEDOOM
from generation.datasets.groove import GROOVE, read_grooves
from generation.datasets.jsb import JSB
from generation.datasets.mutopia import MUTOPIA
from generation.datasets.openewld import OPENEWLD
from generation.datasets.openscore import OPENSCORE
from generation.datasets.pop909 import POP909
from generation.techniques.gan.genres import bach, folk, jazz, pop, rock, symphony
from generation.techniques.gan.genres.corpus import BandCorpus, Groove, make_band_corpus
from generation.techniques.gan.genres.roles import GENRES, BandPiece

READERS: dict[str, Callable[[Path, str], list[BandPiece]]] = {
    "pop": pop.read_bands,
    "rock": rock.read_bands,
    "jazz": jazz.read_bands,
    "symphony": symphony.read_bands,
    "folk": folk.read_bands,
    "bach": bach.read_bands,
}
# The styles of the drummers that a genre's songs without drums of their own may meet.
STYLES = {
    "pop": ("rock", "pop", "funk", "soul"),
    "rock": ("rock", "punk"),
    "jazz": ("jazz", "neworleans"),
}
CREDITS = [POP909, FREEDOOM, BLASPHEMER, OPENEWLD, OPENSCORE, MUTOPIA, JSB, FAKES, GROOVE]


def load_bands(folder: Path, split: str) -> BandCorpus:
    """The bands of one split, all genres together."""
    read = [READERS[genre](folder, split) for genre in GENRES if genre in READERS]
    return make_band_corpus(list(chain.from_iterable(read)), load_grooves(folder, split))


def load_grooves(folder: Path, split: str) -> list[Groove]:
    found = {
        genre: read_grooves(folder, split, styles, straight=True)
        for genre, styles in STYLES.items()
    }
    pairs = chain.from_iterable(product([genre], found[genre]) for genre in STYLES)
    return [Groove(GENRES.index(genre), strokes) for genre, strokes in pairs]
