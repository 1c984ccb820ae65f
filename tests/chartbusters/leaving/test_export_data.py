"""All that is a person's, in one archive, for them alone and for two days."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client

from chartbusters.leaving import archive, exporting, services, tasks
from chartbusters.leaving.models import Departure, Export
from generation.models import JobState
from generation.music.document import from_document
from generation.music.midi import read_midi
from generation.services import job_cancel, lease, work_claim
from tests.chartbusters.leaving.lives import FACTOR, Life
from tests.codes import code_of

pytestmark = pytest.mark.django_db
PAGE = "/accounts/data/"


def packed(person: Any, **options: Any) -> zipfile.ZipFile:
    file = io.BytesIO()
    archive.archive_write(file, person=person, **options)
    return zipfile.ZipFile(file)


def made(person: Any) -> Export:
    """An archive asked for and made."""
    export = services.export_request(owner=person)
    exporting.run(pk=str(export.pk), worker="test")
    export.refresh_from_db()
    return export


def test_it_works(life: Life) -> None:
    home = packed(life.person)
    assert home.testzip() is None
    names = set(home.namelist())
    assert {
        "README.txt",
        "account.json",
        "compositions.json",
        "entries.json",
        "votes.json",
        "jobs.json",
    } <= names
    account = json.loads(home.read("account.json"))
    assert (
        account["username"] == "zuzanna" and account["addresses"][0]["email"] == "zuz@example.org"
    )
    assert (
        account["sign_ins"][0]["ip_address"]
        == account["failed_sign_ins"][0]["ip_address"]
        == "203.0.113.7"
    )
    songs = {song["slug"]: song for song in json.loads(home.read("compositions.json"))}
    assert len(songs) == 3 and len(songs["zuzannas-song"]["revisions"]) == 2
    assert songs["zuzannas-song"]["checkpoints"][0]["name"] == "Zuzanna kept take 2"
    assert home.read("songs/zuzannas-song.mp3") == b"sound"
    (draft,) = json.loads(home.read("drafts.json"))
    assert draft["title"] == "Zuzanna tries"
    assert from_document(draft["document"]).note_count == 8
    assert [vote["outcome"] for vote in json.loads(home.read("votes.json"))] == ["a"]
    assert [job["model"] for job in json.loads(home.read("jobs.json"))] == ["gan-pop"]
    sheets = json.loads(home.read("jury.json"))
    assert [one["comment"] for one in sheets] == ["Zuzanna liked it.", "Zuzanna thinks."]
    assert sheets[0]["levels"] == {"Melody": 4}


def test_every_song_that_is_spoken_of_is_in_it(life: Life) -> None:
    home = packed(life.person)
    songs = json.loads(home.read("compositions.json"))
    revisions = chain.from_iterable(song["revisions"] for song in songs)
    spoken = {step["song"] for step in revisions}
    spoken |= {entry["song"] for entry in json.loads(home.read("entries.json"))}
    spoken |= {job["source"] for job in json.loads(home.read("jobs.json"))}
    assert len(spoken) == 5
    for digest in spoken:
        song = from_document(json.loads(home.read(f"music/{digest}.json")))
        assert song.digest == digest
        assert read_midi(home.read(f"music/{digest}.mid")).note_count == song.note_count


@pytest.mark.postgres  # whose clock has microseconds
def test_its_receipts_can_be_checked(life: Life) -> None:
    """By anyone, with nothing but the archive: five lines, as it says itself."""
    for entry in json.loads(packed(life.person).read("entries.json")):
        lines = [entry["id"], entry["challenge"], "zuzanna", entry["song"], entry["submitted_at"]]
        assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == entry["receipt"]


def test_it_holds_nothing_of_others_and_no_keys(life: Life, bob: Any) -> None:
    home = packed(life.person)
    text = " ".join(
        home.read(name).decode(errors="replace")
        for name in home.namelist()
        if name.endswith(".json")
    )
    assert "bob" not in text and "maker0" not in text
    for secret in (life.secret, life.token, life.person.password, "secret_hash"):
        assert secret not in text


def test_it_works_in_the_browser(life: Life, client_of: Any, bob: Any, visitor: Client) -> None:
    asked = life.browser.post(f"{PAGE}export/")
    assert (
        asked["Location"].startswith("/accounts/2fa/reauthenticate/")
        and not Export.objects.exists()
    )
    answer = life.browser.post(asked["Location"], {"code": code_of(FACTOR)}, follow=True)
    # what was asked for is done after the proof
    assert answer.content.decode().count("is being made") == 1
    export = Export.objects.get()
    tasks.export_make.run(str(export.pk))
    assert f"{PAGE}{export.pk}/" in life.browser.get(PAGE).content.decode()
    again = life.browser.post(f"{PAGE}export/", follow=True).content.decode()
    assert "one of this hour already" in again and Export.objects.get() == export
    answer = life.browser.get(f"{PAGE}{export.pk}/")
    assert answer["Content-Type"] == "application/zip" and "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as home:  # type: ignore[attr-defined]
        assert json.loads(home.read("account.json"))["username"] == "zuzanna"
    stranger = client_of(bob)
    bobs = stranger.get(f"{PAGE}{export.pk}/")
    stranger.post(bobs["Location"], {"password": "bob-pass-1"})
    assert stranger.get(f"{PAGE}{export.pk}/").status_code == 404
    assert (
        visitor.get(f"{PAGE}{export.pk}/").status_code == 302
        and visitor.get(PAGE).status_code == 302
    )


def test_asking_again_gives_the_same_one(life: Life) -> None:
    first = services.export_request(owner=life.person)
    assert services.export_request(owner=life.person) == first
    exporting.run(pk=str(first.pk), worker="test")
    assert services.export_request(owner=life.person) == first
    Export.objects.update(created_at=Now() - 2 * services.AGAIN_AFTER)
    second = services.export_request(owner=life.person)
    assert second != first
    file = first.files or Export.objects.get(pk=first.pk).files
    services.exports_drop()
    assert list(Export.objects.all()) == [second] and not default_storage.exists(file[0])


def test_the_database_allows_one_at_a_time(life: Life) -> None:
    services.export_request(owner=life.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.create(owner=life.person)


def test_it_expires(life: Life) -> None:
    export = made(life.person)
    assert export.state == JobState.DONE and default_storage.exists(export.files[0])
    assert export.size == default_storage.size(export.files[0])
    assert services.exports_drop() == 0
    Export.objects.update(expires_at=Now() - timedelta(seconds=1))
    assert life.browser.get(PAGE).context["export"] is None  # by the clock, not by the tidying
    assert services.exports_drop() == 1
    assert not default_storage.exists(export.files[0]) and not Export.objects.exists()


def test_a_lost_one_is_made_by_another_worker(life: Life) -> None:
    export = services.export_request(owner=life.person)
    assert work_claim(model=Export, pk=str(export.pk), worker="dies")
    # written, and never handed in
    default_storage.save(f"exports/{export.pk}-1.zip", ContentFile(b"half"))
    Export.objects.update(lease_until=Now() - lease())
    tasks.exports_tidy.run()
    exporting.run(pk=str(export.pk), worker="lives")
    export.refresh_from_db()
    assert (export.state, export.attempt) == (JobState.DONE, 2)
    Export.objects.update(expires_at=Now() - timedelta(seconds=1))
    services.exports_drop()
    assert default_storage.listdir("exports")[1] == []


def test_one_that_comes_too_late_leaves_no_file(life: Life) -> None:
    export = services.export_request(owner=life.person)
    work_claim(model=Export, pk=str(export.pk), worker="slow")
    slow = Export.objects.get(pk=export.pk)
    Export.objects.update(attempt=F("attempt") + 1)
    assert not services.export_hand_in(export=slow, file=ContentFile(b"late"), size=4)
    assert not default_storage.exists(slow.files[-1])


def test_it_stops_when_nobody_waits(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    export = services.export_request(owner=life.person)
    write = archive.archive_write

    def cancelled_first(file: Any, *, person: Any, look: Callable[[int, int], None]) -> None:
        job_cancel(pk=str(export.pk), model=Export)

        def wait(done: int, of: int) -> None:
            # The heartbeat looks twice a second; until it has seen the wish, the archive is being
            # written.
            for _ in range(10_000_000):
                look(done, of)

        write(file, person=person, look=wait)

    monkeypatch.setattr(exporting, "archive_write", cancelled_first)
    exporting.run(pk=str(export.pk), worker="test")
    export.refresh_from_db()
    assert export.state == JobState.CANCELLED and not default_storage.exists(export.files[0])


def test_it_is_bounded(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(archive.TooLarge):
        packed(life.person, most_bytes=1_000)
    monkeypatch.setattr(
        exporting,
        "archive_write",
        lambda *words, **options: (_ for _ in ()).throw(archive.TooLarge),
    )
    assert (made(life.person).state, made(life.person).error_code) == (JobState.FAILED, "too_large")
    assert "the operator can make it" in life.browser.get(PAGE).content.decode()


def test_it_goes_when_its_owner_leaves(life: Life) -> None:
    export = made(life.person)
    departure = services.person_erase(person=life.person, by=life.person)
    Departure.objects.update(left_at=F("left_at") - timedelta(minutes=3))
    assert services.departure_finish(departure=departure)
    assert not default_storage.exists(export.files[0]) and not Export.objects.exists()


def test_it_works_from_the_shell(life: Life, tmp_path: Path) -> None:
    file = tmp_path / "zuzanna.zip"
    call_command("person_export", "zuzanna", str(file))
    with zipfile.ZipFile(file) as home:
        assert json.loads(home.read("account.json"))["name"] == "Zuzanna Quill"
    with pytest.raises(CommandError, match="there already"):
        call_command("person_export", "zuzanna", str(file))
    with pytest.raises(CommandError, match="nobody called"):
        call_command("person_export", "nobody", str(tmp_path / "other.zip"))
