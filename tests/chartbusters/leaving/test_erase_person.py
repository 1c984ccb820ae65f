"""A person is forgotten: nothing of theirs is left, and no board moves."""

from collections.abc import Callable
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import F
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.test import Client

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
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
from generation.models import GenerationJob, StoredSong
from generation.services import job_claim, job_finish, song_store
from tests.chartbusters.leaving.erasing import erase, traces
from tests.chartbusters.leaving.lives import PASSWORD, Life
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
# Who may refer to a person and stays when they go. A new one is a decision: say here why, and on
# the page of leaving.
STAY = {
    ("challenges.disqualification", "by"),
    ("moderation.report", "decided_by"),
    ("comments.comment", "writer"),  # emptied, and deleted where nobody has answered it
    ("rechecks.recheck", "by"),
    ("modelcontests.houseaccount", "person"),  # an account of the site, nobody's
    ("challenges.entry", "maker"),
    ("voting.ballot", "voter"),
    ("voting.votevoid", "by"),
    ("voting.voteundo", "voter"),  # as the vote that it takes back
    # what votes weigh that stay, and staff's words on them: no board moves when somebody leaves
    ("trust.voterweight", "voter"),
    ("trust.decision", "voter"),
    ("trust.decision", "by"),
    ("trust.appeal", "answered_by"),
    ("jury.juror", "person"),  # levels that were submitted move a board; invitations and drafts go
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
    Challenge.objects.update(board_shows="live")
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


@pytest.mark.postgres
def test_it_works_on_every_database(life: Life) -> None:
    erase(life.person)
    assert traces("zuzan", "zuz@") == []


def test_a_song_stored_again_is_a_new_one(life: Life, sample_song: Callable[..., Any]) -> None:
    erase(life.person)
    assert song_store(song=sample_song(title="Zuzannas Take")).created_at is not None
