"""Where the music comes from that the AR-CNN learns."""

from generation.codecs.chorale import pack_chorales
from generation.datasets.jsb import JSB, read_chorales
from generation.training.packing import Source

BACH = Source(lambda folder, split: pack_chorales(read_chorales(folder, split)), [JSB])
