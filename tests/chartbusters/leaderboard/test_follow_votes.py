"""Boards are computed one task each, none is asked for twice, a slow one leaves room for the
others, and /healthz tells of one that is late."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.leaderboard import tasks
from chartbusters.leaderboard.facts import boards_stale, seconds_behind
from chartbusters.leaderboard.models import Board, RatingRun
from chartbusters.leaderboard.services import (
    board_follow,
    board_refresh,
    boards,
    boards_refresh,
)
from chartbusters.voting.models import Vote, VoteVoid
from chartbusters.voting.services import vote_void

MINUTE = timedelta(minutes=1)


def healthy(client: Any) -> Any:
    return client.get("/healthz").json()["parts"]["boards"]


@pytest.fixture
def asked() -> list[int]:
    """What workers were asked for: `boards_refresh(compute=asked.append)`."""
    return []


def age(rows: Any, column: str, by: timedelta) -> None:
    rows.update(**{column: F(column) - by})


def test_it_asks_for_each_stale_board_once(voted: Any, asked: list[int]) -> None:
    one, _ = voted(slug="one")
    other, _ = voted(slug="other")
    for _ in range(3):
        boards_refresh(compute=asked.append)
    assert sorted(asked) == [one.pk, other.pk]
    assert board_follow(one.pk) and board_follow(other.pk)
    assert boards_stale() == [] and Board.objects.exclude(asked_at=None).count() == 0


def test_a_worker_that_ended_is_not_waited_for(voted: Any, asked: list[int]) -> None:
    challenge, _ = voted()
    boards_refresh(compute=asked.append)
    age(Board.objects, "asked_at", MINUTE)
    boards_refresh(compute=asked.append)
    assert asked == [challenge.pk] * 2


def test_a_message_that_could_not_be_sent_is_sent_in_the_next_round(
    voted: Any, asked: list[int]
) -> None:
    challenge, _ = voted()

    def away(_: int) -> None:
        raise ConnectionError("no broker")

    with pytest.raises(ConnectionError):
        boards_refresh(compute=away)
    boards_refresh(compute=asked.append)
    assert asked == [challenge.pk]


def test_slow_boards_never_hold_the_last_worker(
    voted: Any, asked: list[int], settings: Any
) -> None:
    settings.BOARD_WORKERS = 2
    challenges = [voted(slug=f"tunes-{number}")[0] for number in range(4)]
    for challenge in challenges[:3]:
        board_refresh(challenge=challenge)
        Board.objects.filter(challenge=challenge).update(seconds=30 + challenge.pk)
        RatingRun.objects.filter(challenge=challenge).update(parameters={})
    for _ in range(2):
        boards_refresh(compute=asked.append)
    assert asked == [challenges[3].pk, challenges[0].pk]
    assert board_follow(challenges[0].pk)
    Board.objects.filter(challenge=challenges[0]).update(seconds=30)
    boards_refresh(compute=asked.append)
    assert asked[2:] == [challenges[1].pk]


def test_one_that_fails_is_asked_for_again(
    voted: Any, monkeypatch: pytest.MonkeyPatch, asked: list[int]
) -> None:
    challenge, _ = voted()
    monkeypatch.setattr(boards, "board_computed", lambda inputs: 1 / 0)
    assert not board_follow(challenge.pk)
    boards_refresh(compute=asked.append)
    assert asked == [challenge.pk]


def test_a_challenge_that_is_gone_is_no_fault(db: None) -> None:
    assert not board_follow(4_611_686)


def test_a_late_board_is_told_of(voted: Any, visitor: Any) -> None:
    challenge, _ = voted()
    assert healthy(visitor)["ok"]
    age(Vote.objects, "cast_at", 2 * MINUTE)
    assert not healthy(visitor)["ok"]
    assert "the board of tunes is 12" in healthy(visitor)["detail"]
    board_refresh(challenge=challenge)
    assert healthy(visitor)["detail"] == "all follow their votes"


def test_a_board_at_rest_is_not_late_when_something_happens(
    voted: Any, visitor: Any, staff: Any
) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    age(Board.objects, "read_at", 60 * MINUTE)
    age(Vote.objects, "cast_at", 90 * MINUTE)
    vote_void(vote=Vote.objects.first(), by=staff, reason="a test")
    assert boards_stale() == [challenge.pk]
    assert seconds_behind()["tunes"] < 30 and healthy(visitor)["ok"]
    age(VoteVoid.objects, "created_at", 2 * MINUTE)
    assert "the board of tunes is 12" in healthy(visitor)["detail"]


def test_a_board_of_before_an_update_is_not_late(voted: Any) -> None:
    """It knows of other figures than are counted now, and does not say when it was read."""
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    age(Vote.objects, "cast_at", 90 * MINUTE)
    Board.objects.update(read_at=None)
    RatingRun.objects.update(parameters={"facts": [40, 0, 4, 0]})
    assert boards_stale() == [challenge.pk] and seconds_behind() == {"tunes": 0.0}


@pytest.mark.django_db(transaction=True)
def test_it_follows_with_a_real_worker(live_worker: Any, voted: Any, eventually: Any) -> None:
    challenge, _ = voted()
    tasks.boards_refresh.delay()
    eventually(lambda: Board.objects.filter(challenge=challenge, asked_at=None).exclude(run=None))
    assert boards_stale() == [] and Board.objects.get().read_at is not None


def test_a_vote_that_is_committed_late_makes_the_board_stale(voted: Any) -> None:
    """Its key is below those that the board knows."""
    challenge, _ = voted()
    late = Vote.objects.earliest("pk")
    Vote.objects.filter(pk=late.pk).delete()
    board_refresh(challenge=challenge)
    assert boards_stale() == []
    Vote.objects.bulk_create([late])
    assert boards_stale() == [challenge.pk]


def test_readings_are_numbered(voted: Any) -> None:
    challenge, _ = voted()
    for number in (1, 2):
        board_refresh(challenge=challenge)
        board = Board.objects.annotate(now=Now()).get()
        assert board.readings == board.reading == number
        assert board.read_at is not None and board.read_at <= board.now
