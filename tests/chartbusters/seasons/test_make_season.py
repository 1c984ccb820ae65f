"""Staff who may change challenges make seasons in the administration; nobody else does."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from chartbusters.seasons import services
from chartbusters.seasons.models import Season

ADD = "/admin/seasons/season/add/"


@pytest.fixture
def helper(alice: Any) -> Any:
    """`helper("change_challenge")`: staff with this right and no other."""

    def make(right: str) -> Any:
        alice.is_staff = True
        alice.save()
        alice.user_permissions.set(Permission.objects.filter(codename=right))
        return alice

    return make


def test_it_works(helper: Any, client_of: Any, contest: Any) -> None:
    challenge, _ = contest("closed", 1)
    client = client_of(helper("change_challenge"))
    fields = {"title": "Spring", "slug": "spring", "words": "", "challenges": [challenge.pk]}
    assert client.post(ADD, {**fields, "published": "on"}).status_code == 302
    season = Season.objects.get(published=True)
    assert list(season.challenges.all()) == [challenge]
    assert LogEntry.objects.filter(object_id=season.pk, action_flag=1).exists()
    change = f"/admin/seasons/season/{season.pk}/change/"
    assert client.post(change, {**fields, "challenges": []}).status_code == 302
    season.refresh_from_db()
    assert not season.published and not season.challenges.exists()
    assert client.get("/admin/seasons/season/").status_code == 200


@pytest.mark.parametrize("right", ["view_challenge", "add_season", "change_season", "change_board"])
def test_it_requires_the_right(right: str, helper: Any, client_of: Any) -> None:
    person = helper(right)
    assert client_of(person).get(ADD).status_code == 403
    with pytest.raises(PermissionDenied):
        services.season_save(season=Season(title="A", slug="a"), challenges=[], by=person)


def test_it_has_bounds(
    staff: Any, client_of: Any, contest: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_CHALLENGES", 1)
    chosen = [contest("closed", 1, slug=slug)[0].pk for slug in ("one", "two")]
    fields = {"title": "Spring", "slug": "spring", "challenges": chosen}
    answer = client_of(staff).post(ADD, fields)
    assert "1 challenges at most" in answer.content.decode()
    assert not Season.objects.exists()
