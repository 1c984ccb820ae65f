"""From votes to the page: stored, ranked with ranges, nameless until the end, and computable by
anyone."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from chartbusters.leaderboard.models import Board, RatingRun, Standing
from chartbusters.leaderboard.services import board_refresh, boards_refresh
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.standings import places
from chartbusters.ranking.tally import tally
from chartbusters.voting.models import Vote
from chartbusters.voting.services import vote_void
from tests.contests import to_phase

BOARD = "/api/v1/leaderboards/tunes/"


def test_it_works(api: Any, voted: Any) -> None:
    challenge, entries = voted(votes=80)
    assert boards_refresh() == 1
    to_phase(challenge, "closed")
    board = api().get(BOARD).json()
    rows = board["rows"]
    assert board["votes"] == 80 and [row["position"] for row in rows] == [1, 2, 3, 4]
    assert rows[0]["name"] == entries[0].title and rows[0]["maker"] == "maker0"
    assert all(row["interval"][0] < row["rating"] < row["interval"][1] for row in rows)
    assert [row["rating"] for row in rows] == sorted((row["rating"] for row in rows), reverse=True)


def test_the_page_says_the_same(visitor: Any, voted: Any) -> None:
    challenge, entries = voted()
    board_refresh(challenge=challenge)
    page = visitor.get("/challenges/tunes/leaderboard/").content.decode()
    assert (
        "40 votes" in page and f"Entry {entries[0].number}" in page and "Secret title" not in page
    )


def test_everybody_sees_it_and_makers_find_their_row(
    api: Any, alice: Any, bob: Any, charlie: Any, voted: Any
) -> None:
    challenge, entries = voted()
    board_refresh(challenge=challenge)
    seen = [api(person).get(BOARD).json()["rows"] for person in (None, alice, bob, charlie)]
    assert all(rows == seen[0] for rows in seen)
    mine = [row for row in api(entries[0].maker).get(BOARD).json()["rows"] if row["mine"]]
    assert [row["name"] for row in mine] == [entries[0].title]


def test_it_requires_enough_votes(api: Any, visitor: Any, voted: Any, settings: Any) -> None:
    challenge, _ = voted(votes=9)
    board_refresh(challenge=challenge)
    assert api().get(BOARD).json()["rows"] == []
    assert b"9 of 10 votes needed" in visitor.get("/challenges/tunes/leaderboard/").content
    settings.LEADERBOARD_MINIMUM_VOTES = 9
    assert len(api().get(BOARD).json()["rows"]) == 4


def test_it_handles_no_votes_and_no_entries(api: Any, contest: Any) -> None:
    challenge, _ = contest("voting", 0)
    assert boards_refresh() == 0
    board_refresh(challenge=challenge)
    assert api().get(BOARD).json()["rows"] == []
    assert api().get("/api/v1/leaderboards/nowhere/").status_code == 404


def test_the_same_votes_make_one_run(voted: Any) -> None:
    challenge, _ = voted()
    first = board_refresh(challenge=challenge)
    assert board_refresh(challenge=challenge) == first and boards_refresh() == 0
    assert RatingRun.objects.count() == 1 and Standing.objects.count() == 4


def test_voided_votes_leave_the_board(voted: Any, staff: Any) -> None:
    challenge, _ = voted()
    before = board_refresh(challenge=challenge)
    vote_void(vote=Vote.objects.exclude(outcome="bad").first(), by=staff, reason="a test")
    assert boards_refresh() == 1
    after = Board.objects.get(challenge=challenge).run
    assert (
        after is not None
        and after != before
        and after.votes == before.votes - 1
        and boards_refresh() == 0
    )


def test_votes_voided_after_the_end_leave_the_board_too(voted: Any, staff: Any) -> None:
    challenge, _ = voted()
    before = board_refresh(challenge=challenge)
    to_phase(challenge, "closed")
    assert boards_refresh() == 0
    vote_void(vote=Vote.objects.exclude(outcome="bad").first(), by=staff, reason="a test")
    assert boards_refresh() == 1
    after = Board.objects.get(challenge=challenge).run
    assert after is not None and after.votes == before.votes - 1


def test_looking_for_stale_boards_costs_the_same_for_many_challenges(
    voted: Any, contest: Any, django_assert_num_queries: Any
) -> None:
    voted()
    assert boards_refresh() == 1
    with django_assert_num_queries(4):
        assert boards_refresh() == 0
    for number in range(3):
        contest("closed", slug=f"old-{number}")
    with django_assert_num_queries(4):
        assert boards_refresh() == 0


def test_unpublished_boards_rest(voted: Any) -> None:
    challenge, _ = voted()
    type(challenge).objects.filter(pk=challenge.pk).update(published=False)
    assert boards_refresh() == 0


def test_pages_do_not_count_votes(
    visitor: Any, voted: Any, django_assert_max_num_queries: Any
) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    for most in (9, 3):  # the first draws the page, the second finds it drawn
        with django_assert_max_num_queries(most) as queries:
            visitor.get("/challenges/tunes/leaderboard/")
        assert not any("voting_vote" in query["sql"] for query in queries.captured_queries)


def test_anyone_can_compute_it_again(visitor: Any, api: Any, voted: Any) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    assert visitor.get("/challenges/tunes/votes.json").status_code == 404
    to_phase(challenge, "closed")
    export = visitor.get("/challenges/tunes/votes.json").json()
    weighed = tally([tuple(vote) for vote in export["votes"]], export["entries"], export["weights"])
    ratings = rate(weighed, prior=export["prior"])
    mine = [
        round(float(ratings.rating[place.entry]), 1) for place in places(ratings, export["order"])
    ]
    assert mine == [row["rating"] for row in api().get(BOARD).json()["rows"]]
    assert "voter0" not in str(export)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_eight_refreshes_at_once(voted: Any) -> None:
    challenge, _ = voted()

    def refresh(_: int) -> int:
        try:
            return board_refresh(challenge=challenge).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(refresh, range(8)))) == 1
    assert Standing.objects.count() == 4
