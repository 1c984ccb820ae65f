"""The shape of each genre's GAN. Add a genre: one entry here, its corpus in `packing`, its card in
`credits`."""

from collections.abc import Mapping

from generation.codecs.monophonic import DRUMS
from generation.networks.config import GanConfig

WIDTHS = (128, 160, 192, 256)

# The voices are alto, tenor, bass; and bass, piano low, middle and high, strings.
GENRES: Mapping[str, GanConfig] = {
    "bach": GanConfig(voices=3, drums=0, widths=WIDTHS),
    "pop": GanConfig(voices=5, drums=DRUMS, widths=WIDTHS),
}
