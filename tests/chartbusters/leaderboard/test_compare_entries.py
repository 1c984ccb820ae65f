"""Entries that are there to compare with: unknown while voting runs, then on the board without a
place, a medal or a result, and all others are ranked as if they had not entered."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser, Permission

from chartbusters.challenges.models import Challenge, Entry, Organiser
from chartbusters.challenges.results import results_of
from chartbusters.challenges.services import comparing, entry_compare
from chartbusters.leaderboard.export import board_table
from chartbusters.leaderboard.final.services import finals_refresh
from chartbusters.leaderboard.models import FinalBoard, FinalStanding, Standing
from chartbusters.leaderboard.reveal import revealed
from chartbusters.leaderboard.services import board_refresh
from chartbusters.leaderboard.showing import board_view
from chartbusters.web.errors import Refusal
from tests.contests import to_phase

BOARD, WORDS = "/challenges/tunes/leaderboard/", "made to compare with"


@pytest.fixture
def ranked(voted: Any) -> Any:
    """A contest that votes, whose four places are sure, in the order of its entries."""
    challenge, entries = voted(votes=30)
    run = board_refresh(challenge=challenge)
    for place, entry in enumerate(entries, 1):
        rating, row = 1500 - 100 * place, Standing.objects.filter(run=run, entry=entry)
        span = {"low": rating - 10, "high": rating + 10, "rank_low": place, "rank_high": place}
        row.update(position=place + 100, rating=rating, **span)
    for place in range(1, 5):
        Standing.objects.filter(run=run, position=place + 100).update(position=place)
    return challenge, entries


def test_it_works(ranked: Any, staff: Any, visitor: Any, api: Any) -> None:
    challenge, entries = ranked
    entry_compare(entry=entries[0], by=staff)
    closed = to_phase(challenge, "closed")
    rows = board_view(challenge=closed, viewer=AnonymousUser()).rows
    told = [(row.rank, row.medal and row.medal.name) for row in rows]
    assert told == [("", None), ("1", "gold"), ("2", "silver"), ("3", None)]
    assert visitor.get(BOARD).content.decode().count(WORDS) == 1
    first, second, *_ = api().get("/api/v1/leaderboards/tunes/").json()["rows"]
    assert (first["rank"], first["compared"]) == (None, True)
    assert (second["rank"], second["compared"]) == ([1, 1], False)
    results = results_of(entries=[entry.pk for entry in entries])
    assert entries[0].pk not in results
    assert results[entries[1].pk].words == "surely first of 3"
    assert [one.entry.pk for one in revealed(challenge=closed)[::-1]] == [
        entry.pk for entry in entries[1:]
    ]
    _, one, two, *_ = board_table(run=closed.board.run_id).splitlines()
    assert one.startswith("1,,,") and one.endswith(",yes") and two.startswith("2,1,1,")


def test_nothing_shows_it_while_voting_runs(
    ranked: Any, staff: Any, visitor: Any, client_of: Any, api: Any
) -> None:
    challenge, entries = ranked
    before = visitor.get(BOARD).content
    entry_compare(entry=entries[0], by=staff)
    assert not challenge.notes.exists()
    assert visitor.get(BOARD).content == before
    own = client_of(entries[0].maker)
    page = entries[0].get_absolute_url()
    assert WORDS not in own.get(page).content.decode()
    assert WORDS not in own.get("/challenges/tunes/entries/").content.decode()
    rows = api(entries[0].maker).get("/api/v1/leaderboards/tunes/").json()["rows"]
    assert [row["compared"] for row in rows] == [False] * 4


def test_a_result_that_changes_is_noted(ranked: Any, staff: Any, visitor: Any) -> None:
    challenge, entries = ranked
    to_phase(challenge, "closed")
    entry = entry_compare(entry=entries[0], by=staff)
    since = entry.compared_at
    assert entry_compare(entry=entry, by=staff).compared_at == since  # twice is as good as once
    assert WORDS in visitor.get(entry.get_absolute_url()).content.decode()
    assert WORDS in visitor.get("/challenges/tunes/entries/").content.decode()
    entry_compare(entry=entry, by=staff, back=True)
    assert WORDS not in visitor.get(BOARD).content.decode()
    number = f"Entry {entry.number}"
    assert [note.text for note in challenge.notes.all()] == [
        f"{number} takes a place after all.",
        f"{number} is there to compare with, and takes no place.",
    ]
    assert LogEntry.objects.filter(user=staff, object_id=entry.pk).count() == 2


@pytest.mark.parametrize(
    ("role", "status"), [("moderator", 302), ("editor", 403), ("viewer", 403), (None, 404)]
)
def test_it_requires_the_role(
    role: str | None, status: int, contest: Any, charlie: Any, client_of: Any, api: Any
) -> None:
    challenge, (entry, *_) = contest("voting")
    if role:
        Organiser.objects.create(challenge=challenge, person=charlie, role=role)
    page = f"/desk/tunes/entries/{entry.number}/compare/"
    assert client_of(charlie).post(page).status_code == status
    address = f"/api/v1/challenges/tunes/entries/{entry.number}/compare/"
    answer = api(charlie).post(address, {"compared": True})
    assert answer.status_code == (200 if status == 302 else status)
    entry.refresh_from_db()
    assert (entry.compared_at is not None) == (role == "moderator")


def test_staff_need_one_right(contest: Any, charlie: Any) -> None:
    _, (entry, *_) = contest("voting")
    charlie.is_staff = True
    charlie.save()
    charlie.user_permissions.set(Permission.objects.filter(codename="view_challenge"))
    with pytest.raises(Refusal):
        entry_compare(entry=entry, by=charlie)
    charlie = type(charlie).objects.get(pk=charlie.pk)  # permissions are kept on the row
    charlie.user_permissions.set(Permission.objects.filter(codename="change_challenge"))
    assert entry_compare(entry=entry, by=charlie).compared_at


def test_nobody_takes_a_place_for_themselves_and_they_are_few(
    contest: Any, staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_COMPARED", 1)
    _, (entry, other, _) = contest("voting")
    Entry.objects.filter(pk=entry.pk).update(maker=staff)
    entry = entry_compare(entry=Entry.objects.get(pk=entry.pk), by=staff)  # their own model's
    with pytest.raises(Refusal) as refused:
        entry_compare(entry=entry, by=staff, back=True)
    assert refused.value.code == "own_entry"
    with pytest.raises(Refusal) as refused:
        entry_compare(entry=other, by=staff)
    assert refused.value.code == "too_many_compared"


def test_a_final_board_is_told_without_it(ranked: Any, staff: Any, visitor: Any) -> None:
    challenge, entries = ranked
    Challenge.objects.filter(pk=challenge.pk).update(weight_public=60, weight_jury=40)
    closed = to_phase(challenge, "closed")
    assert finals_refresh() == 1
    standings = FinalStanding.objects.filter(board=challenge.pk).order_by("position")
    before = list(standings.values_list("entry", "rank_high"))
    entry_compare(entry=entries[0], by=staff)
    assert finals_refresh() == 1
    after = list(standings.exclude(entry=entries[0].pk).values_list("entry", "rank_high"))
    assert [pk for pk, _ in after] == [pk for pk, _ in before if pk != entries[0].pk]
    assert max(worst for _, worst in after) == FinalBoard.objects.get(pk=challenge.pk).among == 3
    assert entries[0].pk not in [one.entry.pk for one in revealed(challenge=closed)]
    page = visitor.get("/challenges/tunes/final/").content.decode()
    assert page.count(WORDS) == 1 and "no place" in page
