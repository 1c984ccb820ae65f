"""Programs ask for files, look how far they are, and take them."""

from typing import Any

import pytest

from chartbusters.takehome import making, services
from chartbusters.takehome.models import Kind, Parcel

pytestmark = pytest.mark.django_db


def address(song: Any, kind: str = "") -> str:
    return f"/api/v1/compositions/{song.pk}/parcels/{kind}"


def test_it_works(api: Any, alice: Any, shown: Any) -> None:
    song = shown(alice, bars=1)
    answer = api(alice).post(address(song), {"kind": "flac"})
    assert answer.status_code == 202
    assert (answer.json()["state"], answer.json()["file"]) == ("queued", None)
    making.run(pk=str(Parcel.objects.get().pk), worker="test")
    (told,) = api(alice).get(address(song)).json()["results"]
    assert (told["kind"], told["state"], told["progress"]) == ("flac", "done", 1.0)
    file = api(alice).get(told["file"].removeprefix("http://testserver"))
    assert b"".join(file.streaming_content)[:4] == b"fLaC"


def test_others_need_the_makers_word(
    api: Any, alice: Any, bob: Any, charlie: Any, staff: Any, shown: Any
) -> None:
    song = shown(alice)
    for who in (bob, charlie, staff):
        assert api(who).post(address(song), {"kind": "wav"}).status_code == 403
    assert api().post(address(song), {"kind": "wav"}).status_code in (401, 403)
    services.offer_set(composition=song, sound=True)
    assert api(bob).post(address(song), {"kind": "wav"}).status_code == 202


def test_a_file_is_only_given_to_who_may_have_it(
    api: Any, alice: Any, bob: Any, shown: Any
) -> None:
    song = shown(alice, bars=1)
    parcel = services.parcel_request(composition=song, kind=Kind.FLAC, by=alice)
    making.run(pk=str(parcel.pk), worker="test")
    assert api(bob).get(address(song, "flac/")).status_code == 404
    assert api(bob).get(address(song)).json()["results"] == []
    assert api(alice).get(address(song, "flac/")).status_code == 200


def test_a_private_song_is_nobody_elses(api: Any, alice: Any, bob: Any, shown: Any) -> None:
    song = shown(alice, visibility="private")
    assert api(bob).get(address(song)).status_code == 404
    assert api(bob).post(address(song), {"kind": "wav"}).status_code == 404
    assert api(alice).get(address(song)).json()["results"] == []


def test_it_rejects_other_kinds(api: Any, alice: Any, shown: Any) -> None:
    song = shown(alice)
    assert api(alice).post(address(song), {"kind": "ogg"}).status_code == 400
    assert api(alice).get(address(song, "ogg/")).status_code == 404
