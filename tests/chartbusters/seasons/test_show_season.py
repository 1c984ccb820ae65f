"""Pages and API of seasons: for everybody, a page of rows at a time, with one's own."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from chartbusters.seasons import selectors, services
from chartbusters.seasons.models import Season, SeasonStanding

PAGE, API = "/seasons/spring/", "/api/v1/seasons/spring/"


@pytest.fixture
def computed(season: Season) -> Season:
    services.seasons_refresh()
    return season


def crowd(season: Season, count: int) -> None:
    """So many people below the three."""
    User = get_user_model()
    made = User.objects.bulk_create(User(username=f"person{n:02}") for n in range(count))
    SeasonStanding.objects.bulk_create(
        SeasonStanding(
            season=season,
            person=person,
            position=place,
            place=place,
            rating=20,
            low=10,
            high=30,
            contests=1,
        )
        for place, person in enumerate(made, 4)
    )
    season.board.people = count + 3
    season.board.save()


def test_it_works(computed: Season, visitor: Any, api: Any) -> None:
    page = visitor.get(PAGE).content.decode()
    assert page.index("maker0") < page.index("maker1") < page.index("maker2")
    assert page.count('class="interval"') == 3 and "1 of 2 challenges counted" in page
    assert "Spring" in visitor.get("/seasons/").content.decode()
    answer = api().get(API).json()
    assert [row["person"] for row in answer["rows"]] == ["maker0", "maker1", "maker2"]
    assert {one["challenge"]: one["counted"] for one in answer["contests"]} == {
        "first": True,
        "second": False,
    }
    assert [one["slug"] for one in api().get("/api/v1/seasons/").json()["results"]] == ["spring"]


def test_ones_own_row_is_beside_any_page(
    computed: Season, client_of: Any, api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "SIZE", 4)
    crowd(computed, 12)
    person = SeasonStanding.objects.get(position=10).person
    page = client_of(person).get(PAGE).content.decode()
    assert "Around you" in page and page.count("<tr role") == 1 + 4 + 5 + 2
    assert page.count('<tr role="row" aria-current="true">') == 1
    assert api(person).get(API).json()["own"]["position"] == 10
    after = client_of(person).get(PAGE, {"after": 8}).content.decode()
    assert "Around you" not in after and "?after=12" in after


def test_it_asks_the_same_however_many_there_are(
    computed: Season, client_of: Any, alice: Any, django_assert_max_num_queries: Any
) -> None:
    crowd(computed, 60)
    alices = client_of(alice)
    with django_assert_max_num_queries(9):
        alices.get(PAGE)


def test_a_season_that_is_not_published_is_not_there(
    computed: Season, visitor: Any, api: Any
) -> None:
    Season.objects.update(published=False)
    assert visitor.get(PAGE).status_code == api().get(API).status_code == 404
    assert api().get("/api/v1/seasons/").json()["results"] == []
    assert "no season yet" in visitor.get("/seasons/").content.decode()
    assert PAGE not in visitor.get("/users/maker0/").content.decode()


def test_it_is_told_before_anything_has_ended(visitor: Any, db: None) -> None:
    Season.objects.create(title="Spring", slug="spring", published=True)
    assert "No challenge belongs to this season yet" in visitor.get(PAGE).content.decode()


def test_it_is_found(computed: Season, visitor: Any) -> None:
    maker = get_user_model().objects.get(username="maker0")
    assert "place 1 of 3" in visitor.get(maker.get_absolute_url()).content.decode()
    assert "/seasons/" in visitor.get("/challenges/").content.decode()
    assert f"{PAGE}</loc>" in visitor.get("/sitemap.xml").content.decode()
