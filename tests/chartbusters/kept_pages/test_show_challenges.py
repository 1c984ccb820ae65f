"""Challenges, their entries and boards, as they are now, and as the clock says."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services import (
    challenge_extend,
    challenge_publish,
    entry_create,
    entry_withdraw,
)
from chartbusters.leaderboard.services import board_refresh
from chartbusters.leaving.services import person_erase
from chartbusters.voting.models import Vote
from chartbusters.voting.services import vote_cast, vote_void
from scoring.models import ReportState, ScoreReport
from tests.chartbusters.kept_pages.conftest import BOARD, ENTRIES, LIST, Look
from tests.contests import to_phase


def soon(challenge: Challenge, field: str) -> None:
    """The time of `field` comes within this second; no row is touched when it does."""
    Challenge.objects.filter(pk=challenge.pk).update(
        **{field: timezone.now() + timedelta(seconds=1)}
    )


def test_a_challenge_published_and_renamed(look: Look, challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("open", published=False, title="Waltzes")
    assert (
        "Waltzes" not in look("/")
        and "Waltzes" not in look(LIST)
        and look(ENTRIES) == look(BOARD) == "404"
    )
    challenge_publish(challenge=challenge, by=staff)
    assert all("Waltzes" in look(page) for page in ("/", LIST, ENTRIES, BOARD))
    Challenge.objects.filter(pk=challenge.pk).update(title="Mazurkas")
    assert all("Mazurkas" in look(page) for page in ("/", LIST, ENTRIES, BOARD))
    Challenge.objects.filter(pk=challenge.pk).update(published=False)
    assert (
        "Mazurkas" not in look("/")
        and "Mazurkas" not in look(LIST)
        and look(ENTRIES) == look(BOARD) == "404"
    )


def test_a_challenge_extended(look: Look, challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("voting")
    before = [look(page) for page in ("/", LIST, ENTRIES, BOARD)]
    challenge_extend(challenge=challenge, by=staff, length=timedelta(days=40))
    assert all(
        look(page) != old for page, old in zip(("/", LIST, ENTRIES, BOARD), before, strict=True)
    )


def test_entries_that_come_and_go(look: Look, challenge_in: Any, song: Any, alice: Any) -> None:
    challenge = challenge_in("open")
    assert "Nobody has entered yet" in look(ENTRIES) and "0 entries" in look(LIST)
    entry = entry_create(challenge=challenge, composition=song, maker=alice)
    assert f"Entry {entry.number}" in look(ENTRIES) and "1 entry" in look(LIST)
    entry_withdraw(entry=entry)
    assert "Nobody has entered yet" in look(ENTRIES) and "0 entries" in look(LIST)


@pytest.mark.django_db(transaction=True)
def test_time_alone_opens_a_challenge(
    look: Look, challenge_in: Any, visitor: Client, eventually: Any
) -> None:
    challenge = challenge_in("upcoming")
    assert "Soon" in look("/") and ">Upcoming<" in look(LIST)
    soon(challenge, "opens_at")
    # once: it may come between two looks
    eventually(lambda: b"Open for songs" in visitor.get("/").content, seconds=30)
    assert "Open for songs" in look("/") and ">Open<" in look(LIST)


@pytest.mark.django_db(transaction=True)
def test_time_alone_ends_the_blindness(
    look: Look, board: Any, visitor: Client, eventually: Any
) -> None:
    challenge, _ = board
    assert "Secret title" not in look(BOARD) + look(ENTRIES) + look("/") and "Vote now" in look("/")
    soon(challenge, "voting_closes_at")
    eventually(lambda: b"Finished" in visitor.get("/").content, seconds=30)
    assert all(
        "Secret title 0" in look(page) and "by maker0" in look(page) for page in (BOARD, ENTRIES)
    )
    assert "Secret title" in look("/")


def test_a_vote_that_is_opened_again_is_blind_again(look: Look, board: Any) -> None:
    challenge, _ = board
    to_phase(challenge, "closed")
    assert all("Secret title" in look(page) for page in (BOARD, ENTRIES, "/"))
    to_phase(challenge, "voting")
    shown = [look(page) for page in (BOARD, ENTRIES, "/")]
    assert not any("Secret title" in page for page in shown)
    assert not any("maker0" in page for page in shown)


def test_votes_and_voids_reach_the_board(
    look: Look, board: Any, charlie: Any, staff: Any, heard_ballot: Any, bob: Any
) -> None:
    challenge, _ = board
    assert "1 votes" in look(BOARD)
    vote_cast(ballot=heard_ballot(charlie, challenge), outcome="b")
    board_refresh(challenge=challenge)
    assert "2 votes" in look(BOARD) and "2 votes" in look(BOARD, bob)
    vote_void(vote=Vote.objects.latest("pk"), by=staff, reason="a test")
    board_refresh(challenge=challenge)
    assert "1 votes" in look(BOARD) and "1 votes" in look(BOARD, bob)


def test_a_score_that_comes_late(look: Look, board: Any) -> None:
    _, entries = board
    look(BOARD)
    report = ScoreReport.objects.get(pk=entries[0].score_report_id)
    ScoreReport.objects.filter(pk=report.pk).update(state=ReportState.DONE, score=73.2)
    assert ">73<" in look(BOARD)


def test_an_entry_that_stands_no_more_leaves_the_board(look: Look, board: Any) -> None:
    _, entries = board
    gone = f"Entry {entries[1].number}<"
    assert gone in look(BOARD)
    Entry.objects.filter(pk=entries[1].pk).update(withdrawn_at=timezone.now())
    assert gone not in look(BOARD) and gone not in look(ENTRIES)


def test_names_on_a_decided_board(look: Look, board: Any) -> None:
    challenge, entries = board
    to_phase(challenge, "closed")
    assert all("by maker0" in look(page) for page in (BOARD, ENTRIES))
    User.objects.filter(pk=entries[0].maker_id).update(display_name="The Baroness")
    assert all("by The Baroness" in look(page) for page in (BOARD, ENTRIES))
    person_erase(person=entries[0].maker, by=entries[0].maker)
    assert not any("Baroness" in look(page) for page in (BOARD, ENTRIES, "/"))


@pytest.mark.parametrize("phase", ["voting", "closed"])
def test_a_maker_finds_their_own_row_and_nobody_else_does(
    phase: str, look: Look, board: Any, staff: Any
) -> None:
    challenge, entries = board
    to_phase(challenge, phase)
    for _ in range(2):
        for entry in entries:
            page = look(BOARD, entry.maker)
            assert page.count(">Yours<") == 1 and entry.title in page
            others = [other.title in page for other in entries if other != entry]
            assert all(others) if phase == "closed" else not any(others)
        for person in (None, staff):
            assert "Yours" not in look(BOARD, person) and (
                "Secret title" in look(BOARD, person)
            ) == (phase == "closed")
