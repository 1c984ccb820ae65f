"""What many do at the same moment, on a real PostgreSQL: no double, no loss, no half board."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services import challenge_extend, entry_create
from chartbusters.leaderboard.models import Board, RatingRun
from chartbusters.leaderboard.services import board_refresh, boards_refresh
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.services import vote_cast
from chartbusters.web.errors import Refusal
from tests.contests import to_phase
from tests.databases import on_postgres
from tests.races import ROUNDS, Crowd, Figures, crowd_of, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]
OUTCOMES = ("a", "b", "tie")
MOMENT = timedelta(milliseconds=100)


def test_fifty_identical_votes_are_one(contest: Any, heard_ballots: Any, figures: Figures) -> None:
    challenge, _ = contest("voting")
    with crowd_of(50) as crowd:
        for _ in range(ROUNDS):
            (ballot,) = heard_ballots(challenge, 1)
            said = told(crowd.at_once([_casting(ballot, "a")] * 50))
            assert said == {"done": 1, "already_voted": 49}
            assert Vote.objects.filter(ballot=ballot).count() == 1
            figures.add(rounds=1, tried=50, done=said["done"])
    assert Vote.objects.count() == ROUNDS
    assert board_refresh(challenge=challenge).votes == ROUNDS


def test_ten_entries_with_a_limit_of_three_are_three(
    challenge_in: Any, composition_of: Any, alice: Any, figures: Figures, settings: Any
) -> None:
    settings.ENTRIES_A_DAY = 10 * ROUNDS
    songs = [composition_of(alice, title=f"Tune {n}", transpose=n) for n in range(10)]
    with crowd_of(10) as crowd:
        for number in range(ROUNDS):
            challenge = challenge_in("open", slug=f"tunes-{number}", entries_each=3)
            enter = [_entering(challenge, song, alice) for song in songs]
            said = told(crowd.at_once(enter))
            assert said == {"done": 3, "entries_full": 7}
            standing = Entry.objects.filter(challenge=challenge, withdrawn_at=None)
            assert sorted(standing.values_list("slot", flat=True)) == [1, 2, 3]
            assert Entry.objects.filter(challenge=challenge).count() == 3
            figures.add(rounds=1, tried=10, done=said["done"])


def _entering(challenge: Challenge, song: Any, maker: Any) -> Callable[[], Entry]:
    return lambda: entry_create(challenge=challenge, composition=song, maker=maker)


class Tried(NamedTuple):
    """Between which moments of the database's clock somebody was told what."""

    before: datetime
    after: datetime
    outcome: Any


class Moved(NamedTuple):
    """A deadline, and between which moments it began to hold; None where it could not be moved."""

    before: datetime
    after: datetime
    deadline: datetime | None


def _clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def _later(seconds: float, action: Callable[[], Any]) -> Callable[[], Tried]:
    """The action, begun so many seconds of the database's clock later; refusals are its answer."""

    def do() -> Tried:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [seconds])
        before = _clock()
        try:
            outcome = action()
        except Refusal as refusal:
            outcome = refusal
        return Tried(before, _clock(), outcome)

    return do


def _mover(challenge: Challenge, field: str, number: int, staff: Any) -> Callable[[], Moved]:
    """By turns the organiser gives more time, or ends it this moment."""
    mine = Challenge.objects.filter(pk=challenge.pk)

    def move() -> Moved:
        before = _clock()
        try:
            if number % 2:
                challenge_extend(challenge=challenge, by=staff, length=MOMENT)
            else:
                with transaction.atomic():
                    mine.select_for_update(no_key=True).get()  # as the organiser's form does
                    mine.update(**{field: Now()})
        except Refusal as refusal:
            assert refusal.code == "over", refusal
            return Moved(before, _clock(), None)
        return Moved(before, _clock(), mine.values_list(field, flat=True).get())

    return move


