"""The numbers of a board's scale are round, few, and stand where they say."""

import pytest

from chartbusters.leaderboard.axis import MOST, place_on, ticks_of


def test_it_works() -> None:
    assert [tick.value for tick in ticks_of((700.0, 1300.0))] == [800, 1000, 1200]
    assert [tick.at for tick in ticks_of((900.0, 1100.0))] == [0.0, 25.0, 50.0, 75.0, 100.0]


@pytest.mark.parametrize("scale", [(0.0, 1.0), (1000.0, 1000.0), (-3.2, 9e5), (999.1, 1002.7)])
def test_it_handles_any_scale(scale: tuple[float, float]) -> None:
    ticks = ticks_of(scale)
    assert len(ticks) <= MOST + 1
    assert all(tick.at == place_on(scale, tick.value) for tick in ticks)
    assert all(scale[0] <= tick.value <= scale[1] for tick in ticks)
