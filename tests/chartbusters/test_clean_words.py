"""Whoever writes a name, a title or a note, and through whichever door: what is stored can
be seen."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.accounts.models import Token, User
from chartbusters.accounts.services import person_update, token_create
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services import challenge_save, entry_create
from chartbusters.comments.services import comment_write
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.joining.models import JoinCode
from chartbusters.joining.services import people_add
from chartbusters.voting.models import VoteVoid
from chartbusters.voting.services import vote_cast, vote_void
from chartbusters.web.errors import Refusal
from generation.music.document import from_document, to_document
from generation.music.midi import write_midi
from generation.music.song import Song
from generation.music.upload import read_upload

EVIL = "\u202ea\0\x1b\u200b b\u2028c" + "\u0301" * 99
CLEAN = "a b ć\u0301\u0301"
LINES = "a b\nć\u0301\u0301"
UNSEEN = "\u200b\u3164\U000e0041\x1b"


Written = dict[str, Callable[[str], str]]


@pytest.fixture
def written(
    written_in_songs: Written, written_in_challenges: Written, written_of_people: Written
) -> Written:
    """What is stored when somebody writes a text, by what it is."""
    return {**written_in_songs, **written_in_challenges, **written_of_people}


@pytest.fixture
def written_in_songs(alice: Any, composition_of: Any, sample_song: Any) -> Written:
    def song_renamed(text: str) -> str:
        song = composition_update(composition=composition_of(alice), title=text)
        return Composition.objects.get(pk=song.pk).title

    return {
        "song": lambda text: composition_create(owner=alice, song=sample_song(), title=text).title,
        "song renamed": song_renamed,
        "document": lambda text: from_document(to_document(sample_song(title=text))).title,
        "track": lambda text: from_document(to_document(named(sample_song(), text))).tracks[0].name,
        "file": lambda text: read_upload(write_midi(sample_song(title=text))).song.title,
        "track in a file": lambda text: (
            read_upload(write_midi(named(sample_song(), text))).song.tracks[0].name
        ),
    }


@pytest.fixture
def written_in_challenges(
    alice: Any, staff: Any, challenge_in: Any, composition_of: Any
) -> Written:
    def challenge(**words: str) -> Challenge:
        row = challenge_in("upcoming", slug=f"c{Challenge.objects.count()}")
        for name, text in words.items():
            setattr(row, name, text)
        return Challenge.objects.get(pk=challenge_save(challenge=row, by=staff).pk)

    def note_of_entry(text: str) -> str:
        made = entry_create(
            challenge=challenge_in("open"),
            composition=composition_of(alice),
            maker=alice,
            process_note=text,
        )
        return Entry.objects.get(pk=made.pk).process_note

    return {
        "challenge": lambda text: challenge(title=text).title,
        "tagline": lambda text: challenge(tagline=text).tagline,
        "overview": lambda text: challenge(overview=text).overview,
        "note of an entry": note_of_entry,
    }


@pytest.fixture
def written_of_people(alice: Any, composition_of: Any) -> Written:
    def token(text: str) -> str:
        token_create(owner=alice, name=text, days=1)
        return Token.objects.get(user=alice).name

    def added(text: str) -> str:
        text = text.replace("\u2028", " ")  # which ends a line of the list
        people_add(text=f"username,name\nzoe,{text}", by=None, address=lambda page, code: code)
        return User.objects.get(username="zoe").display_name

    def said(text: str) -> str:
        return comment_write(song=song, by=alice, words=text).words

    song = composition_of(alice)
    composition_update(composition=song, visibility="public")
    return {
        "comment": said,
        "name to show": lambda text: (
            person_update(person=alice, display_name=text, about="").display_name
        ),
        "about": lambda text: person_update(person=alice, display_name="", about=text).about,
        "token": token,
        "person added": added,
    }


def named(song: Song, name: str) -> Song:
    from dataclasses import replace

    return song.with_tracks(replace(track, name=name) for track in song.tracks)


PROSE = {"overview", "note of an entry", "about", "comment"}
KINDS = [
    *(
        "song",
        "song renamed",
        "challenge",
        "tagline",
        "overview",
        "note of an entry",
        "name to show",
        "about",
    ),
    *("comment", "token", "person added", "document", "track", "file", "track in a file"),
]
NEEDED = {"challenge", "token"}
OTHERWISE = {"song": "Untitled", "song renamed": "Untitled"}


@pytest.mark.parametrize("kind", KINDS)
def test_it_stores_what_can_be_seen(kind: str, written: Any) -> None:
    assert written[kind](EVIL) == (LINES if kind in PROSE else CLEAN)


@pytest.mark.parametrize("kind", sorted({*KINDS} - NEEDED - {"comment"}))
def test_it_stores_nothing_of_what_nobody_sees(kind: str, written: Any) -> None:
    assert written[kind](UNSEEN) == OTHERWISE.get(kind, "")


@pytest.mark.parametrize("kind", sorted({*NEEDED, "comment"}))
def test_it_rejects_words_that_nobody_sees(kind: str, written: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        written[kind](UNSEEN)
    assert refusal.value.code == ("no_words" if kind == "comment" else "invalid")


def test_it_cleans_the_reason_of_a_void(
    contest: Any, heard_ballot: Any, bob: Any, staff: Any
) -> None:
    challenge, _ = contest("voting")
    vote = vote_cast(ballot=heard_ballot(bob, challenge), outcome="a")
    with pytest.raises(Refusal) as refusal:
        vote_void(vote=vote, by=staff, reason=UNSEEN)
    assert refusal.value.code == "no_reason"
    vote_void(vote=vote, by=staff, reason=EVIL)
    assert VoteVoid.objects.get(vote=vote).reason == CLEAN


def test_organisers_are_told_in_their_form(client_of: Any, staff: Any, challenge_in: Any) -> None:
    row = challenge_in("upcoming")
    form = {
        **{
            "title": UNSEEN.replace("\0", ""),
            "slug": "tunes",
            "genre": "pop",
            "published": "on",
        },
        **{"tagline": "", "overview": ""},
    }
    for name in ("opens_at", "entries_close_at", "voting_closes_at"):
        at = getattr(row, name)
        form |= {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}
    address = f"/admin/challenges/challenge/{row.pk}/change/"
    answer = client_of(staff).post(address, form)
    assert answer.status_code == 200 and b"letters that one can see" in answer.content
    assert (
        client_of(staff).post(address, {**form, "title": "\u202eTunes\u200b again"}).status_code
        == 302
    )
    assert Challenge.objects.get(pk=row.pk).title == "Tunes again"


def test_organisers_clean_what_people_see_of_a_person(client_of: Any, staff: Any, bob: Any) -> None:
    client, address = client_of(staff), f"/admin/accounts/user/{bob.pk}/change/"
    fields = client.get(address).context["adminform"].form.initial
    form = {
        "username": "bob",
        "email": "",
        "first_name": "",
        "last_name": "",
        "about": "x\u200by",
        "is_active": "on",
    }
    form |= {"date_joined_0": f"{fields['date_joined']:%Y-%m-%d}", "date_joined_1": "10:00:00"}
    form["display_name"] = "\u202eBob\u3164"
    assert client.post(address, form).status_code == 302
    bob.refresh_from_db()
    assert (bob.display_name, bob.about) == ("Bob", "xy")


def test_organisers_clean_the_note_of_a_join_code(client_of: Any, staff: Any) -> None:
    form = {"code": "ABCDEF", "note": "for\u202e 7b\u200b", "places": "", "active": "on"}
    assert client_of(staff).post("/admin/joining/joincode/add/", form).status_code == 302
    assert JoinCode.objects.get().note == "for 7b"


def test_a_stored_song_stays_the_song_it_is(sample_song: Any, db: None) -> None:
    """One that was stored before we cleaned keeps its names, for its digest is made over them."""
    from generation.services import song_store

    song = named(sample_song(title="e\u0301 \u00a0x"), "  two  blanks")
    assert song_store(song=song).song.digest == song.digest
