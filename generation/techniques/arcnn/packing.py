"""Where the music comes from that the AR-CNN learns."""

from generation.codecs.chorale import pack_chorales
from generation.datasets.jsb import JSB, chorales_of
from generation.training.packing import Source

BACH = Source(lambda folder, split: pack_chorales(chorales_of(folder, split)), [JSB])
