"""What stays of a person and how much goes, where an archive stands, and what is put into it."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessLog
from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import sign_in_names
from chartbusters.challenges.models import Entry
from chartbusters.challenges.score_draws import score_known
from chartbusters.compositions.models import Checkpoint, Composition, Draft, Revision
from chartbusters.jury.models import Finalist, JuryOrder, JurySheet
from chartbusters.leaderboard.models import Standing
from chartbusters.leaving.models import Departure, Export
from chartbusters.trail.models import Act, Trace
from chartbusters.trust.models import Arrival, Sighting
from chartbusters.trust.selectors import appeals_of
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.selectors import voids_in_force
from generation.dataset_selectors import pieces_with_music
from generation.models import GenerationJob, JobState, TrainedModelExample, TrainingRun, unpacked


class Belongings(NamedTuple):
    """How much of a person goes when they leave, and how much stays under another name."""

    songs: int
    takes: int
    entries_gone: int
    entries_kept: int
    votes_kept: int
    sheets_kept: int
    orders_kept: int


RUN_TOLD = (
    *("id", "title", "technique", "genre", "pack", "dataset", "recipe", "plan", "start"),
    *("state", "epochs_done", "seconds", "visibility", "created_at", "finished_at"),
)


def belongings_of(*, person: User) -> Belongings:
    kept = entries_needed(maker=person).count()
    return Belongings(
        songs=Composition.objects.filter(owner=person).count(),
        takes=GenerationJob.objects.filter(owner=person).count(),
        entries_gone=Entry.objects.filter(maker=person).count() - kept,
        entries_kept=kept,
        votes_kept=Vote.objects.filter(ballot__voter=person).count(),
        sheets_kept=JurySheet.objects.filter(
            juror__person=person, submitted_at__isnull=False
        ).count(),
        orders_kept=JuryOrder.objects.filter(juror__person=person).count(),
    )


def entries_needed(*, maker: User) -> QuerySet[Entry]:
    """Entries without which a board would change: those that somebody was given to judge, that have
    a rating or a juror's sheet, are in a jury's final round, or stand in a challenge that takes no
    more entries; and those that are other people's too."""
    ballots = Ballot.objects.filter(Q(entry_a=OuterRef("pk")) | Q(entry_b=OuterRef("pk")))
    rated = Standing.objects.filter(entry=OuterRef("pk"))
    judged = JurySheet.objects.filter(entry=OuterRef("pk"))
    final = Finalist.objects.filter(entry=OuterRef("pk"))
    standing = Q(withdrawn_at=None, challenge__entries_close_at__lte=Now())
    standing |= Q(co_authors__gt=0)
    needed = Q(Exists(ballots)) | Q(Exists(rated)) | Q(Exists(judged)) | Q(Exists(final)) | standing
    return Entry.objects.filter(needed, maker=maker)


def departures_open() -> QuerySet[Departure]:
    """Those after whom something is still to be tidied away."""
    return Departure.objects.filter(finished_at=None).select_related("person").order_by("pk")


def export_of(*, owner: User) -> Export | None:
    """The newest archive of a person that has not run out."""
    return exports_alive().filter(owner=owner).order_by("-created_at", "pk").first()


def export_ready(*, pk: UUID, owner: User) -> Export | None:
    """An archive that may be taken home, by its owner alone."""
    return exports_alive().filter(pk=pk, owner=owner, state=JobState.DONE).first()


def exports_alive() -> QuerySet[Export]:
    return Export.objects.filter(Q(expires_at=None) | Q(expires_at__gt=Now()))


def exports_expired() -> QuerySet[Export]:
    return Export.objects.filter(expires_at__lte=Now())


def song_digests(*, person: User) -> set[str]:
    """Every song that the person has saved, entered, asked a model to go on from, been given by
    one, or brought to train on, and those that their own models are heard with."""
    jobs = GenerationJob.objects.filter(owner=person)
    revisions = Revision.objects.filter(composition__owner=person).values_list("song_id", flat=True)
    kept = Checkpoint.objects.filter(composition__owner=person).values_list("song_id", flat=True)
    entries = Entry.objects.filter(maker=person).values_list("song_id", flat=True)
    pairs = jobs.values_list("source_id", "result_id").iterator()
    made = filter(None, chain.from_iterable(pairs))
    brought = pieces_with_music(owner=person).values_list("song_id", flat=True)
    heard = TrainedModelExample.objects.filter(model__owner=person)
    sides = chain.from_iterable(heard.values_list("before_id", "after_id"))
    return {*sides, *revisions.iterator(), *kept.iterator(), *entries, *made, *brought}


