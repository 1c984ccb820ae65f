"""The board of a season follows the results of its challenges, and nothing before they are told."""

from typing import Any

import pytest
from django.utils import timezone

from chartbusters.challenges.models import Author, Challenge, Entry
from chartbusters.challenges.services import entry_compare
from chartbusters.ops.health import Unhealthy
from chartbusters.seasons import services
from chartbusters.seasons.health import seasons_checked
from chartbusters.seasons.models import Season, SeasonStanding
from tests.chartbusters.seasons.conftest import told
from tests.contests import to_phase


def rows(season: Season) -> list[tuple[Any, ...]]:
    standings = SeasonStanding.objects.filter(season=season).order_by("position")
    return list(standings.values_list("person__username", "place", "contests"))


ONE = [("maker0", 1, 1), ("maker1", 2, 1), ("maker2", 3, 1)]


def test_it_works(season: Season, django_assert_num_queries: Any) -> None:
    assert services.seasons_refresh() == 1
    assert rows(season) == ONE  # the other contest still votes
    assert services.seasons_refresh() == 0
    challenge = Challenge.objects.get(slug="second")
    told(challenge, list(challenge.entries.order_by("-maker__username")))
    assert services.seasons_refresh() == 0
    to_phase(challenge, "closed")
    assert services.seasons_refresh() == 1
    # Who was once first and once last is level with who was in the middle twice.
    assert rows(season) == [("maker0", 1, 2), ("maker1", 1, 2), ("maker2", 1, 2)]
    with django_assert_num_queries(3):
        assert services.seasons_refresh() == 0


def test_it_is_safe_to_run_twice(season: Season) -> None:
    services.season_refresh(season=season)
    before = list(SeasonStanding.objects.values_list("person", "position", "rating"))
    services.season_refresh(season=season)
    assert list(SeasonStanding.objects.values_list("person", "position", "rating")) == before


@pytest.mark.parametrize(
    "fields", [{"published": False}, {"minimum_votes": 1000}, {"voting_closes_at": None}]
)
def test_a_result_that_is_told_no_more_counts_no_more(
    season: Season, fields: dict[str, Any]
) -> None:
    services.seasons_refresh()
    challenge = Challenge.objects.filter(slug="first")
    if "voting_closes_at" in fields:  # voting was opened again
        to_phase(challenge.get(), "voting")
    else:
        challenge.update(**fields)
    assert services.seasons_refresh() == 1
    assert rows(season) == []


def test_co_authors_stand_beside_their_makers(season: Season, bob: Any, charlie: Any) -> None:
    entry = Entry.objects.get(challenge__slug="first", maker__username="maker0")
    for place, person in enumerate((bob, charlie), 1):
        signed = timezone.now() if person == bob else None  # who has not signed made nothing
        Author.objects.create(entry=entry, person=person, place=place, accepted_at=signed)
    services.seasons_refresh()
    first, second, *rest = rows(season)
    assert {first, second} == {("bob", 1, 1), ONE[0]}
    assert rest == [("maker1", 3, 1), ("maker2", 4, 1)]


def test_what_is_there_to_compare_with_has_no_row(season: Season, staff: Any) -> None:
    services.seasons_refresh()
    entry = Entry.objects.get(challenge__slug="first", maker__username="maker0")
    entry_compare(entry=entry, by=staff)
    assert services.seasons_refresh() == 1
    assert rows(season) == [("maker1", 1, 1), ("maker2", 2, 1)]
    assert SeasonStanding.objects.get(position=1).rating == 62.5  # first of two, and the middle


def test_who_is_switched_off_has_no_row(season: Season) -> None:
    maker = Entry.objects.filter(maker__username="maker1").first().maker
    maker.is_active = False
    maker.save()
    services.seasons_refresh()
    assert rows(season) == [("maker0", 1, 1), ("maker2", 2, 1)]


def test_one_that_fails_stops_no_other(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Season.objects.create(title="Other", slug="other")
    refresh = services.season_refresh

    def stumble(*, season: Season) -> None:
        if season == other:
            raise ZeroDivisionError("by hand")
        refresh(season=season)

    monkeypatch.setattr(services, "season_refresh", stumble)
    assert services.seasons_refresh() == 1
    assert rows(season) == ONE
    with pytest.raises(Unhealthy, match="other"):
        seasons_checked()
    monkeypatch.undo()
    assert services.seasons_refresh() == 1
    assert seasons_checked()
