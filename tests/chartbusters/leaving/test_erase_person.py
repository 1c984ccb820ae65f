"""A person is forgotten: nothing of theirs is left, and no board moves."""

from collections.abc import Callable
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import F
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.test import Client

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry
from chartbusters.compositions.models import Composition, Rendering
from chartbusters.compositions.services import composition_create
from chartbusters.joining.models import ListedAddress
from chartbusters.leaderboard.models import RatingRun
from chartbusters.leaderboard.services import board_refresh
from chartbusters.leaving import services, tasks
from chartbusters.leaving.models import Departure
from chartbusters.mail.models import OutgoingMail
from chartbusters.mail.services import mail_queue
from chartbusters.voting.models import Ballot, Vote
from chartbusters.web.errors import Refusal
from generation.models import GenerationJob, StoredSong, unpacked
from generation.services import job_claim, job_finish, song_store
from tests.chartbusters.leaving.lives import FACTOR, PASSWORD, Life
from tests.codes import code_of
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
LEAVE = "/accounts/leave/"
# Who may refer to a person and stays when they go. A new one is a decision: say here why, and on
# the page of leaving.
STAY = {
    ("challenges.entry", "maker"),
    ("voting.ballot", "voter"),
    ("voting.votevoid", "by"),
    ("generation.trainingrun", "owner"),
    ("leaving.departure", "person"),
    ("leaving.departure", "by"),
    ("leaving.export", "owner"),  # goes once its file is gone
    ("admin.logentry", "user"),
    (
        "trail.trace",
        "by",
    ),  # an attack must be told after its person has gone; it holds no name, and ends by itself
    ("trail.trace", "to"),
}


def erase(person: Any) -> Departure:
    """Erases, and tidies up when no request can be under way any more."""
    departure = services.person_erase(person=person, by=person)
    Departure.objects.filter(pk=departure.pk).update(left_at=F("left_at") - timedelta(minutes=3))
    assert services.departure_finish(departure=departure)
    departure.refresh_from_db()
    return departure


def traces(*words: str) -> list[str]:
    """Every row of the whole database in which one of the words stands, whatever the table."""
    found = []
    for model in apps.get_models():
        for row in model._base_manager.values():
            text = " ".join(str(value) for value in row.values()).lower()
            if row.get("packed"):  # what is compressed would hide from this look
                text += unpacked(bytes(row["packed"])).decode().lower()
            found += [f"{model._meta.label}: {word}" for word in words if word in text]
    return found


def test_it_works(life: Life) -> None:
    pairs = GenerationJob.objects.values_list("source_id", "result_id")
    digests = set(chain.from_iterable(pairs))
    departure = erase(life.person)
    assert traces("zuzan", "zuz@", "203.0.113.7") == []
    assert (
        not Composition.objects.filter(owner=life.person).exists()
        and not GenerationJob.objects.exists()
    )
    assert not StoredSong.objects.filter(pk__in=digests).exists()
    assert (
        not default_storage.exists(life.file)
        and not Rendering.objects.filter(audio=life.file).exists()
    )
    left = User.objects.get(pk=life.person.pk)
    assert (left.shown_name, left.username, left.is_active) == (
        "Former member",
        departure.username,
        False,
    )
    assert not left.has_usable_password() and not left.groups.exists()
    assert departure.finished_at and departure.songs == [] and departure.by_id == life.person.pk


def test_no_mail_waits_for_who_has_left(life: Life, staff: Any) -> None:
    mail_queue(message=EmailMessage("To you", "Hello", to=["Zuz@example.org"]))
    ListedAddress.objects.create(email=life.person.email.upper(), added_by=staff)
    erase(life.person)
    assert not OutgoingMail.objects.exists() and not ListedAddress.objects.exists()


def test_it_ends_sign_in_tokens_and_links(life: Life, visitor: Client) -> None:
    token = life.token
    ours = f"/@zuzanna/{Composition.objects.get(title__startswith='Zuzanna').slug}/"
    assert (
        visitor.get(ours).status_code == 200
        and visitor.get(f"/s/{life.secret}/").status_code == 200
    )
    services.person_erase(person=life.person, by=life.person)
    for address in (
        ours,
        f"/s/{life.secret}/",
        "/@zuzanna/",
        f"/embed/{life.fresh.composition_id}/",
    ):
        assert visitor.get(address).status_code == 404, address
    assert life.browser.get("/api/v1/compositions/").status_code == 401
    assert visitor.get(
        "/api/v1/compositions/", headers={"Authorization": f"Token {token}"}
    ).status_code in (401, 403)
    assert not visitor.login(username="zuzanna", password=PASSWORD)
    assert Session.objects.count() == 1
    services.departure_finish(departure=Departure.objects.get())
    assert Session.objects.count() == 0


