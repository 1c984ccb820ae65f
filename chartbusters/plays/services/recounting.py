"""The numbers of plays, counted anew from the log of days."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum

from chartbusters.discovery.models import Listing
from chartbusters.plays.models import PlayDay
from chartbusters.plays.selectors import plays_wrong


class Wrong(NamedTuple):
    """A song whose number was not the sum of its days."""

    listing: Listing
    stored: int
    summed: int


def plays_recount(*, mend: bool = True) -> list[Wrong]:
    """Numbers that were not those of the log; put right unless only asked for."""
    found = []
    for pk in list(plays_wrong().values_list("pk", flat=True)):
        with transaction.atomic():
            # Whoever counts at this moment waits for this row, or has been.
            held = Listing.objects.select_for_update(no_key=True).filter(pk=pk).first()
            if held is None:
                continue
            summed = PlayDay.objects.filter(listing=pk).aggregate(sum=Sum("plays"))["sum"] or 0
            if held.plays == summed:
                continue
            found.append(Wrong(held, held.plays, summed))
            if mend:
                Listing.objects.filter(pk=pk).update(plays=summed)
    return found
