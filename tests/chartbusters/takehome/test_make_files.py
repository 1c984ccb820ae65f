"""WAV, FLAC and stems are made by a worker, once, for whoever may have them."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import soundfile
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.functions import Now
from django.test import Client

from chartbusters.takehome import making, services, sweeping
from chartbusters.takehome.models import Kind, Parcel
from chartbusters.web.errors import Refusal
from generation.models import JobState
from generation.services import work_claim

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/walk-home/"


def made(song: Any, kind: Kind, by: Any) -> Parcel:
    parcel = services.parcel_request(composition=song, kind=kind, by=by)
    making.run(pk=str(parcel.pk), worker="test")
    parcel.refresh_from_db()
    assert parcel.state == JobState.DONE, parcel.error_message
    return parcel


def handed_in(song: Any, kind: Kind, by: Any) -> Parcel:
    """As if a worker had made it, for what is not about its sound."""
    parcel = services.parcel_request(composition=song, kind=kind, by=by)
    assert work_claim(model=Parcel, pk=str(parcel.pk), worker="test")
    parcel.refresh_from_db()
    assert services.parcel_hand_in(parcel=parcel, file=ContentFile(b"fLaC"), size=4)
    parcel.refresh_from_db()
    return parcel


def taken(client: Client, ending: str) -> bytes:
    answer = client.get(f"{ADDRESS}song.{ending}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Kind.WAV, Kind.FLAC])
def test_a_recording_without_loss_is_made(
    alice: Any, client_of: Any, shown: Any, kind: Kind
) -> None:
    made(shown(alice, bars=1, visibility="private"), kind, alice)
    sound = soundfile.info(io.BytesIO(taken(client_of(alice), kind)))
    assert (sound.format, sound.samplerate, sound.channels) == (kind.upper(), 44_100, 2)
    assert sound.duration > 1


@pytest.mark.django_db(transaction=True)
def test_stems_are_as_long_as_each_other_and_together_the_song(
    alice: Any, client_of: Any, shown: Any
) -> None:
    song = shown(alice, bars=1, visibility="private")
    made(song, Kind.STEMS, alice)
    with zipfile.ZipFile(io.BytesIO(taken(client_of(alice), "zip"))) as archive:
        names = archive.namelist()
        stems = [name for name in names if name.endswith(".flac")]
        sounds = [soundfile.read(io.BytesIO(archive.read(name)))[0] for name in stems]
        assert b"beats a minute" in archive.read("README.txt")
    assert len(stems) == len(song.head.song.song.tracks) == 4
    assert len({len(sound) for sound in sounds}) == 1
    assert all(abs(sound).max() > 0.001 for sound in sounds)
    assert [name[:3] for name in stems] == ["01 ", "02 ", "03 ", "04 "]
    assert any(name.endswith(".mid") for name in names)


def test_asking_again_gives_the_same(alice: Any, bob: Any, shown: Any) -> None:
    song = shown(alice)
    services.offer_set(composition=song, sound=True)
    first = services.parcel_request(composition=song, kind=Kind.WAV, by=alice)
    assert services.parcel_request(composition=song, kind=Kind.WAV, by=bob).pk == first.pk


def test_it_requires_what_the_maker_gives(
    alice: Any, bob: Any, visitor: Client, client_of: Any, shown: Any
) -> None:
    song = shown(alice, bars=1)
    handed_in(song, Kind.WAV, alice)
    with pytest.raises(Refusal) as error:
        services.parcel_request(composition=song, kind=Kind.WAV, by=bob)
    assert error.value.status == 403
    assert client_of(bob).get(f"{ADDRESS}song.wav").status_code == 404
    client_of(alice).post(f"{ADDRESS}formats/offer/", {"sound": "on"})
    assert client_of(bob).get(f"{ADDRESS}song.wav").status_code == 200
    assert visitor.get(f"{ADDRESS}song.wav").status_code == 200
    client_of(alice).post(f"{ADDRESS}formats/offer/", {})
    assert visitor.get(f"{ADDRESS}song.wav").status_code == 404


def test_only_the_maker_gives(alice: Any, bob: Any, client_of: Any, shown: Any) -> None:
    song = shown(alice)
    answer = client_of(bob).post(f"{ADDRESS}formats/offer/", {"sound": "on"})
    assert answer.status_code == 404
    with pytest.raises(Refusal):
        services.parcel_request(composition=song, kind=Kind.WAV, by=bob)


def test_one_person_has_two_in_the_making(alice: Any, shown: Any) -> None:
    songs = [shown(alice, title=f"Song {n}", bars=n + 1) for n in range(3)]
    for song in songs[:2]:
        services.parcel_request(composition=song, kind=Kind.STEMS, by=alice)
    with pytest.raises(Refusal, match="still being made"):
        services.parcel_request(composition=songs[2], kind=Kind.STEMS, by=alice)


def test_one_person_has_some_a_day(alice: Any, shown: Any, settings: Any) -> None:
    settings.PARCELS_A_DAY = 1
    song = shown(alice)
    services.parcel_request(composition=song, kind=Kind.STEMS, by=alice)
    Parcel.objects.update(state=JobState.DONE)
    with pytest.raises(Refusal, match="within a day"):
        services.parcel_request(composition=song, kind=Kind.WAV, by=alice)


def test_what_is_too_much_work_is_refused_before_it_begins(
    alice: Any, shown: Any, settings: Any
) -> None:
    settings.PARCEL_SECONDS_EACH = 1
    with pytest.raises(Refusal, match="too many"):
        services.parcel_request(composition=shown(alice), kind=Kind.STEMS, by=alice)
    assert not Parcel.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_too_large_to_keep_is_given_up(alice: Any, shown: Any, settings: Any) -> None:
    settings.PARCEL_MEGABYTES_EACH = 0
    parcel = services.parcel_request(
        composition=shown(alice, bars=1, visibility="private"), kind=Kind.STEMS, by=alice
    )
    making.run(pk=str(parcel.pk), worker="test")
    parcel.refresh_from_db()
    assert (parcel.state, parcel.error_code) == (JobState.FAILED, "too_large")


def test_a_second_worker_leaves_it_alone(alice: Any, shown: Any) -> None:
    parcel = handed_in(shown(alice, bars=1, visibility="private"), Kind.FLAC, alice)
    files = default_storage.listdir("parcels")[1]
    making.run(pk=str(parcel.pk), worker="another")
    parcel.refresh_from_db()
    assert (parcel.attempt, default_storage.listdir("parcels")[1]) == (1, files)


def test_what_has_run_out_goes_with_its_file(alice: Any, client_of: Any, shown: Any) -> None:
    parcel = handed_in(shown(alice, bars=1, visibility="private"), Kind.FLAC, alice)
    Parcel.objects.update(expires_at=Now() - timedelta(minutes=1))
    assert client_of(alice).get(f"{ADDRESS}song.flac").status_code == 404
    assert services.parcels_drop() == 1
    assert not default_storage.exists(parcel.files[-1]) and not Parcel.objects.exists()


def test_the_oldest_make_room(alice: Any, shown: Any, settings: Any) -> None:
    old = handed_in(shown(alice, bars=1, visibility="private"), Kind.FLAC, alice)
    settings.PARCELS_MEGABYTES = 0
    services.parcels_drop()
    assert not Parcel.objects.filter(pk=old.pk).exists()


def test_files_without_a_row_are_swept(
    alice: Any, shown: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = handed_in(shown(alice, bars=1, visibility="private"), Kind.FLAC, alice)
    Parcel.objects.all().delete()
    assert sweeping.parcels_sweep() == 0, "it is young"
    monkeypatch.setattr(sweeping, "YOUNG", timedelta(seconds=-1))
    assert sweeping.parcels_sweep() == 1
    assert not default_storage.exists(parcel.files[-1])


def test_it_is_erased_with_its_person(alice: Any, shown: Any) -> None:
    from chartbusters.leaving.services import person_erase

    services.parcel_request(composition=shown(alice), kind=Kind.WAV, by=alice)
    person_erase(person=alice, by=alice)
    assert not Parcel.objects.exists()