def test_the_board_is_unchanged(life: Life, visitor: Client, settings: Any) -> None:
    settings.LEADERBOARD_MINIMUM_VOTES = 1
    address = f"/api/v1/leaderboards/{life.voting.slug}/"
    before, votes = visitor.get(address).json(), list(Vote.objects.values())
    assert len(before["rows"]) == 4 and before["votes"] == 4
    runs = set(RatingRun.objects.values_list("pk", flat=True))
    erase(life.person)
    assert visitor.get(address).json() == before and list(Vote.objects.values()) == votes
    # computed anew from the same votes and entries
    assert board_refresh(challenge=life.voting).pk in runs
    RatingRun.objects.update(inputs_digest="computed by somebody else")
    board_refresh(challenge=life.voting)
    after = visitor.get(address).json()
    assert after["rows"] == before["rows"]


def test_what_a_board_needs_stays_under_another_name(life: Life, visitor: Client) -> None:
    receipt = life.judged.receipt
    departure = erase(life.person)
    entry = Entry.objects.get(maker=life.person)
    assert (entry.pk, entry.receipt, entry.title, entry.process_note) == (
        life.judged.pk,
        receipt,
        "Up a Fifth",
        "",
    )
    assert entry.song.song.note_count and entry.composition is None
    ballots, votes = (
        Ballot.objects.filter(voter=life.person),
        Vote.objects.filter(ballot__voter=life.person),
    )
    assert ballots.count() == votes.count() == 1
    to_phase(life.voting, "closed")
    page = visitor.get(f"/challenges/{life.voting.slug}/entries/{entry.pk}/").content.decode()
    assert "by Former member" in page and departure.username not in page


def test_it_leaves_everybody_else_alone(
    life: Life, bob: Any, sample_song: Callable[..., Any], client_of: Any
) -> None:
    hers = Composition.objects.get(title__startswith="Zuzanna")
    copy = composition_create(
        owner=bob, song=hers.head.song.song, title="A Remix", visibility="public"
    )  # type: ignore[union-attr]
    browser = client_of(bob)
    erase(life.person)
    assert browser.get(f"/api/v1/compositions/{copy.pk}/").status_code == 200
    # The very same song: held by bob too, it stays with its recording.
    assert StoredSong.objects.filter(pk=copy.head.song_id).exists() and default_storage.exists(
        life.file
    )  # type: ignore[union-attr]
    assert Vote.objects.filter(ballot__voter=bob).count() == 3 and EmailAddress.objects.count() == 0


def test_a_take_in_the_making_comes_to_nothing(life: Life) -> None:
    job = job_claim(pk=str(GenerationJob.objects.get().pk), worker="at it")
    assert job is not None
    services.person_erase(person=life.person, by=life.person)
    assert not job_finish(job=job, song=life.judged.song.song.with_title("Late Lied"), recipe={})
    assert not traces("late lied")


def test_what_a_late_request_writes_goes_too(life: Life, sample_song: Callable[..., Any]) -> None:
    """A request that began before saves a song and writes the old name back: the second look takes
    both."""
    before = User.objects.get(pk=life.person.pk)
    departure = services.person_erase(person=life.person, by=life.person)
    assert not services.departure_finish(departure=departure)  # a request may still be under way
    composition_create(owner=before, song=sample_song(title="Late Lied"), title="Zuzanna is late")
    before.save()
    Departure.objects.update(left_at=F("left_at") - timedelta(minutes=3))
    assert services.departure_finish(departure=Departure.objects.get())
    assert traces("zuzan", "zuz@") == [] and not traces("late lied")


