"""Which publication a worker takes up, and what it may write while it has it."""

from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from chartbusters.soundcloud.models import WORKING, Publication

LEASE = timedelta(seconds=60)  # extended by whoever needs longer
LOOKED_AT = 20
SOON = timedelta(seconds=60)


def due() -> Q:
    return Q(state__in=WORKING, next_at__lte=Now(), leased_until__lte=Now())


def publication_claim() -> Publication | None:
    """The one that has been due for longest. Compare and set: of two workers one gets it."""
    waiting = Publication.objects.filter(due())
    for pk in list(waiting.order_by("next_at").values_list("pk", flat=True)[:LOOKED_AT]):
        if waiting.filter(pk=pk).update(attempt=F("attempt") + 1, leased_until=Now() + LEASE):
            rows = Publication.objects.select_related("composition__head", "composition__owner")
            return rows.get(pk=pk)
    return None


def held(publication: Publication) -> QuerySet[Publication, Any]:
    """The row while it still carries this attempt, and the person has not decided otherwise."""
    same = Publication.objects.filter(pk=publication.pk, attempt=publication.attempt)
    return same.filter(state=publication.state)


def lease_extend(publication: Publication, seconds: float = 0.0) -> bool:
    """False when somebody else has it, or the person wants something else of it."""
    until = Now() + LEASE + timedelta(seconds=seconds)
    return bool(held(publication).update(leased_until=until))


def lease_release(publication: Publication) -> None:
    """Whatever the person has decided meanwhile: it need not wait for the end of this attempt."""
    same = Publication.objects.filter(pk=publication.pk, attempt=publication.attempt)
    same.filter(leased_until__gt=Now()).update(leased_until=Now())


def next_in() -> float | None:
    """Seconds until the next is due, if it is within a minute."""
    waiting = Publication.objects.filter(state__in=WORKING, next_at__lte=Now() + SOON)
    waiting = waiting.filter(leased_until__lte=Now()).annotate(now=Now())
    row = waiting.order_by("next_at").values_list("next_at", "now").first()
    return None if row is None else max(0.0, (row[0] - row[1]).total_seconds())
