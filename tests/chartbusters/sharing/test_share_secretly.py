import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from chartbusters.compositions.models import Composition, Visibility
from chartbusters.sharing.services import secret_link_make, secret_link_revoke
from chartbusters.web.models import RememberedRequest

pytestmark = pytest.mark.django_db
SETTINGS = "/@alice/morning-song/settings/"


def test_it_works(alice: Any, visitor: Client, shared: Callable[..., Composition]) -> None:
    composition = shared(alice, visibility=Visibility.PRIVATE)
    token = secret_link_make(composition=composition)
    page = visitor.get(f"/s/{token}/")
    assert page.status_code == 200 and "Morning Song" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer" and page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert "/studio/?remix=" not in page.content.decode()
    for part in ("song.mp3", "song.mid", "notes.json", "rendering.json", "embed/"):
        answer = visitor.get(f"/s/{token}/{part}")
        assert answer.status_code == 200 and answer["Referrer-Policy"] == "no-referrer", part


def test_it_keeps_only_the_hash_of_256_bits(alice: Any, shared: Callable[..., Composition]) -> None:
    composition = shared(alice, visibility=Visibility.PRIVATE)
    token = secret_link_make(composition=composition)
    composition.refresh_from_db()
    assert (
        len(token) == 43 and composition.secret_hash == hashlib.sha256(token.encode()).hexdigest()
    )
    assert composition.visibility == Visibility.SECRET


def test_it_kills_the_link_before_it(
    alice: Any, visitor: Client, shared: Callable[..., Composition]
) -> None:
    composition = shared(alice)
    old, new = secret_link_make(composition=composition), secret_link_make(composition=composition)
    assert visitor.get(f"/s/{old}/").status_code == 404
    assert visitor.get(f"/s/{new}/").status_code == 200


def test_it_ends_with_the_link(
    alice: Any, visitor: Client, shared: Callable[..., Composition]
) -> None:
    composition = shared(alice, visibility=Visibility.PRIVATE)
    token = secret_link_make(composition=composition)
    composition.refresh_from_db()
    secret_link_revoke(composition=composition)
    composition.refresh_from_db()
    assert composition.visibility == Visibility.PRIVATE
    assert visitor.get(f"/s/{token}/song.mp3").status_code == 404


def test_it_ends_when_the_song_is_made_private(
    alice: Any, visitor: Client, client_of: Any, shared: Any
) -> None:
    token = secret_link_make(composition=shared(alice, visibility=Visibility.PRIVATE))
    client_of(alice).post(SETTINGS, {"visibility": "private"})
    assert visitor.get(f"/s/{token}/").status_code == 404


@pytest.mark.parametrize(
    "token",
    ["x", "0" * 43, "%00", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
)
def test_it_rejects_tokens_that_are_none(
    alice: Any, visitor: Client, shared: Any, token: str
) -> None:
    shared(alice)  # a song without a link has no hash, and must not be found by an empty one
    assert visitor.get(f"/s/{token}/").status_code in (400, 404)


def test_it_shows_the_link_once_on_the_page(
    alice: Any, visitor: Client, client_of: Any, shared: Any
) -> None:
    shared(alice, visibility=Visibility.PRIVATE)
    browser = client_of(alice)
    page = browser.post(SETTINGS, {"make_link": "1"})
    link = re.search(r"http://testserver(/s/[\w-]+/)", page.content.decode())
    assert link and "no-store" in page["Cache-Control"]
    assert visitor.get(link[1]).status_code == 200
    assert "/s/" not in browser.get("/@alice/morning-song/").content.decode().replace(
        "/studio/", ""
    )


def test_it_makes_a_link_for_a_song_that_becomes_secret(
    alice: Any, client_of: Any, shared: Any
) -> None:
    composition = shared(alice)
    page = client_of(alice).post(SETTINGS, {"visibility": "secret"})
    composition.refresh_from_db()
    assert composition.secret_hash and "http://testserver/s/" in page.content.decode()


def test_it_requires_the_maker(
    alice: Any, bob: Any, charlie: Any, visitor: Client, client_of: Any, api: Any, shared: Any
) -> None:
    composition = shared(alice)
    for client in (client_of(bob), client_of(charlie)):
        assert client.post(SETTINGS, {"make_link": "1", "visibility": "private"}).status_code == 404
    assert visitor.post(SETTINGS, {"make_link": "1"}).status_code == 302
    address = f"/api/v1/compositions/{composition.pk}/secret-link/"
    assert api(bob).post(address).status_code == api(charlie).post(address).status_code == 404
    assert api().post(address).status_code in (401, 403)
    composition.refresh_from_db()
    assert composition.secret_hash == "" and composition.visibility == Visibility.PUBLIC


def test_it_works_for_programs(alice: Any, visitor: Client, api: Any, shared: Any) -> None:
    composition = shared(alice, visibility=Visibility.PRIVATE)
    address = f"/api/v1/compositions/{composition.pk}/secret-link/"
    made = api(alice).post(address)
    assert made.status_code == 201
    assert visitor.get(made.json()["url"]).status_code == 200
    assert api(alice).delete(address).status_code == 204
    assert visitor.get(made.json()["url"]).status_code == 404


def test_it_is_not_kept_for_a_repetition(
    alice: Any, visitor: Client, api: Any, shared: Any
) -> None:
    """Answers are kept for a day under their Idempotency-Key; this one must not be. A repetition
    replaces nothing."""
    address = f"/api/v1/compositions/{shared(alice, visibility=Visibility.PRIVATE).pk}/secret-link/"
    first, second = (api(alice).post(address, Idempotency_Key="k1") for _ in range(2))
    assert RememberedRequest.objects.get().body == ""
    assert (second.status_code, second.json()["code"]) == (409, "already_done")
    assert visitor.get(first.json()["url"]).status_code == 200


@pytest.mark.parametrize("back", ["secret", "public"])
def test_a_dead_link_stays_dead(
    alice: Any, visitor: Client, client_of: Any, api: Any, shared: Any, back: str
) -> None:
    composition = shared(alice, visibility=Visibility.PRIVATE)
    token = secret_link_make(composition=composition)
    api(alice).patch(f"/api/v1/compositions/{composition.pk}/", {"visibility": "private"})
    page = client_of(alice).post(SETTINGS, {"visibility": back}, follow=True).content.decode()
    assert (
        visitor.get(f"/s/{token}/").status_code
        == visitor.get(f"/s/{token}/song.mid").status_code
        == 404
    )
    assert ("/s/" in page.replace("/studio/", "")) == (back == "secret")  # and a new one is shown


def test_a_private_song_cannot_have_a_link(alice: Any, shared: Any) -> None:
    composition = shared(alice, visibility=Visibility.PRIVATE)
    with pytest.raises(IntegrityError):
        Composition.objects.filter(pk=composition.pk).update(secret_hash="0" * 64)


def test_the_picture_goes_with_the_song(
    alice: Any, visitor: Client, client_of: Any, shared: Any
) -> None:
    """What others keep of it they must ask us about, each time."""
    shared(alice)
    seen = visitor.get("/@alice/morning-song/card.png")
    assert "no-cache" in seen["Cache-Control"] and "max-age=3600" not in seen["Cache-Control"]
    kept = {"If-None-Match": seen["ETag"]}
    assert visitor.get("/@alice/morning-song/card.png", headers=kept).status_code == 304
    client_of(alice).post(SETTINGS, {"visibility": "private"})
    assert visitor.get("/@alice/morning-song/card.png", headers=kept).status_code == 404
