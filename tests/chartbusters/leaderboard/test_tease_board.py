import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.models import Board, RatingRun, Standing
from generation.music.song import Song
from generation.services import song_store

pytestmark = pytest.mark.django_db


def board_of(makers: list[Any], song: Callable[..., Song], ended_days_ago: int) -> None:
    ended = timezone.now() - timedelta(days=ended_days_ago)
    challenge = Challenge.objects.create(
        slug="harvest",
        title="Melody Harvest",
        published=True,
        opens_at=ended - timedelta(days=9),
        entries_close_at=ended - timedelta(days=5),
        voting_closes_at=ended,
    )
    run = RatingRun.objects.create(challenge=challenge, inputs_digest="d", version="1", votes=50)
    Board.objects.create(challenge=challenge, run=run)
    for place, maker in enumerate(makers, 1):
        stored = song_store(song=song(transpose=place))
        entry = Entry.objects.create(
            challenge=challenge,
            maker=maker,
            song=stored,
            title=f"Tune {place}",
            receipt=str(place),
            number=place,
            length_ms=8000,
        )
        rating = 1100 - 100 * place
        Standing.objects.create(
            run=run,
            entry=entry,
            position=place,
            rating=rating,
            low=rating - 50,
            high=rating + 50,
            rank_low=1,
            rank_high=place,
            votes=20,
        )


def test_it_works(alice: Any, bob: Any, visitor: Client, sample_song: Callable[..., Song]) -> None:
    board_of([alice, bob], sample_song, ended_days_ago=1)
    page = visitor.get("/").content.decode()
    assert "At the top of Melody Harvest" in page
    assert page.index("Tune 1") < page.index("Tune 2") and "by alice, 1000 points" in page


def test_it_says_no_rank_more_surely_than_the_board(
    alice: Any, bob: Any, visitor: Client, sample_song: Callable[..., Song]
) -> None:
    board_of([alice, bob], sample_song, ended_days_ago=1)
    page = visitor.get("/").content.decode()
    assert re.findall(r'data-rank="([\d-]+)"', page) == ["1", "1-2"] and "Winners" not in page


def test_it_tells_nothing_before_the_vote_is_over(
    alice: Any, visitor: Client, sample_song: Callable[..., Song]
) -> None:
    board_of([alice], sample_song, ended_days_ago=-1)
    assert "At the top of" not in visitor.get("/").content.decode()


def test_it_requires_enough_votes(
    alice: Any, visitor: Client, sample_song: Callable[..., Song], settings: LazySettings
) -> None:
    settings.LEADERBOARD_MINIMUM_VOTES = 51
    board_of([alice], sample_song, ended_days_ago=1)
    assert "At the top of" not in visitor.get("/").content.decode()
