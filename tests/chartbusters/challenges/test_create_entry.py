"""Entering a song freezes it, once a maker, by the database's clock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services import challenge_save, entry_create, receipt_of
from chartbusters.compositions.models import Rendering
from chartbusters.compositions.services import composition_create, revision_add
from chartbusters.web.errors import Refusal

ENTRIES = "/api/v1/entries/"


def wish(composition: Any, slug: str = "tunes") -> dict[str, str]:
    return {"challenge": slug, "composition": str(composition.pk), "process_note": "By hand."}


def test_it_works(
    api: Any, alice: Any, challenge_in: Any, composition_of: Any, sample_song: Any
) -> None:
    challenge, song = challenge_in("open"), composition_of(alice, title="Mine")
    answer = api(alice).post(ENTRIES, wish(song))
    assert answer.status_code == 201, answer.content
    receipt = answer.json()
    entry = Entry.objects.get(pk=receipt["id"])
    assert receipt["digest"] == song.head.song_id and receipt["title"] == "Mine"
    at = entry.submitted_at
    assert receipt["receipt"] == receipt_of(
        pk=entry.pk, slug=challenge.slug, username="alice", digest=entry.song_id, at=at
    )
    revision_add(composition=song, song=sample_song(bars=8))
    entry.refresh_from_db()
    assert entry.song_id == receipt["digest"]


def test_its_page_says_all_that_the_receipt_is_made_over(
    alice: Any, challenge_in: Any, composition_of: Any, client_of: Any
) -> None:
    """Else nobody could check it once the site is gone: the time counts to the last digit."""
    entry = entry_create(
        challenge=challenge_in("open"), composition=composition_of(alice), maker=alice
    )
    entry.refresh_from_db()
    page = client_of(alice).get(f"/challenges/tunes/entries/{entry.pk}/").content.decode()
    for line in (
        str(entry.pk),
        "tunes",
        "alice",
        entry.song_id,
        entry.submitted_at.isoformat(),
        entry.receipt,
    ):
        assert f">{line}<" in page or f'value="{line}"' in page, line


def test_its_receipt_names_the_rules_it_met(
    api: Any,
    alice: Any,
    bob: Any,
    staff: Any,
    challenge_in: Any,
    composition_of: Any,
    client_of: Any,
) -> None:
    """However they are changed afterwards: who was in stays in, and can show under what."""
    challenge = challenge_in("open", rules=[{"rule": "minimum_bars", "value": 2}])
    before = api().get("/api/v1/challenges/tunes/").json()["rules_version"]
    receipt = api(alice).post(ENTRIES, wish(composition_of(alice))).json()
    challenge.rules = [{"rule": "minimum_bars", "value": 3}]
    challenge_save(challenge=challenge, by=staff, words="Two were too few.")
    after = api().get("/api/v1/challenges/tunes/").json()["rules_version"]
    again = api(alice).get(f"{ENTRIES}{receipt['id']}/").json()
    assert (again["rules"], again["rules_version"]) == (
        ["At least 2 bars"],
        before,
    ) and before != after
    page = client_of(alice).get(f"/challenges/tunes/entries/{receipt['id']}/").content.decode()
    assert "Rules it met" in page and before in page
    other = api(bob).post(ENTRIES, wish(composition_of(bob, transpose=1))).json()
    assert (other["rules"], other["rules_version"]) == (["At least 3 bars"], after)


def test_it_rejects_rules_that_were_changed_meanwhile(
    alice: Any, staff: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge = challenge_in("open", rules=[{"rule": "minimum_bars", "value": 2}])
    Challenge.objects.update(rules=[{"rule": "minimum_bars", "value": 16}])
    with pytest.raises(Refusal) as refusal:
        entry_create(challenge=challenge, composition=composition_of(alice), maker=alice)
    assert (refusal.value.code, refusal.value.status) == (
        "rules_changed",
        409,
    ) and not Entry.objects.exists()


def test_it_asks_for_a_score_and_for_audio(
    api: Any, alice: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in("open", genre="bach")
    answer = api(alice).post(ENTRIES, wish(composition_of(alice)))
    entry = Entry.objects.select_related("score_report").get(pk=answer.json()["id"])
    assert entry.score_report.genre == "bach" and entry.score_report.song_id == entry.song_id
    assert Rendering.objects.filter(song_id=entry.song_id).exists()


def test_it_replaces_the_entry_before(
    api: Any, alice: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in("open")
    first = api(alice).post(ENTRIES, wish(composition_of(alice))).json()
    second = api(alice).post(ENTRIES, wish(composition_of(alice, transpose=1))).json()
    standing = Entry.objects.filter(withdrawn_at=None)
    assert [str(entry.pk) for entry in standing] == [second["id"]] and first["id"] != second["id"]


def test_it_requires_sign_in(api: Any, alice: Any, challenge_in: Any, composition_of: Any) -> None:
    challenge_in("open")
    assert api().post(ENTRIES, wish(composition_of(alice))).status_code in (401, 403)


def test_it_requires_ownership(
    api: Any, alice: Any, bob: Any, charlie: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in("open")
    song = composition_of(alice)
    for person in (bob, charlie):
        assert api(person).post(ENTRIES, wish(song)).status_code == 404
    assert not Entry.objects.exists()


@pytest.mark.parametrize("phase", ["upcoming", "voting", "closed"])
def test_it_rejects_outside_the_phase(
    phase: str, api: Any, alice: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in(phase)
    answer = api(alice).post(ENTRIES, wish(composition_of(alice)))
    assert (answer.status_code, answer.json()["code"]) == (409, "not_open")
    assert "safe" in answer.json()["message"]


def test_it_rejects_unmet_rules(
    api: Any, alice: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in(
        "open", rules=[{"rule": "minimum_bars", "value": 16}, {"rule": "technique", "value": "gan"}]
    )
    answer = api(alice).post(ENTRIES, wish(composition_of(alice, bars=4)))
    assert (answer.status_code, answer.json()["code"]) == (409, "rules_unmet")
    assert "Yours has 4." in answer.json()["message"] and not Entry.objects.exists()


def test_it_rejects_the_song_of_another_entry(
    api: Any, alice: Any, bob: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in("open")
    assert api(alice).post(ENTRIES, wish(composition_of(alice))).status_code == 201
    assert api(bob).post(ENTRIES, wish(composition_of(bob))).json()["code"] == "already_entered"


def test_it_rejects_unpublished_challenges(
    api: Any, alice: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in("open", published=False)
    assert api(alice).post(ENTRIES, wish(composition_of(alice))).status_code == 404


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_eight_at_once(alice: Any, challenge_in: Any, composition_of: Any) -> None:
    challenge = challenge_in("open")
    songs = [composition_of(alice, transpose=number) for number in range(8)]

    def enter(song: Any) -> str:
        try:
            entry_create(challenge=challenge, composition=song, maker=alice)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(8) as pool:
        outcomes: list[str] = list(pool.map(enter, songs))
    assert Entry.objects.filter(withdrawn_at=None).count() == 1
    assert set(outcomes) <= {"in", "already_entered"} and "in" in outcomes


def test_it_rejects_more_than_so_many_a_day(
    alice: Any, sample_song: Callable[..., Any], challenge_in: Callable[..., Any], settings: Any
) -> None:
    settings.ENTRIES_A_DAY = 2
    challenge = challenge_in("open")
    songs = [
        composition_create(owner=alice, song=sample_song(transpose=number), title=f"Song {number}")
        for number in range(3)
    ]
    for song in songs[:2]:
        entry_create(challenge=challenge, composition=song, maker=alice)
    with pytest.raises(Refusal, match="entered 2 times within a day") as refused:
        entry_create(challenge=challenge, composition=songs[2], maker=alice)
    assert refused.value.status == 429 and refused.value.retry_after
    # What was entered before stands, and tomorrow is another day.
    assert Entry.objects.get(withdrawn_at=None).title == "Song 1"
    Entry.objects.update(submitted_at=F("submitted_at") - timedelta(days=1))
    entry_create(challenge=challenge, composition=songs[2], maker=alice)
