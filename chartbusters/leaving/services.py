"""Everything that makes a person leave: archives asked for and dropped, persons erased, what is
tidied away after them.

What a board needs stays, under another name: the row of the person is emptied and not deleted, so
entries, votes and the intervals that count all votes of one person as one voice are what they were.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import mail_addresses
from chartbusters.accounts.services import person_anonymise, sessions_end
from chartbusters.catalogue.services import publications_forget
from chartbusters.challenges.services import (
    applauses_erase,
    authors_forget,
    entries_erase,
    members_forget,
)
from chartbusters.comments.services import comments_erase
from chartbusters.compositions.forgetting import recording_forget, song_forget
from chartbusters.compositions.services import compositions_erase
from chartbusters.discovery.services import hearts_erase
from chartbusters.joining.services import addresses_unlist
from chartbusters.jury.services import jurors_forget
from chartbusters.learning.services import classrooms_erase, seats_erase
from chartbusters.leaving import selectors
from chartbusters.leaving.models import Departure, Export
from chartbusters.mail.services import mails_forget
from chartbusters.moderation.services import quotes_erase
from chartbusters.notices.services import person_forget
from chartbusters.plays.services import hearings_erase
from chartbusters.trust.services import weights_freeze
from chartbusters.voting.services import ballots_forget
from chartbusters.web.errors import Refusal
from generation.messages import send_on_commit
from generation.models import JobState
from generation.rights import has_right
from generation.services import (
    datasets_erase,
    job_cancel,
    jobs_erase,
    trained_models_erase,
    trainings_erase,
    work_finish,
    work_queue,
)

KEPT = timedelta(days=2)  # an archive
AGAIN_AFTER = timedelta(hours=1)  # who asks sooner gets the one that is there
# longer than a request lives that began before its person was erased
LAST_REQUEST = timedelta(minutes=2)
STAYS = (LogEntry,)  # what somebody did in the administration is the site's, not theirs


def export_request(*, owner: User) -> Export:
    """An archive of all that is the person's, made by a worker. Asking again within the hour gives
    the same one."""
    with transaction.atomic():
        # Two clicks at once would both find none: the second waits here for the first.
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)
        current = selectors.exports_alive().filter(owner=owner)
        under_way = Q(state__in=[JobState.QUEUED, JobState.RUNNING])
        if export := current.filter(
            under_way | Q(state=JobState.DONE, created_at__gt=Now() - AGAIN_AFTER)
        ).first():
            return export
        current.update(expires_at=Now())  # one is enough; the older one goes with the next tidying
        export = Export.objects.create(owner=owner)
        work_queue(work=export)
    return export


def export_hand_in(*, export: Export, file: File, size: int) -> bool:  # type: ignore[type-arg]
    """Stores the whole archive first and shows it second. False when the attempt is no
    longer ours."""
    name = default_storage.save(export.files[-1], file)
    shown = work_finish(work=export, size=size, expires_at=Now() + KEPT)
    if not shown:
        default_storage.delete(name)
    return shown


def exports_drop() -> int:
    """Removes archives that have run out, the file before the row that knows its name; returns how
    many."""
    expired, ended = (
        selectors.exports_expired(),
        [JobState.DONE, JobState.FAILED, JobState.CANCELLED],
    )
    for export in expired.exclude(state__in=ended):
        # its worker may be writing; it goes once that has ended
        job_cancel(pk=str(export.pk), model=Export)
    over = list(expired.filter(state__in=ended))
    for export in over:
        for name in export.files:
            default_storage.delete(name)
        export.delete()
    # One that came to nothing has no file; it says so for as long as it would have been kept.
    Export.objects.filter(state__in=ended, expires_at=None).update(expires_at=Now() + KEPT)
    return len(over)


def person_erase(*, person: User, by: User | None) -> Departure:
    """Forgets a person; `by` is the person, an organiser with the right to delete people, or None
    for the operator.

    At once nobody can sign in, see or hear what was theirs. A worker tidies away songs, recordings,
    files and sessions, and looks once more when no request can be under way that began before.
    Raises `Refusal`.
    """
    _refuse_unallowed(person, by)
    try:
        with transaction.atomic():
            return _erase(person, by)
    except IntegrityError:
        message = (
            "Something of this person was in use at this very moment, so nothing was "
            "erased. Try once more."
        )
        raise Refusal("in_use", message, 409) from None


def _refuse_unallowed(person: User, by: User | None) -> None:
    if by is None or by.pk == person.pk:
        return
    if not has_right(by, "accounts.delete_user"):
        raise Refusal(
            "not_allowed", "Erasing people needs the right to delete them. Nothing was erased.", 403
        )
    if person.is_superuser and not by.is_superuser:
        raise Refusal(
            "not_allowed", "Only somebody with all rights may erase somebody with all rights.", 403
        )


def _erase(person: User, by: User | None) -> Departure:
    # Whoever votes or asks for music locks this row too: they come before, or find nobody.
    person = User.objects.select_for_update().get(pk=person.pk)
    if Departure.objects.filter(person=person).exists():
        raise Refusal("gone", "This person has left already.", 409)
    username = f"former-member-{secrets.token_hex(6)}"
    departure = Departure.objects.create(person=person, by=by, username=username)
    _empty(departure)
    send_on_commit("chartbusters.leaving.tasks.departures_finish")
    return departure


def _empty(departure: Departure) -> None:
    """Everything of the person that is a row; the digests of songs that may have to go are
    noted."""
    person = departure.person
    addresses = mail_addresses(person=person)
    mails_forget(addresses=addresses)
    person_forget(person=person)
    addresses_unlist(addresses=addresses)
    members_forget(addresses=addresses)
    quotes_erase(person=person)
    comments_erase(person=person)  # before the name goes by which others speak of them
    weights_freeze(person=person)  # before the facts go from which they were told
    jurors_forget(person=person, addresses=addresses)
    person_anonymise(person=person, username=departure.username)
    ballots_forget(voter=person)
    applauses_erase(person=person)
    hearts_erase(person=person)
    hearings_erase(person=person)
    authors_forget(person=person)
    seats_erase(person=person)
    classrooms_erase(teacher=person)
    publications_forget(owner=person)  # before models lose their owner
    kept = set(selectors.entries_needed(maker=person).values_list("pk", flat=True))
    digests = (
        entries_erase(maker=person, keep=kept)
        | compositions_erase(owner=person)
        | jobs_erase(owner=person)
        | trainings_erase(owner=person)
        | datasets_erase(owner=person)
        | trained_models_erase(owner=person)
    )
    Export.objects.filter(owner=person).update(expires_at=Now())
    for model, column in belongings():
        model._base_manager.filter(**{column: person}).delete()
    departure.songs = sorted(digests.union(departure.songs))
    departure.save(update_fields=["songs"])


def belongings() -> list[tuple[Any, str]]:
    """What would go with the row of a person if it were deleted: tokens, mail addresses, keys,
    whatever room adds."""
    relations = [
        field
        for field in User._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel)
    ]
    gone = [
        one
        for one in relations
        if one.on_delete is models.CASCADE and one.related_model not in STAYS
    ]
    return [(relation.related_model, relation.field.name) for relation in gone]


def departure_finish(*, departure: Departure) -> bool:
    """Tidies away what a departure left: may be repeated, and ends when nothing can come in any
    more."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=departure.person_id)
        _empty(departure)
    for digest in departure.songs:
        if not song_forget(digest=digest):
            recording_forget(digest=digest)
    sessions_end(person=departure.person)
    exports_drop()
    if Export.objects.filter(owner=departure.person).exists():
        return False  # a worker is still at one
    over = Departure.objects.filter(pk=departure.pk, left_at__lt=Now() - LAST_REQUEST)
    return bool(over.update(finished_at=Now(), songs=[]))
