"""Own data sets through the API: by their owner, by strangers, by who is not signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from generation.models import Dataset, JobState, TrainingRun
from tests.generation.own_files import own_song
from tests.own_data import read_by_worker, ready_dataset, sent_files

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/datasets/"
Browser = Callable[[Any], Client]


def uploads(*numbers: int) -> list[SimpleUploadedFile]:
    sent = sent_files((f"{number}.mid", own_song(number)) for number in numbers)
    return [SimpleUploadedFile(file.name, file.data) for file in sent]


def bring(client: Client, *numbers: int, **fields: Any) -> HttpResponse:
    body = {"files": uploads(*numbers), "title": "Waltzes", "rights": "true", **fields}
    answer: HttpResponse = client.post(ADDRESS, body)
    return answer


@pytest.mark.django_db(transaction=True)
def test_it_works(client_of: Browser, alice: Any) -> None:
    client = client_of(alice)
    made = bring(client, *range(20)).json()
    assert (made["state"], made["title"]) == ("reading", "Waltzes")
    read_by_worker(Dataset.objects.get())
    told = client.get(f"{ADDRESS}{made['id']}/").json()
    assert told["state"] == "ready"
    assert [each["pieces"] for each in told["techniques"]] == [20, 20, 20]
    assert told["pieces"][0]["name"] == "0.mid"
    music = client.get(f"{ADDRESS}{made['id']}/pieces/1/").json()
    assert music["tracks"]
    assert client.get(f"{ADDRESS}{made['id']}/pieces/21/").status_code == 404
    assert client.get(f"{ADDRESS}{made['id']}/pieces/{10**30}/").status_code == 404


def test_a_list_holds_mine_alone(client_of: Browser, alice: Any, bob: Any) -> None:
    ready_dataset(alice, pieces=20)
    (mine,) = client_of(alice).get(ADDRESS).json()["results"]
    assert (mine["files"], mine["used"]) == (20, 20)
    assert client_of(bob).get(ADDRESS).json()["results"] == []


def test_nobody_else_sees_or_changes_it(
    client_of: Browser, alice: Any, bob: Any, charlie: Any, staff: Any, visitor: Client
) -> None:
    address = f"{ADDRESS}{ready_dataset(alice, pieces=20).pk}/"
    doors = [("get", ""), ("patch", ""), ("delete", ""), ("post", "files/"), ("get", "pieces/1/")]
    for method, below in doors:
        for other in (bob, charlie, staff):
            answer = getattr(client_of(other), method)(address + below)
            assert answer.status_code == 404, (method, below)
        assert getattr(visitor, method)(address + below).status_code == 401
    assert bring(visitor, 1).status_code == 401
    assert Dataset.objects.get().title == "My songs"


@pytest.mark.parametrize("rights", ["", "false", "perhaps"])
def test_it_requires_the_rights(client_of: Browser, alice: Any, rights: str) -> None:
    answer = bring(client_of(alice), 1, rights=rights)
    assert (answer.status_code, answer.json()["code"]) == (400, "no_rights")
    assert not Dataset.objects.exists()


def test_it_rejects_no_files_and_too_many(client_of: Browser, alice: Any) -> None:
    client = client_of(alice)
    assert bring(client, files=[]).json()["code"] == "no_files"
    crowd = [SimpleUploadedFile(f"{n}.mid", b"x") for n in range(501)]
    answer = bring(client, files=crowd)
    assert (answer.status_code, answer.json()["code"]) == (400, "too_many_files")
    assert "500" in answer.json()["message"]
    assert client.post(ADDRESS, b"[]", content_type="application/json").status_code == 415


def megabytes(count: int) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{n}.mid", bytes(2_000_000)) for n in range(count // 2)]


def test_twenty_megabytes_come_in_and_more_do_not(client_of: Browser, alice: Any) -> None:
    client = client_of(alice)
    assert bring(client, files=megabytes(20)).status_code == 201
    assert bring(client, files=megabytes(22)).status_code == 413
    assert client.post("/api/v1/reports/", bytes(3_000_000), "text/plain").status_code == 413


def test_a_key_makes_two_uploads_one(client_of: Browser, alice: Any) -> None:
    client = client_of(alice)
    sent = {"files": [SimpleUploadedFile("a.mid", bytes(3_000_000))], "rights": "true"}
    made = []
    for _ in range(2):
        sent["files"][0].seek(0)  # type: ignore[index]
        made.append(client.post(ADDRESS, sent, headers={"Idempotency-Key": "once"}).json())
    assert made[0]["id"] == made[1]["id"]
    assert Dataset.objects.count() == 1


def test_a_name_is_changed(client_of: Browser, alice: Any) -> None:
    client = client_of(alice)
    address = f"{ADDRESS}{ready_dataset(alice, pieces=20).pk}/"
    body = {"title": "Reels"}
    assert client.patch(address, body, "application/json").json()["title"] == "Reels"
    assert client.patch(address, {"title": " "}, "application/json").status_code == 400


def test_pieces_are_removed(client_of: Browser, alice: Any) -> None:
    client = client_of(alice)
    address = f"{ADDRESS}{ready_dataset(alice).pk}/files/"
    told = client.post(address, {"without": ["1", "2"]}).json()
    assert told["state"] == "reading"
    assert told["pieces"][0]["number"] == 3
    for odd in ("x", "-1", "٣", "9" * 30):
        assert client.post(address, {"without": [odd]}).status_code in (400, 409), odd


def test_it_is_deleted_unless_a_run_learns_from_it(client_of: Browser, alice: Any) -> None:
    client = client_of(alice)
    dataset = ready_dataset(alice, pieces=20)
    run = TrainingRun.objects.create(owner=alice, technique="gan", genre="own", dataset=dataset)
    refused = client.delete(f"{ADDRESS}{dataset.pk}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    TrainingRun.objects.filter(pk=run.pk).update(state=JobState.DONE)
    assert client.delete(f"{ADDRESS}{dataset.pk}/").status_code == 204
    assert client.delete(f"{ADDRESS}{dataset.pk}/").status_code == 404
