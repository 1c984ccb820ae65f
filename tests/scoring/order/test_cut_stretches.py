"""Every bar of a piece lies in a stretch that is judged."""

from itertools import chain

import pytest

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from scoring.order.heard import hear
from scoring.order.stretches import SIZES, cut_stretches, size_of

BAR = 4 * TICKS_PER_QUARTER


@pytest.mark.parametrize("bars", [1, 8, 48, 49, 71, 72, 200])
@pytest.mark.parametrize("offset", [0, 7, 63])
def test_every_bar_is_judged(bars, offset):
    heard = hear(Song((Track(tuple(Note(bar * BAR, 60, BAR) for bar in range(bars))),)))[0]
    stretches = cut_stretches(heard, offset)
    covered = chain.from_iterable(range(first, first + cut.bar_count) for first, cut in stretches)
    assert set(covered) == set(range(bars))
    assert all(cut.bar_count <= SIZES[-1].most for _, cut in stretches)


def test_sizes_are_those_of_the_reference():
    assert [size_of(bars) for bars in (1, 8, 15, 16, 31, 32, 500)] == [0, 0, 0, 1, 1, 2, 2]
