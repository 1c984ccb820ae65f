"""Streams: songs of those whom one follows and songs that they pass on, the newest first, only what
everybody may hear."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.services import composition_update
from chartbusters.following.selectors import people_suggested, stream, stream_page
from chartbusters.following.services import (
    person_block,
    person_follow,
    person_mute,
    person_unfollow,
    song_repost,
)
from tests.contests import to_phase
from tests.people import person_made

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Titles = Callable[..., list[str]]


def titles(person: Any, **options: Any) -> list[str]:
    return [item.song.title for item in stream_page(person=person, **options).items]


def test_it_works(alice: Any, bob: Any, charlie: Any, song_of: Any) -> None:
    song_of(alice, "Before")
    person_follow(by=bob, person=alice)
    song_of(charlie, "Of a stranger")
    song_of(alice, "After")
    song_of(alice, "Secret", visibility="secret")
    assert titles(bob) == ["After", "Before"]
    assert titles(alice) == titles(charlie) == []
    person_unfollow(by=bob, person=alice)
    assert titles(bob) == []


def test_songs_that_are_passed_on_stand_where_they_were(
    alice: Any, bob: Any, charlie: Any, song_of: Any
) -> None:
    waltz = song_of(charlie, "Waltz")
    song_of(alice, "Polka")
    person_follow(by=bob, person=alice)
    song_repost(song=waltz, by=alice)
    song_of(alice, "March")
    assert titles(bob) == ["March", "Waltz", "Polka"]
    item = stream_page(person=bob).items[1]
    assert (item.post.username, item.post.reposted) == ("alice", True)


def test_a_song_that_several_bring_stands_once(
    alice: Any, bob: Any, charlie: Any, song_of: Any
) -> None:
    for person in (alice, charlie):
        person_follow(by=bob, person=person)
    song_repost(song=song_of(alice, "Waltz"), by=charlie)
    assert titles(bob) == ["Waltz"]


@pytest.mark.parametrize("act", [person_mute, person_block])
def test_it_shows_nothing_of_whom_one_does_not_want_to_see(
    act: Any, alice: Any, bob: Any, charlie: Any, song_of: Any
) -> None:
    person_follow(by=bob, person=alice)
    song_repost(song=song_of(charlie, "Waltz"), by=alice)
    song_of(alice, "Polka")
    act(by=bob, person=charlie)
    assert titles(bob) == ["Polka"], "not what others pass on of theirs either"
    act(by=bob, person=alice)
    assert titles(bob) == []


@pytest.mark.parametrize("at_once", [2, 40])
def test_pages_go_on_where_they_ended(
    at_once: int, monkeypatch: pytest.MonkeyPatch, alice: Any, bob: Any, song_of: Any
) -> None:
    people = [alice, *(person_made(f"maker{number}") for number in range(3))]
    for number in range(9):
        song_of(people[number % 4], f"Waltz {number}")
    for person in people:
        person_follow(by=bob, person=person)
    if at_once == 2:  # as if very many were followed: a part at a time
        monkeypatch.setattr(stream, "AT_ONCE", at_once)
        monkeypatch.setattr(stream, "_NEWEST", stream.Prepared(stream._newest, 1 << 60, 1 << 61))
    first = stream_page(person=bob, size=4)
    song_of(alice, "Waltz 9")  # at the front: nobody is shown a song twice
    second = stream_page(person=bob, size=4, before=first.more)
    last = stream_page(person=bob, size=4, before=second.more)
    seen = [item.song.title[-1] for item in first.items + second.items + last.items]
    assert seen == list("876543210") and last.more == 0


def test_what_is_silent_is_not_there_and_comes_back_to_its_place(
    alice: Any, bob: Any, charlie: Any, song_of: Any, challenge_in: Any
) -> None:
    person_follow(by=bob, person=alice)
    person_follow(by=bob, person=charlie)
    early, _ = song_of(alice, "Early"), song_of(charlie, "Later")
    song_repost(song=early, by=charlie)
    assert titles(bob) == ["Early", "Later"]
    challenge = challenge_in("open")
    entry_create(challenge=challenge, composition=early, maker=alice)
    assert titles(bob) == ["Later"]
    song_of(charlie, "Last")
    to_phase(challenge, "closed")
    assert titles(bob) == ["Last", "Early", "Later"]


def test_what_was_shown_while_it_was_silent_is_not_new_when_it_sounds(
    alice: Any, bob: Any, charlie: Any, song_of: Any, challenge_in: Any
) -> None:
    for person in (alice, charlie):
        person_follow(by=bob, person=person)
    song = song_of(alice, "Entered", visibility="private")
    challenge = challenge_in("open")
    entry_create(challenge=challenge, composition=song, maker=alice)
    composition_update(composition=song, visibility="public")
    song_of(charlie, "Later")
    assert titles(bob) == ["Later"]
    to_phase(challenge, "closed")
    assert titles(bob) == ["Later", "Entered"]


def test_a_song_that_is_hidden_and_shown_again_stays_at_its_place(
    alice: Any, bob: Any, song_of: Any
) -> None:
    person_follow(by=bob, person=alice)
    song = song_of(alice, "Early")
    song_of(alice, "Later")
    composition_update(composition=song, visibility="private")
    assert titles(bob) == ["Later"]
    composition_update(composition=song, visibility="public")
    assert titles(bob) == ["Later", "Early"]


def test_people_are_suggested_who_are_not_followed_yet(
    alice: Any, bob: Any, charlie: Any, song_of: Any
) -> None:
    for person in (alice, bob, charlie):
        song_of(person, "Waltz")

    def names() -> set[str]:
        return {one.person.username for one in people_suggested(person=bob, count=9)}

    assert names() == {"alice", "charlie"}
    person_follow(by=bob, person=alice)
    person_block(by=charlie, person=bob)
    assert names() == set()


def test_it_is_for_its_person_alone(
    alice: Any, bob: Any, song_of: Any, client_of: Any, visitor: Any, api: Any
) -> None:
    song_of(alice, "Waltz")
    assert "/login/" in visitor.get("/stream/")["Location"]
    assert api().get("/api/v1/me/stream/").status_code in (401, 403)
    client = client_of(bob)
    assert "Follow people, and their songs come here" in client.get("/stream/").content.decode()
    client.post("/people/alice/follow/")
    page = client.get("/stream/")
    assert ">Waltz<" in page.content.decode() and "no-store" in page["Cache-Control"]
    told = api(bob).get("/api/v1/me/stream/").json()
    assert [one["song"]["title"] for one in told["results"]] == ["Waltz"] and told["next"] is None
    assert told["results"][0]["by"] == "alice" and told["results"][0]["reposted"] is False
