"""A connection is read too slowly when what waits for its reader is not taken in time."""

from collections.abc import Iterator
from typing import Any

import pytest

from chartbusters.web.serving.connections import Connection, see

START = 1_000.0


@pytest.fixture(autouse=True)
def _twenty_seconds(settings: Any) -> Iterator[None]:
    settings.WEB_STALL_SECONDS, settings.WEB_LEAST_SPEED = 20, 500
    yield


def _seen(*looks: tuple[float, int, int]) -> bool:
    """Whether it is slow at the last of the looks: seconds, bytes acknowledged, bytes that wait."""
    connection = Connection(("203.0.113.7", 40_000), START)
    return [see(connection, START + at, acked, waits) for at, acked, waits in looks][-1]


def test_a_new_one_is_not_slow() -> None:
    assert not _seen((0, 0, 300))


def test_who_takes_nothing_is_slow_after_a_stall() -> None:
    assert not _seen((0, 0, 300_000), (20, 0, 300_000))
    assert _seen((0, 0, 300_000), (21, 0, 300_000))


def test_who_takes_too_little_is_slow() -> None:
    assert _seen((0, 0, 300_000), (10, 4_000, 296_000), (21, 9_000, 291_000))


def test_who_takes_enough_is_not_slow() -> None:
    assert not _seen((0, 0, 300_000), (10, 10_000, 290_000), (29, 12_000, 288_000))


def test_small_answers_that_are_all_taken_are_not_slow() -> None:
    """Somebody far away asks again and again: each look finds an answer under way, a new one."""
    looks = [(2.0 * number, 300 * number, 300) for number in range(30)]
    assert not _seen(*looks)


def test_the_rest_of_a_small_answer_that_is_not_taken_is_slow() -> None:
    assert _seen((0, 0, 900), (10, 300, 600), (21, 300, 600))


def test_an_idle_one_is_not_slow() -> None:
    assert not _seen((0, 5_000, 0), (500, 5_000, 0))
