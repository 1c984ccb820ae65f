"""The rule by itself, on whatever is told in whatever order."""

from collections import Counter
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from chartbusters.plays.beginnings import _SHAPE, Beginning, Told, record_of, record_read
from chartbusters.plays.reckoning import COUNTED, Heard, Reckoning
from chartbusters.plays.rule import is_bot, needed_ms, window_of

HOUR = 3_600_000
viewers = st.sampled_from([bytes([one]) * 16 for one in range(3)])
networks = st.sampled_from([bytes([one]) * 16 for one in range(2)])


@st.composite
def plays(draw: st.DrawFn) -> list[tuple[int, Told]]:
    """In the order in which the stream has them; begun whenever."""
    moments = sorted(draw(st.lists(st.integers(0, 40 * HOUR), min_size=1, max_size=40)))
    told = []
    for at in moments:
        seconds = draw(st.integers(0, 400))
        began = max(0, at - draw(st.integers(0, 7 * HOUR)))
        beginning = Beginning(
            draw(st.integers(1, 4)),
            began,
            needed_ms(seconds=seconds),
            window_of(seconds=seconds),
            1,
            draw(viewers),
            draw(networks),
        )
        told.append((at, Told(beginning, draw(st.integers(0, 400_000)))))
    return told


def counted(told: list[tuple[int, Told]], most: int = 5) -> list[Heard]:
    reckoning = Reckoning([], Counter(), {1, 2, 3}, most)
    for at, one in told:
        reckoning.take(at, one)
    return [heard for heard, _ in reckoning.counted]


@given(plays())
def test_nobody_counts_twice_within_the_window(told: list[tuple[int, Told]]) -> None:
    until: dict[tuple[int, str], int] = {}
    for one in counted(told):
        assert until.get((one.listing, one.viewer), -1) <= one.at
        until[one.listing, one.viewer] = one.until


@given(plays())
def test_nobody_hears_more_than_time_has_passed(told: list[tuple[int, Told]]) -> None:
    for viewer in {one.viewer for one in counted(told, 10_000)}:
        mine = [one for one in counted(told, 10_000) if one.viewer == viewer]
        assert sum(one.needed for one in mine) <= mine[-1].at


@given(plays())
def test_no_network_counts_more_than_its_share(told: list[tuple[int, Told]]) -> None:
    crowds = Counter((one.listing, one.network) for one in counted(told, 2))
    assert all(number <= 2 for number in crowds.values())


@given(plays())
def test_a_play_that_is_told_again_changes_nothing(told: list[tuple[int, Told]]) -> None:
    twice = [*chain.from_iterable(zip(told, told, strict=True))]
    assert counted(twice) == counted(told)


@given(plays())
def test_what_everybody_may_not_hear_never_counts(told: list[tuple[int, Told]]) -> None:
    assert all(one.listing != 4 for one in counted(told))


@given(plays())
def test_cutting_into_batches_changes_nothing(told: list[tuple[int, Told]]) -> None:
    """What one batch knew, the next is told."""
    known: dict[tuple[str, int], Heard] = {}
    crowds: Counter[tuple[int, str]] = Counter()
    parts: list[Heard] = []
    for at, one in told:
        reckoning = Reckoning(list(known.values()), crowds, {1, 2, 3}, 5)
        if reckoning.take(at, one) == COUNTED:
            heard = reckoning.counted[0][0]
            known[heard.viewer, heard.listing] = heard
            parts.append(heard)
    assert parts == counted(told)


@given(plays())
def test_a_record_is_read_as_it_was_written(told: list[tuple[int, Told]]) -> None:
    for _, one in told:
        assert record_read(record_of(_SHAPE.pack(*one.beginning), one.heard)) == one


def test_the_numbers_of_the_rule() -> None:
    assert [needed_ms(seconds=s) for s in (0, 1, 8, 60, 600)] == [1000, 1000, 4000, 30_000, 30_000]
    assert [window_of(seconds=s) for s in (8, 30_000)] == [21_600, 30_000]


def test_browsers_are_no_programs() -> None:
    browsers = ["Mozilla/5.0 (X11) Firefox/140.0", "Mozilla/5.0 HeadlessChrome/140", "Opera/9.8"]
    assert not any(is_bot(agent=agent) for agent in browsers)
    programs = ["", "bingbot/2.0", "Twitterbot", "Wget/1.2", "Mozilla/5.0 (compatible; AhrefsBot)"]
    assert all(is_bot(agent=agent) for agent in programs)
