"""Boards follow votes, voids, entries and withdrawals; one that cannot be computed stops no other
and is told of."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from chartbusters.challenges.services import entry_create, entry_withdraw
from chartbusters.leaderboard import services
from chartbusters.leaderboard.models import Board, RatingRun, Standing
from chartbusters.leaderboard.services import board_refresh, boards_refresh, forgetting
from chartbusters.ranking import ratings
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.services import vote_void
from tests.contests import HOUR, to_phase


def spoil(challenge: Any, elsewhere: Any) -> None:
    """A vote that no board of this challenge can hold: on an entry of another one."""
    mine, other = challenge.entries.first(), elsewhere.entries.first()
    voter, _ = get_user_model().objects.get_or_create(username="stray")
    ballot = Ballot.objects.create(
        challenge=challenge, voter=voter, entry_a=mine, entry_b=other, pair="x", seed=0
    )
    Vote.objects.create(challenge=ballot.challenge, ballot=ballot, outcome="a")


def healthy(client: Any) -> Any:
    return client.get("/healthz").json()["parts"]["boards"]


def test_a_withdrawn_entry_leaves_with_its_votes(voted: Any) -> None:
    challenge, entries = voted()
    assert boards_refresh() == 1
    to_phase(challenge, "open")
    entry_withdraw(entry=entries[0])
    to_phase(challenge, "voting")
    assert boards_refresh() == 1
    run = Board.objects.get(challenge=challenge).run
    assert run is not None and {standing.entry for standing in run.standings.all()} == set(
        entries[1:]
    )
    kept = Vote.objects.exclude(ballot__entry_a=entries[0]).exclude(ballot__entry_b=entries[0])
    assert run.votes == kept.count() < 40 and boards_refresh() == 0


def test_the_export_of_a_board_with_a_withdrawn_entry_computes_again(
    voted: Any, visitor: Any
) -> None:
    challenge, entries = voted()
    to_phase(challenge, "open")
    entry_withdraw(entry=entries[0])
    to_phase(challenge, "closed")
    export = visitor.get("/challenges/tunes/votes.json").json()
    assert set(chain.from_iterable(vote[:2] for vote in export["votes"])) <= set(export["entries"])
    assert str(entries[0].pk) not in export["entries"]


def test_an_entry_that_comes_after_votes_stands_on_the_board(
    voted: Any, alice: Any, composition_of: Any
) -> None:
    challenge, _ = voted()
    assert boards_refresh() == 1
    challenge = to_phase(challenge, "open")
    late = entry_create(
        challenge=challenge, composition=composition_of(alice, transpose=9), maker=alice
    )
    assert boards_refresh() == 1 and Standing.objects.filter(entry=late).exists()


def test_one_bad_challenge_stops_no_other(
    voted: Any, visitor: Any, client_of: Any, staff: Any, caplog: Any
) -> None:
    bad, _ = voted(slug="bad")
    good, _ = voted(slug="good")
    spoil(bad, good)
    assert boards_refresh() == 1
    assert Board.objects.get(challenge=good).run is not None
    assert "the board of bad cannot be computed" in caplog.text
    assert "KeyError" in client_of(staff).get("/admin/leaderboard/board/").content.decode()
    assert not healthy(visitor)["ok"] and "bad" in healthy(visitor)["detail"]


def test_a_board_that_is_well_again_says_so(voted: Any, visitor: Any, staff: Any) -> None:
    bad, _ = voted(slug="bad")
    good, _ = voted(slug="good")
    spoil(bad, good)
    assert boards_refresh() == 1
    vote_void(vote=Vote.objects.get(ballot__pair="x"), by=staff, reason="a test")
    assert boards_refresh() == 1 and healthy(visitor)["ok"]
    assert Board.objects.get(challenge=bad).failure == ""


def test_staff_who_ask_for_a_board_are_told_why_there_is_none(
    voted: Any, client_of: Any, staff: Any
) -> None:
    bad, _ = voted(slug="bad")
    good, _ = voted(slug="good")
    for challenge in (bad, good):
        board_refresh(challenge=challenge)
    spoil(bad, good)
    wish = {"action": "recompute", "_selected_action": [str(bad.pk), str(good.pk)]}
    page = client_of(staff).post("/admin/leaderboard/board/", wish, follow=True)
    assert page.status_code == 200
    assert (
        "The board could not be computed" in page.content.decode()
        and "Computed: 1." in page.content.decode()
    )


def test_an_older_reading_never_replaces_a_newer_one(
    voted: Any, staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    challenge, _ = voted()
    rated = ratings.rate

    def overtaken(*args: Any, **options: Any) -> Any:
        """While the first refresh computes, a vote is voided and a second refresh comes and is done
        before it."""
        monkeypatch.setattr(ratings, "rate", rated)
        vote_void(vote=Vote.objects.exclude(outcome="bad").first(), by=staff, reason="a test")
        overtaken.run = board_refresh(challenge=challenge)  # type: ignore[attr-defined]
        return rated(*args, **options)

    monkeypatch.setattr(ratings, "rate", overtaken)
    assert board_refresh(challenge=challenge) == overtaken.run  # type: ignore[attr-defined]
    assert Board.objects.get(challenge=challenge).run == overtaken.run  # type: ignore[attr-defined]
    assert RatingRun.objects.count() == 1 and boards_refresh() == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_votes_are_taken_while_a_board_is_computed(
    voted: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    challenge, entries = voted()
    rated = ratings.rate

    def cast() -> None:
        try:
            ballot = Ballot.objects.create(
                challenge=challenge,
                voter=bob,
                entry_a=entries[0],
                entry_b=entries[1],
                pair="late",
                seed=0,
            )
            Vote.objects.create(challenge=ballot.challenge, ballot=ballot, outcome="a")
        finally:
            connection.close()

    def meanwhile(*args: Any, **options: Any) -> Any:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(cast).result()
        return rated(*args, **options)

    monkeypatch.setattr(ratings, "rate", meanwhile)
    assert board_refresh(challenge=challenge).votes == 40
    monkeypatch.setattr(ratings, "rate", rated)
    assert boards_refresh() == 1 and Board.objects.get(challenge=challenge).run.votes == 41  # type: ignore[union-attr]


def runs_of(challenge: Any, count: int) -> list[RatingRun]:
    """Computations of an hour each, the last of them now."""
    now = timezone.now()
    rows = [(str(number), now - timedelta(hours=count - number - 1)) for number in range(count)]
    return [
        RatingRun.objects.create(
            challenge=challenge, inputs_digest=digest, version="1", created_at=at
        )
        for digest, at in rows
    ]


def test_old_runs_are_forgotten_and_the_final_one_is_kept(voted: Any, settings: Any) -> None:
    settings.LEADERBOARD_RUNS_KEPT = 3
    challenge, _ = voted()
    old = runs_of(challenge, 12)
    end = old[5].created_at + timedelta(minutes=30)
    times = {"opens_at": end - 2 * HOUR, "entries_close_at": end - HOUR, "voting_closes_at": end}
    type(challenge).objects.filter(pk=challenge.pk).update(**times)
    run = board_refresh(challenge=challenge)
    assert services.runs_forget() == 8
    kept = list(RatingRun.objects.order_by("pk"))
    assert kept == [old[5], old[6], old[10], old[11], run]


def test_the_run_that_is_shown_is_kept(voted: Any, settings: Any) -> None:
    settings.LEADERBOARD_RUNS_KEPT = 1
    challenge, _ = voted()
    shown = board_refresh(challenge=challenge)
    newer = [
        RatingRun.objects.create(challenge=challenge, inputs_digest=str(n), version="1")
        for n in range(3)
    ]
    assert services.runs_forget() == 2
    assert set(RatingRun.objects.all()) == {shown, newer[2]}


def test_many_old_runs_are_forgotten_a_few_at_a_time(
    voted: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a site that has never forgotten any, and whose challenges rest."""
    settings.LEADERBOARD_RUNS_KEPT = 1
    monkeypatch.setattr(forgetting, "FORGOTTEN_AT_ONCE", 2)
    for slug in ("one", "two"):
        challenge, _ = voted(slug=slug)
        runs_of(challenge, 7)
        board_refresh(challenge=challenge)
    assert boards_refresh() == 0
    assert services.runs_forget() > 8 and services.runs_forget() == 0
    assert Standing.objects.count() == 8