def _assert_in_time(tried: list[Tried], moved: Moved, first: datetime) -> None:
    """Whoever was let in came before a deadline that held then; whoever was not, after one."""
    for before, after, outcome in tried:
        holding = [first] if moved.deadline is None or before <= moved.after else []
        holding += [moved.deadline] if moved.deadline and after >= moved.before else []
        if isinstance(outcome, Refusal):
            assert outcome.code in ("not_voting", "not_open"), outcome
            assert any(deadline <= after for deadline in holding), (before, after, holding)
        else:
            came = outcome.cast_at if isinstance(outcome, Vote) else outcome.submitted_at
            assert any(came < deadline for deadline in holding), (before, came, after, holding)


def test_votes_across_a_deadline_that_is_moved(
    contest: Any, heard_ballots: Any, staff: Any, figures: Figures
) -> None:
    challenge, _ = contest("voting", 6)
    with crowd_of(12) as crowd:
        for number in range(ROUNDS):
            to_phase(challenge, "voting")
            _vote_across(crowd, challenge, heard_ballots(challenge, 10), number, staff)
            figures.add(rounds=1, tried=10)
    to_phase(challenge, "closed")
    boards_refresh()
    assert Board.objects.get(challenge=challenge).run.votes == Vote.objects.count()
    figures.add(done=Vote.objects.count())


def _vote_across(
    crowd: Crowd, challenge: Challenge, waiting: list[Ballot], number: int, staff: Any
) -> None:
    first = _clock() + MOMENT
    Challenge.objects.filter(pk=challenge.pk).update(voting_closes_at=first)
    cast = [
        _later(0.02 * at, _casting(ballot, OUTCOMES[at % 3])) for at, ballot in enumerate(waiting)
    ]
    move = _later(0.07, _mover(challenge, "voting_closes_at", number, staff))
    *tried, mover, board = crowd.at_once([*cast, move, _later(0.07, _board_of(challenge))])
    _assert_in_time(tried, mover.outcome, first)
    assert not isinstance(board.outcome, Exception), board
    done = {each.outcome.ballot_id for each in tried if not isinstance(each.outcome, Refusal)}
    kept = Vote.objects.filter(ballot__in=waiting).values_list("ballot_id", flat=True)
    assert set(kept) == done, "a vote that was told to count counts, and no other"


def _casting(ballot: Ballot, outcome: str) -> Callable[[], Vote]:
    return lambda: vote_cast(ballot=ballot, outcome=outcome)


def _board_of(challenge: Challenge) -> Callable[[], RatingRun]:
    return lambda: board_refresh(challenge=challenge)


def test_entries_across_a_deadline_that_is_moved(
    challenge_in: Any, composition_of: Any, staff: Any, figures: Figures, settings: Any
) -> None:
    settings.ENTRIES_A_DAY = ROUNDS
    people = get_user_model().objects
    makers = [people.create_user(f"maker{n}") for n in range(6)]
    songs = [composition_of(maker, transpose=n) for n, maker in enumerate(makers)]
    with crowd_of(7) as crowd:
        for number in range(ROUNDS):
            challenge = challenge_in("open", slug=f"tunes-{number}")
            Challenge.objects.filter(pk=challenge.pk).update(
                entries_close_at=(first := _clock() + 2 * MOMENT)
            )
            enter = [
                _later(0.04 * at, _entering(challenge, song, makers[at]))
                for at, song in enumerate(songs)
            ]
            move = _later(0.1, _mover(challenge, "entries_close_at", number, staff))
            *tried, mover = crowd.at_once([*enter, move])
            _assert_in_time(tried, mover.outcome, first)
            kept = Entry.objects.filter(challenge=challenge)
            done = {each.outcome.pk for each in tried if not isinstance(each.outcome, Refusal)}
            assert set(kept.values_list("pk", flat=True)) == done
            late = kept.filter(submitted_at__gte=F("challenge__entries_close_at"))
            assert not late, "entries and the organiser hold the challenge: none is late"
            figures.add(rounds=1, tried=6, done=len(done))
