"""What many threads want at once is done together, and each gets its own answer."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

from chartbusters.voting.gathering import Gathering


def test_it_works() -> None:
    """While the first is at it, eight come: they are the second group."""
    groups: list[list[int]] = []
    came, go = Semaphore(0), Event()

    def together(wishes: Sequence[int]) -> list[int]:
        groups.append(list(wishes))
        came.release()
        assert go.wait(30)
        return [-wish for wish in wishes]

    gathering = Gathering(together, lanes=1)
    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(gathering.done, 1)
        assert came.acquire(timeout=30)
        others = [pool.submit(gathering.done, number) for number in range(2, 10)]
        while len(gathering._line) < 8:
            assert not first.done()
        go.set()
        assert first.result(30) == -1
        assert [other.result(30) for other in others] == [-number for number in range(2, 10)]
    assert groups[0] == [1] and sorted(groups[1]) == list(range(2, 10)) and len(groups) == 2


def test_groups_have_a_bound() -> None:
    sizes = []

    def together(wishes: Sequence[int]) -> list[int]:
        sizes.append(len(wishes))
        return list(wishes)

    gathering = Gathering(together, most=3)
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(gathering.done, range(200))) == list(range(200))
    assert max(sizes) <= 3 and sum(sizes) == 200


def test_a_group_that_fails_sends_each_its_own_way_and_stops_no_later_one() -> None:
    def together(wishes: Sequence[int]) -> list[int]:
        if 3 in wishes:
            raise RuntimeError("one of them is bad")
        return list(wishes)

    gathering = Gathering(together)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(gathering.done, range(100)))
    assert outcomes[3] is None
    assert {outcome for outcome in outcomes if outcome is not None} <= set(range(100))
    assert gathering.done(7) == 7 and gathering._free == 2


def test_a_few_wait_for_nobody() -> None:
    """As many groups as there are lanes are done side by side."""
    inside, go = Semaphore(0), Event()

    def together(wishes: Sequence[int]) -> list[int]:
        inside.release()
        assert go.wait(30)
        return list(wishes)

    gathering = Gathering(together, lanes=3)
    with ThreadPoolExecutor(3) as pool:
        said = [pool.submit(gathering.done, number) for number in range(3)]
        for _ in range(3):
            assert inside.acquire(timeout=30)
        go.set()
        assert [each.result(30) for each in said] == [0, 1, 2]


def test_each_gets_its_own_answer_however_many_lanes() -> None:
    gathering = Gathering(lambda wishes: [-wish for wish in wishes], most=5, lanes=3)
    with ThreadPoolExecutor(24) as pool:
        assert list(pool.map(gathering.done, range(5000))) == [-wish for wish in range(5000)]
    assert gathering._free == 3 and gathering._line == []
