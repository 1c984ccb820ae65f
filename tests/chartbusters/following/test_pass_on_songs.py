"""Reposts: one of a person for a song that everybody may hear, taken back, gone with a block."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_update
from chartbusters.following.models import Post
from chartbusters.following.services import person_block, posts, song_repost
from chartbusters.web.errors import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def waltz(alice: Any, song_of: Any) -> Composition:
    song: Composition = song_of(alice, "Waltz")
    return song


def address(song: Composition) -> str:
    return f"/api/v1/songs/{song.pk}/repost/"


def passed() -> Any:
    return Post.objects.filter(reposted=True)


def test_it_works(api: Any, waltz: Composition, bob: Any, charlie: Any) -> None:
    for _ in range(2):
        assert api(bob).put(address(waltz)).json() == {"reposts": 1, "mine": True}
    assert api(charlie).put(address(waltz)).json() == {"reposts": 2, "mine": True}
    for _ in range(2):
        assert api(bob).delete(address(waltz)).json() == {"reposts": 1, "mine": False}
    assert passed().get().person == charlie


def test_a_second_one_is_refused_by_the_database(waltz: Composition, bob: Any) -> None:
    song_repost(song=waltz, by=bob)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(listing=waltz.listing, person=bob, reposted=True)


def test_it_requires_somebody_else(api: Any, waltz: Composition, visitor: Any) -> None:
    assert api().put(address(waltz)).status_code in (401, 403)
    assert "/login/" in visitor.post(f"/songs/{waltz.pk}/repost/")["Location"]
    assert api(waltz.owner).put(address(waltz)).json()["code"] == "own_song"
    assert api(waltz.owner).delete(address(waltz)).status_code == 200
    assert Post.objects.get().reposted is False, "one's own place in streams is no repost"


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_it_requires_a_song_that_everybody_may_hear(
    visibility: str, api: Any, waltz: Composition, bob: Any
) -> None:
    composition_update(composition=waltz, visibility=visibility)
    assert api(bob).put(address(waltz)).status_code == 404
    assert not passed().exists()


def test_who_is_blocked_passes_nothing_on(api: Any, waltz: Composition, bob: Any) -> None:
    song_repost(song=waltz, by=bob)
    person_block(by=waltz.owner, person=bob)
    assert not passed().exists(), "what was passed on is taken back with the block"
    answer = api(bob).put(address(waltz))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_here")


def test_it_rejects_more_than_one_may(
    monkeypatch: pytest.MonkeyPatch, waltz: Composition, bob: Any, song_of: Any
) -> None:
    monkeypatch.setattr(posts, "MOST_REPOSTS", 1)
    for _ in range(2):
        song_repost(song=waltz, by=bob)
    with pytest.raises(Refusal, match="as many as one person may"):
        song_repost(song=song_of(waltz.owner, "Polka"), by=bob)


def test_it_shows_on_pages(waltz: Composition, bob: Any, client_of: Any, visitor: Any) -> None:
    page, client = "/@alice/waltz/", client_of(bob)
    assert "reposted by" not in visitor.get(page).content.decode()
    assert client.post(f"/songs/{waltz.pk}/repost/")["Location"] == page
    for one in (client, visitor, client_of(waltz.owner)):
        assert "reposted by 1 person" in one.get(page).content.decode()
        assert ">Waltz<" in one.get("/@bob/").content.decode()
    client.post(f"/songs/{waltz.pk}/repost/", {"take": "1"})
    assert "reposted by" not in visitor.get(page).content.decode()
    assert ">Waltz<" not in visitor.get("/@bob/").content.decode()
