"""Where the music comes from that the GANs learn."""

from generation.techniques.gan import bach, pop
from generation.techniques.gan.card import CARDS
from generation.techniques.gan.corpus import pack_corpus
from generation.techniques.gan.genres.corpus import pack_bands
from generation.techniques.gan.genres.registry import CREDITS, load_bands
from generation.training.packing import Source

BACH = Source(lambda folder, split: pack_corpus(bach.corpus(folder, split)), CARDS["bach"]["data"])
POP = Source(lambda folder, split: pack_corpus(pop.corpus(folder, split)), CARDS["pop"]["data"])
BANDS = Source(lambda folder, split: pack_bands(load_bands(folder, split)), CREDITS)
