"""Hidden melodies are chosen by an organiser and sealed: everybody has the digest beforehand, and
at the end the bytes that it is of."""

import hashlib
import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chartbusters.challenges.models import Challenge, ChallengeNote
from chartbusters.challenges.services import challenge_publish, challenge_save
from chartbusters.compositions.forgetting import songs_sweep
from chartbusters.compositions.services import composition_create, composition_delete
from chartbusters.modelcontests.models import ContestMelody
from chartbusters.modelcontests.services import (
    contest_seal,
    contest_set,
    contest_unseal,
    melody_add,
    melody_remove,
    melody_up,
)
from chartbusters.modelcontests.suites import melody_alone
from chartbusters.web.errors import Refusal
from generation.music import Note, Song, Track
from generation.music.document import from_document
from tests.contests import challenge_made, to_phase
from tests.model_contests import contest_row, melodies_made

pytestmark = pytest.mark.django_db
FILE = "/challenges/models/models/melodies.json"


@pytest.fixture
def draft(staff: Any) -> Challenge:
    challenge = challenge_made("upcoming", slug="models", published=False, kind="models")
    melodies_made(challenge, staff, count=4)
    return challenge


def titles() -> list[str]:
    return list(ContestMelody.objects.order_by("number").values_list("title", flat=True))


def test_it_works(draft: Challenge, staff: Any, visitor: Any) -> None:
    contest = contest_seal(challenge=draft, by=staff)
    challenge_publish(challenge=draft, by=staff)
    for phase in ("upcoming", "open", "voting", "held"):
        to_phase(draft, phase)
        page = visitor.get("/challenges/models/models/").content.decode()
        assert contest.seal in page and "Hidden 1" not in page
        assert visitor.get(FILE).status_code == 404
        assert visitor.get("/challenges/models/models/melodies/1/document.json").status_code == 404
    to_phase(draft, "closed")
    given = visitor.get(FILE).content
    assert hashlib.sha256(given).hexdigest() == contest.seal
    told = json.loads(given)
    assert told["seed"] == contest.seed and len(told["salt"]) == 64
    for one in contest.melodies.all():
        written = told["melodies"][one.number - 1]
        assert written["title"] == one.title
        alone = melody_alone(one.song.song)
        assert from_document(written["song"]).digest == alone.digest and len(alone.tracks) == 1
        address = f"/challenges/models/models/melodies/{one.number}/document.json"
        assert visitor.get(address).json() == written["song"]
    assert "Hidden 1" in visitor.get("/challenges/models/models/").content.decode()


def test_two_seals_of_the_same_melodies_differ(draft: Challenge, staff: Any) -> None:
    """Else who guesses a melody could make sure."""
    seals = set()
    for _ in range(3):
        seals.add(contest_seal(challenge=draft, by=staff).seal)
        assert contest_unseal(challenge=draft, by=staff).seal == ""
    assert len(seals) == 3


