"""A final board is decided when voting is over, as a whole, and anew when something changes; who
sees what of it."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.jury.services import juror_remove
from chartbusters.leaderboard import tasks
from chartbusters.leaderboard.final import services as final_services
from chartbusters.leaderboard.models import FinalBoard, FinalStanding
from chartbusters.leaderboard.services import board_refresh
from chartbusters.voting.models import Ballot, Vote
from chartbusters.web.errors import Refusal
from generation.services import song_store
from scoring.models import ReportState, ScoreReport

pytestmark = pytest.mark.django_db
PAGE, API = "/challenges/tunes/final/", "/api/v1/finals/tunes/"


@pytest.fixture
def over(jury: Any, settings: Any) -> Any:
    """A challenge that is over: votes, marks and scores all put its entries in one order."""
    settings.LEADERBOARD_MINIMUM_VOTES = 2
    made = jury()
    first, *_, last = made.entries
    for number in range(6):
        voter = get_user_model().objects.create(username=f"voter{number}")
        pair = [first, last] if number % 2 else [first, made.entries[1]]
        ballot = Ballot.objects.create(
            challenge=made.challenge,
            voter=voter,
            entry_a=pair[0],
            entry_b=pair[1],
            pair="x",
            seed=0,
        )
        Vote.objects.create(challenge=made.challenge, ballot=ballot, outcome="a")
    for place, entry in enumerate(made.entries):
        made.judge(0, place, 5 - place, 5 - place, comment=f"To the maker of {place}")
        report = ScoreReport.objects.create(
            song=song_store(song=entry.song.song.with_title(str(place))),
            genre="pop",
            version="1",
            state=ReportState.DONE,
            score=90 - place,
        )
        Entry.objects.filter(pk=entry.pk).update(score_report=report)
    made.judge(1, 0, 3, 3)
    board_refresh(challenge=made.challenge)
    made.to("closed")
    return made


def test_it_works(over: Any, visitor: Any) -> None:
    tasks.finals_refresh()
    rows = list(FinalStanding.objects.all())
    assert rows[0].entry_id == over.entries[0].pk
    assert rows[0].final == pytest.approx(1.0) and [row.position for row in rows] == [1, 2, 3]
    board = FinalBoard.objects.get()
    assert board.seed == final_services.seed_of(board.inputs_digest)
    assert board.figures["jurors"][1]["severity"] == pytest.approx(1.0)
    page = visitor.get(PAGE).content.decode()
    assert "Juror 2 is severe by 1.00 points (1 sheet)." in page and "Secret title" in page
    assert f"{board.seed}" in page and board.inputs_digest in page


def test_it_is_decided_once(over: Any) -> None:
    assert [final_services.finals_refresh() for _ in "12"] == [1, 0]
    before = list(FinalStanding.objects.values())
    final_services.final_refresh(challenge=over.challenge)
    assert list(FinalStanding.objects.values()) == before


def test_nothing_is_decided_while_voting_runs(over: Any, visitor: Any) -> None:
    over.to("voting")
    assert final_services.finals_refresh() == 0
    assert "Told when voting is over" in visitor.get(PAGE).content.decode()
    assert visitor.get(API).status_code == 404


def test_nothing_is_decided_before_the_last_vote_is_read(over: Any, bob: Any, staff: Any) -> None:
    a, b = over.entries[:2]
    ballot = Ballot.objects.create(
        challenge=over.challenge, voter=bob, entry_a=a, entry_b=b, pair="late", seed=0
    )
    Vote.objects.create(challenge=over.challenge, ballot=ballot, outcome="b")
    assert final_services.finals_refresh() == 0
    with pytest.raises(Refusal):
        final_services.final_compute(challenge=over.challenge, by=staff)
    assert not FinalBoard.objects.exists()
    board_refresh(challenge=over.challenge)
    assert final_services.finals_refresh() == 1


def test_a_challenge_that_opens_again_hides_what_was_decided(over: Any, visitor: Any) -> None:
    tasks.finals_refresh()
    over.to("voting")
    assert "Secret title" not in visitor.get(PAGE).content.decode()
    for address in (API, f"{PAGE}{over.entries[0].number}/"):
        assert visitor.get(address).status_code == 404


def test_votes_alone_keep_the_board_that_they_have(over: Any, visitor: Any) -> None:
    Challenge.objects.update(weight_public=100, weight_jury=0, weight_metrics=0)
    assert final_services.finals_refresh() == 0
    for address in (PAGE, API, f"{PAGE}{over.entries[0].number}/"):
        assert visitor.get(address).status_code == 404
    page = visitor.get("/challenges/tunes/leaderboard/").content.decode()
    assert "Final board" not in page and "final board" not in page


def test_the_board_of_votes_says_that_another_one_decides(over: Any, visitor: Any) -> None:
    page = visitor.get("/challenges/tunes/leaderboard/").content.decode()
    assert "count 50 percent" in page and PAGE in page
    assert "At the top of" not in visitor.get("/").content.decode()


def test_what_is_set_aside_later_is_decided_anew(over: Any, staff: Any) -> None:
    tasks.finals_refresh()
    before = FinalBoard.objects.get().inputs_digest
    juror_remove(juror=over.seats[0], by=staff, reason="Knew the makers", counts=False)
    assert final_services.finals_refresh() == 1
    board = FinalBoard.objects.get()
    assert board.inputs_digest != before
    assert [one["number"] for one in board.figures["jurors"]] == [2]


def test_a_score_that_comes_late_is_decided_anew(over: Any) -> None:
    tasks.finals_refresh()
    ScoreReport.objects.filter(pk=Entry.objects.get(pk=over.entries[2].pk).score_report_id).update(
        score=99
    )
    assert final_services.finals_refresh() == 1
    assert FinalStanding.objects.get(entry=over.entries[2]).metrics == 1.0


def test_it_is_whole_or_as_it_was(over: Any, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks.finals_refresh()
    before = list(FinalStanding.objects.values())
    juror_remove(juror=over.seats[0], by=staff, reason="Knew the makers", counts=False)

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(FinalStanding.objects, "bulk_create", broken)
    assert final_services.finals_refresh() == 0
    assert list(FinalStanding.objects.values()) == before
    assert "the disk is full" in FinalBoard.objects.get().failure


def test_one_that_cannot_be_decided_stops_no_other(
    over: Any, challenge_in: Any, monkeypatch: pytest.MonkeyPatch, visitor: Any
) -> None:
    weights = {"weight_public": 50, "weight_jury": 50}
    other = challenge_in("closed", slug="other", **weights)
    inputs = final_services.selectors.final_inputs

    def stumbling(*, challenge: Challenge) -> Any:
        if challenge.pk == over.challenge.pk:
            raise ValueError("cannot read")
        return inputs(challenge=challenge)

    monkeypatch.setattr(final_services.selectors, "final_inputs", stumbling)
    assert final_services.finals_refresh() == 1
    assert FinalBoard.objects.get(pk=other.pk).computed_at
    told = visitor.get("/healthz").json()["parts"]["final boards"]
    assert not told["ok"] and "tunes" in str(told)
    monkeypatch.undo()
    final_services.finals_refresh()
    assert visitor.get("/healthz").json()["parts"]["final boards"]["ok"]


def test_nobody_entered(challenge_in: Any, visitor: Any) -> None:
    challenge_in("closed", weight_public=50, weight_jury=50)
    tasks.finals_refresh()
    assert "Nobody entered" in visitor.get(PAGE).content.decode()
    assert visitor.get(API).json()["rows"] == []


def test_nothing_to_decide_by_is_said(jury: Any, visitor: Any) -> None:
    jury("closed")
    tasks.finals_refresh()
    page = visitor.get(PAGE).content.decode()
    assert "nothing to decide by" in page and "No juror submitted a sheet" in page


def test_why_a_rank_is_told_to_everybody_and_comments_to_the_maker(
    over: Any, visitor: Any, client_of: Any, charlie: Any, alice: Any, staff: Any
) -> None:
    tasks.finals_refresh()
    address = f"{PAGE}{over.entries[0].number}/"
    for browser in (visitor, client_of(charlie), client_of(alice), client_of(staff)):
        page = browser.get(address).content.decode()
        assert "Final 100.0 of 100" in page and "juror 2 is severe by 1.00 points" in page
        assert "To the maker of 0" not in page
    assert "To the maker of 0" in client_of(over.entries[0].maker).get(address).content.decode()
    assert visitor.get(f"{PAGE}99999/").status_code == 404


def test_the_api_tells_the_same(over: Any, api: Any) -> None:
    tasks.finals_refresh()
    told = api().get(API).json()
    assert told["weights"] == {"public": 50, "jury": 30, "metrics": 20}
    assert told["rows"][0]["final"] == pytest.approx(1.0) and told["next"] is None
    assert told["rows"][0]["number"] == over.entries[0].number
    assert any("severe" in sentence for sentence in told["rows"][0]["why"])
    assert told["agreement"]["units"] == 1  # one entry was judged twice


def test_it_comes_in_pages(over: Any, visitor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartbusters.leaderboard.final.selectors.SIZE", 2)
    tasks.finals_refresh()
    first = visitor.get(API).json()
    rest = visitor.get(first["next"]).json()
    assert [row["position"] for row in first["rows"] + rest["rows"]] == [1, 2, 3]
    assert rest["next"] is None
    page = visitor.get(PAGE).content.decode()
    assert page.count("Why this rank") == 2 and "?after=2" in page
    assert visitor.get(f"{PAGE}?after=2").content.decode().count("Why this rank") == 1
    for odd in ("x", "-1", "9" * 40, "٣"):
        assert visitor.get(f"{PAGE}?after={odd}").status_code == 200


def test_an_organiser_computes_it_at_once(over: Any, staff: Any, alice: Any) -> None:
    with pytest.raises(PermissionDenied):
        final_services.final_compute(challenge=over.challenge, by=alice)
    final_services.final_compute(challenge=over.challenge, by=staff)
    assert FinalStanding.objects.count() == 3
    over.to("voting")
    with pytest.raises(Refusal) as refusal:
        final_services.final_compute(challenge=over.challenge, by=staff)
    assert refusal.value.code == "not_over"
