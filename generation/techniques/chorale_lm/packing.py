"""Where the music comes from that the models of the JSB table learn."""

from generation.codecs.chorale import pack_chorales
from generation.datasets.jsb import JSB, chorales_of
from generation.training.packing import Source

CHORALES = Source(lambda folder, split: pack_chorales(chorales_of(folder, split)), [JSB])