def test_melodies_change_places_and_leave(draft: Challenge, staff: Any) -> None:
    melody_up(challenge=draft, by=staff, number=3)
    assert titles() == ["Hidden 0", "Hidden 2", "Hidden 1", "Hidden 3"]
    melody_up(challenge=draft, by=staff, number=1)
    melody_up(challenge=draft, by=staff, number=9)
    melody_remove(challenge=draft, by=staff, number=2)
    melody_remove(challenge=draft, by=staff, number=9)
    assert titles() == ["Hidden 0", "Hidden 1", "Hidden 3"]
    assert list(ContestMelody.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_what_is_sealed_stands(draft: Challenge, staff: Any, composition_of: Any) -> None:
    contest_seal(challenge=draft, by=staff)
    another = composition_of(staff, transpose=9, bars=4)
    for change in (
        lambda: melody_add(challenge=draft, by=staff, composition=another),
        lambda: melody_remove(challenge=draft, by=staff, number=1),
        lambda: melody_up(challenge=draft, by=staff, number=2),
        lambda: contest_seal(challenge=draft, by=staff),
    ):
        with pytest.raises(Refusal, match="sealed"):
            change()
    challenge_publish(challenge=draft, by=staff)
    with pytest.raises(Refusal, match="its seal stands"):
        contest_unseal(challenge=draft, by=staff)


@pytest.mark.postgres
def test_the_database_keeps_it_too(draft: Challenge, staff: Any) -> None:
    contest_seal(challenge=draft, by=staff)
    Challenge.objects.update(published=True)
    first, second = ContestMelody.objects.order_by("number")[:2]
    for act in (
        lambda: ContestMelody.objects.filter(pk=first.pk).update(song=second.song, number=7),
        lambda: ContestMelody.objects.filter(pk=first.pk).delete(),
        lambda: ContestMelody.objects.create(
            contest_id=draft.pk, number=8, title="One more", song_id=first.song_id
        ),
    ):
        with pytest.raises(IntegrityError, match=r"are sealed|UNIQUE|unique"), transaction.atomic():
            act()
    assert titles() == [f"Hidden {n}" for n in range(4)]


def test_a_draft_goes_with_its_sealed_melodies(draft: Challenge, staff: Any) -> None:
    contest_seal(challenge=draft, by=staff)
    draft.delete()
    assert not ContestMelody.objects.exists()


@pytest.mark.parametrize("count", [0, 2])
def test_it_rejects_too_few(count: int, draft: Challenge, staff: Any) -> None:
    for _ in range(4 - count):
        melody_remove(challenge=draft, by=staff, number=1)
    with pytest.raises(Refusal, match="3 to 8"):
        contest_seal(challenge=draft, by=staff)


def test_it_rejects_a_ninth(draft: Challenge, staff: Any, composition_of: Any) -> None:
    for number in range(4, 8):
        song = composition_of(staff, transpose=number + 3)
        melody_add(challenge=draft, by=staff, composition=song)
    with pytest.raises(Refusal, match="8 melodies are the most"):
        melody_add(challenge=draft, by=staff, composition=composition_of(staff, transpose=-3))


def test_it_rejects_songs_that_are_no_melody(
    draft: Challenge, staff: Any, alice: Any, composition_of: Any
) -> None:
    drums = Song((Track(tuple(Note(960 * n, 38, 100) for n in range(40)), drums=True),))
    long = composition_of(staff, bars=40)
    bad = [
        (composition_create(owner=staff, song=drums, title="Drums"), "no melody"),
        (long, "lasts 80"),
        (composition_of(staff, bars=1), "has 4 and"),
        (composition_of(alice), "your own"),
    ]
    for song, said in bad:
        with pytest.raises(Refusal, match=said):
            melody_add(challenge=draft, by=staff, composition=song)
    first = ContestMelody.objects.get(number=1)
    again = composition_create(owner=staff, song=first.song.song, title="Again")
    with pytest.raises(Refusal, match="already"):
        melody_add(challenge=draft, by=staff, composition=again)
    assert len(titles()) == 4


def test_nobody_sees_it_unsealed(draft: Challenge, staff: Any) -> None:
    with pytest.raises(Refusal) as raised:
        challenge_publish(challenge=draft, by=staff)
    assert raised.value.code == "not_sealed"


def test_the_desk_says_what_is_missing(draft: Challenge, staff: Any, client_of: Any) -> None:
    desk = client_of(staff)
    page = desk.get("/desk/models/").content.decode()
    assert (
        "Its hidden melodies are not sealed yet" in page and 'href="/desk/models/models/"' in page
    )
    assert "It has rules" not in page, "models are held to none"
    contest_seal(challenge=draft, by=staff)
    page = desk.get("/desk/models/").content.decode()
    assert "Its hidden melodies are sealed" in page


def test_what_it_compares_stands_once_it_is_public(draft: Challenge, staff: Any) -> None:
    contest_seal(challenge=draft, by=staff)
    challenge_publish(challenge=draft, by=staff)
    draft.refresh_from_db()
    draft.kind = "songs"
    with pytest.raises(Refusal) as raised:
        challenge_save(challenge=draft, by=staff, words="Songs instead.")
    assert raised.value.field == "kind" and not ChallengeNote.objects.exists()


def test_terms_stand_once_it_is_public_and_what_plays_beside_until_it_begins(
    draft: Challenge, staff: Any
) -> None:
    contest_seal(challenge=draft, by=staff)
    challenge_publish(challenge=draft, by=staff)
    same: dict[str, Any] = {"challenge": draft, "by": staff, "most_megabytes": 0}
    draft.refresh_from_db()
    with pytest.raises(Refusal, match="stands since"):
        contest_set(**same, techniques=["gan"], house=[])
    contest_set(**same, techniques=[], house=["shuffled", "gan-pop"])
    assert contest_row(draft).house == ["gan-pop", "shuffled"]


@pytest.mark.parametrize(
    "said",
    [
        {"techniques": ["gann"]},
        {"most_megabytes": -1},
        {"most_megabytes": 10**9},
        {"house": ["nothing"]},
    ],
)
def test_it_rejects_terms_that_cannot_be(said: Any, draft: Challenge, staff: Any) -> None:
    usual: dict[str, Any] = {"techniques": [], "most_megabytes": 0, "house": []}
    with pytest.raises(Refusal):
        contest_set(challenge=draft, by=staff, **usual | said)


def test_a_copy_has_the_terms_and_no_melodies(draft: Challenge, staff: Any) -> None:
    from chartbusters.challenges.services import challenge_copy

    contest_set(challenge=draft, by=staff, techniques=["gan"], most_megabytes=9, house=["arranger"])
    made = contest_row(challenge_copy(challenge=draft, by=staff))
    assert (made.techniques, made.most_megabytes, made.house) == (["gan"], 9, ["arranger"])
    assert not made.melodies.exists() and made.seal == ""


def test_a_deleted_song_stays_a_melody(draft: Challenge, staff: Any, visitor: Any) -> None:
    contest_seal(challenge=draft, by=staff)
    Challenge.objects.update(published=True)
    for one in staff.compositions.all():
        composition_delete(composition=one)
    songs_sweep()
    to_phase(draft, "closed")
    assert visitor.get("/challenges/models/models/melodies/2/document.json").status_code == 200
