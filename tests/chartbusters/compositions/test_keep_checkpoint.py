"""Checkpoints stand in the history of a song for its maker alone: nothing that others see, and
nothing that may be entered, changes by one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from chartbusters.compositions import checkpointing
from chartbusters.compositions.checkpointing import checkpoint_add, checkpoint_name
from chartbusters.compositions.models import Checkpoint, Composition
from chartbusters.compositions.selectors import lineage_of
from chartbusters.compositions.services import composition_delete, revision_add
from chartbusters.compositions.storing import storage_counted, stored_of
from chartbusters.web.errors import Refusal
from generation.models import StoredSong
from generation.music.document import from_document, to_document
from generation.music.song import Song
from tests.interleaving import interleaved

pytestmark = pytest.mark.django_db
Compositions = Callable[..., Composition]
Songs = Callable[..., Song]


def address(composition: Composition, more: str = "") -> str:
    return f"/api/v1/compositions/{composition.pk}/checkpoints/{more}"


def names(composition: Composition) -> list[str]:
    return list(composition.checkpoints.order_by("created_at").values_list("name", flat=True))


def test_it_works(api: Any, alice: Any, composition_of: Compositions, sample_song: Songs) -> None:
    song = composition_of(alice)
    wish = {"document": to_document(sample_song(bars=6)), "name": "Kept take 2"}
    wish["origin"] = {"kind": "generated", "job": "00000000-0000-0000-0000-000000000001"}
    made = api(alice).post(address(song), wish)
    assert (made.status_code, made.json()["name"]) == (201, "Kept take 2")
    (listed,) = api(alice).get(address(song)).json()["results"]
    assert "document" not in listed and listed["origin"] == wish["origin"]
    whole = api(alice).get(address(song, f"{listed['id']}/")).json()
    assert from_document(whole["document"]) == sample_song(bars=6)


def test_others_see_and_hear_what_they_did(
    api: Any,
    alice: Any,
    composition_of: Compositions,
    sample_song: Songs,
    visitor: Any,
    client_of: Callable[[Any], Any],
) -> None:
    song = composition_of(alice, visibility="public")
    shown, told = f"/api/v1/compositions/{song.pk}/", song.get_absolute_url()
    before = api().get(shown).json()
    assert visitor.get(told).status_code == 200
    checkpoint_add(composition=song, song=sample_song(bars=6, band=True), name="Before take 99")
    assert api().get(shown).json() == before
    assert "take 99" not in visitor.get(told).text + client_of(alice).get(told).text
    song.refresh_from_db()
    assert song.head and song.head.number == 1 and len(lineage_of(composition=song)) == 1
    # The next save is the second revision, whatever was kept before it.
    after = revision_add(composition=song, song=sample_song(bars=7), after=1)
    assert after.number == 2


def test_it_is_its_makers_alone(
    api: Any,
    alice: Any,
    bob: Any,
    charlie: Any,
    staff: Any,
    composition_of: Compositions,
    sample_song: Songs,
) -> None:
    song = composition_of(alice, visibility="public")
    kept = checkpoint_add(composition=song, song=sample_song(bars=6), name="Mine")
    wish = {"document": to_document(sample_song(bars=8))}
    one = address(song, f"{kept.pk}/")
    for other in (bob, charlie, staff, None):
        caller = api(other) if other else api()
        answers = [caller.get(address(song)), caller.post(address(song), wish)]
        answers += [caller.get(one), caller.patch(one, {"name": "Theirs"})]
        assert {answer.status_code for answer in answers} <= ({404} if other else {401, 403})
    assert names(song) == ["Mine"]
    # Another song of the same maker does not open it either.
    second = composition_of(alice, title="Second")
    assert api(alice).get(address(second, f"{kept.pk}/")).status_code == 404


def test_the_same_music_is_kept_once(
    api: Any, alice: Any, composition_of: Compositions, sample_song: Songs
) -> None:
    song = composition_of(alice)
    for name in ("Before take 2", "Kept take 3"):
        checkpoint_add(composition=song, song=sample_song(bars=6), name=name)
    assert names(song) == ["Kept take 3"]
    kept = song.checkpoints.get()
    answer = api(alice).patch(address(song, f"{kept.pk}/"), {"name": " The good one "})
    assert (answer.json()["name"], answer.json()["pinned"]) == ("The good one", True)
    checkpoint_add(composition=song, song=sample_song(bars=6), name="Kept take 4")
    assert names(song) == ["The good one"]


def test_the_oldest_without_a_name_of_ones_own_makes_room(
    alice: Any, composition_of: Compositions, sample_song: Songs, monkeypatch: Any
) -> None:
    monkeypatch.setattr(checkpointing, "MOST_CHECKPOINTS", 2)
    song = composition_of(alice)
    for hours, bars in enumerate((6, 5)):
        kept = checkpoint_add(composition=song, song=sample_song(bars=bars), name=f"{bars} bars")
        earlier = F("created_at") - timedelta(hours=9 + hours)
        song.checkpoints.filter(pk=kept.pk).update(created_at=earlier)
    checkpoint_name(composition=song, pk=kept.pk, name="Five bars")
    last = checkpoint_add(composition=song, song=sample_song(bars=7), name="7 bars")
    assert names(song) == ["Five bars", "7 bars"]
    checkpoint_name(composition=song, pk=last.pk, name="Seven bars")
    with pytest.raises(Refusal, match="2 states that you named"):
        checkpoint_add(composition=song, song=sample_song(bars=8), name="8 bars")
    checkpoint_name(composition=song, pk=last.pk, name="")
    checkpoint_add(composition=song, song=sample_song(bars=8), name="8 bars")
    assert names(song) == ["Five bars", "8 bars"]
    assert stored_of(owner=alice).used == storage_counted(owner=alice)


@pytest.mark.django_db(transaction=True)
def test_its_bytes_count_and_its_notes_go_with_it(
    alice: Any, composition_of: Compositions, sample_song: Songs, settings: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(checkpointing, "MOST_CHECKPOINTS", 1)
    song = composition_of(alice)
    before = stored_of(owner=alice).used
    first = checkpoint_add(composition=song, song=sample_song(bars=6), name="6")
    assert stored_of(owner=alice).used == before + first.size == storage_counted(owner=alice)
    checkpoint_add(composition=song, song=sample_song(bars=7), name="7")
    assert not StoredSong.objects.filter(pk=first.song_id).exists()
    settings.STORED_MEGABYTES = 0
    with pytest.raises(Refusal, match="Delete songs"):
        checkpoint_add(composition=song, song=sample_song(bars=8), name="8")
    assert names(song) == ["7"]
    composition_delete(composition=song)
    assert stored_of(owner=alice).used == storage_counted(owner=alice) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_pages_at_once_never_keep_more_than_there_is_room_for(
    alice: Any, composition_of: Compositions, sample_song: Songs, monkeypatch: Any
) -> None:
    monkeypatch.setattr(checkpointing, "MOST_CHECKPOINTS", 2)
    song = composition_of(alice)

    def race() -> Any:
        song.checkpoints.all().delete()
        checkpoint_add(composition=song, song=sample_song(bars=2), name="before")
        one, other = sample_song(bars=6), sample_song(bars=7)
        return (
            lambda: checkpoint_add(composition=song, song=one, name="here"),
            lambda: checkpoint_add(composition=song, song=other, name="there"),
        )

    for outcome in interleaved(race):
        assert isinstance(outcome.first, Checkpoint) and isinstance(outcome.second, Checkpoint)
        assert sorted(names(song)) == ["here", "there"]


@pytest.mark.parametrize("values", [{"name": "x" * 61}, {"pinned": True, "name": ""}])
def test_the_database_holds_its_words(
    alice: Any, composition_of: Compositions, sample_song: Songs, values: dict[str, Any]
) -> None:
    kept = checkpoint_add(composition=composition_of(alice), song=sample_song(bars=6), name="Mine")
    with pytest.raises(IntegrityError), transaction.atomic():
        Checkpoint.objects.filter(pk=kept.pk).update(**values)


def test_it_rejects(api: Any, alice: Any, composition_of: Compositions, sample_song: Songs) -> None:
    song = composition_of(alice)
    document = to_document(sample_song())
    empty = to_document(sample_song(bars=0))
    for wish, field in (
        ({"document": document, "name": "x" * 61}, "name"),
        ({"name": "No notes"}, "document"),
        ({"document": empty}, "document"),
    ):
        answer = api(alice).post(address(song), wish)
        assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert names(song) == []
