"""A challenge may take several entries of a person: free places first, and no more than there
are."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from chartbusters.challenges.models import Entry
from chartbusters.challenges.services import challenge_save, entry_create, entry_withdraw
from chartbusters.voting.services import ballot_issue
from chartbusters.web.errors import Refusal
from tests.contests import to_phase

ENTRIES = "/api/v1/entries/"
SUBMIT = "/challenges/tunes/submit/"


def wish(composition: Any, **more: Any) -> dict[str, Any]:
    return {"challenge": "tunes", "composition": str(composition.pk), **more}


@pytest.fixture
def songs(alice: Any, composition_of: Any) -> list[Any]:
    """Five songs of alice's, of different music."""
    return [composition_of(alice, title=f"Song {n}", transpose=n) for n in range(5)]


def standing() -> list[tuple[int, str]]:
    return sorted(Entry.objects.filter(withdrawn_at=None).values_list("slot", "title"))


def test_it_works(api: Any, alice: Any, challenge_in: Any, songs: list[Any]) -> None:
    challenge_in("open", entries_each=3)
    told = [api(alice).post(ENTRIES, wish(song)).json() for song in songs[:3]]
    assert [(one["slot"], one["standing"], one["entries_each"]) for one in told] == [
        (1, 1, 3),
        (2, 2, 3),
        (3, 3, 3),
    ]
    assert standing() == [(1, "Song 0"), (2, "Song 1"), (3, "Song 2")]


def test_it_rejects_one_more_and_says_which_there_are(
    api: Any, alice: Any, challenge_in: Any, songs: list[Any]
) -> None:
    challenge_in("open", entries_each=2)
    for song in songs[:2]:
        assert api(alice).post(ENTRIES, wish(song)).status_code == 201
    answer = api(alice).post(ENTRIES, wish(songs[2]))
    assert (answer.status_code, answer.json()["code"]) == (409, "entries_full")
    assert "2 of 2 entries" in answer.json()["message"]
    assert "“Song 0”, “Song 1”" in answer.json()["message"]
    assert answer.json()["field"] == "replaces" and len(standing()) == 2


def test_it_replaces_the_one_that_is_named(
    api: Any, alice: Any, challenge_in: Any, songs: list[Any]
) -> None:
    challenge_in("open", entries_each=2)
    first = api(alice).post(ENTRIES, wish(songs[0])).json()
    api(alice).post(ENTRIES, wish(songs[1]))
    answer = api(alice).post(ENTRIES, wish(songs[2], replaces=first["id"]))
    assert answer.status_code == 201 and answer.json()["standing"] == 2
    assert standing() == [(1, "Song 2"), (2, "Song 1")]


def test_it_rejects_to_replace_what_is_not_mine_or_is_gone(
    api: Any, alice: Any, bob: Any, challenge_in: Any, songs: list[Any], composition_of: Any
) -> None:
    challenge = challenge_in("open", entries_each=2)
    gone = entry_create(challenge=challenge, composition=songs[0], maker=alice)
    entry_withdraw(entry=gone)
    theirs = entry_create(
        challenge=challenge, composition=composition_of(bob, transpose=7), maker=bob
    )
    for other in (theirs.pk, gone.pk, uuid4()):
        answer = api(alice).post(ENTRIES, wish(songs[1], replaces=str(other)))
        assert (answer.status_code, answer.json()["code"]) == (409, "not_standing")
    assert standing() == [(1, "A tune")]


def test_a_withdrawn_one_leaves_its_place(alice: Any, challenge_in: Any, songs: list[Any]) -> None:
    challenge = challenge_in("open", entries_each=2)
    first, _ = (
        entry_create(challenge=challenge, composition=song, maker=alice) for song in songs[:2]
    )
    entry_withdraw(entry=first)
    entry_create(challenge=challenge, composition=songs[2], maker=alice)
    assert standing() == [(1, "Song 2"), (2, "Song 1")]


def test_the_page_says_how_many_and_lets_one_choose(
    alice: Any, client_of: Any, challenge_in: Any, songs: list[Any]
) -> None:
    challenge = challenge_in("open", entries_each=2)
    first = entry_create(challenge=challenge, composition=songs[0], maker=alice)
    client = client_of(alice)
    page = client.get(f"{SUBMIT}?composition={songs[1].pk}").content.decode()
    assert "1 of 2 entries" in page and "None: it is one more" in page
    form = {"composition": str(songs[1].pk), "process_note": "", "replaces": ""}
    assert client.post(SUBMIT, form).status_code == 302
    page = client.get(f"{SUBMIT}?composition={songs[2].pk}").content.decode()
    assert "2 of 2 entries" in page and "None: it is one more" not in page
    refused = client.post(SUBMIT, form | {"composition": str(songs[2].pk)})
    assert refused.status_code == 409 and "Say which of them" in refused.content.decode()
    chosen = form | {"composition": str(songs[2].pk), "replaces": str(first.pk)}
    assert client.post(SUBMIT, chosen).status_code == 302
    assert standing() == [(1, "Song 2"), (2, "Song 1")]
    assert client.post(SUBMIT, form | {"replaces": "none of yours"}).status_code == 404


def test_none_of_them_is_drawn_for_their_maker(
    alice: Any, challenge_in: Any, songs: list[Any], composition_of: Any, bob: Any, charlie: Any
) -> None:
    challenge = challenge_in("open", entries_each=3)
    for song in songs[:3]:
        entry_create(challenge=challenge, composition=song, maker=alice)
    others = [
        entry_create(
            challenge=challenge, composition=composition_of(one, transpose=6 + place), maker=one
        )
        for place, one in enumerate((bob, charlie))
    ]
    ballot = ballot_issue(challenge=to_phase(challenge, "voting"), voter=alice)
    assert ballot is not None
    assert {ballot.entry_a_id, ballot.entry_b_id} == {entry.pk for entry in others}


def test_fewer_are_rejected_while_somebody_has_more(
    alice: Any, staff: Any, challenge_in: Any, songs: list[Any]
) -> None:
    challenge = challenge_in("open", entries_each=3)
    made = [entry_create(challenge=challenge, composition=one, maker=alice) for one in songs[:3]]
    challenge.entries_each = 2
    with pytest.raises(Refusal, match="Somebody has 3 entries") as refusal:
        challenge_save(challenge=challenge, by=staff)
    assert refusal.value.field == "entries_each" and len(standing()) == 3
    entry_withdraw(entry=made[0])
    challenge_save(challenge=challenge, by=staff, words="So many songs.")
    assert standing() == [(1, "Song 2"), (2, "Song 1")]  # the third place is no more
    with pytest.raises(Refusal, match="2 of 2 entries"):
        entry_create(challenge=challenge, composition=songs[3], maker=alice)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_five_at_once_with_room_for_three(
    alice: Any, challenge_in: Any, songs: list[Any]
) -> None:
    challenge = challenge_in("open", entries_each=3)

    def enter(song: Any) -> str:
        try:
            entry_create(challenge=challenge, composition=song, maker=alice)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(5) as pool:
        outcomes = sorted(pool.map(enter, songs))
    assert outcomes == ["entries_full"] * 2 + ["in"] * 3
    assert [slot for slot, _ in standing()] == [1, 2, 3]
