"""No music twice in a challenge, whatever it is called and however it is written; near copies are
told to staff."""

import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chartbusters.challenges.models import Entry, Sketch
from chartbusters.challenges.services import entry_create
from chartbusters.compositions.presets import presets
from chartbusters.compositions.services import composition_create
from chartbusters.web.errors import Refusal
from generation.music.song import Note, Song, Tempo, Track


def saved(owner: Any, song: Song) -> Any:
    return composition_create(owner=owner, song=song, title="A tune")


def enter(challenge: Any, owner: Any, song: Song) -> Entry:
    return entry_create(challenge=challenge, composition=saved(owner, song), maker=owner)


def changed(song: Song, **fields: Any) -> Song:
    return song.with_tracks(replace(track, **fields) for track in song.tracks)


def shifted(song: Song, steps: int) -> Song:
    def raised(track: Track) -> Track:
        notes = tuple(note._replace(pitch=note.pitch + steps) for note in track.notes)
        return replace(track, notes=notes)

    return song.with_tracks(map(raised, song.tracks))


COPIES: dict[str, Callable[[Song], Song]] = {
    "title": lambda song: song.with_title("Mine"),
    "track name": lambda song: changed(song, name="Mine"),
    "volume": lambda song: changed(song, volume=99),
    "instrument": lambda song: changed(song, program=1),
    "order": lambda song: song.with_tracks(reversed(song.tracks)),
    "tempo": lambda song: replace(song, tempi=(Tempo(0, 480_000),)),
}


@pytest.mark.parametrize("copy", COPIES)
def test_it_rejects_a_copy(
    copy: str, alice: Any, bob: Any, challenge_in: Any, sample_song: Any
) -> None:
    challenge, song = challenge_in("open"), sample_song(bars=8, band=True)
    enter(challenge, alice, song)
    with pytest.raises(Refusal) as refusal:
        enter(challenge, bob, COPIES[copy](song))
    assert (refusal.value.code, refusal.value.status) == ("already_entered", 409)
    assert Entry.objects.count() == 1


def test_another_challenge_may_have_it(
    alice: Any, bob: Any, challenge_in: Any, sample_song: Any
) -> None:
    for slug, person in (("one", alice), ("two", bob)):
        enter(challenge_in("open", slug=slug), person, sample_song())
    assert Entry.objects.count() == 2


def test_one_may_enter_the_same_again(alice: Any, challenge_in: Any, sample_song: Any) -> None:
    """A better name for it is no copy of somebody else's."""
    challenge = challenge_in("open")
    enter(challenge, alice, sample_song())
    enter(challenge, alice, sample_song(title="Better"))
    assert Entry.objects.filter(withdrawn_at=None).count() == 1


def test_the_database_says_so_itself(
    alice: Any, bob: Any, challenge_in: Any, sample_song: Any
) -> None:
    challenge = challenge_in("open")
    first = enter(challenge, alice, sample_song())
    other = enter(challenge, bob, sample_song(transpose=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=other.pk).update(sounding=first.sounding)


QUARTERS = tuple(Note(960 * beat, 60 + beat, 900) for beat in range(8))
NO_MUSIC = {
    "one note": Song((Track(QUARTERS[:1]),)),
    "a silent song": Song((Track(QUARTERS, volume=0),)),
    "notes too faint to hear": Song(
        (Track(tuple(note._replace(velocity=1) for note in QUARTERS)),)
    ),
    "one note beside a silent track": Song((Track(QUARTERS, volume=0), Track(QUARTERS[:1]))),
}


@pytest.mark.parametrize("kind", NO_MUSIC)
def test_it_rejects_what_is_no_music(kind: str, api: Any, alice: Any, challenge_in: Any) -> None:
    challenge_in("open")
    song = saved(alice, NO_MUSIC[kind])
    answer = api(alice).post(
        "/api/v1/entries/", {"challenge": "tunes", "composition": str(song.pk)}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "rules_unmet")
    assert "notes that sound" in answer.json()["message"] and "safe" in answer.json()["message"]


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.slug)
def test_it_rejects_an_unchanged_preset(
    preset: Any, alice: Any, bob: Any, challenge_in: Any
) -> None:
    challenge = challenge_in("open")
    song = changed(preset.song, name="Mine", volume=90, program=5).with_title("All my own work")
    with pytest.raises(Refusal, match="as it is given to everybody"):
        enter(challenge, alice, song)
    changed_note = song.tracks[0].notes[0]._replace(pitch=song.tracks[0].notes[0].pitch - 1)
    tracks = [
        replace(song.tracks[0], notes=(changed_note, *song.tracks[0].notes[1:])),
        *song.tracks[1:],
    ]
    assert enter(challenge, bob, song.with_tracks(tracks)).pk


