"""Hands events out to those whom they concern: a hundred at a time, so that neither a vote nor
a job waits behind a crowd.

After each chunk the next one goes to the end of the workers' queue, and the database is free.
"""

from datetime import timedelta
from typing import NamedTuple

from celery import current_app
from django.db import transaction
from django.db.models.functions import Now

from chartbusters.notices.audiences import people_in
from chartbusters.notices.models import Event, Notice
from chartbusters.notices.selectors import people_mailed
from generation.messages import send_on_commit

CHUNK = 100  # people
STALLED = timedelta(minutes=1)  # after which the scheduler takes a handing out up again
DELIVER = "chartbusters.notices.tasks.event_deliver"


def event_deliver(*, pk: int) -> bool:
    """Tells the next people of an event, and sends for the next chunk; whether there is one.

    Runs twice safely: of two workers at one chunk the second finds it done.
    """
    event = Event.objects.filter(pk=pk, delivered_at=None).first()
    if event is None:
        return False
    chunk = _next(event)  # read before the database is held for writing
    with transaction.atomic():
        more = _hand_out(event, chunk)
        if more:
            send_on_commit(DELIVER, pk)
    return more


def chunk_deliver(*, event: Event) -> bool:
    """One chunk, in the caller's transaction; whether it was not the last."""
    return _hand_out(event, _next(event))


class Chunk(NamedTuple):
    """Who is next, and who of them is mailed."""

    people: list[int]
    mailed: set[int]


def _next(event: Event) -> Chunk:
    rest = people_in(event.audience).filter(pk__gt=event.reached).order_by("pk")
    people = list(rest.values_list("pk", flat=True)[:CHUNK])
    return Chunk(people, people_mailed(kind=event.kind, people=people))


def _hand_out(event: Event, chunk: Chunk) -> bool:
    people, mailed = chunk
    more = len(people) == CHUNK
    # Compare and set: whoever comes second, with a chunk that was handed out, does nothing.
    mine = Event.objects.filter(pk=event.pk, reached=event.reached, delivered_at=None).update(
        reached=people[-1] if people else event.reached,
        touched_at=Now(),
        delivered_at=None if more else Now(),
    )
    if not mine:
        return False
    notices = [Notice(event=event, person_id=pk, mail_due=pk in mailed) for pk in people]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return more


def events_requeue() -> int:
    """Sends to the workers again what stands still: a message was lost, or a worker ended. Returns
    how many."""
    still = Event.objects.filter(delivered_at=None, touched_at__lt=Now() - STALLED)
    late = list(still.order_by("touched_at").values_list("pk", flat=True)[:100])
    for pk in late:
        current_app.send_task(DELIVER, [pk], retry=False)
    return len(late)
