"""Applause given and taken back; the number stands in the row of the entry, so that no page
counts."""

from django.db import transaction
from django.db.models import F, QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Applause, Entry, Phase
from chartbusters.challenges.people import people_of
from chartbusters.challenges.selectors import phase_now
from chartbusters.web.errors import Refusal, still_there


def applause_give(*, entry: Entry, person: User) -> Entry:
    """The entry with its number. Given twice it counts once. Raises `Refusal`."""
    _refuse_unfit(entry, person)
    with transaction.atomic():
        # Whoever leaves the site holds this row too: what they gave is found and taken back.
        still_there(User.objects.select_for_update().filter(pk=person.pk, is_active=True).first())
        _, new = Applause.objects.get_or_create(entry=entry, person=person)
        if new:
            Entry.objects.filter(pk=entry.pk).update(applauded=F("applauded") + 1)
    entry.refresh_from_db(fields=["applauded"])
    return entry


def applause_take(*, entry: Entry, person: User) -> Entry:
    """Takes back what was given, if anything was."""
    _remove(Applause.objects.filter(entry=entry, person=person))
    entry.refresh_from_db(fields=["applauded"])
    return entry


def applauses_erase(*, person: User) -> None:
    """Takes back all that a person gave, who leaves the site."""
    _remove(Applause.objects.filter(person=person))


def _remove(given: QuerySet[Applause]) -> None:
    with transaction.atomic():
        entries = [one.entry_id for one in given.select_for_update()]
        deleted, _ = given.delete()
        if deleted:
            Entry.objects.filter(pk__in=entries).update(applauded=F("applauded") - 1)


def _refuse_unfit(entry: Entry, person: User) -> None:
    if entry.withdrawn_at or phase_now(challenge=entry.challenge) != Phase.CLOSED:
        message = "Applause is for entries whose result is told. Nothing was given; come back then."
        raise Refusal("not_over", message, 409)
    if person in people_of([entry])[entry.pk]:
        raise Refusal("own_entry", "This is your own entry: others may applaud it.", 409)
