"""Follows: one of a person for another, on their page and in the API, told to the followed once a
day."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chartbusters.following.models import Follow
from chartbusters.following.services import follows, person_block, person_follow, person_mute
from chartbusters.notices.models import Notice
from chartbusters.web.errors import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ADDRESS = "/api/v1/people/alice/follow/"


def test_it_works(api: Any, alice: Any, bob: Any, charlie: Any) -> None:
    for _ in range(2):
        assert api(bob).put(ADDRESS).json() == {
            "follows": True,
            "blocks": False,
            "mutes": False,
            "followers": 1,
        }
    assert api(charlie).put(ADDRESS).json()["followers"] == 2
    for _ in range(2):
        assert api(bob).delete(ADDRESS).json()["followers"] == 1
    assert Follow.objects.get().follower == charlie


def test_the_database_refuses_two_of_one_person_and_oneself(alice: Any, bob: Any) -> None:
    Follow.objects.create(follower=bob, followed=alice)
    for follower in (bob, alice):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(follower=follower, followed=alice)


def test_it_requires_somebody_else(api: Any, alice: Any, visitor: Any) -> None:
    assert api().put(ADDRESS).status_code in (401, 403)
    assert "/login/" in visitor.post("/people/alice/follow/")["Location"]
    assert api(alice).put(ADDRESS).json()["code"] == "yourself"
    assert api(alice).put("/api/v1/people/nobody/follow/").status_code == 404
    assert not Follow.objects.exists()


def test_it_rejects_more_than_a_stream_looks_through(
    monkeypatch: pytest.MonkeyPatch, alice: Any, bob: Any, charlie: Any
) -> None:
    monkeypatch.setattr(follows, "MOST_FOLLOWED", 1)
    for _ in range(2):
        person_follow(by=charlie, person=alice)  # whom one follows already is not one more
    with pytest.raises(Refusal, match="as many as one person may"):
        person_follow(by=charlie, person=bob)


def test_lists_are_public_and_come_in_pages(api: Any, alice: Any, bob: Any, charlie: Any) -> None:
    person_follow(by=bob, person=alice)
    person_follow(by=charlie, person=alice)
    told = api().get("/api/v1/people/alice/followers/").json()
    assert [one["username"] for one in told["results"]] == ["charlie", "bob"]
    first = Follow.objects.get(follower=charlie).pk
    told = api().get(f"/api/v1/people/alice/followers/?before={first}").json()
    assert [one["username"] for one in told["results"]] == ["bob"] and told["next"] is None
    told = api().get("/api/v1/people/bob/following/").json()
    assert [one["username"] for one in told["results"]] == ["alice"]


def test_lists_show_on_pages(visitor: Any, alice: Any, bob: Any) -> None:
    assert "Nobody follows alice yet" in visitor.get("/people/alice/followers/").content.decode()
    person_follow(by=bob, person=alice)
    page = visitor.get("/people/alice/followers/").content.decode()
    assert "1 follower<" in page and "@bob" in page
    assert "@alice" in visitor.get("/people/bob/following/").content.decode()


def test_who_is_switched_off_is_in_no_list(visitor: Any, alice: Any, bob: Any) -> None:
    person_follow(by=bob, person=alice)
    bob.is_active = False
    bob.save()
    page = visitor.get("/people/alice/followers/").content.decode()
    assert "@bob" not in page and "0 followers<" in page


def test_the_followed_is_told_once_a_day(alice: Any, bob: Any, charlie: Any) -> None:
    for person in (bob, charlie):
        person_follow(by=person, person=alice)
    notice = Notice.objects.select_related("event").get(person=alice)
    assert notice.event.address == "/people/alice/followers/"
    assert "bob" not in f"{notice.event.label}{notice.event.data}"


@pytest.mark.parametrize("act", [person_block, person_mute])
def test_the_followed_is_not_told_of_whom_they_do_not_want_to_see(
    act: Any, alice: Any, bob: Any, charlie: Any
) -> None:
    act(by=alice, person=bob)
    with pytest.raises(Refusal) if act is person_block else transaction.atomic():
        person_follow(by=bob, person=alice)
    assert not Notice.objects.exists()


def test_the_button_leads_back_to_its_page_only_on_this_site(alice: Any, client_of: Any) -> None:
    client = client_of(alice)
    for asked, led in [("/songs/", "/songs/"), ("https://evil.example/", "/@bob/"), ("", "/@bob/")]:
        client.post("/people/bob/follow/", {"next": asked})
        assert asked == led or led == "/@bob/"
