"""A song in a running vote is heard on ballots only: no door of the site gives it, or another of
its tune, to anybody but its maker, until voting is over."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services import challenge_save, entry_create, entry_withdraw
from chartbusters.compositions.models import Composition
from chartbusters.compositions.presets import presets
from chartbusters.compositions.services import composition_delete, composition_update, revision_add
from chartbusters.sharing.services import secret_link_make
from tests.contests import HOUR, to_phase

pytestmark = pytest.mark.django_db
SONG = "/@alice/morning-song/"
PARTS = ["", "song.mp3", "song.mid", "card.png", "notes.json", "rendering.json"]
NAMED = [f"{SONG}{part}" for part in PARTS]
OTHERS = ["bob", "charlie", "staff", None]


@pytest.fixture
def people(alice: Any, bob: Any, charlie: Any, staff: Any, client_of: Any) -> dict[Any, Client]:
    """Browsers of the maker, a follower, a stranger, an organiser and a visitor."""
    known = {person.username: client_of(person) for person in (alice, bob, charlie)}
    return {**known, "staff": client_of(staff), None: Client()}


@pytest.fixture
def enter(challenge_in: Any) -> Callable[..., Entry]:
    """`enter(song)`: entered in a challenge that takes entries."""

    def make(song: Composition, slug: str = "tunes", **fields: Any) -> Entry:
        challenge = Challenge.objects.filter(slug=slug).first() or challenge_in("open", slug=slug)
        return entry_create(challenge=challenge, composition=song, maker=song.owner, **fields)

    return make


def doors(song: Composition, token: str = "") -> list[str]:
    """Every address below which a song or a part of it is given out."""
    embedded = [f"/embed/{song.pk}/{part}" for part in PARTS]
    secret = [f"/s/{token}/{part}" for part in (*PARTS, "embed/")] if token else []
    asked = [f"/oembed?url=http://testserver{address}" for address in (SONG, embedded[0])]
    return [*NAMED, *embedded, *secret, *asked, f"/api/v1/compositions/{song.pk}/"]


def statuses(browser: Client, addresses: list[str]) -> set[int]:
    return {browser.get(address).status_code for address in addresses}


@pytest.mark.parametrize("phase", ["open", "voting", "held"])
def test_it_works(phase: str, alice: Any, people: Any, shared: Any, enter: Any) -> None:
    song = shared(alice)
    token = secret_link_make(composition=song)
    assert statuses(people[None], doors(song, token)) == {200}  # and all is on the shelf now
    to_phase(enter(song).challenge, phase)
    for name in OTHERS:
        assert statuses(people[name], doors(song, token)) <= {401, 404}, name
    assert statuses(people["alice"], [*NAMED, f"/s/{token}/"]) == {200}
    assert people["alice"].get(f"/api/v1/compositions/{song.pk}/").status_code == 200


def test_it_comes_back_when_voting_is_over(
    alice: Any, people: Any, shared: Any, enter: Any
) -> None:
    song = shared(alice)
    challenge = enter(song).challenge
    assert statuses(people[None], doors(song)) == {404}
    to_phase(challenge, "closed")
    assert statuses(people[None], doors(song)) == {200}
    to_phase(challenge, "voting")  # an organiser may open it again
    assert statuses(people[None], doors(song)) == {404}


def test_a_challenge_that_is_opened_again_seals_what_was_shown_meanwhile(
    alice: Any, staff: Any, people: Any, shared: Any, enter: Any, sample_song: Any
) -> None:
    challenge = enter(shared(alice)).challenge
    to_phase(challenge, "closed")
    remix = shared(alice, title="Remix", ready=False)
    revision_add(composition=remix, song=sample_song(band=True, transpose=5))
    assert people[None].get("/@alice/remix/").status_code == 200
    challenge.refresh_from_db()
    challenge.voting_closes_at = timezone.now() + HOUR
    challenge_save(challenge=challenge, by=staff, words="Once more.")
    assert people[None].get("/@alice/remix/").status_code == 404


def test_it_comes_back_when_the_entry_is_withdrawn(
    alice: Any, people: Any, shared: Any, enter: Any
) -> None:
    song = shared(alice)
    entry_withdraw(entry=enter(song))
    assert statuses(people[None], doors(song)) == {200}


def test_it_stays_public_where_its_maker_agreed(
    alice: Any, people: Any, shared: Any, enter: Any
) -> None:
    song = shared(alice)
    enter(song, heard_by_all=True)
    assert statuses(people[None], doors(song)) == {200}


def test_it_answers_like_what_never_was(alice: Any, people: Any, shared: Any, enter: Any) -> None:
    """Whoever asks learns from no answer that there is a silent song, nor of which contest."""
    song = shared(alice)
    enter(song)
    shared(alice, title="Put Away", visibility="private")
    told = set()
    for slug in ("morning-song", "put-away", "never-was"):
        answer = people[None].get(f"/@alice/{slug}/")
        page = answer.content.decode().split("Request id")[0].replace(slug, "")
        told.add((answer.status_code, re.sub(r'"\w{64}"', "", page)))  # a token each time
    assert len(told) == 1 and "silent until voting" in next(iter(told))[1]


def test_no_part_is_given_to_who_has_it_already(
    alice: Any, people: Any, shared: Any, enter: Any
) -> None:
    """Neither a revalidation nor a range gets past."""
    song = shared(alice)
    tags = {address: people[None].get(address).get("ETag", "") for address in NAMED}
    enter(song)
    for address, tag in tags.items():
        headers = {"If-None-Match": tag, "Range": "bytes=0-9", "If-Range": tag}
        assert people[None].get(address, headers=headers).status_code == 404, address


def test_no_list_tells_of_it(alice: Any, people: Any, shared: Any, enter: Any, api: Any) -> None:
    song, other = shared(alice), shared(alice, title="Evening Song")
    other = revision_add(composition=other, song=_other_tune()).composition
    for address in ("/", "/@alice/"):
        assert "Morning Song" in people[None].get(address).content.decode()
    enter(song)
    for name in OTHERS:
        for address in ("/", "/@alice/", "/challenges/", "/challenges/tunes/entries/"):
            page = people[name].get(address).content.decode()
            assert "Morning Song" not in page and "morning-song" not in page, (name, address)
    assert "Evening Song" in people[None].get("/@alice/").content.decode()
    assert "Morning Song" in people["alice"].get("/@alice/").content.decode()


def test_later_revisions_are_silent_too(
    alice: Any, people: Any, shared: Any, enter: Any, sample_song: Any
) -> None:
    song = shared(alice)
    enter(song)
    revision_add(composition=song, song=sample_song(bars=6, title="Longer"))
    assert statuses(people[None], doors(song)) == {404}


def _other_tune() -> Any:
    return next(one.song for one in presets() if one.slug == "greensleeves")


@pytest.mark.parametrize("when", ["before", "after", "shown after"])
def test_what_has_its_tune_is_silent_too(
    when: str, alice: Any, people: Any, shared: Any, enter: Any, sample_song: Any
) -> None:
    """A remix in another key with a band, whether it was there before the entry, is saved later, or
    is only shown later."""
    entered = shared(alice)
    if when == "after":
        enter(entered)
    remix = shared(alice, title="Remix", visibility="private", ready=False)
    revision_add(composition=remix, song=_other_tune())
    revision_add(composition=remix, song=sample_song(bars=4, band=True, transpose=3))
    if when == "shown after":
        enter(entered)
    remix = composition_update(composition=remix, visibility="public")
    if when == "before":
        assert people[None].get("/@alice/remix/").status_code == 200
        enter(entered)
    for name in OTHERS:
        found = statuses(people[name], ["/@alice/remix/", f"/embed/{remix.pk}/notes.json"])
        assert found == {404}, name
    assert people["alice"].get("/@alice/remix/").status_code == 200


def test_a_public_song_that_takes_up_its_tune_goes_silent(
    alice: Any, people: Any, shared: Any, enter: Any, sample_song: Any
) -> None:
    enter(shared(alice))
    other = shared(alice, title="Other", visibility="private", ready=False)
    revision_add(composition=other, song=_other_tune())
    other = composition_update(composition=other, visibility="public")
    assert people[None].get("/@alice/other/").status_code == 200
    revision_add(composition=other, song=sample_song(bars=3, transpose=-4))
    assert people[None].get("/@alice/other/").status_code == 404


def test_it_leaves_songs_of_others_alone(
    alice: Any, bob: Any, people: Any, shared: Any, enter: Any
) -> None:
    """Or anybody could silence a song by entering a copy of it."""
    theirs = shared(bob)
    enter(shared(alice))
    found = statuses(people[None], ["/@bob/morning-song/", f"/embed/{theirs.pk}/notes.json"])
    assert found == {200}


def test_a_board_that_is_over_does_not_play_it(
    alice: Any, people: Any, shared: Any, enter: Any
) -> None:
    """The entry of last month, with its maker's name, would tell whose this month's is."""
    song = shared(alice)
    old = enter(song, slug="last-month")
    to_phase(old.challenge, "closed")
    page = f"/challenges/last-month/entries/{old.pk}/"
    assert statuses(people[None], [page, f"{page}document.json"]) == {200}
    enter(song)
    for name in OTHERS:
        assert people[name].get(f"{page}document.json").status_code == 404, name
        assert "document.json" not in people[name].get(page).content.decode()
    assert people["alice"].get(f"{page}document.json").status_code == 200


def test_it_handles_a_copy_in_a_challenge_that_ends_first(
    alice: Any, people: Any, shared: Any, enter: Any, sample_song: Any
) -> None:
    """Other notes of the same tune, entered elsewhere from a song that is deleted by then."""
    remix = shared(alice, title="Remix", ready=False)
    revision_add(composition=remix, song=sample_song(bars=4, transpose=5))
    remix.refresh_from_db()
    first = enter(remix, slug="first")
    enter(shared(alice))
    composition_delete(composition=remix)
    to_phase(first.challenge, "closed")
    page = f"/challenges/first/entries/{first.pk}/"
    assert people[None].get(f"{page}document.json").status_code == 404


def test_its_maker_is_told(alice: Any, people: Any, shared: Any, enter: Any) -> None:
    song = shared(alice)
    enter(song)
    page = people["alice"].get(SONG)
    text = page.content.decode()
    assert "only you can hear it here" in text and "og:title" not in text
    assert "no-store" in people["alice"].get(f"{SONG}notes.json")["Cache-Control"]
    asked = f"/oembed?url=http://testserver{SONG}"
    assert people["alice"].get(asked).status_code == 404
