"""Who has come to the end of one challenge of a season is led to the next."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge
from chartbusters.seasons.models import Season
from chartbusters.seasons.selectors import vote_in_season
from tests.contests import to_phase

SECOND = "/challenges/second/vote/"


@pytest.fixture
def first(season: Season) -> Challenge:
    return to_phase(season.challenges.get(slug="first"), "voting")


def test_it_works(first: Challenge, season: Season, client_of: Any, bob: Any) -> None:
    page = client_of(bob).get("/challenges/first/vote/").content.decode()
    assert f'href="{SECOND}">Go on with “' in page
    season.published = False
    season.save()
    assert SECOND not in client_of(bob).get("/challenges/first/vote/").content.decode()


def test_it_leads_to_none_that_one_knows(first: Challenge, heard_ballot: Any, bob: Any) -> None:
    """Nor to one that takes no votes."""
    second = Challenge.objects.get(slug="second")
    found = vote_in_season(first.pk, bob.pk)
    assert found and found.pk == second.pk
    heard_ballot(bob, second)
    assert vote_in_season(first.pk, bob.pk) is None
    to_phase(first, "closed")
    assert vote_in_season(second.pk, bob.pk) is None
