"""Boards are sealed when they should be, each seal names the one before, and a board of a moment is
found by it."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.chain import chain_faults
from chartbusters.leaderboard.models import BoardSnapshot, Standing
from chartbusters.leaderboard.services import board_refresh, boards_seal, runs_forget
from chartbusters.voting.models import Vote
from chartbusters.voting.services import vote_void
from tests.contests import to_phase

PAGE = "/challenges/tunes/leaderboard/"
BOARD = "/api/v1/leaderboards/tunes/"
DAY = timedelta(days=1)


def at_moment(moment: str) -> str:
    return f"{BOARD}?{urlencode({'at': moment})}"


def seals() -> list[tuple[str, str]]:
    return list(BoardSnapshot.objects.order_by("number").values_list("occasion", "audience"))


def age(by: timedelta = DAY) -> None:
    """As if all that was sealed had been sealed so much earlier."""
    BoardSnapshot.objects.update(sealed_at=F("sealed_at") - by)


@pytest.fixture
def decided(voted: Any) -> Any:
    """A challenge that is over, and sealed."""
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    challenge = to_phase(challenge, "closed")
    assert boards_seal() == 1
    return challenge


def void(staff: Any) -> None:
    vote = Vote.objects.exclude(outcome="bad").filter(voids=None).first()
    assert vote is not None
    vote_void(vote=vote, by=staff, reason="a test")


def test_it_works(decided: Any) -> None:
    assert seals() == [("closed", "public")] and boards_seal() == 0
    assert chain_faults(challenge=decided) == []


def test_every_change_of_a_closed_board_leaves_a_trace(decided: Any, staff: Any) -> None:
    for _ in range(2):
        void(staff)
        board_refresh(challenge=decided)
    board_refresh(challenge=decided)
    assert seals() == [("closed", "public")] + [("changed", "public")] * 2
    links = BoardSnapshot.objects.order_by("number")
    assert [link.before for link in links] == ["", links[0].digest, links[1].digest]
    assert boards_seal() == 0 and chain_faults(challenge=decided) == []


@pytest.mark.parametrize(("shows", "audience"), [("live", "public"), ("hidden", "staff")])
def test_a_running_board_is_sealed_once_a_day(shows: str, audience: str, voted: Any) -> None:
    challenge, _ = voted()
    Challenge.objects.update(board_shows=shows)
    board_refresh(challenge=challenge)
    assert boards_seal() == 1 and boards_seal() == 0
    age()
    assert boards_seal() == 1 and seals() == [("day", audience)] * 2


def test_a_board_is_sealed_when_it_freezes(voted: Any) -> None:
    challenge, _ = voted()
    last = board_refresh(challenge=challenge)
    freezes = timezone.now() - timedelta(minutes=6)
    Challenge.objects.update(board_shows="frozen", freezes_at=freezes)
    challenge.rating_runs.update(created_at=freezes - timedelta(hours=1))
    Vote.objects.filter(pk=Vote.objects.latest("pk").pk).update(outcome="bad")
    assert board_refresh(challenge=challenge) != last
    assert boards_seal() == 1 and seals() == [("frozen", "public")]
    assert BoardSnapshot.objects.get().run == last
    age()
    Challenge.objects.update(freezes_at=freezes - 2 * DAY)
    assert boards_seal() == 1 and seals()[1] == ("day", "staff")


def test_a_board_that_does_not_know_the_last_vote_is_not_sealed_as_decided(voted: Any) -> None:
    challenge, _ = voted()
    to_phase(challenge, "closed")
    board_refresh(challenge=challenge)
    BoardSnapshot.objects.all().delete()
    vote = Vote.objects.latest("pk")
    Vote.objects.filter(pk=vote.pk).delete()
    assert boards_seal() == 0
    board_refresh(challenge=challenge)
    assert seals() == [("closed", "public")] and boards_seal() == 0


def test_a_challenge_that_was_opened_again_is_sealed_again(decided: Any) -> None:
    to_phase(decided, "voting")
    age()
    boards_seal()
    to_phase(decided, "closed")
    Challenge.objects.update(voting_closes_at=timezone.now() - timedelta(seconds=1))
    age(timedelta(minutes=1))
    assert boards_seal() == 1
    assert [occasion for occasion, _ in seals()] == ["closed", "day", "closed"]


def changed(change: Any) -> list[str]:
    change()
    return chain_faults(challenge=Challenge.objects.get())


def test_the_chain_tells_of_what_was_changed(decided: Any, staff: Any) -> None:
    void(staff)
    board_refresh(challenge=decided)
    first = BoardSnapshot.objects.get(number=1)
    standing = first.run.standings.first()
    assert standing is not None
    rating = standing.rating

    def move(by: float) -> None:
        Standing.objects.filter(pk=standing.pk).update(rating=rating + by)

    assert changed(lambda: move(2**-40)) == ["snapshot 1 of tunes is not what was sealed"]
    with pytest.raises(CommandError, match="1 faults in 2 sealed boards"):
        call_command("verify_boards", "tunes")
    assert changed(lambda: move(0)) == []
    call_command("verify_boards")
    assert changed(lambda: BoardSnapshot.objects.filter(number=1).update(digest="0" * 64)) == [
        "snapshot 1 of tunes is not what was sealed",
        "snapshot 2 of tunes names another one before it than the one that is there",
    ]
    assert changed(first.delete) == [
        "snapshot 2 of tunes stands where number 1 should",
        "snapshot 2 of tunes names another one before it than the one that is there",
    ]


def test_sealed_computations_are_never_forgotten(decided: Any, staff: Any, settings: Any) -> None:
    settings.LEADERBOARD_RUNS_KEPT = 1
    for _ in range(4):
        void(staff)
        board_refresh(challenge=decided)
    runs_forget()
    assert chain_faults(challenge=decided) == [] and BoardSnapshot.objects.count() == 5


def test_a_board_is_found_by_its_moment(decided: Any, staff: Any, visitor: Any, api: Any) -> None:
    before = api().get(BOARD).json()
    first = BoardSnapshot.objects.get()
    BoardSnapshot.objects.update(sealed_at=first.sealed_at - timedelta(minutes=5))
    void(staff)
    board_refresh(challenge=decided)
    now = api().get(BOARD).json()
    moment = (timezone.now() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%MZ")
    then = api().get(at_moment(moment)).json()
    assert then["rows"] == before["rows"] != now["rows"] and then["votes"] == 40
    assert (then["seal"]["number"], then["seal"]["digest"]) == (1, first.digest)
    assert now["seal"] is None
    page = visitor.get(PAGE, {"at": moment}).content.decode()
    assert first.digest in page and "Leaderboard, as it was" in page and "40 votes" in page
    assert visitor.get(PAGE, {"at": "2020-01-01"}).status_code == 404
    chain = visitor.get(f"{PAGE}seals.json").json()["snapshots"]
    assert [link["number"] for link in chain] == [1, 2] and chain[1]["before"] == first.digest


@pytest.mark.parametrize("written", ["%Y-%m-%d", "%Y-%m-%dT%H:%MZ", "%Y-%m-%dT%H:%M:%S+00:00"])
def test_a_moment_is_read_to_the_end_of_what_was_written(
    written: str, decided: Any, visitor: Any
) -> None:
    """As the page tells it: sealed at 12:00:41.3, it says 12:00."""
    seal = BoardSnapshot.objects.get()
    late = seal.sealed_at.replace(second=41, microsecond=300_000)
    BoardSnapshot.objects.update(sealed_at=late)
    assert seal.digest in visitor.get(PAGE, {"at": late.strftime(written)}).content.decode()
    before = (late - timedelta(microseconds=1)).isoformat()
    assert visitor.get(PAGE, {"at": before}).status_code == 404


@pytest.mark.parametrize(
    "at",
    [
        "",
        "soon",
        "2026-W48-7",
        "2026-11-29T12Z",
        "9999-12-31T23:59-14:00",
        "2026-13-01",
        "2026-11-29T25:00Z",
        "9" * 50,
        "0001-01-01T00:00+14:00",
    ],
)
def test_it_rejects_what_is_no_moment(at: str, decided: Any, visitor: Any, api: Any) -> None:
    assert visitor.get(PAGE, {"at": at}).status_code in (400, 404)
    assert api().get(at_moment(at)).status_code in (400, 404)


def test_what_is_hidden_has_no_past_for_visitors(voted: Any, visitor: Any, api: Any) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    now = timezone.now().strftime("%Y-%m-%dT23:59Z")
    for shows in ("hidden", "live"):
        Challenge.objects.update(board_shows=shows)
        age()
        boards_seal()
    Challenge.objects.update(board_shows="hidden")
    assert visitor.get(PAGE, {"at": now}).status_code == 404
    assert api().get(at_moment(now)).status_code == 404
    Challenge.objects.update(board_shows="live")
    told = api().get(at_moment(now)).json()
    assert told["seal"]["number"] == 2 and all(row["maker"] is None for row in told["rows"])
    Challenge.objects.update(board_shows="live")
    BoardSnapshot.objects.filter(number=2).delete()
    assert api().get(at_moment(now)).status_code == 404


def test_who_asks_what_a_sealed_board_says_while_it_is_withdrawn(
    decided: Any, visitor: Any
) -> None:
    Challenge.objects.update(published=False)
    assert visitor.get(PAGE, {"at": "2100-01-01"}).status_code == 404
    assert visitor.get(f"{PAGE}seals.json").status_code == 404