def test_the_page_says_so_before(client_of: Any, alice: Any, challenge_in: Any) -> None:
    challenge_in("open")
    song = saved(alice, presets()[0].song)
    page = client_of(alice).get(f"/challenges/tunes/submit/?composition={song.pk}").content.decode()
    assert "as it is given to everybody" in page and "Enter this song" not in page


def test_a_near_copy_is_told_to_staff(
    alice: Any,
    bob: Any,
    charlie: Any,
    staff: Any,
    client_of: Any,
    challenge_in: Any,
    sample_song: Any,
) -> None:
    challenge, song = challenge_in("open"), sample_song(bars=16, band=True)
    first = enter(challenge, alice, song)
    tune = song.tracks[0]
    near = song.with_tracks([replace(tune, notes=tune.notes[3:]), *song.tracks[1:]])
    copy, higher = enter(challenge, bob, near), enter(challenge, charlie, shifted(song, 5))
    assert copy.alike == first and copy.alike_percent is not None and copy.alike_percent >= 85
    assert higher.alike_id in (first.pk, copy.pk) and first.alike is None
    page = client_of(staff).get("/admin/challenges/entry/?alike__isempty=0")
    assert page.context["cl"].result_count == 2
    assert f"entry {first.number} ({copy.alike_percent} % of the notes)" in page.content.decode()


def test_ones_own_earlier_take_is_no_copy(alice: Any, challenge_in: Any, sample_song: Any) -> None:
    challenge = challenge_in("open")
    enter(challenge, alice, sample_song(bars=8))
    assert enter(challenge, alice, shifted(sample_song(bars=8), 1)).alike is None


def test_comparing_asks_the_database_once(alice: Any, contest: Any, sample_song: Any) -> None:
    """However many entries there are."""
    counts = []
    for number, entries in enumerate((2, 9)):
        challenge, _ = contest("open", entries, slug=f"tunes{number}")
        song = saved(alice, sample_song(bars=8))
        with CaptureQueriesContext(connection) as queries:
            entry_create(challenge=challenge, composition=song, maker=alice)
        counts.append(
            len([one for one in queries.captured_queries if "challenges_sketch" in one["sql"]])
        )
    assert counts == [3, 3]  # one reads all, one its maker's, one writes its own


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_copies_at_once_one_is_in(
    alice: Any, bob: Any, charlie: Any, challenge_in: Any, sample_song: Any, staff: Any
) -> None:
    challenge = challenge_in("open")
    people = [alice, bob, charlie, staff]
    songs = [
        saved(person, sample_song(title=f"No. {number}")) for number, person in enumerate(people)
    ]

    def one(number: int) -> str:
        try:
            entry_create(challenge=challenge, composition=songs[number], maker=people[number])
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == ["already_entered"] * 3 + ["in"]


def test_entries_of_before_are_filled_in_and_copies_among_them_stay(
    alice: Any, bob: Any, charlie: Any, challenge_in: Any, sample_song: Any
) -> None:
    challenge = challenge_in("open")
    first = enter(challenge, alice, sample_song())
    copy = enter(challenge, bob, sample_song(transpose=1))
    Entry.objects.filter(pk=copy.pk).update(song=saved(bob, sample_song(title="Copy")).head.song)
    Entry.objects.update(sounding=None)
    Sketch.objects.all().delete()
    importlib.import_module("chartbusters.challenges.migrations.0003_entry_sounding").fill(
        apps, None
    )
    after = dict(Entry.objects.values_list("pk", "sounding"))
    assert after == {first.pk: first.sounding, copy.pk: None} and Sketch.objects.count() == 2
    with pytest.raises(Refusal) as refusal:
        enter(challenge, charlie, sample_song(title="A third"))
    assert refusal.value.code == "already_entered"
