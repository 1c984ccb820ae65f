"""The stretches of a piece that are judged: every bar lies in one, and none is longer than the
reference's."""

from typing import NamedTuple

from scoring.order.heard import Heard


class Size(NamedTuple):
    """Stretches of `fewest` to `most` bars are set beside each other: figures of eight bars and of
    forty have other ranges."""

    fewest: int
    most: int


SIZES = (Size(8, 15), Size(16, 31), Size(32, 48))
OVERLAP = 2  # each bar within so many stretches, where the piece is long enough


def size_of(bars: int) -> int:
    """The place in `SIZES` of a stretch of so many bars; shorter ones count as the smallest."""
    return max([place for place, size in enumerate(SIZES) if bars >= size.fewest], default=0)


def cut_stretches(heard: Heard, offset: int) -> list[tuple[int, Heard]]:
    """Stretches with their first bars. A long piece is cut every half stretch from `offset` on; the
    first begins with the piece, the last ends with it, and one has the piece's middle in its own,
    where halves of two pieces would meet."""
    most = SIZES[-1].most
    if heard.bar_count <= most:
        return [(0, heard)]
    last, step = heard.bar_count - most, most // OVERLAP
    firsts = sorted({0, last // 2, last, *range(offset % step, last, step)})
    return [(first, heard.window(first, most)) for first in firsts]
