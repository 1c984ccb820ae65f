"""Which errand a worker takes up, and what it may write while it has it."""

from datetime import timedelta
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from chartbusters.soundcloud.models import WORKING, Errand

Row = TypeVar("Row", bound=Errand)
LEASE = timedelta(seconds=60)  # extended by whoever needs longer
LOOKED_AT = 20
SOON = timedelta(seconds=60)


def due() -> Q:
    return Q(state__in=WORKING, next_at__lte=Now(), leased_until__lte=Now())


def errand_claim(rows: QuerySet[Row]) -> Row | None:
    """The one that has been due for longest. Compare and set: of two workers one gets it."""
    waiting = rows.filter(due())
    for pk in list(waiting.order_by("next_at").values_list("pk", flat=True)[:LOOKED_AT]):
        if waiting.filter(pk=pk).update(attempt=F("attempt") + 1, leased_until=Now() + LEASE):
            return rows.get(pk=pk)
    return None


def same(row: Errand) -> QuerySet[Any, Any]:
    """The row while it still carries this attempt."""
    return type(row)._default_manager.filter(pk=row.pk, attempt=row.attempt)


def held(row: Errand) -> QuerySet[Any, Any]:
    """The same, while the person has not decided otherwise either."""
    return same(row).filter(state=row.state)


def lease_extend(row: Errand, seconds: float = 0.0) -> bool:
    """False when somebody else has it, or the person wants something else of it."""
    until = Now() + LEASE + timedelta(seconds=seconds)
    return bool(held(row).update(leased_until=until))


def lease_release(row: Errand) -> None:
    """Whatever the person has decided meanwhile: it need not wait for the end of this attempt."""
    same(row).filter(leased_until__gt=Now()).update(leased_until=Now())


def next_in(rows: QuerySet[Row]) -> float | None:
    """Seconds until the next is due, if it is within a minute."""
    waiting = rows.filter(state__in=WORKING, next_at__lte=Now() + SOON, leased_until__lte=Now())
    soonest = waiting.annotate(now=Now()).order_by("next_at").values_list("next_at", "now").first()
    return None if soonest is None else max(0.0, (soonest[0] - soonest[1]).total_seconds())