def test_one_that_cannot_be_finished_stops_no_other(
    life: Life, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (life.person, bob):
        services.person_erase(person=person, by=person)
    Departure.objects.update(left_at=F("left_at") - timedelta(minutes=3))
    finish = services.departure_finish

    def stumble(*, departure: Departure) -> bool:
        if departure.person_id == life.person.pk:
            raise OSError("the storage is away")
        return finish(departure=departure)

    monkeypatch.setattr(services, "departure_finish", stumble)
    tasks.departures_finish()
    assert [one.person_id for one in Departure.objects.filter(finished_at=None)] == [life.person.pk]


def test_every_reference_to_a_person_is_decided() -> None:
    fields = User._meta.get_fields(include_hidden=True)
    relations = [
        field
        for field in fields
        if isinstance(field, ForeignObjectRel) and field.on_delete is not None
    ]
    gone = {(model._meta.label_lower, name) for model, name in services.belongings()}
    cleared = {
        (one.related_model._meta.label_lower, one.field.name)
        for one in relations
        if one.on_delete is models.SET_NULL
    }
    named = {(one.related_model._meta.label_lower, one.field.name) for one in relations}
    assert named - gone - cleared == STAY


def test_it_works_in_the_browser(life: Life) -> None:
    asked = life.browser.get(LEAVE)
    assert asked.status_code == 302 and asked["Location"].startswith(
        "/accounts/2fa/reauthenticate/"
    )
    assert life.browser.post(asked["Location"], {"code": code_of(FACTOR)})["Location"] == LEAVE
    page = life.browser.get(LEAVE).content.decode()
    assert (
        "3 songs" in page
        and "1 entry, with title and music" in page
        and "1 vote" in page
        and "Former member" in page
    )
    wrong = life.browser.post(LEAVE, {"name": "alice"})
    assert wrong.status_code == 200 and "Nothing was erased" in wrong.content.decode()
    assert not Departure.objects.exists()
    left = life.browser.post(LEAVE, {"name": "@Zuzanna"})
    assert left.status_code == 200 and "Your account is erased" in left.content.decode()
    assert (
        left["Clear-Site-Data"] == '"storage"'
        and Departure.objects.get().person_id == life.person.pk
    )
    assert life.browser.get("/compositions/").status_code == 302


def test_it_requires_the_password(life: Life, visitor: Client) -> None:
    for browser in (life.browser, visitor):
        answer = browser.post(LEAVE, {"name": "zuzanna"})
        assert answer.status_code == 302 and "/accounts/" in answer["Location"]
    assert not Departure.objects.exists()


def test_it_works_in_the_admin(life: Life, staff: Any, client_of: Any) -> None:
    address = f"/admin/accounts/user/{life.person.pk}/delete/"
    page = client_of(staff).get(address).content.decode()
    assert "1 entries and 1 votes that boards need stay" in page
    assert client_of(staff).post(address, {"post": "yes"}).status_code == 302
    assert Departure.objects.get().by_id == staff.pk and traces("zuzanna quill") == []
    told = LogEntry.objects.get()
    assert (told.user_id, told.object_id, told.object_repr) == (
        staff.pk,
        str(life.person.pk),
        "Former member",
    )


def test_it_works_on_several_in_the_admin(life: Life, bob: Any, staff: Any, client_of: Any) -> None:
    people = {
        "action": "delete_selected",
        "_selected_action": [life.person.pk, bob.pk],
        "post": "yes",
    }
    assert client_of(staff).post("/admin/accounts/user/", people).status_code == 302
    assert set(Departure.objects.values_list("person", flat=True)) == {life.person.pk, bob.pk}


def test_it_requires_the_right_to_delete_people(
    life: Life, bob: Any, staff: Any, client_of: Any
) -> None:
    bob.is_staff = True
    bob.save()
    with pytest.raises(Refusal) as refusal:
        services.person_erase(person=life.person, by=bob)
    assert refusal.value.status == 403
    assert (
        client_of(bob)
        .post(f"/admin/accounts/user/{life.person.pk}/delete/", {"post": "yes"})
        .status_code
        == 403
    )
    bob.user_permissions.add(Permission.objects.get(codename="delete_user"))
    bob = get_user_model().objects.get(pk=bob.pk)
    with pytest.raises(Refusal) as refusal:
        # who may delete people may not delete who may do everything
        services.person_erase(person=staff, by=bob)
    assert refusal.value.status == 403 and not Departure.objects.exists()
    assert services.person_erase(person=life.person, by=bob).by_id == bob.pk


def test_it_rejects_who_has_left(life: Life) -> None:
    services.person_erase(person=life.person, by=None)
    with pytest.raises(Refusal) as refusal:
        services.person_erase(person=life.person, by=None)
    assert refusal.value.code == "gone"


def test_it_works_from_the_shell(life: Life, capsys: Any) -> None:
    with pytest.raises(CommandError, match="nobody called"):
        call_command("person_erase", "nobody", "--yes")
    call_command("person_erase", "zuzanna", "--yes")
    assert "1 entries, 1 votes" in capsys.readouterr().out
    assert traces("zuzan", "zuz@") == [] and Departure.objects.get().by is None


@pytest.mark.postgres
def test_it_works_on_every_database(life: Life) -> None:
    erase(life.person)
    assert traces("zuzan", "zuz@") == []


def test_a_song_stored_again_is_a_new_one(life: Life, sample_song: Callable[..., Any]) -> None:
    erase(life.person)
    assert song_store(song=sample_song(title="Zuzannas Take")).created_at is not None
