"""Playlists are made, renamed, shown and deleted by their owner, within bounds."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chartbusters.playlists.models import Playlist
from chartbusters.playlists.services import playlist_create, playlist_update, playlists
from chartbusters.web.errors import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LISTS = "/api/v1/playlists/"


def test_it_works(api: Any, bob: Any) -> None:
    made = api(bob).post(LISTS, {"title": "For <b>Sunday</b>", "visibility": "public"})
    assert made.status_code == 201 and made.json()["songs"] == []
    assert made.json()["url"] == "/people/bob/playlists/for-bsundayb/"
    told = api(bob).get(LISTS).json()["results"]
    assert [one["title"] for one in told] == ["For <b>Sunday</b>"]
    one = f"{LISTS}{made.json()['id']}/"
    changed = api(bob).patch(one, {"title": "Monday", "description": "Slow ones."}).json()
    assert (changed["title"], changed["visibility"]) == ("Monday", "public")
    assert changed["url"] == made.json()["url"], "links that people have stay"
    assert api(bob).delete(one).status_code == 204 and not Playlist.objects.exists()


def test_names_in_addresses_tell_apart(bob: Any, charlie: Any) -> None:
    made = [playlist_create(owner=bob, title="Five").slug for _ in range(3)]
    assert [*made, playlist_create(owner=charlie, title="Five").slug] == [
        *("five", "five-2", "five-3"),
        "five",
    ]
    assert playlist_create(owner=bob, title="月").slug == "playlist"


def test_only_its_owner_changes_it(api: Any, five: Playlist, charlie: Any, staff: Any) -> None:
    one = f"{LISTS}{five.pk}/"
    song = five.places.first().composition_id
    for person in (charlie, staff):
        who = api(person)
        assert who.get(one).status_code == 200
        assert who.patch(one, {"title": "Mine"}).status_code == 404
        assert who.delete(one).status_code == 404
        assert who.delete(f"{one}songs/{song}/").status_code == 404
        assert who.put(f"{one}order/", {"songs": [], "version": 1}).status_code == 404
    assert api().patch(one, {"title": "Mine"}).status_code in (401, 403)
    assert api().get(LISTS).status_code in (401, 403)


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_who_may_not_see_it_finds_nothing(
    visibility: str, api: Any, five: Playlist, bob: Any, charlie: Any, client_of: Any, visitor: Any
) -> None:
    playlist_update(playlist=five, visibility=visibility)
    one, page = f"{LISTS}{five.pk}/", five.get_absolute_url()
    assert api(charlie).get(one).status_code == api().get(one).status_code == 404
    assert client_of(charlie).get(page).status_code == visitor.get(page).status_code == 404
    assert api(bob).get(one).status_code == client_of(bob).get(page).status_code == 200
    assert "Five" not in visitor.get("/people/bob/playlists/").content.decode()
    assert "Five" not in visitor.get("/@bob/").content.decode()


def test_what_everybody_may_see_is_on_its_owners_page(five: Playlist, visitor: Any) -> None:
    assert ">Five<" in visitor.get("/@bob/").content.decode()
    assert "5 songs" in visitor.get("/people/bob/playlists/").content.decode()


REFUSED = [
    {"title": ""}, {"title": " "}, {"title": "a" * 121}, {"title": "A", "visibility": "no"},
    {"title": "A", "description": "a" * 1_001},
]  # fmt: skip


@pytest.mark.parametrize("words", REFUSED, ids=str)
def test_it_refuses_what_does_not_fit(words: dict[str, str], api: Any, bob: Any) -> None:
    with pytest.raises(Refusal):
        playlist_create(owner=bob, **words)
    assert api(bob).post(LISTS, words).status_code == 400
    assert not Playlist.objects.exists()


def test_it_rejects_more_than_one_may_have(monkeypatch: pytest.MonkeyPatch, bob: Any) -> None:
    monkeypatch.setattr(playlists, "MOST_PLAYLISTS", 1)
    playlist_create(owner=bob, title="One")
    with pytest.raises(Refusal, match="as many as one person may"):
        playlist_create(owner=bob, title="Two")


def test_the_database_keeps_links_to_what_is_secret(five: Playlist) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Playlist.objects.update(secret_hash="abc")


def test_a_secret_link_opens_it_until_it_is_replaced_or_ended(
    five: Playlist, bob: Any, client_of: Any, visitor: Any
) -> None:
    client, settings = client_of(bob), f"/playlists/{five.pk}/settings/"

    def link(**fields: str) -> str:
        page = client.post(settings, fields).content.decode()
        return page.partition("http://testserver/p/")[2].partition('"')[0]

    first = link(visibility="secret")  # a secret one without a link would be shown to nobody
    shown = visitor.get(f"/p/{first}")
    assert "Five" in shown.content.decode() and shown["Referrer-Policy"] == "no-referrer"
    assert "no-store" in shown["Cache-Control"] and "noindex" in shown["X-Robots-Tag"]
    second = link(make_link="1")
    assert visitor.get(f"/p/{first}").status_code == 404
    assert visitor.get(f"/p/{second}").status_code == 200
    client.post(settings, {"title": "Five"})
    assert visitor.get(f"/p/{second}").status_code == 200, "another title ends no link"
    client.post(settings, {"visibility": "public"})
    client.post(settings, {"visibility": "private"})
    assert visitor.get(f"/p/{second}").status_code == 404


def test_pages_make_and_delete_them(bob: Any, client_of: Any, visitor: Any) -> None:
    assert "/login/" in visitor.get("/playlists/")["Location"]
    client = client_of(bob)
    assert "Songs in an order of your own" in client.get("/playlists/").content.decode()
    page = client.post("/playlists/", {"title": "Five"})["Location"]
    assert "No song is in here yet" in client.get(page).content.decode()
    assert ">Five<" in client.get("/playlists/").content.decode()
    client.post(f"/playlists/{Playlist.objects.get().pk}/delete/")
    assert client.get(page).status_code == 404
