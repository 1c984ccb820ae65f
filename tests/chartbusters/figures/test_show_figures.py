"""Figures are counted by a worker, drawn for organisers, and tell nothing of who voted what."""

import csv
from typing import Any

import pytest

from chartbusters.challenges.models import Entry
from chartbusters.challenges.organisers import Organiser, Role
from chartbusters.figures.models import Figures
from chartbusters.figures.plots import days_filled, plot_of
from chartbusters.figures.services import figures_ask, figures_count
from chartbusters.voting.services import ballot_issue, ballot_skip, vote_cast
from tests.contests import to_phase

PAGE = "/desk/tunes/statistics/"


@pytest.fixture
def watched(contest: Any, bob: Any, charlie: Any, alice: Any, heard_ballot: Any) -> Any:
    """A voting challenge at which bob looks: one vote of charlie's, one pair that alice skipped,
    and one that lies open."""
    challenge, made = contest("voting", 4)
    Organiser.objects.create(challenge=challenge, person=bob, role=Role.VIEWER)
    vote_cast(ballot=heard_ballot(charlie, challenge), outcome="a")
    skipped = ballot_issue(challenge=challenge, voter=alice)
    assert skipped is not None
    ballot_skip(ballot=skipped)
    assert ballot_issue(challenge=challenge, voter=alice) is not None
    return challenge, made


def test_they_are_what_was_done(watched: Any) -> None:
    challenge, _ = watched
    figures_ask(challenge=challenge)
    figures_count(pk=challenge.pk)
    told = Figures.objects.get().told
    totals = {"voters": 1, "votes": 1, "pairs": 3, "skipped": 1, "open": 1, "entries": 4}
    assert totals.items() <= told["totals"].items()
    assert sum(count for _, count in told["votes"]) == 1
    assert ["20–40 s", 1] in told["listened"] and ["1", 1] in told["voters"]


def test_a_page_counts_nothing_itself(
    watched: Any, client_of: Any, bob: Any, django_assert_max_num_queries: Any
) -> None:
    challenge, _ = watched
    client = client_of(bob)
    assert "being counted" in client.get(PAGE).content.decode()
    figures_count(pk=challenge.pk)
    with django_assert_max_num_queries(15) as queries:
        page = client.get(PAGE).content.decode()
    assert "Votes a day" in page and "<svg" in page and "As a table" in page
    assert not any("voting_ballot" in query["sql"] for query in queries.captured_queries)


def test_many_who_look_ask_once(watched: Any, django_capture_on_commit_callbacks: Any) -> None:
    challenge, _ = watched
    with django_capture_on_commit_callbacks() as sent:
        for _ in range(3):
            figures_ask(challenge=challenge)
    assert len(sent) == 1


def test_strangers_find_nothing(watched: Any, client_of: Any, charlie: Any) -> None:
    assert client_of(charlie).get(PAGE).status_code == 404
    assert client_of(charlie).get(f"{PAGE}entries.csv").status_code == 404


def test_entries_are_taken_home_blind_and_without_formulas(
    watched: Any, client_of: Any, bob: Any
) -> None:
    challenge, made = watched
    Entry.objects.filter(pk=made[0].pk).update(title="=HYPERLINK(1)")
    before = client_of(bob).get(f"{PAGE}entries.csv").getvalue().decode()
    assert "HYPERLINK" not in before and "maker0" not in before and "submitted" not in before
    to_phase(challenge, "closed")
    after = client_of(bob).get(f"{PAGE}entries.csv").getvalue().decode()
    rows = list(csv.DictReader(after.splitlines()))
    assert [int(row["number"]) for row in rows] == sorted(entry.number for entry in made)
    assert "'=HYPERLINK(1)" in {row["title"] for row in rows}


def test_voters_are_for_who_looks_after_people(watched: Any, client_of: Any, bob: Any) -> None:
    _challenge, _ = watched
    assert client_of(bob).get(f"{PAGE}voters.csv").status_code == 403
    Organiser.objects.update(role=Role.MODERATOR)
    text = client_of(bob).get(f"{PAGE}voters.csv").getvalue().decode()
    rows = {row["voter"]: row for row in csv.DictReader(text.splitlines())}
    assert (rows["charlie"]["votes"], rows["charlie"]["seconds_heard"]) == ("1", "40.0")
    assert (rows["alice"]["skipped"], rows["alice"]["open"]) == ("1", "1")


def test_days_without_anything_stand_between_the_others() -> None:
    days = days_filled([["2026-02-27", 3], ["2026-03-02", 1]])
    assert days == [("27 Feb", 3), ("28 Feb", 0), ("1 Mar", 0), ("2 Mar", 1)]
    plot = plot_of("Votes", "Day", days)
    highest, none, _, low = plot.columns
    assert none.height == 0 and abs(highest.height - 3 * low.height) < 0.1
