"""Who is about to enter a song is told which passages it shares, and organisers are; a blind entry
stays nameless and silent."""

from dataclasses import replace
from typing import Any

import pytest

from chartbusters.challenges.passages import entry_passages, passages_told
from chartbusters.challenges.services import entry_create
from chartbusters.compositions.presets import presets
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.originality.indexing import index_rebuild, open_index
from chartbusters.originality.models import Comparison, Known
from chartbusters.originality.services import comparison_request, passages_forget, song_compare
from generation.music.song import Song

FORM = "/challenges/tunes/submit/"


def turned(song: Song) -> Song:
    """A tune that no preset has: backwards, a fifth higher."""
    notes = song.tracks[0].notes
    back = tuple(note._replace(onset=song.end - note.end, pitch=note.pitch + 7) for note in notes)
    return song.with_tracks([replace(song.tracks[0], notes=back)])


def raised(song: Song, by: int) -> Song:
    notes = tuple(note._replace(pitch=note.pitch + by) for note in song.tracks[0].notes)
    return song.with_tracks([replace(song.tracks[0], notes=notes)]).with_title("Mine")


def saved(owner: Any, song: Song) -> Any:
    return composition_create(owner=owner, song=song, title="A tune")


def told_of(challenge: Any, composition: Any) -> Any:
    song_compare(digest=comparison_request(digest=composition.head.song_id).digest)
    return passages_told(challenge=challenge, composition=composition)


@pytest.fixture
def tune() -> Song:
    return turned(max((one.song for one in presets()), key=lambda song: song.note_count))


def test_a_public_song_is_named_and_heard(
    tune: Song, challenge_in: Any, alice: Any, bob: Any, client_of: Any
) -> None:
    challenge = challenge_in("open")
    public = composition_update(composition=saved(bob, tune), visibility="public")
    mine = saved(alice, raised(tune, 3))
    assert not passages_told(challenge=challenge, composition=mine).ready
    first = told_of(challenge, mine).told[0]
    assert (first.title, first.address) == (public.title, public.get_absolute_url())
    browser = client_of(alice)
    page = browser.get(f"{FORM}?composition={mine.pk}").content.decode()
    assert first.address in page
    for side in ("mine", "theirs"):
        answer = browser.get(f"{FORM}{mine.pk}/{first.place}/{side}.json")
        assert answer.status_code == 200
        assert answer.json()["tracks"][0]["notes"]


def test_a_blind_entry_has_no_name_and_no_sound(
    tune: Song, challenge_in: Any, alice: Any, bob: Any, client_of: Any
) -> None:
    challenge = challenge_in("open")
    theirs = composition_update(composition=saved(bob, tune), visibility="public")
    entry_create(challenge=challenge, composition=theirs, maker=bob)
    mine = saved(alice, raised(tune, 3))
    first = told_of(challenge, mine).told[0]
    assert (first.title, first.address, first.other_bars) == ("", "", "")
    assert "another entry" in first.words
    browser = client_of(alice)
    page = browser.get(f"{FORM}?composition={mine.pk}").content.decode()
    assert "bob" not in page
    assert theirs.get_absolute_url() not in page
    assert browser.get(f"{FORM}{mine.pk}/{first.place}/theirs.json").status_code == 404


def test_a_song_of_ones_own_is_no_passage_of_others(
    tune: Song, challenge_in: Any, alice: Any
) -> None:
    challenge = challenge_in("open")
    composition_update(composition=saved(alice, tune), visibility="public")
    assert told_of(challenge, saved(alice, raised(tune, 3))).told == []


def test_organisers_are_told_the_number(
    tune: Song, challenge_in: Any, alice: Any, bob: Any
) -> None:
    challenge = challenge_in("open")
    theirs = entry_create(challenge=challenge, composition=saved(bob, tune), maker=bob)
    copy = saved(alice, raised(tune, 3))
    mine = entry_create(challenge=challenge, composition=copy, maker=alice)
    song_compare(digest=mine.song_id)
    assert f"entry {theirs.number}:" in entry_passages(entry=mine)[0]


def test_nobody_else_hears_a_passage(
    tune: Song, challenge_in: Any, alice: Any, charlie: Any, client_of: Any
) -> None:
    challenge_in("open")
    mine = saved(alice, tune)
    answer = client_of(charlie).get(f"{FORM}{mine.pk}/0/mine.json")
    assert answer.status_code == 404


def test_twice_is_as_good_as_once(tune: Song, alice: Any, bob: Any) -> None:
    composition_update(composition=saved(bob, tune), visibility="public")
    mine = saved(alice, raised(tune, 3))
    for _ in range(2):
        song_compare(digest=comparison_request(digest=mine.head.song_id).digest)
    assert len(Comparison.objects.get().found) == 1
    assert Known.objects.count() == 1


def test_the_index_of_files_finds_the_same(tune: Song, alice: Any, bob: Any) -> None:
    composition_update(composition=saved(bob, tune), visibility="public")
    Known.objects.update(created_at="2026-01-01T00:00Z")
    digest = comparison_request(digest=saved(alice, raised(tune, 3)).head.song_id).digest
    song_compare(digest=digest)
    loose = Comparison.objects.get().found
    assert index_rebuild() == 1
    assert len(open_index().segments[-1].keys) == 0
    song_compare(digest=digest)
    assert Comparison.objects.get().found == loose != []


def test_what_is_gone_is_forgotten(tune: Song, alice: Any) -> None:
    made = composition_update(composition=saved(alice, tune), visibility="public")
    comparison_request(digest=made.head.song_id)
    assert passages_forget() == 0
    for model in (Known, Comparison):
        model.objects.update(digest="of a song that is gone")
    assert passages_forget() == 2