def account_told(*, person: User) -> dict[str, Any]:
    """What the site knows of the person beside their music."""
    return {
        "username": person.username,
        "name": person.display_name,
        "about": person.about,
        "email": person.email,
        "addresses": list(
            EmailAddress.objects.filter(user=person).values("email", "verified", "primary")
        ),
        "joined": person.date_joined,
        "signed_in_last": person.last_login,
        "organiser": person.is_staff,
        "groups": list(person.groups.values_list("name", flat=True)),
        "two_factor": list(
            Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")
        ),
        "sign_ins": list(_sign_ins(AccessLog, person)),
        "failed_sign_ins": list(_sign_ins(AccessAttempt, person)),
        "trail": list(_trail(person)),
        # From which part of the net somebody came is sealed, and tells them nothing; in which
        # browsers they were seen is told by when.
        "mail_confirmed": Arrival.objects.filter(person=person)
        .values_list("confirmed_at", flat=True)
        .first(),
        "browsers": list(Sighting.objects.filter(person=person).values("first_at", "last_at")),
        "questions": list(
            appeals_of(person=person).values(
                "challenge__slug", "words", "asked_at", "answer", "answered_at"
            )
        ),
        "trainings": list(TrainingRun.objects.filter(owner=person).values(*RUN_TOLD)),
    }


def _trail(person: User) -> Iterable[Any]:
    # What tests and staff made of votes is not told to whoever cast them: who buys some would read
    # in it how they do.
    told = Q(by=person) | Q(to=person) & ~Q(act=Act.WEIGHED)
    rows = Trace.objects.filter(told).order_by("at", "pk")
    return rows.values("at", "act", "row", "words", "network")


def _sign_ins(model: type[Model], person: User) -> QuerySet[Any, dict[str, Any]]:
    theirs = Q(pk__in=[])
    for name in sign_in_names(person=person):
        theirs |= Q(username__iexact=name)
    rows = model._default_manager.filter(theirs).order_by("attempt_time")
    return rows.values("attempt_time", "ip_address", "user_agent")


def compositions_told(*, person: User) -> Iterator[dict[str, Any]]:
    """Each song with its history; the notes stand in files of their own, under the digests."""
    columns = ["id", "title", "slug", "visibility", "licence", "remix_of", "remixed_under"]
    columns += ["process_note", "tags"]
    mine = Composition.objects.filter(owner=person).order_by("created_at", "pk")
    for song in mine.values(
        *columns, "created_at", "updated_at", comments=F("discussion__state")
    ).iterator():
        steps = Revision.objects.filter(composition=song["id"]).order_by("number")
        kept = Checkpoint.objects.filter(composition=song["id"]).order_by("created_at", "pk")
        yield {
            **song,
            "revisions": list(
                steps.values("number", "name", "song", "origin", "recipe", "created_at")
            ),
            "checkpoints": list(
                kept.values("name", "pinned", "song", "origin", "job", "created_at")
            ),
        }


def drafts_told(*, person: User) -> Iterator[dict[str, Any]]:
    """Each draft as the site has it, notes and all."""
    columns = ("key", "title", "composition", "revision", "version", "created_at", "updated_at")
    mine = Draft.objects.filter(owner=person).order_by("created_at", "pk")
    for draft in mine.values(*columns, "packed", "left").iterator(chunk_size=10):
        document, left = (_read(draft.pop(name)) for name in ("packed", "left"))
        yield {**draft, "document": document, "left": left}


def _read(packed: bytes | None) -> Any:
    return None if packed is None else json.loads(unpacked(bytes(packed)))


def entries_written(*, person: User) -> Iterator[dict[str, Any]]:
    """Each entry with its receipt and the score it was given."""
    columns = ["id", "challenge__slug", "title", "process_note", "heard_by_all", "song", "receipt"]
    columns += ["submitted_at", "withdrawn_at", "conditions_digest", "conditions_accepted_at"]
    columns += ["disqualified_at", "checked_rules"]
    told = Entry.objects.filter(maker=person).values(*columns, score_report__known=score_known())
    for entry in told.iterator():
        yield {name.partition("__")[0]: value for name, value in entry.items()}


def votes_told(*, person: User) -> Iterator[dict[str, Any]]:
    """Each vote, with what was heard before it; which entries they were once voting is over, for
    whoever knows an entry's id would know whose it is."""
    void = voids_in_force().filter(vote=OuterRef("pk"))
    columns: dict[str, Any] = {
        "slug": F("challenge__slug"),
        "entry_a": _once_over("ballot__entry_a"),
        "entry_b": _once_over("ballot__entry_b"),
        "heard_ms_a": F("ballot__heard_ms_a"),
        "heard_ms_b": F("ballot__heard_ms_b"),
        "voided_because": Subquery(void.values("reason")[:1]),
        "taken_back_at": F("undo__undone_at"),
    }
    mine = Vote.objects.filter(ballot__voter=person).order_by("pk")
    for vote in mine.values("outcome", "cast_at", **columns).iterator():
        told: dict[str, Any] = dict(vote)
        yield {"challenge": told.pop("slug"), **told}


def _once_over(column: str) -> Case:
    over = When(ballot__challenge__told_at__lte=Now(), then=F(column))
    return Case(over, default=None)


def jobs_told(*, person: User) -> Iterator[dict[str, Any]]:
    """Each wish for music, with the recipe by which its result can be made again."""
    columns = (
        "id",
        "technique",
        "model",
        "seed",
        "parameters",
        "state",
        "source",
        "result",
        "recipe",
    )
    mine = GenerationJob.objects.filter(owner=person).order_by("created_at", "pk")
    yield from mine.values(*columns, "created_at", "finished_at").iterator()
