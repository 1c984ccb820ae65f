"""Where the music comes from that the models of the JSB table learn."""

from generation.codecs.chorale import pack_chorales
from generation.datasets.jsb import JSB, read_chorales
from generation.training.packing import Source

CHORALES = Source(lambda folder, split: pack_chorales(read_chorales(folder, split)), [JSB])
